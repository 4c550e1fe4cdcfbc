/**
 * How exemplars lie: about their resolutions' means, and those means about each other. Sums, not averages, so that
 * the scatters of different resolutions add up; matrices are symmetric, row-major, d × d, in squared integer steps.
 */
export interface Scatter {
  readonly exemplars: number;
  readonly resolutions: number;
  /** Σ (x - mean)(x - mean)ᵀ over exemplars. */
  readonly within: Float64Array;
  /** Σ mean meanᵀ over resolutions. */
  readonly between: Float64Array;
  /** Σ mean over resolutions; d values. */
  readonly meanSum: Float64Array;
}

export function emptyScatter(dimensions: number): Scatter {
  const matrix = () => new Float64Array(dimensions * dimensions);
  const meanSum = new Float64Array(dimensions);
  return { exemplars: 0, resolutions: 0, within: matrix(), between: matrix(), meanSum };
}

/** The scatter of all of them; no resolution may stand in two. Cost O(d²) each. */
export function sumScatters(scatters: readonly Scatter[], dimensions: number): Scatter {
  return scatters.reduce(
    (left, right) => ({
      exemplars: left.exemplars + right.exemplars,
      resolutions: left.resolutions + right.resolutions,
      within: left.within.map((value, i) => value + right.within[i]),
      between: left.between.map((value, i) => value + right.between[i]),
      meanSum: left.meanSum.map((value, i) => value + right.meanSum[i]),
    }),
    emptyScatter(dimensions),
  );
}

/** Copies what stands above the diagonal below it, in place. */
export function mirror(matrix: Float64Array, size: number): void {
  for (let row = 1; row < size; row++) {
    for (let column = 0; column < row; column++) {
      matrix[row * size + column] = matrix[column * size + row];
    }
  }
}
