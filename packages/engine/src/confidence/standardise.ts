/**
 * Standardisation of feature rows: each column to mean 0 and deviation 1, with sample weights.
 *
 * Here so that one ridge means the same for every feature. `rows` is row-major, `width` values a row. A constant
 * column gets scale 1, so it becomes 0. Values are bounded to +-1e9 before anything else; NaN is refused.
 * Cost: O(rows x width).
 */
import { EngineError } from '../errors.ts';

/** Largest magnitude of a feature; beyond it only the sign is kept. */
export const MAX_FEATURE = 1e9;

const SMALLEST_RELATIVE_DEVIATION = 1e-12;

export interface Standardisation {
  readonly mean: number[];
  readonly scale: number[];
}

/** Weighted column means and deviations. `weights` holds one value a row. */
export function fitStandardisation(
  rows: Float64Array,
  width: number,
  weights: Float64Array,
): Standardisation {
  const mean = Array.from<number>({ length: width }).fill(0);
  const square = Array.from<number>({ length: width }).fill(0);
  let total = 0;
  for (let row = 0; row < weights.length; row++) {
    const weight = weights[row];
    if (weight === 0) continue;
    total += weight;
    const share = weight / total;
    for (let column = 0; column < width; column++) {
      const step = boundedFeature(rows[row * width + column]) - mean[column];
      mean[column] += share * step;
      square[column] += weight * step * step * (1 - share);
    }
  }
  const scale = square.map((sum, column) => {
    const deviation = total > 0 ? Math.sqrt(sum / total) : 0;
    return deviation > SMALLEST_RELATIVE_DEVIATION * (1 + Math.abs(mean[column])) ? deviation : 1;
  });
  return { mean, scale };
}

/** The value within +-MAX_FEATURE. Throws `not-a-number` on NaN, which always is a mistake upstream. */
export function boundedFeature(value: number): number {
  if (Number.isNaN(value)) throw new EngineError('not-a-number', 'feature: expected a number, found NaN');
  return Math.min(MAX_FEATURE, Math.max(-MAX_FEATURE, value));
}
