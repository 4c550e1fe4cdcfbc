/** Topics, their paths and the glossary on the wire: what was found in conversations, for people to read and to put right. */
import { z } from 'zod';
import { resolutionId } from './ids.ts';

const time = z.iso.datetime();
const probability = z.number().min(0).max(1);

export const topicId = z.string().min(1).max(300);

export const topic = z.object({
  id: topicId,
  /** The words that set it apart, best first, joined. */
  name: z.string(),
  /** The question in its middle; null where it was erased. */
  question: z.string().nullable(),
  tickets: z.number().int(),
  accounts: z.number().int(),
  /** Too little stands behind it yet to be sure that it is a topic at all. */
  provisional: z.boolean(),
  /** Those in use, at most 20 of them. */
  resolutions: z.array(z.object({ id: resolutionId, title: z.string() })).max(20),
  /** Null where nobody asked: it is known from articles. */
  first_at: time.nullable(),
  last_at: time.nullable(),
});
export type Topic = z.infer<typeof topic>;

/** What human agents did about a topic, in counts. A leading `?` marks what was seen between two steps. */
export const topicPath = z.object({
  /** Most frequent first, at most 100. */
  edges: z.array(z.object({ from: z.string(), to: z.string(), paths: z.number().int() })).max(100),
  /** The ways in which it was done, most frequent first, at most 20. */
  variants: z
    .array(
      z.object({
        steps: z.array(z.string()),
        paths: z.number().int(),
        /** Share that ended well, shrunk to a half where little is known. */
        resolved: probability,
        /** Mean; null where nobody knows. */
        duration_ms: z.number().nonnegative().nullable(),
      }),
    )
    .max(20),
});
export type TopicPath = z.infer<typeof topicPath>;

/** One word as customers write it, in lower case. */
export const glossaryTerm = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[\p{L}\p{N}][\p{L}\p{N}\p{M}]{1,39}$/u);

/** What the team calls what customers call `term`; only an entry that is `on` is used. */
export const glossaryEntry = z.object({
  term: z.string(),
  meaning: z.string(),
  state: z.enum(['on', 'off']),
  changed_at: time,
});
export type GlossaryEntry = z.infer<typeof glossaryEntry>;

/** Found in conversations and used by nobody until a person says so. */
const glossaryProposal = z.object({
  term: z.string(),
  meaning: z.string(),
  accounts: z.number().int(),
  questions: z.number().int(),
  /** Share of these questions whose resolution uses the meaning. */
  coverage: probability,
  /** Questions that say it, without those that were erased. */
  examples: z.array(z.string()).max(5),
});
export type GlossaryProposal = z.infer<typeof glossaryProposal>;

export const glossary = z.object({
  entries: z.array(glossaryEntry),
  proposals: z.array(glossaryProposal),
});

export const glossaryChange = z.object({
  meaning: z.string().trim().min(1).max(80),
  state: z.enum(['on', 'off']),
});
