/** What the watch found, on the wire: drift, incidents, effects of releases and pages, priority and health. */
import { z } from 'zod';
import { annotation, figuresRange, interval, measure } from './figures.ts';
import { conversationId, resolutionId } from './ids.ts';
import { topicId } from './topic.ts';

const time = z.iso.datetime();
const day = z.iso.date();
const probability = z.number().min(0).max(1);
const count = z.number().int().nonnegative();

/** Did inputs move? It informs, and acts on nothing. */
export const inputDrift = z.object({
  name: z.enum(['topic-mix', 'novelty', 'vocabulary', 'meaning']),
  /** In units of its own null: 0 is as usual. */
  value: z.number(),
  /** That so much comes by chance; null where too little came to tell. */
  p: probability.nullable(),
  moved: z.boolean(),
  text: z.string(),
  days: z.array(z.object({ day, value: z.number() })),
});
export type InputDrift = z.infer<typeof inputDrift>;

/** Did we get worse? It acts. `level`: the whole workspace, an area (stakes), a topic, or one answer. */
export const harmWatch = z.object({
  level: z.enum(['workspace', 'area', 'topic', 'resolution']),
  id: z.string(),
  name: z.string(),
  /** Evidence that the share wrong is above what is accepted, and the evidence at which it acts. */
  evidence: z.number().nonnegative(),
  acts_at: z.number().positive(),
  /** What people said of audited answers, or what customers did after answers. */
  source: z.enum(['audits', 'complaints']),
  answers: count,
  /** Wrong ones, or those that customers complained of. */
  wrong: count,
  state: z.enum(['quiet', 'held']),
  /** What it has done, why, and how it comes back; null while quiet. */
  action: z.string().nullable(),
  since: time.nullable(),
  /** Where a person goes on from here, in the console; null while quiet. */
  link: z.string().nullable(),
});
export type HarmWatch = z.infer<typeof harmWatch>;

export const drift = z.object({
  inputs: z.array(inputDrift),
  harm: z.array(harmWatch),
  as_of: time.nullable(),
});
export type Drift = z.infer<typeof drift>;

export const incidentId = z.string().regex(/^inc_[0-9A-Za-z_-]{6,64}$/);
export const incidentState = z.enum(['open', 'watching', 'closed', 'not-one']);

/** More of something than usual, seen over days as one thing. */
export const incident = z.object({
  id: incidentId,
  state: incidentState,
  title: z.string(),
  kind: z.enum(['topic', 'new-topic', 'term']),
  topic_ids: z.array(topicId),
  terms: z.array(z.string()),
  first_at: time,
  latest_at: time,
  conversations: count,
  accounts: count,
  /** Expected in the same time. */
  expected: z.number().nonnegative(),
  p: probability,
  /** One sentence with the figures. */
  evidence: z.string(),
  days: z.array(
    z.object({ day, count: count, expected: z.number().nonnegative(), high: z.number().nonnegative() }),
  ),
  consistent_with: z.array(
    z.object({ text: z.string(), posterior: probability, lift: z.number().positive() }),
  ),
  /** What every visitor of the widget reads at its start; null where none is set. */
  banner: z.string().nullable(),
  suggested_banner: z.string(),
  /** Answers that are held while it is open. */
  held: z.array(z.object({ resolution_id: resolutionId, title: z.string() })),
  suggested_hold: z.array(z.object({ resolution_id: resolutionId, title: z.string() })),
  examples: z.array(z.object({ conversation_id: conversationId, subject: z.string(), at: time })),
  history: z.array(z.object({ at: time, by: z.string().nullable(), text: z.string() })),
});
export type Incident = z.infer<typeof incident>;

export const incidentChange = z
  .strictObject({
    state: incidentState,
    title: z.string().trim().min(1).max(200),
    banner: z.string().trim().min(1).max(500).nullable(),
    /** Answers to hold from now on; those left out go out again. */
    hold: z.array(resolutionId).max(50),
    note: z.string().trim().min(1).max(2_000),
  })
  .partial();

export const insightId = z.string().regex(/^ins_[0-9A-Za-z_-]{6,64}$/);
/** A place, a state of accounts or a release with more questions of a topic than elsewhere. */
export const insight = z.object({
  id: insightId,
  kind: z.enum(['lift', 'friction', 'release']),
  topic_id: topicId,
  topic: z.string(),
  /** Context tokens, such as `route:/billing` and `plan:free`; of a release its name. */
  tokens: z.array(z.string()).min(1),
  count,
  expected: z.number().nonnegative(),
  accounts: count,
  lift: interval,
  /** After false discoveries were controlled. */
  q: probability,
  /** One sentence; “consistent with”, never “caused by”. */
  text: z.string(),
  since: day.nullable(),
  dismissed: z.boolean(),
});
export type Insight = z.infer<typeof insight>;

/** One named part of a score, with what it adds. */
export const part = z.object({ name: z.string(), value: z.number(), adds: z.number(), text: z.string() });
export type Part = z.infer<typeof part>;

/** How soon a waiting conversation should be taken; higher is sooner. */
export const priority = z.object({
  score: probability,
  level: z.enum(['urgent', 'soon', 'normal']),
  parts: z.array(part),
});
export type Priority = z.infer<typeof priority>;

export const accountHealth = z.object({
  account: z.string(),
  /** Null where there is too little to say: `insufficient`. */
  score: probability.nullable(),
  insufficient: z.string().nullable(),
  contacts: count,
  parts: z.array(part),
  latest_at: time.nullable(),
});
export type AccountHealth = z.infer<typeof accountHealth>;

/** How well scores of the past told what came after; only then may one speak of a prediction. */
export const healthBacktest = z.object({
  auroc: interval.nullable(),
  accounts: count,
  left: count,
  is_prediction: z.boolean(),
  text: z.string(),
});

export const insights = z.object({
  items: z.array(insight),
  annotations: z.array(annotation),
  tested: count,
  as_of: time.nullable(),
});
export type Insights = z.infer<typeof insights>;

/** Which conversations are listed row by row: those behind a figure, an incident, an insight or the health of an account. */
export const figureRowsAsked = figuresRange.extend({
  measure: measure.default('conversations'),
  incident_id: incidentId.optional(),
  /** Of its topic, with all that it was seen with; of a release, those since it. */
  insight_id: insightId.optional(),
  account: z.string().min(1).max(500).optional(),
});
