import { describe, expect, it } from 'vitest';
import { boundedFeature, fitStandardisation, MAX_FEATURE } from './standardise.ts';

describe('standardisation', () => {
  it('gives weighted means and deviations; a row of weight 0 does not count, a constant column has scale 1', () => {
    const rows = Float64Array.of(1, 10, 5, 9, 999, 7, 2, 30, 5, 4, 20, 5);
    const { mean, scale } = fitStandardisation(rows, 3, Float64Array.of(1, 0, 2, 0.5));
    // By NumPy, on the whole columns at once.
    [2, 22.85714286, 5].forEach((value, column) => expect(mean[column]).toBeCloseTo(value, 8));
    [0.9258201, 8.80630572, 1].forEach((value, column) => expect(scale[column]).toBeCloseTo(value, 7));
  });

  it('leaves everything as it is where nothing counts', () => {
    expect(fitStandardisation(new Float64Array(0), 2, new Float64Array(0))).toEqual({
      mean: [0, 0],
      scale: [1, 1],
    });
    expect(fitStandardisation(Float64Array.of(3, 4), 2, Float64Array.of(0))).toEqual({
      mean: [0, 0],
      scale: [1, 1],
    });
  });

  it('takes what only rounding tells apart for constant, and nothing else', () => {
    const scaleOf = (...values: number[]) =>
      fitStandardisation(Float64Array.from(values), 1, new Float64Array(values.length).fill(1)).scale[0];
    expect(scaleOf(1e6, 1e6 + 1e-9)).toBe(1);
    expect(scaleOf(1e-6, 3e-6)).toBeCloseTo(1e-6, 15);
    expect(scaleOf(-1e6, -1e6 - 1e-9)).toBe(1);
  });

  it('bounds features, and refuses what is no number', () => {
    expect([1e12, -Infinity, MAX_FEATURE, 2.5, -0.5].map(boundedFeature)).toEqual([
      1e9, -1e9, 1e9, 2.5, -0.5,
    ]);
    expect(() => boundedFeature(Number.NaN)).toThrow(
      expect.objectContaining({ code: 'not-a-number', message: 'feature: expected a number, found NaN' }),
    );
  });
});
