import { describe, expect, it } from 'vitest';
import { SeededRandom } from '../math/seeded-random.ts';
import { type HeadInput, LinearHead } from './linear-head.ts';

function input(ids: readonly number[], dense: readonly number[] = []): HeadInput {
  return {
    ids: Uint32Array.from(ids),
    weights: new Float32Array(ids.length).fill(1),
    dense: Float32Array.from(dense),
  };
}

/** Softmax regression written out over a table of its own, without hashing: the oracle. */
class PlainSoftmax {
  readonly #weights = new Map<string, number>();
  readonly #squares = new Map<string, number>();

  score(resolution: number, { ids, weights, dense }: HeadInput): number {
    const words = [...ids].reduce((sum, id, i) => sum + this.#of(`${resolution}/${id}`) * weights[i], 0);
    return words + [...dense].reduce((sum, value, i) => sum + this.#of(`${resolution}.${i}`) * value, 0);
  }

  learn(given: HeadInput, right: number, rivals: readonly number[]): void {
    const all = [right, ...rivals];
    const odds = all.map((resolution) => Math.exp(this.score(resolution, given)));
    const total = odds.reduce((sum, value) => sum + value, 0);
    all.forEach((resolution, at) => {
      const pull = (at === 0 ? 1 : 0) - odds[at] / total;
      given.ids.forEach((id, i) => this.#step(`${resolution}/${id}`, pull * given.weights[i]));
      given.dense.forEach((value, i) => this.#step(`${resolution}.${i}`, pull * value));
    });
  }

  #of(key: string): number {
    return this.#weights.get(key) ?? 0;
  }

  #step(key: string, slope: number): void {
    const square = (this.#squares.get(key) ?? 0) + slope ** 2;
    this.#squares.set(key, square);
    this.#weights.set(key, this.#of(key) + (0.3 * slope) / Math.sqrt(0.1 + square));
  }
}

describe('the linear head', () => {
  it('does what softmax regression by AdaGrad does, written out without hashing', () => {
    const random = new SeededRandom(3);
    const [head, plain] = [new LinearHead(4), new PlainSoftmax()];
    const draw = () =>
      input(
        [1, 2, 3].map(() => Math.floor(random.next() * 40)).filter((id, i, all) => all.indexOf(id) === i),
        [0, 1, 2, 3].map(() => random.next() - 0.5),
      );
    for (let step = 0; step < 60; step++) {
      const given = draw();
      const right = Math.floor(random.next() * 3);
      const rivals = [0, 1, 2].filter((id) => id !== right);
      head.learn(given, right, rivals);
      plain.learn(given, right, rivals);
    }
    const asked = draw();
    for (const resolution of [0, 1, 2])
      expect(head.score(resolution, asked)).toBeCloseTo(plain.score(resolution, asked), 4);
  });

  it('tells apart by one word in twenty what it was told a few times', () => {
    const head = new LinearHead(0);
    const common = Array.from({ length: 19 }, (_, i) => i);
    for (let i = 0; i < 5; i++) {
      head.learn(input([...common, 100]), 0, [1]);
      head.learn(input([...common, 200]), 1, [0]);
    }
    expect(head.score(0, input([100]))).toBeGreaterThan(head.score(1, input([100])) + 0.5);
    expect(head.score(1, input([200]))).toBeGreaterThan(head.score(0, input([200])) + 0.5);
  });

  it('knows nothing of a resolution that it has not learned, and learns nothing without a rival', () => {
    const head = new LinearHead(2);
    head.learn(input([1], [1, 0]), 0, [0]);
    expect(head.save()).toBeNull();
    head.learn(input([1], [1, 0]), 0, [1]);
    expect(head.score(7, input([1], [1, 0]))).toBe(0);
  });

  it('goes on from what it saved as if it had never stopped', () => {
    const [first, second] = [new LinearHead(2), new LinearHead(2)];
    first.learn(input([1, 2], [1, 0]), 0, [1]);
    second.load(first.save() as NonNullable<ReturnType<LinearHead['save']>>);
    for (const head of [first, second]) head.learn(input([2, 3], [0, 1]), 1, [0]);
    const asked = input([1, 2, 3], [0.6, 0.8]);
    expect(second.score(0, asked)).toBe(first.score(0, asked));
    expect(second.score(1, asked)).toBe(first.score(1, asked));
  });
});
