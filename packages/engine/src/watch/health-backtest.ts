/**
 * Did scores of the past tell who left afterwards?
 *
 * AUROC: P(an account that left had the lower score than one that stayed), ties half; 0.5 knows nothing. Its 90 % interval
 * by DeLong's variance on the log-odds scale. It may be called a prediction only where the lower end is above 0.5, with at
 * least 10 accounts of either kind. Cost: O(left · stayed).
 * Source: DeLong, DeLong & Clarke-Pearson 1988, doi:10.2307/2531595.
 *
 * @example
 * backtestHealth([{ score: 0.2, left: true }, { score: 0.8, left: false }]).auroc?.value; // => 1
 */
import { logit, sigmoid } from '../math/index.ts';

export interface PastScore {
  /** As it was before anybody knew. */
  readonly score: number;
  readonly left: boolean;
}

export interface HealthBacktest {
  /** Null without an account on either side. */
  readonly auroc: { readonly value: number; readonly low: number; readonly high: number } | null;
  readonly accounts: number;
  readonly left: number;
  readonly is_prediction: boolean;
}

export const LEAST_OF_EITHER = 10;
const Z_90 = 1.6448536269514722;

export function backtestHealth(scores: readonly PastScore[]): HealthBacktest {
  const left = scores.filter((each) => each.left).map(({ score }) => score);
  const stayed = scores.filter((each) => !each.left).map(({ score }) => score);
  const counts = { accounts: scores.length, left: left.length };
  if (left.length === 0 || stayed.length === 0) return { auroc: null, ...counts, is_prediction: false };
  const beats = (gone: number, kept: number) => (gone < kept ? 1 : gone === kept ? 0.5 : 0);
  const ofLeft = left.map((gone) => mean(stayed.map((kept) => beats(gone, kept))));
  const ofStayed = stayed.map((kept) => mean(left.map((gone) => beats(gone, kept))));
  const value = mean(ofLeft);
  const variance = varianceOf(ofLeft) / left.length + varianceOf(ofStayed) / stayed.length;
  const auroc = intervalOf({ value, variance, pairs: Math.min(left.length, stayed.length) });
  const isEnough = left.length >= LEAST_OF_EITHER && stayed.length >= LEAST_OF_EITHER;
  return { auroc, ...counts, is_prediction: isEnough && auroc.low > 0.5 };
}

/** At the edges, and where nothing varies, as if half an account stood on the other side. */
function intervalOf(given: { value: number; variance: number; pairs: number }) {
  const { value, pairs } = given;
  const inner = (value * pairs + 0.5) / (pairs + 1);
  const least = (inner * (1 - inner)) / (pairs + 1) / 4;
  const error = Math.sqrt(Math.max(given.variance, least)) / (inner * (1 - inner));
  const margin = Z_90 * error;
  return {
    value,
    low: Math.min(value, sigmoid(logit(inner) - margin)),
    high: Math.max(value, sigmoid(logit(inner) + margin)),
  };
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

function varianceOf(values: readonly number[]): number {
  if (values.length < 2) return 0.25;
  const middle = mean(values);
  return values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / (values.length - 1);
}
