/**
 * The grid of thresholds that a walk goes down: at most 100 score quantiles, each with what lies at or above it.
 *
 * It depends on scores and propensities only, never on labels. Cost: O(n log n).
 *
 * @example
 * thresholdGrid([{ score: 0.9, wrong: false, propensity: 1 }]); // => [{ threshold: 0.9, coverage: 1, labelled: 1, … }]
 */
import type { WeightedSums } from './p-values.ts';

export const MAX_GRID = 100;

export interface LabelledAnswer {
  /** Confidence as issued, frozen before the label was known. */
  readonly score: number;
  readonly wrong: boolean;
  /** Probability with which this answer was going to be labelled, in (0, 1]. */
  readonly propensity: number;
}

/** What is known at one threshold; weights are 1 / propensity. */
export interface GridPoint extends WeightedSums {
  readonly threshold: number;
  /** Share of the weight of all answers that lies at or above it. */
  readonly coverage: number;
  readonly wrong: number;
  /** Sums of weight x (1 - score) and weight² x (1 - score): mistakes that the scores predict. */
  readonly predicted: { readonly mass: number; readonly squares: number };
}

/** Thresholds from the highest down. */
export function thresholdGrid(records: readonly LabelledAnswer[]): GridPoint[] {
  const sorted = records.toSorted((left, right) => right.score - left.score);
  const total = sorted.reduce((sum, record) => sum + 1 / record.propensity, 0);
  const grid: GridPoint[] = [];
  const sums = { mass: 0, wrongMass: 0, wrongSquares: 0, heaviest: 0, wrong: 0 };
  const predicted = { mass: 0, squares: 0 };
  let quantile = 0;
  sorted.forEach(({ score, wrong, propensity }, index) => {
    const weight = 1 / propensity;
    sums.mass += weight;
    sums.heaviest = Math.max(sums.heaviest, weight);
    predicted.mass += weight * (1 - score);
    predicted.squares += weight ** 2 * (1 - score);
    if (wrong) {
      sums.wrong += 1;
      sums.wrongMass += weight;
      sums.wrongSquares += weight ** 2;
    }
    const lastOfTie = sorted[index + 1]?.score !== score;
    const reached = Math.floor(((index + 1) * MAX_GRID) / sorted.length);
    if (!lastOfTie || reached === quantile) return;
    quantile = reached;
    const coverage = sums.mass / total;
    grid.push({ ...sums, threshold: score, coverage, labelled: index + 1, predicted: { ...predicted } });
  });
  return grid;
}
