/**
 * The median with an interval that holds whatever the values are distributed like.
 *
 * Each value lies below the true median with probability one half, so how many do is binomial, and two of the sorted
 * values enclose it. At least `confidence`, more where values are equal; fewer than five values enclose nothing at 90 %.
 * `confidence` in (0, 1). Cost: O(n log n). Source: Conover, Practical Nonparametric Statistics, 3.2 (order statistics).
 *
 * @example
 * medianInterval([1, 2, 2, 3, 9], 0.9);   // => { median: 2, low: 1, high: 9 }
 * medianInterval([1, 2], 0.9);            // => { median: 1.5, low: null, high: null }
 */
import { binomialCdf } from './binomial.ts';

export interface MedianInterval {
  /** Null without values. */
  readonly median: number | null;
  /** Null where there are too few of them. */
  readonly low: number | null;
  readonly high: number | null;
}

export function medianInterval(values: readonly number[], confidence: number): MedianInterval {
  const sorted = values.toSorted((a, b) => a - b);
  const size = sorted.length;
  let cut = 0;
  while (binomialCdf(cut, size, 0.5) <= (1 - confidence) / 2) cut += 1;
  return {
    median: size === 0 ? null : (sorted[(size - 1) >> 1] + sorted[size >> 1]) / 2,
    low: cut === 0 ? null : sorted[cut - 1],
    high: cut === 0 ? null : sorted[size - cut],
  };
}
