import { describe, expect, it } from 'vitest';
import { SeededRandom } from '../math/seeded-random.ts';
import { Adaptation } from './adaptation.ts';
import { VectorMap } from './learned-map.ts';
import { type TopicResult, tally } from './tally.ts';
import { groupByTopic, type MapExemplar, nearestIn } from './topic-memory.ts';

const SIZE = 32;

/** Topics differ in the first half of the components; questions of one topic vary by `noise`, each component its own. */
function world(noise: (component: number) => number, seed: string): MapExemplar[] {
  const random = new SeededRandom(seed);
  return Array.from({ length: 60 }, (_, topic) => {
    const centre = Array.from({ length: SIZE }, (__, k) => (k < SIZE / 2 ? 25 * random.normal() : 0));
    return Array.from({ length: 8 }, () => ({
      resolution_id: `topic-${topic}`,
      vector: Int8Array.from(centre, (value, k) =>
        Math.max(-127, Math.min(127, Math.round(value + noise(k) * random.normal()))),
      ),
    }));
  }).flat();
}

const nuisance = world((k) => (k < SIZE / 2 ? 10 : 35), 'nuisance');

function adaptationOf(exemplars: readonly MapExemplar[]): Adaptation {
  const adaptation = new Adaptation(SIZE);
  for (const { resolution_id, vector } of exemplars) adaptation.add(resolution_id, vector);
  return adaptation;
}

function propose(exemplars: readonly MapExemplar[], seed = 1) {
  const proposal = adaptationOf(exemplars).propose({ exemplars, tried: 0, version: 1, seed });
  if (proposal === null) throw new Error('expected a proposal');
  return proposal;
}

describe('a proposal', () => {
  it('is accepted where questions vary in directions that do not matter', () => {
    const { map, evidence } = propose(nuisance);
    expect(evidence.exemplars).toBe(480);
    expect(evidence.accepted).toBe(true);
    expect(evidence.lnBetter).toBeGreaterThan(Math.log(20));
    const { one_shot, known } = evidence.stages;
    expect(one_shot.mapped_right).toBeGreaterThan(one_shot.raw_right * 1.2);
    expect(known.questions).toBeGreaterThanOrEqual(60);
    expect(() => new VectorMap(map)).not.toThrow();
  });

  it('is not accepted where resolutions are names for nothing', () => {
    const random = new SeededRandom('names');
    const names = random.shuffle(nuisance.map(({ resolution_id }) => resolution_id));
    const accepted = [1, 2, 3].map(
      (seed) =>
        propose(
          nuisance.map(({ vector }, i) => ({ resolution_id: names[i], vector })),
          seed,
        ).evidence.accepted,
    );
    expect(accepted).toEqual([false, false, false]);
  });

  it('waits for two hundred exemplars', () => {
    const exemplars = nuisance.slice(0, 200);
    const request = { exemplars, tried: 0, version: 1, seed: 1 };
    expect(adaptationOf(exemplars.slice(1)).propose(request)).toBeNull();
    expect(adaptationOf(exemplars).propose(request)?.evidence.exemplars).toBe(200);
  });

  it('is the same for the same seed, and for exemplars that came and went', () => {
    const again = adaptationOf(nuisance);
    const passing = world(() => 20, 'passing').slice(0, 100);
    for (const { resolution_id, vector } of passing) again.add(resolution_id, vector);
    for (const { resolution_id, vector } of passing) again.remove(resolution_id, vector);
    const request = { exemplars: nuisance, tried: 0, version: 1, seed: 1 };
    expect(again.propose(request)).toEqual(propose(nuisance));
  });

  it('comes when a desk has grown to two and a half times what it was at the last attempt', () => {
    const adaptation = adaptationOf(nuisance);
    const request = { exemplars: nuisance, version: 2, seed: 1 };
    expect(adaptation.propose({ ...request, tried: 193 })).toBeNull();
    expect(adaptation.propose({ ...request, tried: 192 })?.map.version).toBe(2);
  });
});

describe('the nearest topic', () => {
  it('is that of the highest score, counted one by one', () => {
    const topics = groupByTopic(nuisance.filter((_, i) => i % 8 <= i % 5));
    const nearest = nearestIn(topics);
    const dot = (a: ArrayLike<number>, b: ArrayLike<number>) =>
      Array.from(a).reduce((sum, value, i) => sum + value * b[i], 0);
    const cosine = (a: ArrayLike<number>, b: ArrayLike<number>) =>
      dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
    for (const { vector } of nuisance.slice(0, 80)) {
      const scores = topics.map(({ vectors }) => {
        const sum = Array.from(vectors[0], (_, k) => vectors.reduce((total, x) => total + x[k], 0));
        const most = Math.max(...vectors.map((x) => cosine(vector, x)));
        return 0.5 * most + 0.5 * cosine(vector, sum) - 0.04 * Math.log(vectors.length);
      });
      expect(nearest(vector)).toBe(topics[scores.indexOf(Math.max(...scores))].topic);
    }
  });
});

it('a resolution is one draw, by the sum over its stages', () => {
  const result = (
    topic: string,
    stage: TopicResult['stage'],
    [raw, mapped]: [number, number],
  ): TopicResult => {
    return { topic, stage, questions: 4, raw_right: raw, mapped_right: mapped };
  };
  const found = tally([
    result('a', 'one_shot', [1, 3]),
    result('a', 'five_shot', [3, 2]),
    result('b', 'one_shot', [2, 1]),
    result('c', 'one_shot', [2, 3]),
    result('c', 'known', [4, 3]),
  ]);
  expect(found).toMatchObject({ wins: 1, losses: 1 });
  expect(found.stages.one_shot).toEqual({ questions: 12, raw_right: 5, mapped_right: 7 });
});
