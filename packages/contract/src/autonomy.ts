/** How far the AI agent may go, on the wire: where it stands, what is missing, and what a change would have meant. */
import { z } from 'zod';
import { resolutionId } from './ids.ts';
import { certificate } from './learning.ts';
import { action, autonomyLevel, settings, settingsChange, stage, stakes } from './model.ts';
import { topic } from './topic.ts';

const count = z.number().int().nonnegative();

/** Who changed a setting last, as far as the audit log knows. */
const lastChange = z.object({
  at: z.iso.datetime(),
  /** Null where nobody can be named any more. */
  by: z.string().nullable(),
});
export type LastChange = z.infer<typeof lastChange>;

/** Of one level of stakes; money and security have none, since they never unlock. */
const cell = certificate.extend({
  cell: stakes.exclude(['money-security']),
  /** By the number of questions that a resolution has solved: from which confidence on; null where none is certified. */
  levels: z.array(
    z.object({
      level: z.enum(['one', 'few', 'some', 'many']),
      threshold: z.number().min(0).max(1).nullable(),
    }),
  ),
});
export type AutonomyCell = z.infer<typeof cell>;

const standing = z.object({
  id: resolutionId,
  title: z.string(),
  stage,
  stakes,
  /** The most that may be done with it, were a question as sure and as familiar as can be. */
  allowed: action,
  /** What stands in its way, in words. */
  missing: z.array(z.string()),
});

const topicAutonomy = topic.pick({ id: true, name: true, tickets: true, provisional: true }).extend({
  /** What holds about it beside the workspace's own; `auto` where nobody set anything. */
  autonomy: autonomyLevel,
  /** Whether it was set for this topic, or one that was joined to it; else it was split from one that has it. */
  is_own: z.boolean(),
  last_change: lastChange.nullable(),
  /** Those in use, at most 20 of them. */
  resolutions: z.array(standing).max(20),
  /** Of all those in use: how many may go out alone, be drafted, or neither. */
  counts: z.object({ answer: count, draft: count, hand_off: count }),
});
export type TopicAutonomy = z.infer<typeof topicAutonomy>;

export const autonomy = z.object({
  autonomy: autonomyLevel,
  max_error: settings.shape.max_error,
  max_error_by_stakes: settings.shape.max_error_by_stakes,
  cells: z.array(cell),
  /** Most tickets first; at most 200, and all that have a switch. */
  topics: z.array(topicAutonomy),
  topics_in_all: count,
  last_change: z.object({ autonomy: lastChange.nullable(), max_error: lastChange.nullable() }),
});
export type Autonomy = z.infer<typeof autonomy>;

export const autonomyChange = settingsChange.pick({
  autonomy: true,
  max_error: true,
  max_error_by_stakes: true,
  topic_autonomy: true,
});
export type AutonomyChange = z.input<typeof autonomyChange>;

/** Answers given alone; how many of them are labelled, and right by their label. */
const answerCount = z.object({ answered: count, labelled: count, right: count });
export type AnswerCount = z.infer<typeof answerCount>;

/**
 * The decisions of the last 90 days, passed through the gates again: with the confidences that they had, and with today's
 * resolutions and certificates; `after` under the changed settings.
 */
export const autonomyPreview = z.object({
  /** Questions, the newest 5,000; and those that the change is about. */
  asked: count,
  concerned: count,
  before: answerCount,
  after: answerCount,
  /** Answered under the changed settings only; under today's only. */
  gained: answerCount,
  lost: answerCount,
  cells: z.array(cell),
  /** One sentence: the figures above. */
  text: z.string(),
});
export type AutonomyPreview = z.infer<typeof autonomyPreview>;
