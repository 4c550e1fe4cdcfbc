/**
 * Ranking features: one row per candidate, class-agnostic, so that they mean the same for a resolution with one
 * exemplar and for one with a thousand.
 *
 * The `few_*` features let the ranker trust other signs where there are at most three exemplars.
 */
import type { Evidence } from '../domain.ts';

const FEW = 3;

const COLUMNS: readonly (readonly [name: string, prior: number, read: (evidence: Evidence) => number])[] = [
  ['lexical_max', 5, (e) => e.lexical_max],
  ['lexical_vote', 0.5, (e) => e.lexical_vote],
  ['lexical_top5', 0.5, (e) => e.lexical_top5],
  ['lexical_mean', 2.5, (e) => 2 * e.lexical_mean],
  ['dense_max', 2.5, (e) => e.dense_max],
  ['dense_vote', 0.5, (e) => e.dense_vote],
  ['dense_top5', 0.5, (e) => e.dense_top5],
  ['dense_mean', 2.5, (e) => e.dense_mean],
  ['lead_max', 1, (e) => e.lead_max],
  ['lead_vote', 1, (e) => e.lead_vote],
  ['title', 1.5, (e) => e.title],
  ['title_lead', 1.5, (e) => e.title_lead],
  ['text', 3, (e) => e.text],
  ['adapted', 8, (e) => e.adapted],
  ['head', 1, (e) => e.head],
  ['context', 1, (e) => e.context],
  ['recent', 0.15, (e) => e.recent],
  ['ln_exemplars', -0.4, (e) => Math.log(1 + e.exemplars)],
  ['few_lexical', 0, (e) => (e.exemplars <= FEW ? e.lexical_max : 0)],
  ['few_dense', 0, (e) => (e.exemplars <= FEW ? e.dense_max : 0)],
  ['few_title', 0.4, (e) => (e.exemplars <= FEW ? e.title : 0)],
  ['few_text', 0.5, (e) => (e.exemplars <= FEW ? e.text : 0)],
];

export const FEATURE_NAMES: readonly string[] = COLUMNS.map(([name]) => name);

/** Weights before anything was learned here: about what two public desks settled on. */
export const PRIOR_WEIGHTS: readonly number[] = COLUMNS.map(([, prior]) => prior);

export function rankingFeatures(evidence: Evidence): number[] {
  return COLUMNS.map(([, , read]) => read(evidence));
}
