/**
 * Proper scores of stated confidences: Brier, with its decomposition, and log-loss. Lower is better.
 *
 * Brier = reliability - resolution + uncertainty + within. Reliability is what calibration could win, resolution
 * what the confidences tell apart, uncertainty what the stream itself costs; `within` is what the bins hide (zero
 * where all confidences of a bin are equal). Bins as in `calibration-error.ts`. Cost: O(n log n).
 * Source: Murphy 1973; Stephenson, Coelho & Jolliffe 2008 (within-bin terms).
 *
 * @example
 * brierScore([{ confidence: 0.8, correct: true }]); // => 0.04
 */
import { reliabilityBins } from './calibration-error.ts';
import type { ScoredAnswer } from './risk-coverage.ts';

export interface BrierDecomposition {
  readonly brier: number;
  readonly reliability: number;
  readonly resolution: number;
  readonly uncertainty: number;
  readonly within: number;
}

const CLOSEST_TO_CERTAIN = 1e-15;

/** Mean squared distance of confidence and truth, in [0, 1]; null without answers. */
export function brierScore(answers: readonly ScoredAnswer[]): number | null {
  return mean(answers.map(({ confidence, correct }) => (confidence - (correct ? 1 : 0)) ** 2));
}

/** Null without answers. */
export function brierDecomposition(answers: readonly ScoredAnswer[]): BrierDecomposition | null {
  const brier = brierScore(answers);
  const base = mean(answers.map(({ correct }) => (correct ? 1 : 0)));
  if (brier === null || base === null) return null;
  let reliability = 0;
  let resolution = 0;
  for (const bin of reliabilityBins(answers)) {
    const share = bin.n / answers.length;
    reliability += share * (bin.confidence - bin.correct) ** 2;
    resolution += share * (bin.correct - base) ** 2;
  }
  const uncertainty = base * (1 - base);
  return {
    brier,
    reliability,
    resolution,
    uncertainty,
    within: brier - (reliability - resolution + uncertainty),
  };
}

/** Mean of -ln P(what happened), in nats; confidences are kept 1e-15 away from certainty. Null without answers. */
export function logLoss(answers: readonly ScoredAnswer[]): number | null {
  return mean(
    answers.map(
      ({ confidence, correct }) =>
        -Math.log(Math.max(CLOSEST_TO_CERTAIN, correct ? confidence : 1 - confidence)),
    ),
  );
}

function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}
