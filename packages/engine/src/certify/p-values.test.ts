import { describe, expect, it } from 'vitest';
import golden from '../__golden__/statistics.json' with { type: 'json' };
import { SeededRandom } from '../math/seeded-random.ts';
import {
  bettingPValue,
  binomialPValue,
  hoeffdingBentkusPValue,
  rightBetsNeeded,
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

  it('says how many right answers are missing after thousands of wrong ones, and none after thousands of right ones', () => {
    const after = (wrong: boolean) =>
      Array.from({ length: 5000 }, (_, index) => ({ wrong, propensity: index % 2 ? 1 : 0.5 }));
    const given = { alpha: 0.05, minPropensity: 0.5, level: 0.1 };
    expect(rightBetsNeeded(after(true), given)).toBeGreaterThan(50_000);
    expect(rightBetsNeeded(after(false), given)).toBe(0);
    expect(bettingPValue(after(true), 0.05, 0.5)).toBe(1);
    expect(bettingPValue(after(false), 0.05, 0.5)).toBeLessThan(1e-20);
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
