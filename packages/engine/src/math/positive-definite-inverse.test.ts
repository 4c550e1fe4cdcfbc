import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { choleskyFactor } from './cholesky.ts';
import { lowerInverse, positiveDefiniteInverse } from './positive-definite-inverse.ts';
import { SeededRandom } from './seeded-random.ts';

function multiply(left: Float64Array, right: Float64Array, size: number): number[][] {
  return Array.from({ length: size }, (_, i) =>
    Array.from({ length: size }, (__, j) => {
      let sum = 0;
      for (let k = 0; k < size; k++) sum += left[i * size + k] * right[k * size + j];
      return sum;
    }),
  );
}

function randomCovariance(size: number, seed: number): Float64Array {
  const random = new SeededRandom(seed);
  const root = Float64Array.from({ length: size * size }, () => random.normal());
  return Float64Array.from({ length: size * size }, (_, at) => {
    const i = Math.floor(at / size);
    const j = at % size;
    let sum = i === j ? 0.5 : 0;
    for (let k = 0; k < size; k++) sum += root[i * size + k] * root[j * size + k];
    return sum;
  });
}

/** The largest distance of a component from the identity's. */
function errorOf(product: number[][]): number {
  return Math.max(...product.flatMap((row, i) => row.map((value, j) => Math.abs(value - Number(i === j)))));
}

it('is the inverse, on either side, of matrix and of factor', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 24 }), fc.nat(), (size, seed) => {
      const matrix = randomCovariance(size, seed);
      const inverse = positiveDefiniteInverse(matrix, size);
      expect(errorOf(multiply(matrix, inverse, size))).toBeLessThan(1e-8);
      expect(errorOf(multiply(inverse, matrix, size))).toBeLessThan(1e-8);
      const factor = choleskyFactor(matrix, size);
      expect(errorOf(multiply(factor, lowerInverse(factor, size), size))).toBeLessThan(1e-8);
    }),
    { seed: 1, numRuns: 60 },
  );
});

it('the factor times its transpose is the matrix', () => {
  const matrix = randomCovariance(20, 3);
  const factor = choleskyFactor(matrix, 20);
  const transposed = factor.map((_, at) => factor[(at % 20) * 20 + Math.floor(at / 20)]);
  const product = multiply(factor, transposed, 20).flat();
  for (const [at, value] of product.entries()) expect(value).toBeCloseTo(matrix[at], 9);
});
