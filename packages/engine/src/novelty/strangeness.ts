/**
 * How strange a question is, given what the memory says about it: one number, nothing fitted.
 *
 * It is the log-odds of "another resolution, or none of these" against the suggested one, in a softmax over
 * closeness in which "none of these" competes at a fixed closeness of `NONE`. So it is high in two ways: the
 * suggestion is not close (a far stranger), or others are as close (a near stranger: a new issue between known
 * ones). Terms of the question that the suggested resolution was never asked with make it stranger still.
 *
 * Range: about -12 (asked before, word for word) to 12 (nothing in memory), more where hundreds are equally close.
 * Only its order matters, and its place among the strangeness of known questions (`conformal.ts`).
 * Cost O(candidates). Limit: where the question has no vector, everything is far.
 * The constants were chosen on training and validation parts of Banking77 and CLINC150 (docs/decisions/0011).
 * Source: a softmax with a null option, as in open-set recognition; the constants are ours.
 *
 * @example
 * strangeness({ ranked: [], uncovered_terms: 1 });   // => 12
 */
import type { Evidence } from '../domain.ts';

/** Closeness at which "none of these" is as likely as a resolution. */
const NONE = 0.5;
const TEMPERATURE = 0.05;
/** Log-odds for a question that shares no term with those of the suggested resolution. */
const TERMS_WEIGHT = 2;

export function strangeness(given: {
  /** In the ranker's order: the first one is what would be suggested. */
  readonly ranked: readonly Evidence[];
  /** Share of the question's terms that the suggested resolution was never asked with, in [0, 1]. */
  readonly uncovered_terms: number;
}): number {
  const [suggested, ...others] = given.ranked.map((e) => (closeness(e) - NONE) / TEMPERATURE);
  const another = others.reduce((sum, odds) => sum + Math.exp(odds), 0);
  return Math.log1p(another) - (suggested ?? -NONE / TEMPERATURE) + TERMS_WEIGHT * given.uncovered_terms;
}

/** How close a resolution's exemplars are, in [0, 1]: the best, the five best and all of them, letters and meaning. */
function closeness(e: Evidence): number {
  const lexical = e.lexical_max + e.lexical_top5 + e.lexical_mean;
  return (lexical + e.dense_max + e.dense_top5 + e.dense_mean) / 6;
}
