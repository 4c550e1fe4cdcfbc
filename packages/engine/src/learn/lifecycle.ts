/**
 * How far a lesson has come, and what moves it on: captured → shadow → suggest → auto.
 *
 * A table, so that a person can read every rule. `captured` is stored only; `shadow` is matched and recorded,
 * never shown; `suggest` is drafted for human agents; `auto` may be sent where a certificate allows it.
 * Whatever is doubted falls back at once; rising takes evidence.
 *
 * @example initialStage('human-agent') // 'suggest'
 */
import type { Stage, Stakes } from '../domain.ts';

export type LessonOrigin = 'human-agent' | 'import' | 'article' | 'workflow' | 'peer' | 'unknown';

export const MIN_AUTO_AGE_MS = 24 * 60 * 60 * 1_000;
export const MAX_NEGATIVE_AUDITS = 2;

export interface LessonFacts {
  /** Human agents who approved it or sent its draft. */
  readonly approvals: number;
  /** Uses that a human agent accepted or the customer confirmed, after it was learned. */
  readonly good_uses: number;
  readonly negative_audits: number;
  /** The cell that it falls into holds a certificate now. */
  readonly certified: boolean;
  /** Another resolution says the contrary in the same context. */
  readonly contradicted: boolean;
  /** The article behind it changed, or its author was suspended. */
  readonly source_changed: boolean;
  readonly stakes: Stakes;
  readonly age_ms: number;
}

/** The team's own words may be suggested at once; words of others wait for an approval. */
const INITIAL: Readonly<Record<LessonOrigin, Stage>> = {
  'human-agent': 'suggest',
  import: 'suggest',
  article: 'suggest',
  workflow: 'suggest',
  peer: 'shadow',
  unknown: 'captured',
};

export interface StageRule {
  readonly from: readonly Stage[];
  readonly to: Stage;
  readonly why: string;
  readonly when: (facts: LessonFacts) => boolean;
}

/** The first rule that holds decides; demotions stand first. */
export const STAGE_RULES: readonly StageRule[] = [
  {
    from: ['suggest', 'auto'],
    to: 'shadow',
    why: 'its source changed',
    when: (facts) => facts.source_changed,
  },
  {
    from: ['suggest', 'auto'],
    to: 'shadow',
    why: 'audits found it wrong twice',
    when: (facts) => facts.negative_audits >= MAX_NEGATIVE_AUDITS,
  },
  {
    from: ['auto'],
    to: 'suggest',
    why: 'it contradicts another resolution, its certificate is gone, or its stakes rose',
    when: (facts) => facts.contradicted || !facts.certified || facts.stakes === 'money-security',
  },
  {
    from: ['captured'],
    to: 'shadow',
    why: 'its provenance was checked',
    when: (facts) => !facts.source_changed,
  },
  {
    from: ['shadow'],
    to: 'suggest',
    why: 'a human agent approved it',
    when: (facts) =>
      facts.approvals >= 1 && facts.negative_audits < MAX_NEGATIVE_AUDITS && !facts.source_changed,
  },
  {
    from: ['suggest'],
    to: 'auto',
    why: 'certified cell, a good use, a day old, no contradiction, not money or security',
    when: (facts) =>
      facts.certified &&
      facts.good_uses >= 1 &&
      facts.age_ms >= MIN_AUTO_AGE_MS &&
      !facts.contradicted &&
      facts.stakes !== 'money-security',
  },
];

export function initialStage(origin: LessonOrigin): Stage {
  return INITIAL[origin];
}

/** One step at most; the same stage with a null reason where no rule holds. */
export function nextStage(
  stage: Stage,
  facts: LessonFacts,
): { readonly stage: Stage; readonly why: string | null } {
  const rule = STAGE_RULES.find((item) => item.from.includes(stage) && item.when(facts));
  return rule === undefined ? { stage, why: null } : { stage: rule.to, why: rule.why };
}
