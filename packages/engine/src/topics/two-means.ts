/**
 * Does one cloud of points hold together, or is it two? Spherical 2-means, judged by BIC.
 *
 * Points are sums of integer vectors with a number of exemplars each, so that what must stay together moves as one.
 * BIC is that of a mixture of identical spherical Gaussians on unit vectors, `ln L − p/2 · ln n`, p = k (d + 1).
 * Deterministic: it starts from the two points that are farthest apart of those tried. Cost: O(rounds · points · d).
 * Source: Pelleg and Moore, X-means, 2000.
 */
import { lengthOf, product } from './topic-sum.ts';

export interface Cloud {
  readonly sum: Int32Array;
  /** Exemplars in it, and the sum of their squared lengths. */
  readonly size: number;
  readonly squares: number;
}

export interface Parting {
  /** Which points belong to the second part. */
  readonly second: readonly boolean[];
  /** BIC of two parts minus BIC of one; positive where two are better. */
  readonly bic_gain: number;
  /** Cosine of the two centroids. */
  readonly cosine: number;
}

const MOST_ROUNDS = 20;

/** Null where there are fewer than two points, or one part would be empty. */
export function partInTwo(points: readonly Cloud[]): Parting | null {
  if (points.length < 2) return null;
  let second = startingParts(points);
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const [left, right] = sidesOf(points, second).map(total);
    if (left.size === 0 || right.size === 0) return null;
    const next = points.map((point) => nearerToSecond(point, left.sum, right.sum));
    if (next.every((side, i) => side === second[i])) break;
    second = next;
  }
  const parts = sidesOf(points, second);
  if (parts.some((part) => part.length === 0)) return null;
  const bic_gain = bayesianInformation(parts) - bayesianInformation([points]);
  const [left, right] = parts.map(total);
  return { second, bic_gain, cosine: cosine(left.sum, right.sum) };
}

function startingParts(points: readonly Cloud[]): boolean[] {
  const first = points[farthest(points, total(points).sum)].sum;
  const opposite = points[farthest(points, first)].sum;
  return points.map((point) => nearerToSecond(point, first, opposite));
}

function sidesOf(points: readonly Cloud[], second: readonly boolean[]): [Cloud[], Cloud[]] {
  return [points.filter((_, i) => !second[i]), points.filter((_, i) => second[i])];
}

/** BIC of a clustering: higher is better. Only differences mean anything: the unit of length drops out of them. */
function bayesianInformation(parts: readonly (readonly Cloud[])[]): number {
  const dimensions = parts[0][0].sum.length;
  const wholes = parts.map(total);
  const n = wholes.reduce((sum, { size }) => sum + size, 0);
  // Σ |x − mean|² = Σ |x|² − |Σ x|² / n
  const error = wholes.reduce((sum, part) => sum + part.squares - product(part.sum, part.sum) / part.size, 0);
  const variance = Math.max(Number.MIN_VALUE, error) / (dimensions * n);
  const shares = wholes.reduce((sum, { size }) => sum + size * Math.log(size / n), 0);
  const likelihood = shares - ((n * dimensions) / 2) * (Math.log(2 * Math.PI * variance) + 1);
  return likelihood - ((parts.length * (dimensions + 1)) / 2) * Math.log(n);
}

function total(points: readonly Cloud[]): Cloud {
  const sum = new Int32Array(points[0]?.sum.length ?? 0);
  let size = 0;
  let squares = 0;
  for (const point of points) {
    for (let i = 0; i < sum.length; i++) sum[i] += point.sum[i];
    size += point.size;
    squares += point.squares;
  }
  return { sum, size, squares };
}

function farthest(points: readonly Cloud[], from: Int32Array): number {
  let best = 0;
  let least = Infinity;
  for (const [i, point] of points.entries()) {
    const similarity = cosine(point.sum, from);
    if (similarity >= least) continue;
    least = similarity;
    best = i;
  }
  return best;
}

function nearerToSecond(point: Cloud, first: Int32Array, second: Int32Array): boolean {
  return cosine(point.sum, second) > cosine(point.sum, first);
}

function cosine(left: Int32Array, right: Int32Array): number {
  const lengths = lengthOf(left) * lengthOf(right);
  return lengths === 0 ? 0 : product(left, right) / lengths;
}
