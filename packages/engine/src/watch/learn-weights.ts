/**
 * Weights of priority, learned from whom people took first.
 *
 * Each time that a person takes a waiting conversation, the others that waited were passed over. P(taken before another)
 * = sigmoid(w · (values taken − values passed over)). A choice counts once, however many were passed over. The weights
 * are the maximum a posteriori with a Normal prior around those that are stated, worth about 40 choices, kept within [0, 4].
 * Newton's method with halved steps; the objective is concave, so it ends. Cost: O(choices · passed over · parts²) a step.
 * Source: Bradley & Terry 1952, doi:10.2307/2334029.
 *
 * @example
 * learnWeights([{ taken: angry, passed: [calm, calmToo] }]).anger; // a little above STATED_WEIGHTS.anger
 */
import { sigmoid, softplus, solvePositiveDefinite } from '../math/index.ts';
import { PRIORITY_PARTS, type PriorityValues, type PriorityWeights, STATED_WEIGHTS } from './priority.ts';

export interface Choice {
  readonly taken: PriorityValues;
  /** Those that waited at that moment. */
  readonly passed: readonly PriorityValues[];
}

/** Of the Normal prior; 40 choices between 0 and 1 of a part know about as much. */
const PRECISION = 10;
const MOST_WEIGHT = 4;
const MAX_STEPS = 50;
const MAX_HALVINGS = 20;
const ENOUGH = 1e-10;
const SIZE = PRIORITY_PARTS.length;

interface Difference {
  readonly by: readonly number[];
  readonly weight: number;
}

export function learnWeights(choices: readonly Choice[]): PriorityWeights {
  const differences = choices.flatMap(({ taken, passed }) =>
    passed.map((each): Difference => {
      return {
        by: PRIORITY_PARTS.map((part) => (taken[part] ?? 0) - (each[part] ?? 0)),
        weight: 1 / passed.length,
      };
    }),
  );
  const stated = PRIORITY_PARTS.map((part) => STATED_WEIGHTS[part]);
  let weights = stated;
  for (let step = 0; step < MAX_STEPS; step++) {
    const next = stepFrom(weights, stated, differences);
    if (next === null) break;
    weights = next;
  }
  return Object.fromEntries(
    PRIORITY_PARTS.map((part, place) => [part, Math.min(MOST_WEIGHT, Math.max(0, weights[place]))]),
  ) as Record<(typeof PRIORITY_PARTS)[number], number>;
}

/** Null where there is nothing to gain any more. */
function stepFrom(
  weights: readonly number[],
  stated: readonly number[],
  differences: readonly Difference[],
): number[] | null {
  const slope = Float64Array.from(weights, (weight, part) => PRECISION * (stated[part] - weight));
  const curvature = new Float64Array(SIZE * SIZE);
  for (let part = 0; part < SIZE; part++) curvature[part * SIZE + part] = PRECISION;
  for (const { by, weight } of differences) {
    const won = sigmoid(dot(by, weights));
    for (let row = 0; row < SIZE; row++) {
      slope[row] += weight * (1 - won) * by[row];
      for (let column = 0; column < SIZE; column++)
        curvature[row * SIZE + column] += weight * won * (1 - won) * by[row] * by[column];
    }
  }
  const direction = solvePositiveDefinite(curvature, slope);
  const before = lossOf(weights, stated, differences);
  let length = 1;
  for (let halving = 0; halving < MAX_HALVINGS; halving++, length /= 2) {
    const next = weights.map((weight, part) => weight + length * direction[part]);
    const gain = before - lossOf(next, stated, differences);
    if (gain > ENOUGH) return next;
  }
  return null;
}

function lossOf(
  weights: readonly number[],
  stated: readonly number[],
  differences: readonly Difference[],
): number {
  const away = weights.reduce((sum, weight, part) => sum + (weight - stated[part]) ** 2, 0);
  return differences.reduce(
    (sum, { by, weight }) => sum + weight * softplus(-dot(by, weights)),
    (PRECISION / 2) * away,
  );
}

function dot(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, place) => sum + value * b[place], 0);
}
