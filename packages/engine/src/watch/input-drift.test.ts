import { describe, expect, it } from 'vitest';
import { SeededRandom } from '../math/seeded-random.ts';
import { fourierFeatures } from './fourier-features.ts';
import { inputDrift, type InputName, populationStability, type SeenQuestion } from './input-drift.ts';

interface World {
  readonly topics?: number;
  readonly novel?: number;
  readonly fresh_words?: number;
  readonly shift?: number;
}

function questions(count: number, random: SeededRandom, world: World = {}): SeenQuestion[] {
  const { topics = 8, novel = 0.05, fresh_words = 0, shift = 0 } = world;
  return Array.from({ length: count }, () => {
    const word = () =>
      random.next() < fresh_words ? `new${random.integer(60)}` : `w${Math.floor(400 * random.next() ** 2)}`;
    const vector = Float32Array.from({ length: 16 }, () => random.normal() + shift);
    const length = Math.hypot(...vector);
    return {
      topic_id: `t${random.integer(topics)}`,
      is_novel: random.next() < novel,
      words: Array.from({ length: 8 }, word),
      vector: vector.map((each) => each / length),
    };
  });
}

function weeks(seed: string, world: World, size = 60) {
  const random = new SeededRandom(seed);
  const reference = questions(2 * size, random);
  return inputDrift({ reference, recent: questions(size, random, world), seed });
}
const pOf = (moves: ReturnType<typeof inputDrift>, name: InputName) =>
  moves.find((move) => move.name === name)?.p ?? Number.NaN;

describe('two heaps of the same questions', () => {
  const runs = Array.from({ length: 60 }, (_, i) => weeks(`same/${i}`, {}));

  it.each(['topic-mix', 'vocabulary', 'meaning', 'novelty'] as const)('give p by chance: %s', (name) => {
    const ps = runs.map((moves) => pOf(moves, name)).toSorted((a, b) => a - b);
    // Kolmogorov-Smirnov from below: p may not come too small too often; 1.63 / sqrt(60) is its 1 % point.
    const excess = Math.max(...ps.map((p, i) => (i + 1) / ps.length - p));
    expect(excess).toBeLessThan(1.63 / Math.sqrt(60));
    const mean = ps.reduce((sum, p) => sum + p, 0) / ps.length;
    // Uniform: .5, give or take .11 at 3 sigma; a tie counts against a move, so a little above.
    expect(Math.abs(mean - 0.5)).toBeLessThan(0.13);
  });

  it('have hardly ever moved', () => {
    expect(runs.flat().filter(({ moved }) => moved).length).toBeLessThanOrEqual(3);
  });
});

describe('a week that is another one', () => {
  it.each([
    ['topic-mix', { topics: 4 }],
    ['novelty', { novel: 0.3 }],
    ['vocabulary', { fresh_words: 0.15 }],
    ['meaning', { shift: 0.5 }],
  ] as const)('moves %s, and leaves the others', (name, world) => {
    const found = Array.from({ length: 10 }, (_, i) => weeks(`other/${i}`, world, 100));
    const moved = (each: InputName) =>
      found.filter((moves) => moves.some((move) => move.name === each && move.moved)).length;
    expect(moved(name)).toBeGreaterThanOrEqual(9);
    const others = (['topic-mix', 'novelty', 'vocabulary', 'meaning'] as const).filter(
      (each) => each !== name,
    );
    for (const other of others) expect(moved(other)).toBeLessThanOrEqual(1);
    expect(found[0].find((move) => move.name === name)?.value).toBeGreaterThan(2.5);
  });

  it('is not told from thirty questions less', () => {
    const random = new SeededRandom('few');
    const few = inputDrift({
      reference: questions(100, random),
      recent: questions(29, random, { topics: 2 }),
      seed: 'few',
    });
    expect(few.map(({ p, moved }) => [p, moved])).toEqual(Array.from({ length: 4 }, () => [null, false]));
  });
});

describe('the parts', () => {
  it('PSI', () => {
    // By hand: (10.5, 30.5) of 41 against (20.5, 20.5) of 41.
    const expected = (10.5 / 41 - 0.5) * Math.log(10.5 / 20.5) + (30.5 / 41 - 0.5) * Math.log(30.5 / 20.5);
    expect(populationStability([10, 30], [20, 20])).toBeCloseTo(expected, 12);
    expect(populationStability([5, 5], [5, 5])).toBe(0);
  });

  it('random features come close to the Gaussian kernel', () => {
    const random = new SeededRandom('kernel');
    const vectors = Array.from({ length: 20 }, () => Float32Array.from({ length: 8 }, () => random.normal()));
    const width = 3;
    const features = Array.from({ length: 16 }, (_, i) =>
      fourierFeatures(vectors, new SeededRandom(i), width),
    );
    for (const [a, b] of [
      [0, 0],
      [0, 1],
      [2, 7],
      [5, 19],
    ]) {
      const square = vectors[a].reduce((sum, each, d) => sum + (each - vectors[b][d]) ** 2, 0);
      const inner = features.map((own) => own[a].reduce((sum, each, d) => sum + each * own[b][d], 0));
      const mean = inner.reduce((sum, each) => sum + each, 0) / inner.length;
      expect(Math.abs(mean - Math.exp(-square / (2 * width * width)))).toBeLessThan(0.06);
    }
  });
});
