/**
 * The ticket schema: what `understudy import`, `understudy replay` and `understudy export` read and write,
 * one JSON object per line.
 *
 * Unknown keys are kept out; text lengths are bounded so that one row cannot exhaust memory.
 */
import { z } from 'zod';
import { keptTime } from './kept-time.ts';

export const MAX_TICKET_TEXT = 100_000;
export const MAX_TICKET_MESSAGES = 2_000;

const text = z.string().max(MAX_TICKET_TEXT);

export const ticketMessage = z.object({
  role: z.enum(['customer', 'agent']),
  text,
  at: keptTime.nullish(),
  /** Pseudonym of the human agent. */
  by: z.string().max(200).nullish(),
  /** Written by a fellow customer rather than by the team. */
  peer: z.boolean().nullish(),
  act: z.string().max(200).nullish(),
  helpful: z.union([z.boolean(), z.number()]).nullish(),
});
export type TicketMessage = z.infer<typeof ticketMessage>;

export const ticketAction = z.union([
  z.string().max(500),
  z.object({
    call: z.string().max(500),
    args: z.unknown().optional(),
    after: z.number().int().nullish(),
    result: z.unknown().optional(),
  }),
]);

export const ticketMeta = z.looseObject({
  locale: z.string().max(50).nullish(),
  account: z.string().max(200).nullish(),
  /** Slugs or URLs of the articles that the replies linked. */
  kb: z.array(z.string().max(500)).nullish(),
  accepted_kb: z.array(z.string().max(500)).nullish(),
  solved: z.boolean().nullish(),
  tags: z.array(z.string().max(200)).nullish(),
  related: z.array(z.string().max(200)).nullish(),
});

export const ticket = z.object({
  id: z.string().min(1).max(200),
  at: keptTime.nullish(),
  text,
  topic: z.string().max(200).nullish(),
  resolution: text.nullish(),
  messages: z.array(ticketMessage).max(MAX_TICKET_MESSAGES).default([]),
  actions: z.array(ticketAction).max(MAX_TICKET_MESSAGES).default([]),
  split: z.string().max(50).nullish(),
  meta: ticketMeta.default({}),
});
export type Ticket = z.infer<typeof ticket>;

/** A help article or a written workflow, as a line of the same kind of file. Told from a ticket by its `title`. */
export const knowledgeDocument = z.object({
  id: z.string().min(1).max(200),
  title: z.string().min(1).max(500),
  kind: z.string().max(50).default('article'),
  topic: z.string().max(200).nullish(),
  group: z.string().max(200).nullish(),
  url: z.url().max(2_000).nullish(),
  text: text.nullish(),
  steps: z.array(z.unknown()).max(500).nullish(),
});
export type KnowledgeDocument = z.infer<typeof knowledgeDocument>;
