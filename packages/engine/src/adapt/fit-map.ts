/**
 * Fits a map that brings questions of one resolution together and keeps different resolutions apart.
 *
 * Three kinds, all closed form, none with a random start:
 * - `two-covariance`: with W the covariance of questions about their resolution's mean and B that of the means, two
 *   questions have the same resolution with log-odds that grow with x K yᵀ, K = W⁻¹ - (W + B)⁻¹. The map is a root of
 *   K, so that a cosine of mapped vectors is about that evidence. Directions in which questions of one resolution vary
 *   count less, and so do those in which resolutions do not differ.
 * - `whitening`: a root of W⁻¹ alone, which is the same when resolutions differ equally in all directions.
 * - `ridge`: half the vector, half its regression on the mean of its resolution; the usual choice, kept to compare.
 * W and B are shrunk towards a multiple of the identity, because a desk has fewer questions than directions.
 *
 * Cost at d = 512, with the scatter at hand: .3 s, .5 s for `ridge`. Null where there is nothing to learn from: fewer than two
 * resolutions, or no resolution with two questions. Chosen by measurement (docs/decisions/0013-adaptation.md).
 * Source: Hatch, Kajarekar & Stolcke 2006 (within-class covariance normalisation); Ioffe 2006 and Brümmer &
 * de Villiers 2010 (probabilistic linear discriminant analysis, two-covariance model); Ledoit & Wolf 2004 (shrinkage).
 *
 * @example
 * fitMap(statistics.scatter(), { kind: 'two-covariance', version: 1 })?.version;   // => 1
 */
import { choleskyFactor } from '../math/cholesky.ts';
import { lowerInverse, positiveDefiniteInverse } from '../math/positive-definite-inverse.ts';
import { type LearnedMap, roundMap } from './learned-map.ts';
import type { Scatter } from './scatter.ts';

export type MapKind = 'two-covariance' | 'whitening' | 'ridge';

/** Share of the identity in each covariance. */
const WITHIN_SHRINKAGE = 0.4;
const BETWEEN_SHRINKAGE = 0.3;
const RIDGE = 0.1;

export function fitMap(scatter: Scatter, given: { kind: MapKind; version: number }): LearnedMap | null {
  const dimensions = scatter.meanSum.length;
  const repeated = scatter.exemplars - scatter.resolutions;
  if (scatter.resolutions < 2 || repeated < 1 || trace(scatter.within, dimensions) <= 0) return null;
  const rows = ROOTS[given.kind](scatter, dimensions);
  return roundMap(rows, { dimensions, version: given.version });
}

/** Row-major d × d; row i gives component i. */
const ROOTS: Readonly<Record<MapKind, (scatter: Scatter, dimensions: number) => Float64Array>> = {
  'two-covariance': (scatter, dimensions) => {
    const within = withinCovariance(scatter, dimensions);
    const between = shrunk(betweenCovariance(scatter), BETWEEN_SHRINKAGE, dimensions);
    const total = within.map((value, i) => value + between[i]);
    const inverse = positiveDefiniteInverse(total, dimensions);
    const kernel = positiveDefiniteInverse(within, dimensions).map((value, i) => value - inverse[i]);
    return transposed(choleskyFactor(kernel, dimensions), dimensions);
  },
  whitening: (scatter, dimensions) =>
    lowerInverse(choleskyFactor(withinCovariance(scatter, dimensions), dimensions), dimensions),
  ridge: ridgeRows,
};

function withinCovariance(scatter: Scatter, dimensions: number): Float64Array {
  const free = scatter.exemplars - scatter.resolutions;
  return shrunk(
    scatter.within.map((value) => value / free),
    WITHIN_SHRINKAGE,
    dimensions,
  );
}

function betweenCovariance({ between, meanSum, resolutions }: Scatter): Float64Array {
  const size = meanSum.length;
  return between.map((value, at) => {
    const row = Math.floor(at / size);
    return (value - (meanSum[row] * meanSum[at - row * size]) / resolutions) / resolutions;
  });
}

/** Mixed with the identity times the mean eigenvalue. */
function shrunk(matrix: Float64Array, share: number, size: number): Float64Array {
  const result = matrix.map((value) => (1 - share) * value);
  const level = (share * trace(matrix, size)) / size;
  for (let i = 0; i < size; i++) result[i * size + i] += level;
  return result;
}

function trace(matrix: Float64Array, size: number): number {
  let sum = 0;
  for (let i = 0; i < size; i++) sum += matrix[i * size + i];
  return sum;
}

function transposed(matrix: Float64Array, size: number): Float64Array {
  return matrix.map((_, at) => matrix[(at % size) * size + Math.floor(at / size)]);
}

/** Half the identity, half the regression of a question on its resolution's mean, at the same mean length. */
function ridgeRows(scatter: Scatter, size: number): Float64Array {
  const toMean = scatter.between.map((value) => value / scatter.resolutions);
  const total = toMean.map((value, i) => value + scatter.within[i] / scatter.exemplars);
  const penalised = total.slice();
  for (let i = 0; i < size; i++) penalised[i * size + i] += (RIDGE * trace(total, size)) / size;
  const regression = product(toMean, positiveDefiniteInverse(penalised, size), size);
  // The mean squared length of a regressed question is the trace of R total Rᵀ.
  const turned = product(regression, total, size);
  const square = turned.reduce((sum, value, i) => sum + value * regression[i], 0);
  const weight = Math.sqrt(trace(total, size) / square);
  const rows = regression.map((value) => value * weight * 0.5);
  for (let i = 0; i < size; i++) rows[i * size + i] += 0.5;
  return rows;
}

function product(left: Float64Array, right: Float64Array, size: number): Float64Array {
  const result = new Float64Array(size * size);
  for (let row = 0; row < size; row++) {
    for (let inner = 0; inner < size; inner++) {
      const factor = left[row * size + inner];
      for (let column = 0; column < size; column++) {
        result[row * size + column] += factor * right[inner * size + column];
      }
    }
  }
  return result;
}
