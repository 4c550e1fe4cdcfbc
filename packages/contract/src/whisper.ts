/** Whispers on the wire: what a person tells the AI agent to say next, unseen by the customer. */
import { z } from 'zod';
import { decisionId, messageId, resolutionId, whisperId } from './ids.ts';

/** What is to be said: a known resolution, or the person's own words. */
export const whisperedReply = z.union([
  z.strictObject({ resolution_id: resolutionId }),
  z.strictObject({ text: z.string().trim().min(1).max(20_000) }),
]);
export type WhisperedReply = z.infer<typeof whisperedReply>;

export const whisper = z.object({
  id: whisperId,
  /** The note in the transcript that holds it. */
  message_id: messageId,
  by: z.string(),
  /** Null where the note's words are to be said as they are. */
  resolution_id: resolutionId.nullable(),
  /** Becomes a lesson once it was said. */
  is_lesson: z.boolean(),
  /** `lapsed`: the word changed hands before it was said. */
  state: z.enum(['waiting', 'said', 'taken-back', 'lapsed']),
  /** Of the reply that it became. */
  decision_id: decisionId.nullable(),
});
export type Whisper = z.infer<typeof whisper>;
