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
/** More than this share of most drafts changed: people write an answer of their own. */
const MAX_EDIT = 0.4;
const MIN_DRAFTS = 3;

export interface LessonFacts {
  /** Human agents who approved it or sent its draft. */
  readonly approvals: number;
  /** A person set its stage: what is doubted falls back all the same, but for want of a certificate. */
  readonly set_by_person: boolean;
  /** Uses that a human agent accepted or the customer confirmed, after it was learned. */
  readonly good_uses: number;
  readonly negative_audits: number;
  /** What became of its resolution's answers holds it back. */
  readonly vetoed: boolean;
  /** Shares of its resolution's drafts that people changed before they sent them. */
  readonly edits: readonly number[];
  /** The cell that it falls into holds a certificate now. */
  readonly certified: boolean;
  /** Another resolution says the contrary in the same context. */
  readonly contradicted: boolean;
  /** The article that it was drawn from says something else now. */
  readonly source_changed: boolean;
  /** Its author was suspended, and what they taught is not to stand. */
  readonly author_suspended: boolean;
  /** People said how long its answer holds, and that is over. */
  readonly expired: boolean;
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

/** What puts a lesson into quarantine: it is taken back until a person looks. */
export type Trigger =
  | 'source-changed'
  | 'author-suspended'
  | 'expired'
  | 'bad-audits'
  | 'veto'
  | 'heavy-edits';

export interface StageRule {
  readonly from: readonly Stage[];
  readonly to: Stage;
  readonly why: string;
  readonly trigger?: Trigger;
  readonly when: (facts: LessonFacts) => boolean;
}

/** The first rule that holds decides; demotions stand first. */
export const STAGE_RULES: readonly StageRule[] = [
  {
    from: ['suggest', 'auto'],
    to: 'shadow',
    why: 'the page that it was drawn from says something else now',
    trigger: 'source-changed',
    when: (facts) => facts.source_changed,
  },
  {
    from: ['suggest', 'auto'],
    to: 'shadow',
    why: 'its author was suspended',
    trigger: 'author-suspended',
    when: (facts) => facts.author_suspended,
  },
  {
    from: ['suggest', 'auto'],
    to: 'shadow',
    why: 'the time for which it holds is over',
    trigger: 'expired',
    when: (facts) => facts.expired,
  },
  {
    from: ['suggest', 'auto'],
    to: 'shadow',
    why: 'audits found it wrong twice',
    trigger: 'bad-audits',
    when: (facts) => facts.negative_audits >= MAX_NEGATIVE_AUDITS,
  },
  {
    from: ['suggest', 'auto'],
    to: 'shadow',
    why: 'too many of its answers were wrong',
    trigger: 'veto',
    when: (facts) => facts.vetoed,
  },
  {
    from: ['suggest', 'auto'],
    to: 'shadow',
    why: 'people rewrote most of its drafts',
    trigger: 'heavy-edits',
    when: (facts) => facts.edits.length >= MIN_DRAFTS && median(facts.edits) > MAX_EDIT,
  },
  {
    from: ['auto'],
    to: 'suggest',
    why: 'it contradicts another resolution, its certificate is gone, or its stakes rose',
    when: (facts) =>
      facts.contradicted || (!facts.certified && !facts.set_by_person) || facts.stakes === 'money-security',
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
    why: 'approved, certified cell, a good use, a day old, no contradiction, not money or security',
    when: (facts) =>
      facts.certified &&
      facts.approvals >= 1 &&
      facts.good_uses >= 1 &&
      facts.age_ms >= MIN_AUTO_AGE_MS &&
      !facts.contradicted &&
      facts.stakes !== 'money-security',
  },
];

function median(shares: readonly number[]): number {
  const sorted = shares.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

export function initialStage(origin: LessonOrigin): Stage {
  return INITIAL[origin];
}

export interface NextStage {
  readonly stage: Stage;
  /** Null where it stays. */
  readonly why: string | null;
  /** Null where it is no reason for a quarantine. */
  readonly trigger: Trigger | null;
}

/** One step at most; the same stage where no rule holds. */
export function nextStage(stage: Stage, facts: LessonFacts): NextStage {
  const rule = STAGE_RULES.find((item) => item.from.includes(stage) && item.when(facts));
  if (rule === undefined) return { stage, why: null, trigger: null };
  return { stage: rule.to, why: rule.why, trigger: rule.trigger ?? null };
}

/** The words of the rule with this trigger. */
export function whyOf(trigger: Trigger): string {
  return STAGE_RULES.find((rule) => rule.trigger === trigger)?.why ?? '';
}

/** Whether these words are those of a rule: else a person set the stage, or the checks at its beginning. */
export function isRuleOfTable(why: string): boolean {
  return STAGE_RULES.some((rule) => rule.why === why);
}
