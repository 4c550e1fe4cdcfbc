/** Workflows on the wire: how the team does its work, as somebody approved it, and where people deviate from it. */
import { z } from 'zod';
import { conversationId, lessonId, resolutionId, workflowId } from './ids.ts';

const time = z.iso.datetime();
const probability = z.number().min(0).max(1);
const count = z.number().int().nonnegative();

/**
 * One line a step: `Check the order`, `If paid: Refund it`, `If no: back to 2`. A line is found in the log by its words, or
 * by a name in brackets at its end.
 */
export const workflowWords = z.strictObject({
  title: z.string().trim().min(1).max(300),
  text: z.string().trim().min(1).max(20_000),
});

/** `proposed`: nobody has approved any of it yet; `retired`: kept, and shown to nobody at work. */
export const workflowState = z.enum(['in-force', 'proposed', 'retired']);

export const workflow = z.object({
  id: workflowId,
  state: workflowState,
  title: z.string(),
  text: z.string(),
  /** Lines that are steps. */
  steps: count,
  version: z.number().int().positive(),
  /** What the work leads to; it stands for its topic. */
  resolution: z.object({ id: resolutionId, title: z.string() }),
  /** The lesson that waits for a review; null where none does. */
  proposal: lessonId.nullable(),
  author: z.string().nullable(),
  changed_at: time,
});
export type Workflow = z.infer<typeof workflow>;

/** What speaks for a proposal, in the names of the rule that it has to pass. */
const evidence = z.object({
  paths: count,
  agents: count,
  main_share: probability,
  resolved: probability,
  /** How much better the conversations fit than the same steps in random order: 1 wholly, 0 not at all. */
  order: probability,
});

const workflowLine = z.object({
  words: z.string(),
  when: z.string().nullable(),
  /** Number of the line that it leads back to, from 1 on; null where it is a step. */
  back_to: z.number().int().positive().nullable(),
  /** Null for a line that only leads back. */
  followed: z
    .object({
      /** Conversations in which it had to be done: with a condition, those in which that was seen. */
      due: count,
      done: count,
      skipped: count,
      out_of_order: count,
      agents: count,
      skipped_in: conversationId.nullable(),
      out_of_order_in: conversationId.nullable(),
    })
    .nullable(),
});
export type WorkflowLine = z.infer<typeof workflowLine>;

export const workflowDetail = workflow.extend({
  lines: z.array(workflowLine),
  /** Conversations that were looked at (the newest 1,000), and those that follow it wholly. */
  paths: count,
  followed: count,
  /** Steps that people take beside it, most frequent first. */
  extra: z.array(z.object({ words: z.string(), paths: count, example: conversationId.nullable() })),
  /** Null where a person wrote it. */
  evidence: evidence.nullable(),
  /** Newest first; those that wait or were taken back are none. */
  versions: z.array(
    z.object({
      version: z.number().int().positive(),
      title: z.string(),
      text: z.string(),
      author: z.string().nullable(),
      lesson_id: lessonId,
      at: time,
    }),
  ),
});
export type WorkflowDetail = z.infer<typeof workflowDetail>;

/** What it takes before the night proposes one. */
export const workflowRule = z.object({ paths: count, agents: count });

/** For a human agent who is at it: what the team wrote down, and what people usually do next. */
export const nextStep = z.object({
  /** Null where no topic is near, or nothing is written about it. */
  workflow: z.object({ id: workflowId, title: z.string(), text: z.string() }).nullable(),
  /** Null where too little speaks for any step. */
  next: z
    .object({
      step: z.string(),
      words: z.string(),
      probability,
      /** Conversations in which it came next, of those in which somebody stood here. */
      count,
      of: count,
    })
    .nullable(),
});
export type NextStep = z.infer<typeof nextStep>;
