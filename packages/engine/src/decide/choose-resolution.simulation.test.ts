/** Slow ones: many draws of the whole choice. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SeededRandom } from '../math/index.ts';
import { type Arm, choicePropensities, chooseResolution, LEAST_PROPENSITY } from './choose-resolution.ts';

const arm = (id: string, rewards: number, count: number): Arm => ({
  resolution: { id, stage: 'auto', stakes: 'read-only' },
  rewards,
  count,
});

const tally = fc
  .record({ count: fc.integer({ min: 0, max: 500 }), share: fc.double({ min: 0, max: 1, noNaN: true }) })
  .map(({ count, share }) => ({ count, rewards: share * count }));
const manyArms = fc
  .array(tally, { minLength: 2, maxLength: 8 })
  .map((tallies) => tallies.map(({ rewards, count }, i) => arm(`r${i}`, rewards, count)));

describe('the choice, many times', () => {
  const arms = [arm('a', 8, 10), arm('b', 5, 10), arm('c', 9, 20)];

  it('has propensities that sum to 1, and none is below a tenth', () => {
    fc.assert(
      fc.property(manyArms, (arms) => {
        const found = [...choicePropensities(arms).values()];
        expect(found.reduce((sum, each) => sum + each, 0)).toBeCloseTo(1, 12);
        for (const each of found) expect(each).toBeGreaterThanOrEqual(LEAST_PROPENSITY - 1e-12);
      }),
      { seed: 1, numRuns: 60 },
    );
  });

  it('is drawn with the propensities that it tells', () => {
    const propensities = choicePropensities(arms);
    const counts = new Map<string, number>();
    const draws = 2_000;
    for (let seed = 0; seed < draws; seed++) {
      const { resolution_id, propensity } = chooseResolution(arms, { seed });
      expect(propensity).toBe(propensities.get(resolution_id));
      counts.set(resolution_id, (counts.get(resolution_id) ?? 0) + 1);
    }
    for (const [id, propensity] of propensities) {
      const error = Math.sqrt((propensity * (1 - propensity)) / draws);
      expect(Math.abs((counts.get(id) ?? 0) / draws - propensity)).toBeLessThan(4 * error);
    }
  });

  it('earns more than choosing evenly, and keeps trying the worse answer', () => {
    const rates = new Map([
      ['a', 0.9],
      ['b', 0.7],
    ]);
    const random = new SeededRandom('bandit');
    const earned = new Map([...rates.keys()].map((id) => [id, { rewards: 0, count: 0 }]));
    const rounds = 600;
    for (let seed = 0; seed < rounds; seed++) {
      const now = [...earned].map(([id, { rewards, count }]) => arm(id, rewards, count));
      const { resolution_id } = chooseResolution(now, { seed });
      const own = earned.get(resolution_id) ?? { rewards: 0, count: 0 };
      own.count += 1;
      own.rewards += random.next() < (rates.get(resolution_id) ?? 0) ? 1 : 0;
    }
    const [better, worse] = [earned.get('a'), earned.get('b')];
    // Evenly: 300 each, mean reward .8 with a standard error of .016.
    expect(((better?.rewards ?? 0) + (worse?.rewards ?? 0)) / rounds).toBeGreaterThan(0.8 + 2 * 0.016);
    expect(worse?.count ?? 0).toBeGreaterThan(LEAST_PROPENSITY * rounds * 0.7);
  });
});
