/**
 * Quantiles of a sample, interpolated between its order statistics (Hyndman & Fan's type 7, as R and NumPy do).
 *
 * Here for latencies, absorption and bootstrap intervals. Values may be infinite, never NaN. O(n log n).
 * Source: Hyndman & Fan 1996.
 *
 * @example
 * quantile([1, 2, 3, 4], 0.5); // => 2.5
 */

/** The `share` quantile, `share` in [0, 1]; null for an empty sample. */
export function quantile(values: ArrayLike<number>, share: number): number | null {
  return quantileSorted(Float64Array.from(values).toSorted(), share);
}

/** The same for values that are in ascending order already. O(1). */
export function quantileSorted(sorted: ArrayLike<number>, share: number): number | null {
  if (sorted.length === 0) return null;
  const position = share * (sorted.length - 1);
  const below = Math.floor(position);
  const low = sorted[below];
  const high = sorted[Math.min(below + 1, sorted.length - 1)];
  return low === high || position === below ? low : low + (position - below) * (high - low);
}
