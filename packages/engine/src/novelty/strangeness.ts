/**
 * How strange a question is, given what the memory says about it: one number, nothing fitted.
 *
 * Three signs add up, in log-odds. Closeness: "none of these", which stands at a closeness of `NONE`, against the
 * closest resolution (a far stranger). Rivals: other resolutions that are as close, and a ranker that hesitates (a near
 * stranger: a new issue between known ones). Terms that the closest resolution was never asked with.
 * Rivals weigh half: a long text is a little close to everything, and a hundred such rivals said nothing of strangers.
 *
 * Range: about -12 (asked before, word for word) to 14 (nothing in memory), a few more where hundreds are equally close.
 * Only its order matters, and its place among the strangeness of known questions (`conformal.ts`).
 * Cost O(candidates). Limit: where the question has no vector, everything is far.
 * The constants were chosen on training and validation parts of Banking77 and CLINC150 (docs/decisions/0011).
 * Source: a softmax with a null option, as in open-set recognition; the constants are ours.
 *
 * @example
 * strangeness({ candidates: [], uncovered_terms: 1 });   // => 13.5
 */
import type { Evidence } from '../domain.ts';

/** Closeness at which "none of these" is as likely as a resolution. */
const NONE = 0.5;
const TEMPERATURE = 0.05;
const RIVALS_WEIGHT = 0.5;
/** Of the ranker's log-odds against its own first candidate, which are bounded. */
const DOUBT_WEIGHT = 0.25;
const DOUBT_BOUND = 8;
/** Log-odds for a question that shares no term with those of the closest resolution. */
const TERMS_WEIGHT = 1.5;

interface StrangenessCandidate {
  readonly evidence: Evidence;
  /** A ranker's score; their softmax is its opinion. */
  readonly score: number;
}

/** The order of the candidates does not matter. */
export function strangeness(given: {
  readonly candidates: readonly StrangenessCandidate[];
  /** Share of the question's terms that the closest resolution was never asked with, in [0, 1]. */
  readonly uncovered_terms: number;
}): number {
  const terms = TERMS_WEIGHT * given.uncovered_terms;
  if (given.candidates.length === 0) return NONE / TEMPERATURE + DOUBT_WEIGHT * DOUBT_BOUND + terms;
  const [closest, ...rivals] = descending(given.candidates.map(({ evidence }) => oddsOf(evidence)));
  const [first, ...others] = descending(given.candidates.map(({ score }) => score));
  const rivalry = Math.log1p(rivals.reduce((sum, odds) => sum + Math.exp(odds), 0));
  const doubt = Math.log(others.reduce((sum, score) => sum + Math.exp(score - first), 0));
  const bounded = Math.max(-DOUBT_BOUND, Math.min(DOUBT_BOUND, doubt));
  return RIVALS_WEIGHT * rivalry - closest + DOUBT_WEIGHT * bounded + terms;
}

const descending = (values: readonly number[]): number[] => values.toSorted((a, b) => b - a);

/** Log-odds of a resolution against "none of these". */
const oddsOf = (e: Evidence): number => (closeness(e) - NONE) / TEMPERATURE;

/** How close a resolution's exemplars are, in [0, 1]: the best, the five best and all of them, letters and meaning. */
export function closeness(e: Evidence): number {
  const lexical = e.lexical_max + e.lexical_top5 + e.lexical_mean;
  return (lexical + e.dense_max + e.dense_top5 + e.dense_mean) / 6;
}
