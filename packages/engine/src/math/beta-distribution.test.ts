import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import golden from '../__golden__/statistics.json' with { type: 'json' };
import { betaCdf, betaQuantile, betaUpperTail } from './beta-distribution.ts';
import { binomialCdf, binomialUpperTail, clopperPearsonLower, clopperPearsonUpper } from './binomial.ts';
import { lnGamma } from './gamma.ts';

const relativeError = (found: number, expected: number) =>
  Math.abs(found - expected) / Math.max(Math.abs(expected), 1e-290);

describe('tails against 60-digit sums and SciPy', () => {
  it.each(golden.binomial_cdf)('P(X <= %d), n = %d, p = %d', (count, trials, probability, expected) => {
    expect(relativeError(binomialCdf(count, trials, probability), expected)).toBeLessThan(1e-10);
  });

  it.each(golden.beta_cdf)('beta CDF at %d (%d, %d)', (x, a, b, expected) => {
    expect(relativeError(betaCdf(x, a, b), expected)).toBeLessThan(1e-12);
    expect(betaUpperTail(x, a, b)).toBeCloseTo(1 - expected, 14);
  });

  it.each(golden.beta_quantile)('beta quantile %d (%d, %d)', (share, a, b, expected) => {
    expect(relativeError(betaQuantile(share, a, b), expected)).toBeLessThan(1e-11);
  });

  it.each(golden.ln_gamma)('ln gamma(%d)', (x, expected) => {
    expect(Math.abs(lnGamma(x) - expected)).toBeLessThan(1e-13 * Math.max(1, Math.abs(expected)));
  });
});

describe('Clopper-Pearson', () => {
  it.each([
    [0, 45, 0.049881],
    [1, 77, 0.049577],
    [5, 200, 0.045879],
  ])('%d wrong of %d allow up to %d at 90 %%', (wrong, trials, expected) => {
    expect(clopperPearsonUpper(wrong, trials, 0.1)).toBeCloseTo(expected, 6);
  });

  it('is the exact inverse of the tails', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 5000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (trials, share) => {
          const count = 1 + Math.floor(share * (trials - 2));
          const upper = clopperPearsonUpper(count, trials, 0.1);
          const lower = clopperPearsonLower(count, trials, 0.1);
          expect(lower).toBeLessThanOrEqual(count / trials);
          expect(upper).toBeGreaterThanOrEqual(count / trials);
          expect(binomialCdf(count, trials, upper)).toBeCloseTo(0.1, 9);
          expect(binomialUpperTail(count, trials, lower)).toBeCloseTo(0.1, 9);
        },
      ),
      { seed: 1, numRuns: 200 },
    );
  });

  it('knows nothing without trials, and refuses impossible counts', () => {
    expect([clopperPearsonLower(0, 0, 0.1), clopperPearsonUpper(0, 0, 0.1)]).toEqual([0, 1]);
    expect(() => clopperPearsonUpper(3, 2, 0.1)).toThrow('expected 0 to 2, found 3');
  });
});
