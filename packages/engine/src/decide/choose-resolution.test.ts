import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Stage, Stakes } from '../domain.ts';
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

describe('propensities', () => {
  // P(Beta(a1, b1) > Beta(a2, b2)) by numerical integration with SciPy; 1,000 draws have a standard error of .0158.
  it.each([
    [80, 100, 85, 100, 0.185028],
    [8, 10, 5, 10, 0.846212],
    [0, 0, 3, 3, 0.38797],
    [47, 50, 45, 50, 0.75747],
  ])('%d of %d against %d of %d', (rewards, count, otherRewards, otherCount, expected) => {
    const found = choicePropensities([arm('a', rewards, count), arm('b', otherRewards, otherCount)]);
    expect(Math.abs((found.get('a') ?? 0) - expected)).toBeLessThan(3 * 0.0158);
  });

  it('do not depend on the order of the answers', () => {
    fc.assert(
      fc.property(manyArms, (arms) => {
        expect(choicePropensities(arms.toReversed())).toEqual(choicePropensities(arms));
        expect(chooseResolution(arms.toReversed(), { seed: 3 })).toEqual(chooseResolution(arms, { seed: 3 }));
      }),
      { seed: 1, numRuns: 20 },
    );
  });

  it('grow with what an answer has earned', () => {
    const share = (rewards: number) =>
      choicePropensities([arm('a', rewards, 40), arm('b', 20, 40)]).get('a') ?? 0;
    const shares = [10, 17, 20, 23, 30].map(share);
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
    expect([shares[0], shares[4]]).toEqual([LEAST_PROPENSITY, 1 - LEAST_PROPENSITY]);
  });

  // Written down from here: a replay must give the same to the last digit. By 2 million draws in NumPy, before the least
  // share: .799 .144 .057; .294 .278 .428; .574 .015 .411; .187 .732 .081; .211 .205 .160 .260 .164.
  it.each<[string, [number, number][], number[]]>([
    [
      'three',
      [
        [8, 10],
        [5, 10],
        [9, 20],
      ],
      [0.769648562, 0.130351438, 0.1],
    ],
    [
      'hardly known ones',
      [
        [0, 1],
        [1, 40],
        [2, 60],
      ],
      [0.269, 0.274, 0.457],
    ],
    [
      'never wrong',
      [
        [100, 100],
        [99, 100],
        [5, 5],
      ],
      [0.526069246, 0.1, 0.373930754],
    ],
    [
      'well known ones',
      [
        [400, 500],
        [410, 500],
        [395, 500],
      ],
      [0.199890591, 0.700109409, 0.1],
    ],
    [
      'five',
      [
        [9, 18],
        [10, 20],
        [8, 17],
        [11, 21],
        [7, 15],
      ],
      [0.22, 0.186, 0.154, 0.273, 0.167],
    ],
    [
      'as many as may be',
      [
        [2.5, 4],
        [1, 2],
        [0, 0],
        [3, 4],
        [2, 3],
        [1, 1],
        [0, 1],
        [6, 9],
      ],
      [0.101328021, 0.1, 0.131075697, 0.157104914, 0.113413015, 0.197078353, 0.1, 0.1],
    ],
  ])('are the same at each replay: %s', (_, tallies, expected) => {
    const found = choicePropensities(tallies.map(([rewards, count], i) => arm(`r${i}`, rewards, count)));
    expected.forEach((share, i) => expect(found.get(`r${i}`)).toBeCloseTo(share, 9));
  });

  it('come in the order of the ids', () => {
    const found = choicePropensities(['c', 'a', 'b'].map((id) => arm(id, 1, 2)));
    expect([...found.keys()]).toEqual(['a', 'b', 'c']);
  });

  it('start from the rate of the topic, so that one bad beginning proves little', () => {
    const found = choicePropensities([arm('a', 0, 1), arm('b', 20, 30)]).get('a') ?? 0;
    // SciPy: .3195 with the prior of the topic, .125 with a flat one.
    expect(Math.abs(found - 0.3195)).toBeLessThan(3 * 0.0158);
  });
});

describe('the choice', () => {
  const arms = [arm('a', 8, 10), arm('b', 5, 10), arm('c', 9, 20)];

  it('is the one in whose share the draw falls', () => {
    const shares = [...choicePropensities(arms)];
    for (let seed = 0; seed < 60; seed++) {
      const draw = new SeededRandom(`choose/${seed}`).next();
      let upTo = 0;
      const [resolution_id, propensity] = shares.find(([, share]) => draw < (upTo += share)) ?? ['none', 0];
      expect(chooseResolution(arms, { seed })).toEqual({ resolution_id, propensity });
    }
  });

  it('is the same for the same seed', () => {
    expect(chooseResolution(arms, { seed: 5 })).toEqual(chooseResolution(arms, { seed: 5 }));
  });
});

describe('what it refuses', () => {
  const other = (stage: Stage, stakes: Stakes): Arm => ({
    resolution: { id: 'b', stage, stakes },
    rewards: 0,
    count: 0,
  });
  const nine = Array.from({ length: 9 }, (_, i) => arm(`r${i}`, 0, 0));

  it.each([
    ['a single answer', [arm('a', 1, 2)], '2 to 8 different resolutions, found 1, 1 of them different'],
    ['the same answer twice', [arm('a', 1, 2), arm('a', 1, 2)], 'found 2, 1 of them different'],
    ['too many', nine, '2 to 8'],
    ['what costs money', [arm('a', 1, 2), other('auto', 'money-security')], 'read-only'],
    ['what changes an account', [arm('a', 1, 2), other('auto', 'account-changing')], 'read-only'],
    [
      'what people have not let out',
      [arm('a', 1, 2), other('shadow', 'read-only')],
      'let out, found stage shadow',
    ],
    [
      'more reward than there were',
      [arm('a', 3, 2), arm('b', 0, 0)],
      'rewards from 0 to their number, found 3 of 2',
    ],
    ['less than nothing', [arm('a', -1, 2), arm('b', 0, 0)], 'found -1 of 2'],
    ['more than can be counted', [arm('a', 1, Infinity), arm('b', 0, 0)], 'found 1 of Infinity'],
    ['no number', [arm('a', Number.NaN, 2), arm('b', 0, 0)], 'rewards'],
  ])('%s', (_, arms, expected) => {
    const choose = () => chooseResolution(arms, { seed: 1 });
    expect(choose).toThrow(expected);
    expect(choose).toThrow(expect.objectContaining({ code: 'invalid-argument' }));
  });

  it('and takes what people have let out as a suggestion', () => {
    expect(
      chooseResolution([arm('a', 1, 2), other('suggest', 'read-only')], { seed: 1 }).propensity,
    ).toBeGreaterThan(0);
  });
});
