import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import golden from '../__golden__/statistics.json' with { type: 'json' };
import { fitIsotonic, poolAdjacentViolators, predictIsotonic } from './isotonic.ts';
import { fitVennAbers, predictVennAbers } from './venn-abers.ts';

const PAPER = { scores: [0.1, 0.2, 0.3, 0.4, 0.5, 0.6], labels: [0, 1, 0, 0, 1, 1] };
const labelledScores = fc.array(fc.tuple(fc.integer({ min: 0, max: 15 }), fc.constantFrom(0, 1)), {
  maxLength: 60,
});

describe('isotonic regression', () => {
  it('gives the values worked out by hand', () => {
    const fitted = poolAdjacentViolators(PAPER.labels);
    [0, 1 / 3, 1 / 3, 1 / 3, 1, 1].forEach((value, index) => expect(fitted[index]).toBeCloseTo(value, 15));
  });

  it('agrees with the max-min formula in fractions, weights included', () => {
    const { values, weights, fitted } = golden.isotonic;
    const found = poolAdjacentViolators(values, weights);
    fitted.forEach((value, index) => expect(found[index]).toBeCloseTo(value, 14));
  });

  it('pools equal scores first, so that the order of the records does not matter', () => {
    const model = fitIsotonic({ scores: [2, 1, 2, 1], labels: [1, 0, 0, 1] });
    expect(model).toEqual({ starts: [1], values: [0.5] });
    const step = fitIsotonic(PAPER);
    expect([0, 0.15, 0.5, 9].map((score) => predictIsotonic(step, score))).toEqual([0, 0, 1, 1]);
    expect(predictIsotonic(fitIsotonic({ scores: [], labels: [] }), 1)).toBe(0.5);
  });
});

describe('Venn-Abers', () => {
  it.each([
    [0.15, 0, 0.5, 1 / 3],
    [0.35, 0.25, 0.5, 0.4],
    [0.55, 0.5, 1, 2 / 3],
  ])('at %d', (score, low, high, probability) => {
    const found = predictVennAbers(fitVennAbers(PAPER), score);
    expect(found.low).toBeCloseTo(low, 14);
    expect(found.high).toBeCloseTo(high, 14);
    expect(found.probability).toBeCloseTo(probability, 14);
  });

  it('agrees with refitting in fractions (Python), ties included', () => {
    const model = fitVennAbers(golden.venn_abers);
    for (const query of golden.venn_abers.queries) {
      const found = predictVennAbers(model, query.score);
      expect(found.low).toBeCloseTo(query.low, 13);
      expect(found.high).toBeCloseTo(query.high, 13);
      expect(found.probability).toBeCloseTo(query.probability, 13);
    }
  });

  it('is what refitting with (x, 0) and (x, 1) gives, at and between all scores', () => {
    fc.assert(
      fc.property(labelledScores, fc.integer({ min: -2, max: 34 }), (pairs, twice) => {
        const query = twice / 2;
        const scores = pairs.map(([score]) => score);
        const labels = pairs.map(([, label]) => label);
        const refitted = (label: number) =>
          predictIsotonic(fitIsotonic({ scores: [...scores, query], labels: [...labels, label] }), query);
        const found = predictVennAbers(fitVennAbers({ scores, labels }), query);
        expect(found.low).toBeCloseTo(refitted(0), 12);
        expect(found.high).toBeCloseTo(refitted(1), 12);
      }),
      { seed: 1, numRuns: 500 },
    );
  });

  it('never falls with the score, and keeps low <= probability <= high', () => {
    fc.assert(
      fc.property(labelledScores, (pairs) => {
        const model = fitVennAbers({ scores: pairs.map(([s]) => s), labels: pairs.map(([, l]) => l) });
        let before = { low: 0, high: 0 };
        for (let score = -1; score <= 16; score += 0.5) {
          const found = predictVennAbers(model, score);
          expect(found.low).toBeGreaterThanOrEqual(before.low - 1e-12);
          expect(found.high).toBeGreaterThanOrEqual(before.high - 1e-12);
          expect(found.probability).toBeGreaterThanOrEqual(found.low - 1e-12);
          expect(found.probability).toBeLessThanOrEqual(found.high + 1e-12);
          before = found;
        }
      }),
      { seed: 2, numRuns: 100 },
    );
  });

  it('a weight of two is a label that came twice', () => {
    const weighted = fitVennAbers({ scores: [1, 2, 3, 4], labels: [0, 1, 0, 1], weights: [1, 2, 3, 1] });
    const repeated = fitVennAbers({ scores: [1, 2, 2, 3, 3, 3, 4], labels: [0, 1, 1, 0, 0, 0, 1] });
    expect(weighted).toEqual(repeated);
    expect(predictVennAbers(weighted, 3)).not.toEqual(
      predictVennAbers(fitVennAbers({ scores: [1, 2, 3, 4], labels: [0, 1, 0, 1] }), 3),
    );
  });

  it('knows nothing without labels', () => {
    expect(predictVennAbers(fitVennAbers({ scores: [], labels: [] }), 3)).toEqual({
      low: 0,
      high: 1,
      probability: 0.5,
    });
  });
});
