/** What a visitor of the widget sees of their own conversations, and says of answers. */
import { z } from 'zod';
import { conversationId, messageId } from './ids.ts';

const time = z.iso.datetime();

export const thumb = z.enum(['up', 'down']);
export type Thumb = z.infer<typeof thumb>;
export const thumbReason = z.enum(['wrong', 'outdated', 'hard-to-follow', 'other']);
export type ThumbReason = z.infer<typeof thumbReason>;
export const comment = z.string().trim().min(1).max(500);

export const visitorConversation = z.object({
  id: conversationId,
  subject: z.string(),
  /** The last thing said. */
  preview: z.string(),
  status: z.enum(['ai', 'waiting', 'human', 'resolved']),
  /** Replies that the visitor has not read. */
  unread: z.number().int().nonnegative(),
  updated_at: time,
});
export type VisitorConversation = z.infer<typeof visitorConversation>;

/** One thing that the customer said of an answer, or of the whole conversation (`message_id` is null). */
export const feedback = z.object({
  message_id: messageId.nullable(),
  thumb: thumb.nullable(),
  reason: thumbReason.nullable(),
  /** 1 to 5. */
  score: z.number().int().min(1).max(5).nullable(),
  comment: z.string().nullable(),
  at: time,
});
export type Feedback = z.infer<typeof feedback>;
