import { expect, it } from 'vitest';
import golden from '../__golden__/statistics.json' with { type: 'json' };
import { calibrationOf } from './calibration-summary.ts';
import { meanOf, numbersOf, rangeOf } from './over-seeds.ts';

const { metrics: numpy } = golden;
const records = numpy.confidences.map((confidence, index) => ({
  confidence,
  correct: numpy.labels[index] === 1,
  autonomous: confidence >= 0.5,
}));

it('holds the parts that NumPy has, and intervals around its calibration error', () => {
  const found = calibrationOf(records, 1);
  expect(found.brier_reliability).toBeCloseTo(numpy.reliability, 12);
  expect(found.brier_resolution).toBeCloseTo(numpy.resolution, 12);
  const base = numpy.labels.reduce((sum, label) => sum + label, 0) / numpy.labels.length;
  expect(found.brier_uncertainty).toBeCloseTo(base * (1 - base), 12);
  // The bootstrap of an ECE leans upwards, so only its upper end is sure to lie beyond the estimate.
  expect(found.ece_high).toBeGreaterThan(numpy.ece);
  expect(found.ece_low).toBeLessThan(found.ece_high ?? 0);
  expect(found.ece_debiased).toBeLessThan(numpy.ece);
});

it('speaks of the autonomous answers alone where it says so, and of nothing where there are none', () => {
  const alone = records.filter((record) => record.autonomous);
  const all = calibrationOf(records, 1);
  expect(all.ece_autonomous_high).toBe(calibrationOf(alone, 1).ece_high);
  expect(all.ece_autonomous_high).not.toBe(all.ece_high);
  const nobody = records.map((record) => ({ ...record, autonomous: false }));
  expect(calibrationOf(nobody, 1)).toMatchObject({ ece_autonomous_low: null, ece_autonomous_debiased: null });
  expect(Object.values(calibrationOf([], 1)).every((value) => value === null)).toBe(true);
});

it('means and ranges leave out what a seed could not tell', () => {
  const runs = [{ coverage: 0.5, ece: null, aurc: null }, { coverage: 0.7, ece: 0.02, aurc: null }, {}];
  expect(meanOf(runs)).toEqual({ coverage: 0.6, ece: 0.02, aurc: null });
  expect(rangeOf(runs)).toEqual({ coverage: [0.5, 0.7], ece: [0.02, 0.02] });
  expect(runs.map(numbersOf)).toEqual([{ coverage: 0.5 }, { coverage: 0.7, ece: 0.02 }, {}]);
});
