/**
 * Isotonic regression: the best non-decreasing step function from scores to labels.
 *
 * Here as the base of Venn-Abers; by itself it over-fits below about 1,000 labels and is not to be used there.
 * Pool Adjacent Violators, weighted. Equal scores are pooled first. Cost: O(n log n) to fit, O(log n) a query.
 * Source: Ayer et al. 1955; Barlow et al. 1972.
 *
 * @example
 * poolAdjacentViolators([0, 1, 0, 0, 1, 1]); // => [0, 1/3, 1/3, 1/3, 1, 1]
 */
import { EngineError } from '../errors.ts';

/** Distinct scores in ascending order with the pooled labels of each. */
export interface ScoreGroups {
  readonly scores: readonly number[];
  /** Weighted sums of the labels. */
  readonly sums: readonly number[];
  readonly weights: readonly number[];
}

export interface LabelledScores {
  readonly scores: ArrayLike<number>;
  /** 0 or 1, or anything between. */
  readonly labels: ArrayLike<number>;
  /** One value > 0 a score; 1 where absent. */
  readonly weights?: ArrayLike<number>;
}

/** Step `i` holds from `starts[i]` up to `starts[i + 1]`; the first one holds below its start too. */
export interface IsotonicModel {
  readonly starts: readonly number[];
  readonly values: readonly number[];
}

export function fitIsotonic(data: LabelledScores): IsotonicModel {
  const groups = groupByScore(data);
  const means = groups.sums.map((sum, index) => sum / groups.weights[index]);
  const fitted = poolAdjacentViolators(means, groups.weights);
  const isStart = (index: number) => index === 0 || fitted[index] !== fitted[index - 1];
  return {
    starts: groups.scores.filter((_, index) => isStart(index)),
    values: fitted.filter((_, index) => isStart(index)),
  };
}

/** The value of the step that `score` lies on; 0.5 for a model without data. */
export function predictIsotonic(model: IsotonicModel, score: number): number {
  if (model.values.length === 0) return 0.5;
  return model.values[Math.max(0, countAtMost(model.starts, score) - 1)];
}

/** The non-decreasing values nearest to `values` in weighted squares, one for each. */
export function poolAdjacentViolators(values: readonly number[], weights?: readonly number[]): number[] {
  const blocks: { mean: number; weight: number; length: number }[] = [];
  values.forEach((value, index) => {
    let block = { mean: value, weight: weights?.[index] ?? 1, length: 1 };
    for (let previous = blocks.at(-1); previous && previous.mean >= block.mean; previous = blocks.at(-1)) {
      const weight = previous.weight + block.weight;
      const mean = previous.mean + (block.mean - previous.mean) * (block.weight / weight);
      block = { mean, weight, length: previous.length + block.length };
      blocks.pop();
    }
    blocks.push(block);
  });
  return blocks.flatMap((block) => Array.from<number>({ length: block.length }).fill(block.mean));
}

/** Sorts by score and pools equal scores. */
export function groupByScore(data: LabelledScores): ScoreGroups {
  if (data.scores.length !== data.labels.length) {
    const found = `${data.scores.length} scores and ${data.labels.length} labels`;
    throw new EngineError('shape-mismatch', `expected as many scores as labels, found ${found}`);
  }
  const order = Array.from(data.scores, (_, index) => index);
  order.sort((left, right) => data.scores[left] - data.scores[right] || left - right);
  const scores: number[] = [];
  const sums: number[] = [];
  const weights: number[] = [];
  for (const index of order) {
    if (scores.at(-1) !== data.scores[index]) {
      scores.push(data.scores[index]);
      sums.push(0);
      weights.push(0);
    }
    const weight = data.weights?.[index] ?? 1;
    sums[sums.length - 1] += weight * data.labels[index];
    weights[weights.length - 1] += weight;
  }
  return { scores, sums, weights };
}

/** How many of the ascending `sorted` values are at most `value`. O(log n). */
export function countAtMost(sorted: readonly number[], value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle] <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}
