import { describe, expect, it } from 'vitest';
import type { ShadowLabel } from '../domain.ts';
import { expectedCalibrationError } from '../evaluate/calibration-error.ts';
import { SeededRandom } from '../math/seeded-random.ts';
import { CONFIDENCE_FEATURE_NAMES } from './confidence-features.ts';
import { canBeFitted, fitConfidence, MIN_FIT_LABELS, predictConfidence } from './confidence-model.ts';

/** A ranker that boasts: its log-odds are three times what the truth warrants. */
function labels(count: number, seed: string): ShadowLabel[] {
  const random = new SeededRandom(seed);
  return Array.from({ length: count }, (_, index) => {
    const truth = 1.5 * random.normal() + 0.5;
    const noise = CONFIDENCE_FEATURE_NAMES.map(() => random.normal());
    return {
      decision_id: `d${index}`,
      question_id: `q${index}`,
      resolution_id: 'r',
      confidence: 0.5,
      stakes: 'read-only',
      evidence: 'some',
      confidence_features: noise.with(0, 3 * truth),
      correct: random.next() < 1 / (1 + Math.exp(-truth)),
      propensity: index % 3 === 0 ? 0.15 : 1,
      least_propensity: 0.15,
      at_ms: index,
    };
  });
}

function fitted(given: readonly ShadowLabel[]) {
  const fit = fitConfidence(given);
  if (fit === null) throw new Error('expected a fit');
  return fit;
}

describe('the confidence', () => {
  it('scores every label with a model that has not seen it', () => {
    const given = labels(200, 'folds');
    const before = fitted(given).outOfFold;
    for (const index of [0, 3, 77, 199]) {
      const turned = given.with(index, { ...given[index], correct: !given[index].correct });
      const after = fitted(turned).outOfFold;
      expect(after[index]).toBe(before[index]);
      // The others hear of it, or the test could not fail.
      expect(after.filter((score, other) => score !== before[other]).length).toBeGreaterThan(100);
    }
  });

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
    // A few hundred effective labels for a score of features that are noise here, shrunk to what another desk found.
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

  it('is not fitted on too little, or on one kind of label', () => {
    const given = labels(300, 'few');
    expect(fitConfidence([])).toBeNull();
    expect(fitConfidence(given.slice(0, MIN_FIT_LABELS - 1))).toBeNull();
    expect(fitConfidence(given.map((label) => ({ ...label, correct: true })))).toBeNull();
    expect(fitConfidence(given.map((label) => ({ ...label, correct: false })))).toBeNull();
    expect(fitConfidence(given.slice(0, MIN_FIT_LABELS))).not.toBeNull();
  });

  it('is half the ranker’s share, with no ground at all, before it is fitted', () => {
    const zeros = CONFIDENCE_FEATURE_NAMES.map(() => 0);
    expect(predictConfidence(null, zeros)).toEqual({ probability: 0.25, low: 0, high: 1 });
  });

  it.each<[string, boolean, Partial<ShadowLabel>]>([
    ['a complete label', true, {}],
    ['nothing came to mind', false, { confidence_features: [] }],
    ['features of another version', false, { confidence_features: [1, 2, 3] }],
    [
      'a feature that is no number',
      false,
      { confidence_features: CONFIDENCE_FEATURE_NAMES.map(() => Number.NaN) },
    ],
    ['never to be drawn', false, { propensity: 0 }],
    ['more than certain', false, { propensity: 1.1 }],
  ])('takes what can be learned from: %s (%s)', (_, usable, change) => {
    expect(canBeFitted({ ...labels(1, 'one')[0], ...change })).toBe(usable);
  });
});
