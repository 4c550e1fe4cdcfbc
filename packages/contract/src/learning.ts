/** What was learned, on the wire: the curve against the frozen twin, certificates, and the estimated share of wrong answers. */
import { z } from 'zod';
import { lesson } from './lesson.ts';
import { stakes } from './model.ts';

const time = z.iso.datetime();
const probability = z.number().min(0).max(1);

/** One point of the learning curve: a block of tickets in time order. */
const curvePoint = z.object({
  tickets: z.number().int(),
  at: time.nullable(),
  coverage: probability,
  risk: probability,
  risk_upper90: probability,
  hit_at_1: probability.nullable(),
  hit_at_3: probability.nullable(),
  frozen_coverage: probability,
  frozen_risk: probability,
  frozen_hit_at_3: probability.nullable(),
});
export type CurvePoint = z.infer<typeof curvePoint>;

export const certificate = z.object({
  cell: z.string(),
  max_error: probability,
  confidence: probability,
  labelled: z.number().int(),
  wrong: z.number().int(),
  threshold: probability.nullable(),
  coverage: probability,
  since: time.nullable(),
  /** Answers behind it that went out alone and were audited; null where nobody counted them apart. */
  audited: z.number().int().nullable(),
  /** Further right labels, without a wrong one, that would unlock; 0 where unlocked. */
  needed: z.number().int(),
  /** By labels from before it ever answered alone, or by audits of what it does answer alone. */
  how: z.enum(['first-unlock', 'live']).nullable(),
  /** It had been unlocked, and was taken back. */
  locked: z.object({ since: time, reason: z.string() }).nullable(),
  /** One sentence: what is certified, or what is missing to unlock. */
  text: z.string(),
});
export type Certificate = z.infer<typeof certificate>;

/** Share of the answers given alone that are wrong, from audits and from what customers did. */
const riskEstimate = z.object({
  answers: z.number().int(),
  audited: z.number().int(),
  wrong: probability,
  low: probability,
  high: probability,
});
export type RiskEstimate = z.infer<typeof riskEstimate>;

export const estimate = riskEstimate.extend({
  /** Of answers given on these days, UTC, both inclusive: of all so far, whatever days a page is about, but for one topic. */
  range: z.object({ from: z.iso.date(), to: z.iso.date() }),
  /** How surely the interval holds the true share. */
  confidence: probability,
  /** Where at least one was audited. */
  by_stakes: z.array(riskEstimate.extend({ stakes })),
  /** One sentence: the figures above. */
  text: z.string(),
});
export type Estimate = z.infer<typeof estimate>;

export const learning = z.object({
  replay: z.object({
    state: z.enum(['none', 'running', 'done', 'failed']),
    done: z.number().int(),
    total: z.number().int(),
    started_at: time.nullable(),
    detail: z.string().nullable(),
  }),
  curve: z.array(curvePoint),
  certificates: z.array(certificate),
  /** Null where no answer that was given alone has been audited. */
  estimate: estimate.nullable(),
  totals: z.object({
    resolutions: z.number().int(),
    exemplars: z.number().int(),
    lessons: z.number().int(),
    conversations: z.number().int(),
    answered: z.number().int(),
    drafted: z.number().int(),
    handed_off: z.number().int(),
  }),
  lessons: z.array(lesson),
});
export type Learning = z.infer<typeof learning>;
