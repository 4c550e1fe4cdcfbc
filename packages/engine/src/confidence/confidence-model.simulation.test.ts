import { describe, expect, it } from 'vitest';
import type { ShadowLabel } from '../domain.ts';
import { expectedCalibrationError } from '../evaluate/calibration-error.ts';
import { fitConfidence, predictConfidence } from './confidence-model.ts';
import { boastingLabels as labels } from './testing/boasting-labels.ts';

function fitted(given: readonly ShadowLabel[]) {
  const fit = fitConfidence(given);
  if (fit === null) throw new Error('expected a fit');
  return fit;
}

describe('the confidence, over many labels', () => {
  it('is calibrated where the ranker’s own share is not', () => {
    const errors = ['a', 'b', 'c', 'd'].map((seed) => {
      const { model } = fitted(labels(1500, `training ${seed}`));
      const unseen = labels(2000, `unseen ${seed}`);
      const errorOf = (confidence: (label: ShadowLabel) => number) =>
        expectedCalibrationError(
          unseen.map((label) => ({ confidence: confidence(label), correct: label.correct })),
        ) ?? 1;
      return {
        own: errorOf((label) => predictConfidence(model, label.confidence_features).probability),
        raw: errorOf((label) => 1 / (1 + Math.exp(-label.confidence_features[0]))),
      };
    });
    const mean = (of: 'own' | 'raw') => errors.reduce((sum, error) => sum + error[of] / errors.length, 0);
    // A few hundred effective labels, shrunk to what another desk found, which is wrong for this one.
    expect(mean('own')).toBeLessThan(0.075);
    expect(mean('raw')).toBeGreaterThan(0.1);
  });

  it('lies near its interval, which is narrower on more ground', () => {
    const widthAt = (count: number) => {
      const { model } = fitted(labels(count, `width ${count}`));
      const widths = labels(200, 'asked').map((label) => {
        const { low, high, probability } = predictConfidence(model, label.confidence_features);
        expect(low).toBeLessThanOrEqual(high);
        expect(low).toBeGreaterThanOrEqual(0);
        expect(high).toBeLessThanOrEqual(1);
        expect(probability).toBeGreaterThanOrEqual(0);
        expect(probability).toBeLessThanOrEqual(1);
        return high - low;
      });
      return widths.reduce((sum, width) => sum + width, 0) / widths.length;
    };
    expect(widthAt(2000)).toBeLessThan(widthAt(150) / 1.5);
  });
});
