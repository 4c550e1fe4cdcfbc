/**
 * The gates around a resolution as the model knows it now: its stage, what its answers came to, who it has helped.
 * What is known of a question is told by the caller.
 */
import type { Certification } from './certification.ts';
import { checkConditions, conditionsInWords } from './conditions.ts';
import { type GateInput, passGates } from './decide/gates.ts';
import type { EvidenceLevel, PolicySettings } from './domain.ts';
import type { Model } from './model.ts';

/** What holds for all questions alike. */
export interface Policy {
  readonly settings: PolicySettings;
  readonly certification: Pick<Certification, 'of' | 'veto' | 'certificates'>;
}

type Asked = Pick<
  GateInput,
  'wants_human' | 'confidence' | 'novelty_p' | 'language' | 'alerts' | 'refused'
> & {
  readonly resolution_id: string | null;
  /** Of the question; null for one that comes from wherever the resolution holds. */
  readonly context: readonly string[] | null;
  /** How much stood behind it when it was asked. */
  readonly evidence: EvidenceLevel | null;
};

export function passPolicy(model: Model, { settings, certification }: Policy, asked: Asked) {
  const { resolution_id, evidence, context, ...question } = asked;
  const best = resolution_id === null ? null : model.resolution(resolution_id);
  return passGates({
    ...question,
    settings,
    best,
    topic: best ? model.insights.autonomyOf(best.id, settings.topics ?? []) : 'auto',
    threshold: best ? certification.of(best.stakes, evidence).threshold : null,
    veto: best ? certification.veto(best.id) : null,
    corroboration: best ? model.corroboration(best.id) : 0,
    open_conditions: best && context ? openConditions(model, best.id, context) : '',
  });
}

/** Where it holds alone, as far as the question does not come from there: what is left out is not answered either. */
function openConditions(model: Model, id: string, context: readonly string[]): string {
  const { holds, about } = checkConditions(model.limits.conditionsOf(id), context);
  return holds === 'yes' ? '' : conditionsInWords(about);
}
