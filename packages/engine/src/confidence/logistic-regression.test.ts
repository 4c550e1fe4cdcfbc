import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import golden from '../__golden__/statistics.json' with { type: 'json' };
import { SeededRandom } from '../math/seeded-random.ts';
import { fitLogistic, logOdds, predictLogistic, rawCoefficients } from './logistic-regression.ts';

describe('fitLogistic', () => {
  it.each(golden.logistic.map((data, index) => ({ index, data })))(
    'agrees with SciPy, case $index',
    ({ data }) => {
      const model = fitLogistic({
        rows: Float64Array.from(data.rows.flat()),
        width: data.rows[0].length,
        labels: data.labels,
        weights: data.weights,
        ridge: data.ridge,
        priorMean: data.prior,
      });
      data.coefficients.forEach((value, column) => expect(model.coefficients[column]).toBeCloseTo(value, 6));
      expect(model.intercept).toBeCloseTo(data.intercept, 6);
      data.rows.forEach((row, index) =>
        expect(predictLogistic(model, row)).toBeCloseTo(data.probabilities[index], 6),
      );
    },
  );

  it('is calibrated on its own training data: mean prediction = share of ones', () => {
    const rows = Float64Array.from({ length: 300 }, (_, index) => Math.sin(index * 7));
    const labels = Array.from(rows, (value, index) => (value + Math.cos(index) > 0.5 ? 1 : 0));
    const model = fitLogistic({ rows, width: 1, labels, ridge: 3 });
    const mean = rows.reduce((sum, value) => sum + predictLogistic(model, [value]), 0) / 300;
    expect(mean).toBeCloseTo(labels.reduce<number>((sum, label) => sum + label, 0) / 300, 6);
  });

  it('a weight of two is a row that came twice', () => {
    const once = { width: 1, ridge: 1 };
    const weighted = fitLogistic({
      ...once,
      rows: Float64Array.of(1, 2, 3),
      labels: [0, 1, 1],
      weights: [2, 1, 1],
    });
    const repeated = fitLogistic({ ...once, rows: Float64Array.of(1, 1, 2, 3), labels: [0, 0, 1, 1] });
    for (const x of [0, 1.5, 4])
      expect(predictLogistic(weighted, [x])).toBeCloseTo(predictLogistic(repeated, [x]), 9);
  });

  it('the units of a feature do not matter', () => {
    const rows = Float64Array.of(1, 5, 2, 3, 4, 4, 7, 1);
    const scaled = rows.map((value, index) => (index % 2 ? value * 1000 - 7 : value));
    const given = { width: 2, labels: [0, 0, 1, 1], ridge: 1 };
    const plain = fitLogistic({ ...given, rows });
    const other = fitLogistic({ ...given, rows: scaled });
    expect(predictLogistic(other, [3, 1993])).toBeCloseTo(predictLogistic(plain, [3, 2]), 9);
  });

  it('shrinks to the earlier model when the ridge is strong, and starts from it without data', () => {
    const rows = Float64Array.of(1, 2, 3, 4);
    const earlier = fitLogistic({ rows, width: 1, labels: [1, 1, 0, 0], ridge: 1 });
    const priorMean = rawCoefficients(earlier);
    const strong = fitLogistic({ rows, width: 1, labels: [0, 0, 1, 1], ridge: 1e7, priorMean });
    expect(rawCoefficients(strong)[0]).toBeCloseTo(priorMean[0], 4);
    const empty = fitLogistic({ rows: new Float64Array(0), width: 1, labels: [], ridge: 1, priorMean });
    expect(rawCoefficients(empty)[0]).toBeCloseTo(priorMean[0], 12);
  });

  it('finds the minimum: the gradient is zero there, and the ridge is at least 1e-6', () => {
    const random = new SeededRandom('gradient');
    const [count, width] = [60, 2];
    const rows = Float64Array.from({ length: count * width }, () => random.normal());
    const labels = Array.from({ length: count }, (_, row) => (rows[2 * row] + random.normal() > 0 ? 1 : 0));
    const weights = Array.from({ length: count }, () => 0.2 + random.next());
    const priorMean = [0.7, -0.4];
    const model = fitLogistic({ rows, width, labels, weights, ridge: 3, priorMean });
    const gradient = (column: number) =>
      labels.reduce<number>((sum, label, row) => {
        const [x, y] = [rows[2 * row], rows[2 * row + 1]];
        const standard = ([x, y][column] - model.mean[column]) / model.scale[column];
        return sum + weights[row] * (predictLogistic(model, [x, y]) - label) * standard;
      }, 0);
    for (const column of [0, 1]) {
      const pull = 3 * (model.coefficients[column] - priorMean[column] * model.scale[column]);
      expect(gradient(column) + pull).toBeCloseTo(0, 7);
    }
    const without = fitLogistic({ rows, width, labels, ridge: 0 });
    expect(fitLogistic({ rows, width, labels, ridge: 1e-6 })).toEqual(without);
    expect(fitLogistic({ rows, width, labels, ridge: -5 })).toEqual(without);
    expect(fitLogistic({ rows, width, labels, ridge: 1e-2 }).coefficients).not.toEqual(without.coefficients);
  });

  it('the log-odds are those of the probability', () => {
    const model = { mean: [1, 2], scale: [2, 4], coefficients: [0.5, -1], intercept: 0.25 };
    expect(logOdds(model, [3, 6])).toBeCloseTo(0.25 + 0.5 - 1, 12);
    expect(predictLogistic(model, [3, 6])).toBeCloseTo(1 / (1 + Math.exp(0.25)), 12);
    expect(rawCoefficients(model)).toEqual([0.25, -0.25]);
  });

  it('stays finite on separable, constant, collinear and extreme data, whatever the ridge', () => {
    const extreme = fc.oneof(
      fc.constantFrom(0, 1, 1e300, -1e300, 1e-300, Infinity),
      fc.double({ noNaN: true }),
    );
    const data = fc.record({
      cells: fc.array(extreme, { minLength: 24, maxLength: 24 }),
      labels: fc.array(fc.constantFrom(0, 1), { minLength: 8, maxLength: 8 }),
      ridge: fc.constantFrom(0, 1e-3, 1, 1e6),
    });
    fc.assert(
      fc.property(data, ({ cells, labels, ridge }) => {
        const rows = Float64Array.from(cells, (value, index) => (index % 3 === 2 ? cells[index - 1] : value));
        const model = fitLogistic({ rows, width: 3, labels, ridge });
        expect([...model.coefficients, model.intercept].every(Number.isFinite)).toBe(true);
        const probability = predictLogistic(model, [1e308, -1e308, Infinity]);
        expect(probability >= 0 && probability <= 1).toBe(true);
      }),
      { seed: 1, numRuns: 300 },
    );
  });

  it('refuses NaN and wrong shapes with a code', () => {
    const good = { rows: Float64Array.of(1, 2), width: 1, labels: [0, 1], ridge: 1 };
    const code = (change: object) => {
      try {
        return fitLogistic({ ...good, ...change });
      } catch (error) {
        return (error as { code: string }).code;
      }
    };
    expect(code({ rows: Float64Array.of(1, Number.NaN) })).toBe('not-a-number');
    expect(code({ rows: Float64Array.of(1) })).toBe('shape-mismatch');
    expect(code({ weights: [1] })).toBe('shape-mismatch');
    expect(code({ priorMean: [1, 2] })).toBe('shape-mismatch');
    expect(code({ priorMean: [1], weights: [1, 2] })).not.toBe('shape-mismatch');
    const message = (change: object) => () => fitLogistic({ ...good, ...change });
    expect(message({ rows: Float64Array.of(1) })).toThrow('rows: expected 2 values, found 1');
    expect(message({ weights: [1] })).toThrow('weights: expected 2 values, found 1');
    expect(message({ priorMean: [] })).toThrow('priorMean: expected 1 values, found 0');
    expect(() => logOdds(fitLogistic(good), [1, 2])).toThrow(
      expect.objectContaining({ code: 'shape-mismatch' }),
    );
    expect(() => predictLogistic(fitLogistic(good), [1, 2])).toThrow('expected 1, found 2');
  });
});
