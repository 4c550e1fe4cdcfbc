/**
 * Confidence: P(the best candidate resolves the question), fitted on this workspace's own labels.
 *
 * A logistic over class-agnostic features, with a Venn-Abers interval around it whose width says how thin the
 * ground is. Labels weigh inversely to their propensity, since answers that went out alone are labelled only when audited;
 * for the logistic, older ones fade (docs/decisions/0015).
 * `outOfFold` gives every label the score of a model that has not seen it: what thresholds are certified on.
 * Before the first fit the ranker's own share, shrunk, stands in; no threshold can be certified on it.
 *
 * Cost: fit O(folds · labels · features²), about .3 s for 4,000 labels. Source: learning notes in docs/decisions.
 *
 * @example
 * predictConfidence(null, [0, ...zeros]).probability;   // => 0.25
 */
import type { ShadowLabel } from '../domain.ts';
import { CONFIDENCE_FEATURE_NAMES, CONFIDENCE_PRIOR } from './confidence-features.ts';
import { fitLogistic, type LogisticModel, predictLogistic } from './logistic-regression.ts';
import { fitVennAbers, predictVennAbers, type VennAbersModel } from './venn-abers.ts';

export interface ConfidenceModel {
  readonly logistic: LogisticModel;
  readonly interval: VennAbersModel;
}

export interface Confidence {
  readonly probability: number;
  readonly low: number;
  readonly high: number;
}

/** Labels that a fit looks back on: enough to be exact, few enough to follow a desk that changes. */
export const MAX_FIT_LABELS = 4_000;
export const MIN_FIT_LABELS = 100;
const FOLDS = 5;
/** In labels. Weaker, the confidence boasts: a score of features and some hundred labels. */
const RIDGE = 32;
/** Labels after which one counts half: a desk and its memory change, and the confidence is about the next question. */
const HALF_LIFE = 2_000;

export function predictConfidence(model: ConfidenceModel | null, features: readonly number[]): Confidence {
  if (model === null) {
    const share = 1 / (1 + Math.exp(-features[0]));
    return { probability: share / 2, low: 0, high: 1 };
  }
  const probability = predictLogistic(model.logistic, features);
  const { low, high } = predictVennAbers(model.interval, probability);
  return { probability, low, high };
}

/**
 * Can a fit use this label? Not where nothing came to mind (no features: nothing to be confident about), where an
 * older version wrote other features, or where it could never have been drawn.
 */
export function canBeFitted(label: ShadowLabel): boolean {
  const { confidence_features: features, propensity, least_propensity: least } = label;
  const complete = features.length === CONFIDENCE_FEATURE_NAMES.length && features.every(Number.isFinite);
  return complete && least > 0 && least <= propensity && propensity <= 1;
}

interface WeighedLabel {
  readonly label: ShadowLabel;
  readonly weight: number;
}

/** `labels`, all of which can be fitted, in the order in which they came; null where there are too few or only one kind. */
export function fitConfidence(
  labels: readonly ShadowLabel[],
): { model: ConfidenceModel; outOfFold: number[] } | null {
  const right = labels.filter((label) => label.correct).length;
  if (labels.length < MIN_FIT_LABELS || right === 0 || right === labels.length) return null;
  const weighed = labels.map((label, index) => {
    const age = labels.length - 1 - index;
    return { label, weight: shareOf(label) * 0.5 ** (age / HALF_LIFE) };
  });
  const outOfFold = Array.from<number>({ length: labels.length });
  for (let fold = 0; fold < FOLDS; fold++) {
    const model = fitOn(weighed.filter((_, index) => index % FOLDS !== fold));
    for (let index = fold; index < labels.length; index += FOLDS) {
      outOfFold[index] = predictLogistic(model, labels[index].confidence_features);
    }
  }
  const interval = fitVennAbers({
    scores: outOfFold,
    labels: labels.map((label) => (label.correct ? 1 : 0)),
    weights: labels.map(shareOf),
  });
  return { model: { logistic: fitOn(weighed), interval }, outOfFold };
}

/** How much of the traffic a label stands for: answers that went out alone are labelled only when audited. */
const shareOf = (label: ShadowLabel): number => label.least_propensity / label.propensity;

function fitOn(labels: readonly WeighedLabel[]): LogisticModel {
  const width = CONFIDENCE_FEATURE_NAMES.length;
  const rows = new Float64Array(labels.length * width);
  labels.forEach(({ label }, row) => rows.set(label.confidence_features, row * width));
  return fitLogistic({
    rows,
    width,
    labels: labels.map(({ label }) => (label.correct ? 1 : 0)),
    weights: labels.map(({ weight }) => weight),
    ridge: RIDGE,
    priorMean: CONFIDENCE_PRIOR,
  });
}
