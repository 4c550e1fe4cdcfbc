/** What is known: resolutions with their history, and the questions that they solved. */
import { z } from 'zod';
import { lessonId, resolutionId } from './ids.ts';
import { stage, stakes } from './model.ts';

const time = z.iso.datetime();

export const resolution = z.object({
  id: resolutionId,
  title: z.string(),
  text: z.string(),
  links: z.array(z.string()),
  stage,
  stakes,
  version: z.number().int().positive(),
  exemplars: z.number().int().nonnegative(),
  uses: z.number().int().nonnegative(),
  sources: z.array(
    z.object({
      kind: z.enum(['human-reply', 'article', 'workflow']),
      id: z.string(),
      url: z.string().nullable(),
      author: z.string().nullable(),
      at: time.nullable(),
    }),
  ),
  updated_at: time,
});
export type Resolution = z.infer<typeof resolution>;

export const resolutionDetail = resolution.extend({
  /** Null where it is in use. */
  retired_at: time.nullable(),
  /** The last day, in UTC, on which it holds; null for always. */
  valid_until: z.iso.date().nullable(),
  /** Where its exemplars went when it was merged. */
  merged_into: z.object({ resolution_id: resolutionId, title: z.string() }).nullable(),
  /** It holds only where the context says so: for each key, one of these values. */
  conditions: z.array(z.string()),
  /** What the contexts of its exemplars say, the most frequent first, at most 50. */
  seen_context: z.array(z.object({ token: z.string(), count: z.number().int().positive() })),
  /** Its texts, newest first, at most 100. */
  versions: z.array(
    z.object({
      version: z.number().int().positive(),
      title: z.string(),
      text: z.string(),
      author: z.string().nullable(),
      at: time,
    }),
  ),
});
export type ResolutionDetail = z.infer<typeof resolutionDetail>;

/** A token of a question's context: `plan:free`, `page:/billing`. */
export const contextToken = z
  .string()
  .trim()
  .max(120)
  .regex(/^[^:\s]+:\S.*$/u, 'expected key:value');

/** A worked question of a resolution. */
export const exemplar = z.object({
  id: z.string(),
  text: z.string(),
  context: z.array(z.string()),
  language: z.string().nullable(),
  lesson_id: lessonId.nullable(),
  at: time,
});
export type Exemplar = z.infer<typeof exemplar>;
