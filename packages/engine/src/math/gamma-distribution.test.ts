import { describe, expect, it } from 'vitest';
import { gammaCdf, gammaQuantile } from './gamma-distribution.ts';

describe('gamma distribution', () => {
  it.each([
    // Whole shapes: 1 - e^-x times the sum of x^k / k!.
    [1, 1, 1 - Math.exp(-1)],
    [3, 2, 1 - Math.exp(-2) * (1 + 2 + 2)],
    [3, 9, 1 - Math.exp(-9) * (1 + 9 + 40.5)],
    // Half a degree of freedom: erf(sqrt(x)); erf(1) by DLMF table 7.23.
    [0.5, 1, 0.842700792949715],
  ])('P(shape %d, x %d) is %d', (shape, x, expected) => {
    expect(gammaCdf(x, { shape, rate: 1 })).toBeCloseTo(expected, 12);
    expect(gammaCdf(x / 5, { shape, rate: 5 })).toBeCloseTo(expected, 12);
  });

  it('the quantile is its inverse', () => {
    for (const shape of [0.3, 2, 40, 900])
      for (const probability of [0.001, 0.05, 0.5, 0.95])
        expect(gammaCdf(gammaQuantile(probability, { shape, rate: 3 }), { shape, rate: 3 })).toBeCloseTo(
          probability,
          9,
        );
  });
});
