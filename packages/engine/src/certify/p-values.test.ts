import { describe, expect, it } from 'vitest';
import golden from '../__golden__/statistics.json' with { type: 'json' };
import { SeededRandom } from '../math/seeded-random.ts';
import {
  bettingPValue,
  effectiveCounts,
  binomialPValue,
  hoeffdingBentkusPValue,
  rightLabelsNeeded,
} from './p-values.ts';

describe('p-values', () => {
  it.each([
    [0.02, 200, 0.07188986, 0.0264468],
    [0, 60, 0.0460698, 0.0460698],
    [0.03, 500, 0.05398067, 0.01985838],
  ])('mean loss %d over %d labels', (loss, labelled, hoeffdingBentkus, binomial) => {
    expect(hoeffdingBentkusPValue(loss, labelled, 0.05)).toBeCloseTo(hoeffdingBentkus, 8);
    const wrong = Math.round(loss * labelled);
    expect(binomialPValue({ wrong, labelled }, 0.05)).toBeCloseTo(binomial, 8);
  });

  it('says nothing without labels, and nothing where the loss is at the limit or above', () => {
    expect(binomialPValue({ wrong: 0, labelled: 0 }, 0.05)).toBe(1);
    expect(hoeffdingBentkusPValue(0, 0, 0.05)).toBe(1);
    expect(hoeffdingBentkusPValue(0.2, 100, 0.05)).toBe(1);
    expect(bettingPValue([], 0.05, 0.1)).toBe(1);
  });

  it.each([
    [0.1, [22, 38, 52, 65]],
    [0.05, [45, 77, 105, 132]],
    [0.03, [76, 129, 176, 221]],
    [0.02, [114, 194, 265, 333]],
    [0.01, [230, 388, 531, 667]],
  ])('labels that certify %d at 90 %% with 0, 1, 2, 3 wrong', (alpha, table) => {
    const found = [0, 1, 2, 3].map(
      (wrong) => wrong + rightLabelsNeeded({ wrong, labelled: wrong }, alpha, 0.1),
    );
    expect(found).toEqual(table);
  });

  it('betting agrees with products taken anew after every record (NumPy)', () => {
    const { losses, alpha, min_propensity, p } = golden.betting;
    const records = losses.map(([wrong, propensity]) => ({ wrong: wrong === 1, propensity }));
    expect(bettingPValue(records, alpha, min_propensity)).toBeCloseTo(p, 12);
  });

  it('betting rejects a true null at most as often as it says, though propensities follow the errors', () => {
    const violations = (useWeights: boolean) => {
      const random = new SeededRandom('betting');
      let rejected = 0;
      for (let run = 0; run < 600; run++) {
        const losses = auditedStream(random, 1500);
        const shown = useWeights ? losses : losses.map((loss) => ({ ...loss, propensity: 0.1 }));
        if (bettingPValue(shown, 0.05, 0.1) <= 0.1) rejected += 1;
      }
      return rejected / 600;
    };
    expect(violations(true)).toBeLessThanOrEqual(0.1 + 3 * Math.sqrt((0.1 * 0.9) / 600));
    // The same test blind to propensities must fail: easy answers are audited more often.
    expect(violations(false)).toBeGreaterThan(0.9);
  });
});

/** Half of the answers are easy (1 % wrong, audited always), half hard (9 % wrong, audited 10 %): risk is exactly 5 %. */
function auditedStream(random: SeededRandom, size: number) {
  const losses: { wrong: boolean; propensity: number }[] = [];
  for (let index = 0; index < size; index++) {
    const easy = random.next() < 0.5;
    const propensity = easy ? 1 : 0.1;
    const wrong = random.next() < (easy ? 0.01 : 0.09);
    if (random.next() < propensity) losses.push({ wrong, propensity });
  }
  return losses;
}

describe('effective counts', () => {
  it('are the counts themselves where all weigh the same', () => {
    expect(effectiveCounts({ mass: 5 * 40, squares: 25 * 40, wrongMass: 5 * 3 })).toEqual({
      labelled: 40,
      wrong: 3,
    });
  });

  it.each([
    { audit: 0.05, alone: 0.8, riskAlone: 0.05 },
    { audit: 0.2, alone: 0.5, riskAlone: 0.03 },
    { audit: 0.2, alone: 0.95, riskAlone: 0.02 },
  ])(
    'keep the level at a risk of exactly alpha: $audit, $alone, $riskAlone',
    ({ audit, alone, riskAlone }) => {
      const riskSeen = (0.05 - alone * riskAlone) / (1 - alone);
      const random = new SeededRandom(`effective ${audit} ${alone}`);
      const runs = 400;
      let rejected = 0;
      for (let run = 0; run < runs; run++) {
        const sums = { mass: 0, squares: 0, wrongMass: 0 };
        for (let i = 0; i < 1500; i++) {
          const byItself = random.next() < alone;
          if (byItself && random.next() >= audit) continue;
          const weight = byItself ? 1 / audit : 1;
          sums.mass += weight;
          sums.squares += weight ** 2;
          if (random.next() < (byItself ? riskAlone : riskSeen)) sums.wrongMass += weight;
        }
        if (binomialPValue(effectiveCounts(sums), 0.05) <= 0.1) rejected += 1;
      }
      expect(rejected / runs).toBeLessThanOrEqual(0.1 + 3 * Math.sqrt((0.1 * 0.9) / runs));
    },
  );
});
