/**
 * Figures on the wire: what became of conversations, counted so that every number opens the conversations behind it.
 *
 * A conversation belongs to the day (UTC) on which it was opened. Tiers are never mixed: `assumed` is silence, and never
 * stands for `confirmed`.
 */
import { z } from 'zod';
import { askedDay } from './asked-day.ts';
import { conversationId, resolutionId } from './ids.ts';
import { certificate, estimate } from './learning.ts';
import { stakes } from './model.ts';
import { topicId } from './topic.ts';

const time = z.iso.datetime();
const day = z.iso.date();
const probability = z.number().min(0).max(1);
const count = z.number().int().nonnegative();

/** The seven reasons for which a conversation comes to people. */
export const handOffReason = z.enum([
  'asked-for-person',
  'high-stakes',
  'dissatisfied',
  'unknown',
  'unsure',
  'not-certified',
  'held',
]);
export type HandOffReason = z.infer<typeof handOffReason>;

/** What conversations are counted by; each opens its conversations. What each means: `docs/figures.md`. */
export const measure = z.enum([
  'conversations',
  'answered-alone',
  'confirmed',
  'assumed',
  'undecided',
  'durable',
  'reopened',
  'came-again',
  'handed-off',
  ...handOffReason.options.map((reason) => `handed-off:${reason}` as const),
  'drafted',
  'assisted-as-is',
  'assisted-edited',
  'draft-discarded',
  'by-people',
  'audited-right',
  'audited-wrong',
  'twin-answered',
  'novel',
]);
export type Measure = z.infer<typeof measure>;

export const figuresRange = z.object({
  /** Both inclusive, UTC; the last 90 days where they are left out. */
  from: askedDay.optional(),
  to: askedDay.optional(),
  topic_id: topicId.optional(),
});
const shownRange = z.object({ from: day, to: day });

/** A share of counts with its 90 % interval; null where there is nothing to divide by. */
export const share = z.object({
  measure,
  of: measure,
  count,
  total: count,
  value: probability.nullable(),
  low: probability.nullable(),
  high: probability.nullable(),
});
export type Share = z.infer<typeof share>;

/** An estimate in any unit, with how surely the interval holds the truth. */
export const interval = z.object({
  value: z.number(),
  low: z.number(),
  high: z.number(),
  confidence: probability,
});
export type Interval = z.infer<typeof interval>;

/** How soon topics are learned: conversations that people answered before the first right answer alone. As of last night. */
export const absorption = z.object({
  /** Topics that had such an answer, and those that people answer and that had none so far. */
  known: count,
  unknown: count,
  /** Of the known topics, with its 90 % interval; null where there are none, or too few for an interval. */
  median: z.number().nonnegative().nullable(),
  low: z.number().nonnegative().nullable(),
  high: z.number().nonnegative().nullable(),
});
export type Absorption = z.infer<typeof absorption>;

/** What happened on a day, for charts to mark. */
export const annotation = z.object({
  at: time,
  kind: z.enum(['release', 'lesson', 'incident', 'alarm', 'certificate']),
  id: z.string(),
  text: z.string(),
});
export type Annotation = z.infer<typeof annotation>;

const counts = z.partialRecord(measure, count);
export type Counts = z.infer<typeof counts>;
export const dailyFigures = z.object({ day, counts });
export type DailyFigures = z.infer<typeof dailyFigures>;

export const reliabilityBin = z.object({
  from: probability,
  to: probability,
  predicted: probability,
  right: probability,
  low: probability,
  high: probability,
  answers: count,
});

export const quality = z.object({
  range: shownRange,
  counts,
  shares: z.array(share),
  /** Estimated true share wrong among answers given alone; null without an audit. */
  risk: estimate.nullable(),
  /** Estimated true share resolved among answers given alone: its complement. */
  resolution: interval.nullable(),
  /** The plain rate of silence that peers print as resolved, for comparison only. */
  silence: share,
  days: z.array(dailyFigures),
  reliability: z.object({ ece: probability.nullable(), bins: z.array(reliabilityBin) }),
  /** By descending confidence, among labelled decisions. */
  risk_coverage: z.array(z.object({ coverage: probability, risk: probability, threshold: probability })),
  certificates: z.array(certificate),
  certificate_history: z.array(
    z.object({
      at: time,
      cell: z.string(),
      change: z.enum(['unlocked', 'moved', 'locked']),
      threshold: probability.nullable(),
      text: z.string(),
    }),
  ),
  annotations: z.array(annotation),
  /** When the rollups last took in what had happened. */
  as_of: time.nullable(),
});
export type Quality = z.infer<typeof quality>;

/** One conversation as it is counted: a row of the export, and of what a figure opens. */
export const figureRow = z.object({
  conversation_id: conversationId,
  opened_at: time,
  subject: z.string(),
  topic_id: topicId.nullable(),
  topic: z.string().nullable(),
  resolution_id: resolutionId.nullable(),
  account: z.string().nullable(),
  plan: z.string().nullable(),
  route: z.string().nullable(),
  release: z.string().nullable(),
  language: z.string().nullable(),
  stakes: stakes.nullable(),
  confidence: probability.nullable(),
  measures: z.array(measure),
  handle_minutes: z.number().nonnegative().nullable(),
  first_reply_minutes: z.number().nonnegative().nullable(),
});
export type FigureRow = z.infer<typeof figureRow>;

/** Rollups against a count from the rows of the ledger and the conversations. */
export const recomputation = z.object({
  state: z.enum(['none', 'running', 'done', 'failed']),
  done: count,
  total: count,
  started_at: time.nullable(),
  finished_at: time.nullable(),
  /** Where the two differed; they have been put right. */
  differences: z
    .array(z.object({ day, topic_id: topicId.nullable(), measure, kept: count, counted: count }))
    .max(100),
  different: count,
});
export type Recomputation = z.infer<typeof recomputation>;

export const topicFigures = z.object({
  id: topicId,
  name: z.string(),
  /** Where it lies on the map, each in [-1, 1]: near means alike. */
  x: z.number(),
  y: z.number(),
  conversations: count,
  /** Per week, oldest first. */
  trend: z.array(z.object({ day, conversations: count, alone: count })),
  shares: z.array(share),
  risk: interval.nullable(),
  resolutions: count,
  waiting_lessons: count,
  /** Minutes of people that it cost in the range, and how many conversations nobody could answer alone: the gap. */
  minutes: z.number().nonnegative(),
  gap: count,
  /** Null where it does not decline: since when, and what coincides. */
  decline: z
    .object({
      since: day,
      before: probability,
      after: probability,
      probability,
      consistent_with: z.array(z.string()),
    })
    .nullable(),
});
export type TopicFigures = z.infer<typeof topicFigures>;

/** The frozen twin, which runs in the shadow: what it would have answered of the same conversations. */
export const twin = z.object({
  /** Null where there is none yet. */
  frozen_at: time.nullable(),
  weeks: z.array(
    z.object({
      day,
      conversations: count,
      alone: interval.nullable(),
      twin: interval.nullable(),
      right: interval.nullable(),
      twin_right: interval.nullable(),
    }),
  ),
});
export type Twin = z.infer<typeof twin>;

export const forecast = z.object({
  /** Null where there is too little to go by; `reason` says what is missing. */
  weeks: z.array(z.object({ day, coverage: interval })),
  reason: z.string().nullable(),
  levers: z.array(
    z.object({ text: z.string(), coverage: z.number(), to: z.enum(['review', 'audits', 'topics']), count }),
  ),
});
export type Forecast = z.infer<typeof forecast>;

export const overview = z.object({
  range: shownRange,
  learning: z.object({
    text: z.string(),
    coverage: share,
    before: share,
    twin: share,
    lessons: count,
    absorption,
    days: z.array(dailyFigures),
  }),
  safety: z.object({
    text: z.string(),
    max_error: probability,
    risk: estimate.nullable(),
    alarms: count,
    certified: z.array(z.object({ cell: z.string(), text: z.string() })),
  }),
  /** What waits for a person, the most urgent first. */
  needs: z.array(
    z.object({
      kind: z.enum(['alarm', 'incident', 'waiting', 'audits', 'review', 'changes']),
      count,
      text: z.string(),
    }),
  ),
  worth: z.object({
    text: z.string(),
    hours: interval.nullable(),
    money: interval.nullable(),
    currency: z.string(),
  }),
  forecast,
  annotations: z.array(annotation),
  as_of: time.nullable(),
});
export type Overview = z.infer<typeof overview>;

export const savedViewId = z.string().regex(/^viw_[0-9A-Za-z_-]{6,64}$/);
export const savedView = z.object({
  id: savedViewId,
  page: z.enum(['overview', 'quality', 'topics', 'incidents', 'insights', 'worth']),
  name: z.string().trim().min(1).max(60),
  /** The address after the page's name: range, filters, measure. */
  search: z.string().max(2_000),
  by: z.string(),
  shared: z.boolean(),
});
export type SavedView = z.infer<typeof savedView>;
