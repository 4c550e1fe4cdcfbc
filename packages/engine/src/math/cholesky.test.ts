import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { solvePositiveDefinite } from './cholesky.ts';

const number = fc.double({ min: -3, max: 3, noNaN: true });

it('solves: the matrix times the answer is the right side', () => {
  const system = fc.record({
    root: fc.array(number, { minLength: 16, maxLength: 16 }),
    right: fc.array(number, { minLength: 4, maxLength: 4 }),
  });
  fc.assert(
    fc.property(system, ({ root, right }) => {
      const entry = (i: number, j: number) =>
        [0, 1, 2, 3].reduce((sum, k) => sum + root[i * 4 + k] * root[j * 4 + k], i === j ? 0.5 : 0);
      const matrix = Float64Array.from({ length: 16 }, (_, at) => entry(Math.floor(at / 4), at % 4));
      const solution = solvePositiveDefinite(matrix, Float64Array.from(right));
      right.forEach((value, i) => {
        const product = [0, 1, 2, 3].reduce((sum, j) => sum + matrix[i * 4 + j] * solution[j], 0);
        expect(product).toBeCloseTo(value, 8);
      });
    }),
    { seed: 1 },
  );
});

it('pins what is not determined instead of blowing up', () => {
  const solution = solvePositiveDefinite(Float64Array.of(1, 1, 1, 1), Float64Array.of(2, 2));
  expect(solution[0]).toBeCloseTo(2, 12);
  expect(Math.abs(solution[1])).toBeLessThan(1e-100);
});
