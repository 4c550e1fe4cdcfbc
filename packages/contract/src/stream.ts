/** Server-sent events. Every event has an id; a client that reconnects sends the last one and misses nothing. */
import { z } from 'zod';
import { conversationId, memberId } from './ids.ts';
import { conversationSummary, importJob, message } from './model.ts';

/** What the widget hears about the visitor’s conversations. */
export const widgetEvent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('message'), message }),
  z.object({
    type: z.literal('status'),
    conversation_id: conversationId,
    status: z.enum(['ai', 'waiting', 'human', 'resolved']),
  }),
  z.object({
    type: z.literal('typing'),
    conversation_id: conversationId,
    who: z.enum(['ai', 'agent']),
    on: z.boolean(),
  }),
]);
export type WidgetEvent = z.infer<typeof widgetEvent>;

/** What the console hears about its workspace. */
export const consoleEvent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('conversation'), conversation: conversationSummary }),
  z.object({ type: z.literal('message'), message }),
  z.object({ type: z.literal('import'), job: importJob }),
  /** The learning page has something new; fetch it again. */
  z.object({ type: z.literal('learning') }),
  /** This person may not be here any more; their own streams end here. */
  z.object({ type: z.literal('suspended'), member_id: memberId }),
  /** The queue of audits has something new, or something less; fetch it again. */
  z.object({ type: z.literal('audits') }),
]);
export type ConsoleEvent = z.infer<typeof consoleEvent>;
