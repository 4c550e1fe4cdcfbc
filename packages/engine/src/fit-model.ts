/**
 * A refit: ranker, confidence, first unlocks and tallies, from everything that the facts hold.
 *
 * It starts from nothing each time, so a fit is a function of the facts. Cost: about a second for 3,000 episodes and as
 * many labels.
 */
import type { Certification } from './certification.ts';
import { certifyFirstUnlock } from './certify/index.ts';
import { canBeFitted, fitConfidence, MAX_FIT_LABELS } from './confidence/confidence-model.ts';
import type { Mechanism } from './config.ts';
import type { PolicySettings } from './domain.ts';
import { type Fit, type ModelFacts, UNFITTED } from './facts.ts';
import type { Insights } from './insights.ts';
import { fitRanker, PRIOR_RANKER, withoutCounts } from './rank/ranker.ts';

/** What a fit reads of a model. */
export interface Fitted {
  readonly facts: ModelFacts;
  readonly settings: PolicySettings;
  readonly certification: Pick<Certification, 'freshSince'>;
  readonly insights: Pick<Insights, 'outcomes'>;
  has(mechanism: Mechanism): boolean;
}

export function fitModel(model: Fitted, seq: number): Fit {
  const { facts } = model;
  const fittedRanker = model.has('learned-ranker') ? fitRanker(facts.episodes) : PRIOR_RANKER;
  const ranker = model.has('debias') ? fittedRanker : withoutCounts(fittedRanker);
  const labels = facts.labels.filter(({ label }) => canBeFitted(label)).slice(-MAX_FIT_LABELS);
  const fitted = fitConfidence(labels.map(({ label }) => label));
  if (fitted === null || !model.has('learned-confidence')) return { ...UNFITTED, ranker };
  const unlocks = certifyFirstUnlock({
    ...unlockingOf(model),
    labels: labels.map(({ label, seq: at }, i) => ({ label, seq: at, score: fitted.outOfFold[i] })),
    seq,
  });
  return {
    ranker,
    confidence: fitted.model,
    unlocks,
    tallies: talliesOf(model, labels.at(-1)?.label.at_ms ?? 0),
  };
}

/** What decides whether a look for a first unlock is due. */
export function unlockingOf({ facts: { labels, fit }, settings, certification }: Fitted) {
  return { labelled: labels.length, settings, fresh_since: certification.freshSince, before: fit.unlocks };
}

/** What each resolution that was shown has earned: for choosing between approved ones. */
function talliesOf({ facts, insights }: Fitted, now_ms: number): Fit['tallies'] {
  if (facts.shown.length === 0) return {};
  return Object.fromEntries(insights.outcomes(now_ms).tallies);
}
