/**
 * A refit: ranker, confidence, first unlocks and tallies, from everything that the facts hold.
 *
 * It starts from nothing each time, so a fit is a function of the facts. Cost: about a second for 3,000 episodes and as
 * many labels.
 */
import { Certification } from './certification.ts';
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
  const scored = scoreAnew(model);
  if (scored === null) return { ...UNFITTED, ranker };
  return {
    ranker,
    confidence: scored.model,
    unlocks: certifyFirstUnlock({ ...unlockingOf(model), labels: scored.labels, seq }),
    tallies: talliesOf(model, scored.labels.at(-1)?.label.at_ms ?? 0),
  };
}

/**
 * What would be certified under other settings, as the refit would find it that follows such a change. The model stays
 * as it is. Cost: that of fitting the confidence, up to half a second.
 */
export function certificationUnder(
  model: Omit<Fitted, 'certification'>,
  settings: PolicySettings,
): Certification {
  const facts = { ...model.facts };
  const certification = new Certification(facts, settings, model.has('live-certificate'));
  const scored = scoreAnew(model);
  if (scored === null) return certification;
  const asked = { ...unlockingOf({ facts, settings, certification }), labels: scored.labels };
  facts.fit = { ...facts.fit, unlocks: certifyFirstUnlock({ ...asked, seq: facts.version }) };
  certification.changed(settings);
  return certification;
}

/** Every label that can be fitted, with the score of a confidence that has not seen it; null where there are too few. */
function scoreAnew(model: Pick<Fitted, 'facts' | 'has'>) {
  const { facts } = model;
  const labels = facts.labels.filter(({ label }) => canBeFitted(label)).slice(-MAX_FIT_LABELS);
  const fitted = fitConfidence(labels.map(({ label }) => label));
  if (fitted === null || !model.has('learned-confidence')) return null;
  const scored = labels.map(({ label, seq }, i) => ({ label, seq, score: fitted.outOfFold[i] }));
  return { model: fitted.model, labels: scored };
}

/** What decides whether a look for a first unlock is due. */
export function unlockingOf({
  facts: { labels, fit },
  settings,
  certification,
}: Pick<Fitted, 'facts' | 'settings' | 'certification'>) {
  return { labelled: labels.length, settings, fresh_since: certification.freshSince, before: fit.unlocks };
}

/** What each resolution that was shown has earned: for choosing between approved ones. */
function talliesOf({ facts, insights }: Fitted, now_ms: number): Fit['tallies'] {
  if (facts.shown.length === 0) return {};
  return Object.fromEntries(insights.outcomes(now_ms).tallies);
}
