import { describe, expect, it } from 'vitest';
import { countQuantile, countTail } from './negative-binomial.ts';

const POISSON = Number.POSITIVE_INFINITY;

describe('tails of counts', () => {
  // By SciPy: poisson.sf(11, 4); nbinom.sf(11, 2, 2 / 6); and the predictive of 38 in 10 days, nbinom.sf(11, 38.5, 10 / 11).
  it.each([
    [12, 4, POISSON, 9.152292e-4],
    [12, 4, 2, 3.8536733e-2],
    [12, 3.85, 38.5, 1.3117844e-3],
  ])('P(X >= %d) at mean %d and k %d', (count, mean, k, p) => {
    expect(countTail(count, { mean, k })).toBeCloseTo(p, 9);
  });

  it.each([
    [0.3, POISSON],
    [7, POISSON],
    [60, POISSON],
    [0.3, 0.5],
    [7, 3],
  ])('is the sum of all probabilities at mean %d and k %d', (mean, k) => {
    // p(x + 1) / p(x), and p(0), by definition of the two laws.
    let probability = Number.isFinite(k) ? (k / (k + mean)) ** k : Math.exp(-mean);
    let below = 0;
    for (let count = 0; count < 90; count++) {
      expect(countTail(count, { mean, k })).toBeCloseTo(1 - below, 10);
      below += probability;
      const step = Number.isFinite(k)
        ? ((k + count) / (count + 1)) * (mean / (mean + k))
        : mean / (count + 1);
      probability *= step;
    }
  });

  it('ends where there is nothing, and refuses what is no law', () => {
    expect(countTail(0, { mean: 0, k: 1 })).toBe(1);
    expect(countTail(1, { mean: 0, k: 1 })).toBe(0);
    expect(() => countTail(1, { mean: -1, k: 1 })).toThrow('found -1 and 1');
    expect(() => countTail(1, { mean: 1, k: 0 })).toThrow('found 1 and 0');
  });

  it('has the quantile that its tail says', () => {
    for (const law of [
      { mean: 4, k: 2 },
      { mean: 0.01, k: 0.5 },
      { mean: 80, k: POISSON },
    ]) {
      const high = countQuantile(0.01, law);
      expect(countTail(high + 1, law)).toBeLessThanOrEqual(0.01);
      expect(high === 0 || countTail(high, law) > 0.01).toBe(true);
    }
  });
});
