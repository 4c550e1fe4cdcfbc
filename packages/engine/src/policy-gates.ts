/**
 * The gates around a resolution as the model knows it now: its stage, what its answers came to, who it has helped.
 * What is known of a question is told by the caller.
 */
import type { Certification } from './certification.ts';
import { unmetConditions } from './conditions.ts';
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
    veto: best ? heldBack({ settings, certification }, best.id) : null,
    corroboration: best ? model.corroboration(best.id) : 0,
    // What is left out of the candidates, for it holds elsewhere, is not answered either.
    open_conditions: best && context ? unmetConditions(model.limits.conditionsOf(best.id), context) : '',
  });
}

/** What holds a resolution back: a person, or what became of it. */
export function heldBack(
  {
    settings,
    certification,
  }: Pick<Policy, 'settings'> & { readonly certification: Pick<Certification, 'veto'> },
  id: string,
): GateInput['veto'] {
  return heldByHand(settings, id) ?? certification.veto(id);
}

function heldByHand({ held_answers }: PolicySettings, id: string): GateInput['veto'] {
  if (held_answers?.includes(id) !== true) return null;
  return {
    why: 'A person holds this answer while an incident lasts.',
    unlocks: 'It goes out alone again once it is let go or the incident is closed.',
  };
}
