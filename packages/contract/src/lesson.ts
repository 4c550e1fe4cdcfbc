/** The life of a lesson on the wire: where it came from, what the checks said, who reviewed it, what it did since. */
import { z } from 'zod';
import { guideStep } from './guide.ts';
import { conversationId, decisionId, importId, lessonId, resolutionId, rollbackId } from './ids.ts';
import { MAX_MESSAGE_LENGTH, stage, stakes } from './model.ts';
import { topicId } from './topic.ts';
import { visibleText } from './visible-text.ts';

const time = z.iso.datetime();
const probability = z.number().min(0).max(1);
const count = z.number().int().nonnegative();

export const lessonKind = z.enum([
  'new-resolution',
  'new-exemplar',
  'correction',
  'workflow',
  'negative',
  'condition',
  'merge',
  'retirement',
  'split',
  'glossary',
  'guide',
]);
/** `open`: waits for a person's word; `quarantined`: taken back by a trigger, until a person looks. */
export const lessonStatus = z.enum(['open', 'approved', 'rejected', 'rolled-back', 'quarantined']);
export type LessonStatus = z.infer<typeof lessonStatus>;

/** `block`: not applied unless a person says so; `doubt`: matched and recorded, shown to nobody until then. */
export const finding = z.object({
  check: z.string(),
  verdict: z.enum(['pass', 'doubt', 'block']),
  why: z.string(),
  evidence: z.array(z.string()),
});
export type Finding = z.infer<typeof finding>;

export const lesson = z.object({
  id: lessonId,
  kind: lessonKind,
  status: lessonStatus,
  stage,
  stage_why: z.string(),
  /** Null for a word of the glossary: it is about no resolution. */
  resolution_id: resolutionId.nullable(),
  title: z.string(),
  question: z.string(),
  /** Of its resolution; null where it has none. */
  stakes: stakes.nullable(),
  /** Those that did not pass; all of them in `lessonDetail`. */
  findings: z.array(finding),
  /** Past questions that it would unlock, as far as known: the order of the queue. */
  impact_score: z.number(),
  learned_from: z.object({
    author: z.string().nullable(),
    conversation_id: conversationId.nullable(),
    import_id: importId.nullable(),
    source: z.enum(['human-reply', 'article', 'workflow']),
  }),
  reviewed: z
    .object({
      by: z.string(),
      at: time,
      reason: z.string().nullable(),
      /** Null once it cannot be taken back any more by a keystroke; a rollback always can. */
      undo_until: time.nullable(),
    })
    .nullable(),
  /** What took it back, where that stands: undone, it comes back with all that went with it. */
  rollback_id: rollbackId.nullable(),
  /** Who has it on the screen, unless it is you. */
  locked_by: z.string().nullable(),
  at: time,
});
export type Lesson = z.infer<typeof lesson>;

const meaning = z.object({ meaning: z.string(), state: z.enum(['on', 'off']) });

/** What a lesson about what is known would change, or changed. */
export const knownChange = z.object({
  /** Conditions without and with it. */
  conditions: z.object({ before: z.array(z.string()), after: z.array(z.string()) }).nullable(),
  /** Exemplars that move to the lesson's resolution, and the one that they come from; the newest 100 are shown. */
  moves: z
    .object({
      from: z.object({ resolution_id: resolutionId, title: z.string(), text: z.string() }),
      count,
      exemplars: z.array(z.object({ id: z.string(), text: z.string() })),
    })
    .nullable(),
  /** A term of the glossary without and with it; null before where it was not known. */
  word: z
    .object({
      term: z.string(),
      before: meaning.nullable(),
      after: meaning,
      /** What spoke for it where it was proposed; null where a person thought of it. */
      grounds: z.object({ accounts: count, questions: count, coverage: probability }).nullable(),
    })
    .nullable(),
});
export type KnownChange = z.infer<typeof knownChange>;

const wording = z.object({ title: z.string(), text: z.string(), links: z.array(z.string()) });

export const caseVerdict = z.enum(['right', 'wrong']);
export type CaseVerdict = z.infer<typeof caseVerdict>;

/** One past question whose decision the lesson would change. */
export const impactCase = z.object({
  decision_id: decisionId,
  question: z.string(),
  before: z.object({ action: z.string(), title: z.string().nullable() }),
  after: z.object({ action: z.string(), title: z.string().nullable() }),
  /** Was what would be said before right? Null where nobody knows. */
  was_right: z.boolean().nullable(),
  /** The resolution that would be said after; null where it would be none. */
  answer_id: resolutionId.nullable(),
  /** A reviewer's word on that answer to this question, the newest. */
  verdict: caseVerdict.nullable(),
});
export type ImpactCase = z.infer<typeof impactCase>;
export const impact = z.object({
  state: z.enum(['none', 'running', 'done', 'failed']),
  done: count,
  total: count,
  at: time.nullable(),
  /** Of the last 90 days. */
  tickets: count,
  would_answer: count,
  changed: count,
  changed_right: count,
  cases: z.array(impactCase),
});
export type Impact = z.infer<typeof impact>;

/** The replay that an approval has to pass: its own conversation is fixed, and nothing that was right breaks. */
export const replayGate = z.object({
  passed: z.boolean(),
  at: time,
  tests: count,
  source_fixed: z.boolean(),
  broken: z.array(
    z.object({ question: z.string(), expected: z.string(), found: z.string().nullable(), why: z.string() }),
  ),
});
export type ReplayGate = z.infer<typeof replayGate>;

const interval = z.object({ value: probability, low: probability, high: probability });

/** Conversations of a topic, and shares of them with 90 % intervals; null where there is nothing to divide by. */
const topicDays = z.object({
  /** Both inclusive, UTC. */
  from: z.iso.date(),
  to: z.iso.date(),
  conversations: count,
  alone: interval.nullable(),
  handed_off: interval.nullable(),
  /** Of its audited answers. */
  wrong: interval.nullable(),
});

/** What its resolution did since the lesson came. */
export const effect = z.object({
  answers: count,
  drafts: count,
  accepted: count,
  edited: count,
  audited: count,
  wrong: count,
  /** Share of wrong answers, from audits, with its 90 % interval; null where none was audited. */
  risk: interval.nullable(),
  /**
   * Its topic on as many days before the lesson's own day as after it, 28 at most: what was seen, whatever brought it
   * about. Null on its first day, and where it has no topic.
   */
  topic: z.object({ id: topicId, name: z.string(), before: topicDays, after: topicDays }).nullable(),
});
export type Effect = z.infer<typeof effect>;

export const lessonDetail = lesson.extend({
  all_findings: z.array(finding),
  proposed: wording,
  /** The text that it replaces; null where there was none. */
  replaces: wording.nullable(),
  context: z.array(z.string()),
  /** Null for a lesson that was drawn from a question. */
  change: knownChange.nullable(),
  /** Of a guide: where its lines point. */
  steps: z.array(guideStep).optional(),
  /** Whether past questions can be decided with and without it. */
  previewable: z.boolean(),
  messages: z.array(
    z.object({
      author: z.enum(['customer', 'ai', 'agent', 'system']),
      name: z.string().nullable(),
      text: z.string(),
      at: time,
    }),
  ),
  nearest: z.array(
    z.object({ resolution_id: resolutionId, title: z.string(), text: z.string(), probability }),
  ),
  impact,
  gate: replayGate.nullable(),
  effect,
});
export type LessonDetail = z.infer<typeof lessonDetail>;

const reason = z.string().trim().min(1).max(500);
/**
 * What a reviewer says. `override`: applied although something holds it back; then a reason is due. What the checks say of
 * an edit stands in the `errors` of the refusal, and `shown` gives it back: a reason covers what its reviewer was shown.
 */
export const lessonReview = z.discriminatedUnion('verdict', [
  z.strictObject({
    verdict: z.literal('approve'),
    edit: z
      .strictObject({
        title: visibleText(300),
        text: visibleText(MAX_MESSAGE_LENGTH),
        shown: z.array(z.string().max(2_000)).max(20).optional(),
      })
      .optional(),
    override: z.strictObject({ reason }).optional(),
  }),
  z.strictObject({ verdict: z.literal('reject'), reason }),
  z.strictObject({ verdict: z.literal('merge'), into: resolutionId }),
]);
export type LessonReview = z.infer<typeof lessonReview>;

/** A reviewer's word on what a preview shows. */
export const caseJudgement = z.strictObject({
  decision_id: decisionId,
  /** As shown: `answer_id`. */
  resolution_id: resolutionId,
  /** Null takes the word back. */
  verdict: caseVerdict.nullable(),
});
export type CaseJudgement = z.infer<typeof caseJudgement>;

export const lessonCounts = z.object({
  open: count,
  approved: count,
  rejected: count,
  'rolled-back': count,
  quarantined: count,
});
