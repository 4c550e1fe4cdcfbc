/**
 * Calibration error: how far a stated confidence is from the share that was right.
 *
 * Equal-mass bins, B = min(15, floor(n / 50)), at least one; ECE = sum of n_b / n times |mean confidence - share
 * right|. ECE is never zero on finite data, so it comes with a bootstrap interval and a debiased value: the ECE less
 * what a perfectly calibrated model would show on the same confidences (labels drawn from them), not below zero.
 * Cost: O(n log n + resamples x n). Randomness from `seed` alone.
 * Source: Naeini, Cooper & Hauskrecht 2015; Nixon et al. 2019 (equal mass); Kumar, Liang & Ma 2019 (debiasing).
 *
 * @example
 * reliabilityBins([{ confidence: 0.8, correct: true }, { confidence: 0.6, correct: false }]);
 * // => [{ confidence: 0.7, correct: 0.5, n: 2 }]
 */
import { SeededRandom } from '../math/seeded-random.ts';
import { quantile } from './quantiles.ts';
import type { ScoredAnswer } from './risk-coverage.ts';

export const MAX_BINS = 15;
export const ANSWERS_PER_BIN = 50;

export interface ReliabilityBin {
  /** Mean confidence. */
  readonly confidence: number;
  /** Share right. */
  readonly correct: number;
  readonly n: number;
}

export interface CalibrationError {
  readonly ece: number;
  /** Ends of the 90 % percentile bootstrap interval. */
  readonly low: number;
  readonly high: number;
  readonly debiased: number;
}

interface Sample {
  /** Ascending. */
  readonly confidences: Float64Array;
  /** 1 right, 0 wrong. */
  readonly labels: Uint8Array;
}

/** Bins in ascending confidence; empty without answers. */
export function reliabilityBins(answers: readonly ScoredAnswer[]): ReliabilityBin[] {
  return answers.length === 0 ? [] : binned(sortedSample(answers));
}

/** ECE alone; null without answers. */
export function expectedCalibrationError(answers: readonly ScoredAnswer[]): number | null {
  return answers.length === 0 ? null : error(sortedSample(answers));
}

/** ECE with its interval and debiased value; null without answers. `resamples` from 1, for each of the two. */
export function calibrationError(
  answers: readonly ScoredAnswer[],
  options: { readonly seed: number | string; readonly resamples?: number },
): CalibrationError | null {
  if (answers.length === 0) return null;
  const random = new SeededRandom(options.seed);
  const rounds = Array.from({ length: options.resamples ?? 200 });
  const sample = sortedSample(answers);
  const ece = error(sample);
  const bootstrap = rounds.map(() => error(resampled(sample, random)));
  const calibrated = rounds.map(() => error(relabelled(sample, random)));
  const expected = calibrated.reduce((sum, value) => sum + value, 0) / calibrated.length;
  return {
    ece,
    low: quantile(bootstrap, 0.05) ?? ece,
    high: quantile(bootstrap, 0.95) ?? ece,
    debiased: Math.max(0, ece - expected),
  };
}

function error(sample: Sample): number {
  const total = sample.labels.length;
  return binned(sample).reduce(
    (sum, bin) => sum + (bin.n / total) * Math.abs(bin.confidence - bin.correct),
    0,
  );
}

function binned(sample: Sample): ReliabilityBin[] {
  const total = sample.labels.length;
  const count = Math.max(1, Math.min(MAX_BINS, Math.floor(total / ANSWERS_PER_BIN)));
  return Array.from({ length: count }, (_, bin) => {
    const from = Math.floor((bin * total) / count);
    const to = Math.floor(((bin + 1) * total) / count);
    let confidence = 0;
    let right = 0;
    for (let index = from; index < to; index++) {
      confidence += sample.confidences[index];
      right += sample.labels[index];
    }
    return { confidence: confidence / (to - from), correct: right / (to - from), n: to - from };
  });
}

function sortedSample(answers: readonly ScoredAnswer[]): Sample {
  const sorted = answers.toSorted((left, right) => left.confidence - right.confidence);
  return {
    confidences: Float64Array.from(sorted, (answer) => answer.confidence),
    labels: Uint8Array.from(sorted, (answer) => (answer.correct ? 1 : 0)),
  };
}

/** A bootstrap sample, in order without sorting: first how often each answer is drawn, then one walk. */
function resampled(sample: Sample, random: SeededRandom): Sample {
  const total = sample.labels.length;
  const draws = new Uint32Array(total);
  for (let draw = 0; draw < total; draw++) draws[random.integer(total)] += 1;
  const confidences = new Float64Array(total);
  const labels = new Uint8Array(total);
  let place = 0;
  for (let index = 0; index < total; index++) {
    confidences.fill(sample.confidences[index], place, place + draws[index]);
    labels.fill(sample.labels[index], place, place + draws[index]);
    place += draws[index];
  }
  return { confidences, labels };
}

function relabelled(sample: Sample, random: SeededRandom): Sample {
  return {
    ...sample,
    labels: sample.labels.map((_, index) => (random.next() < sample.confidences[index] ? 1 : 0)),
  };
}
