import { describe, expect, it } from 'vitest';
import golden from '../__golden__/statistics.json' with { type: 'json' };
import {
  bettingPValue,
  binomialPValue,
  effectiveCounts,
  hoeffdingBentkusPValue,
  leastPassing,
  rightLabelsNeeded,
  weightedPValue,
  weightedRightNeeded,
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

  it('finds the least count that passes, whatever it is', () => {
    for (let least = 0; least <= 70; least++) {
      const asked: number[] = [];
      expect(leastPassing((count) => asked.push(count) > 0 && count >= least)).toBe(least);
      expect(asked.length).toBeLessThanOrEqual(2 + 2 * Math.ceil(Math.log2(least + 1)));
    }
  });

  it('betting agrees with products taken anew after every record (NumPy)', () => {
    const { losses, alpha, min_propensity, p } = golden.betting;
    const records = losses.map(([wrong, propensity]) => ({ wrong: wrong === 1, propensity }));
    expect(bettingPValue(records, alpha, min_propensity)).toBeCloseTo(p, 12);
  });
});

describe('effective counts', () => {
  it('are the counts themselves where all weigh the same', () => {
    expect(effectiveCounts({ mass: 5 * 40, squares: 25 * 40, wrongMass: 5 * 3 })).toEqual({
      labelled: 40,
      wrong: 3,
    });
  });

  it('are worth less where weights differ, rounded to the safe side', () => {
    // By hand: weights 4 and 1, so (4 + 1)² / (16 + 1) = 1.47; .8 of them wrong.
    expect(effectiveCounts({ mass: 5, squares: 17, wrongMass: 4 })).toEqual({ labelled: 1, wrong: 1 });
    // 10 of weight 1 and 10 of weight 3: 40² / 100 = 16, of which 3 / 40 = 1.2 wrong.
    expect(effectiveCounts({ mass: 40, squares: 100, wrongMass: 3 })).toEqual({ labelled: 16, wrong: 2 });
    expect(effectiveCounts({ mass: 40, squares: 100, wrongMass: 0 }).wrong).toBeCloseTo(0, 12);
  });
});

describe('the weighted p-value', () => {
  const equal = (labelled: number, wrong: number, weight: number) => ({
    labelled,
    mass: weight * labelled,
    wrongMass: weight * wrong,
    wrongSquares: weight ** 2 * wrong,
    heaviest: weight,
  });

  it.each([
    [60, 0, 1],
    [500, 15, 5],
    [200, 4, 0.5],
  ])('of %d equal labels, %d wrong, is the exact one', (labelled, wrong, weight) => {
    const exact = binomialPValue({ labelled, wrong }, 0.05);
    expect(weightedPValue(equal(labelled, wrong, weight), 0.05)).toBeCloseTo(exact, 10);
  });

  it('counts mistakes in the weight of those seen and of one more, of the greatest weight', () => {
    // By hand: mistakes of weight 1, 1 and 4, and one more of 4: unit 34 / 10; 10 / 3.4 - 1 of them in 340 / 3.4.
    const sums = { labelled: 200, mass: 340, wrongMass: 6, wrongSquares: 18, heaviest: 4 };
    const [wrong, all] = [10 / 3.4 - 1, 100];
    const between = [1, 2].map((count) => binomialPValue({ labelled: all, wrong: count }, 0.05));
    expect(wrong).toBeCloseTo(1.941, 3);
    expect(weightedPValue(sums, 0.05)).toBeGreaterThan(between[0]);
    expect(weightedPValue(sums, 0.05)).toBeLessThan(between[1]);
    expect(weightedPValue(sums, 0.05)).toBeCloseTo(0.1118, 3);
  });

  it('says nothing without labels, or where all are wrong', () => {
    expect(weightedPValue(equal(0, 0, 1), 0.05)).toBe(1);
    expect(weightedPValue(equal(20, 20, 2), 0.05)).toBe(1);
  });

  it('knows how many right ones of the average weight are missing', () => {
    expect(weightedRightNeeded(equal(0, 0, 1), 0.05, 0.1)).toBe(45);
    expect(weightedRightNeeded(equal(40, 1, 3), 0.05, 0.1)).toBe(37);
    expect(weightedRightNeeded(equal(77, 1, 3), 0.05, 0.1)).toBe(0);
  });
});
