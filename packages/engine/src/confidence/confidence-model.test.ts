import { describe, expect, it } from 'vitest';
import type { ShadowLabel } from '../domain.ts';
import { CONFIDENCE_FEATURE_NAMES, CONFIDENCE_PRIOR } from './confidence-features.ts';
import { canBeFitted, fitConfidence, MIN_FIT_LABELS, predictConfidence } from './confidence-model.ts';
import { fitLogistic, predictLogistic } from './logistic-regression.ts';
import { boastingLabels as labels } from './testing/boasting-labels.ts';
import { fitVennAbers } from './venn-abers.ts';

const weightOf = (label: ShadowLabel) => label.least_propensity / label.propensity;

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

  it('is a ridge towards the prior of the features, on the other four fifths of the labels, weighed and faded', () => {
    const given = labels(160, 'parts');
    const { model, outOfFold } = fitted(given);
    const by = (train: readonly ShadowLabel[]) =>
      fitLogistic({
        rows: Float64Array.from(train.flatMap((label) => label.confidence_features)),
        width: CONFIDENCE_FEATURE_NAMES.length,
        labels: train.map(({ correct }) => Number(correct)),
        // Half as much after each thousand labels: 160 at most of them here.
        weights: train.map((label) => weightOf(label) * 0.5 ** ((159 - given.indexOf(label)) / 2_000)),
        ridge: 32,
        priorMean: CONFIDENCE_PRIOR,
      });
    for (const fold of [0, 1, 2, 3, 4]) {
      const unseen = by(given.filter((_, index) => index % 5 !== fold));
      expect(outOfFold[fold + 5]).toBeCloseTo(
        predictLogistic(unseen, given[fold + 5].confidence_features),
        12,
      );
    }
    expect(model.logistic).toEqual(by(given));
    expect(model.interval).toEqual(
      fitVennAbers({
        scores: outOfFold,
        labels: given.map(({ correct }) => Number(correct)),
        weights: given.map(weightOf),
      }),
    );
    const [{ confidence_features }] = given;
    const found = predictConfidence(model, confidence_features);
    expect(found.probability).toBe(predictLogistic(model.logistic, confidence_features));
    expect(found).toMatchObject({ low: expect.any(Number) as number, high: expect.any(Number) as number });
    expect(found.low).toBeLessThan(found.high);
  });

  it('follows a desk that changes', () => {
    // The first half is wrong wherever the second is right.
    const given = labels(3_000, 'change').map((label, index) =>
      index < 1_500 ? { ...label, correct: !label.correct } : label,
    );
    const { model } = fitted(given);
    expect(model.logistic.coefficients[0]).toBeGreaterThan(0.1);
    const turned = fitted([...given.slice(1_500), ...given.slice(0, 1_500)]);
    expect(turned.model.logistic.coefficients[0]).toBeLessThan(-0.1);
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
    expect(predictConfidence(null, zeros.with(0, Math.log(4))).probability).toBeCloseTo(0.4, 12);
    expect(predictConfidence(null, zeros.with(0, -Math.log(4))).probability).toBeCloseTo(0.1, 12);
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
    [
      'a single feature that is no number',
      false,
      { confidence_features: CONFIDENCE_FEATURE_NAMES.map((_, k) => (k === 3 ? Number.NaN : 0)) },
    ],
    ['never to be drawn', false, { propensity: 0 }],
    ['more than certain', false, { propensity: 1.1 }],
    ['certain to be drawn', true, { propensity: 1, least_propensity: 1 }],
    ['the least likely of all', true, { propensity: 0.15, least_propensity: 0.15 }],
    ['less likely than the least', false, { propensity: 0.1, least_propensity: 0.15 }],
    ['nothing may be labelled', false, { least_propensity: 0 }],
  ])('takes what can be learned from: %s (%s)', (_, usable, change) => {
    expect(canBeFitted({ ...labels(1, 'one')[0], ...change })).toBe(usable);
  });
});
