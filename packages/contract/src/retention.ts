/** How long each kind of data is kept, on the wire. */
import { z } from 'zod';

const time = z.iso.datetime();

/**
 * `conversations` and `imported`: with their questions and all that was decided, and what the model learned from these;
 * `details`: what pages told of visitors, and the circumstances of outcomes; `page_contexts`: what customers saw with each
 * message, and what happened to their accounts; `attachments`: files that went with messages; `captured_lessons`: what waits
 * for a review and was never applied; `access_entries` and `sign_ins`: the details of such entries of the audit log;
 * `alarms`: those that are settled, since they were; `caches`: saved models, what open pages heard, answers kept for
 * repeated requests, fulfilled promises.
 */
export const RETENTION_KINDS = [
  'conversations',
  'imported',
  'details',
  'page_contexts',
  'attachments',
  'captured_lessons',
  'access_entries',
  'sign_ins',
  'alarms',
  'caches',
] as const;
export type RetentionKind = (typeof RETENTION_KINDS)[number];

const MOST_DAYS = 3_650;
const kinds = <T extends z.ZodType>(value: T) =>
  z.strictObject({
    conversations: value,
    imported: value,
    details: value,
    page_contexts: value,
    attachments: value,
    captured_lessons: value,
    access_entries: value,
    sign_ins: value,
    alarms: value,
    caches: value,
  });

/** Days since a thing last changed; null: for ever. */
export const retentionPolicy = kinds(z.number().int().min(1).max(MOST_DAYS).nullable());
export type RetentionPolicy = z.infer<typeof retentionPolicy>;

export const retentionCounts = kinds(z.number().int().nonnegative());
export type RetentionCounts = z.infer<typeof retentionCounts>;

export const retention = z.object({
  policy: retentionPolicy,
  /** Null where everything is kept for ever. */
  next_run: time.nullable(),
  last_run: z
    .object({
      at: time,
      finished_at: time,
      gone: retentionCounts,
      /** Of conversations, more than one night takes: the next one goes on. */
      goes_on: z.boolean(),
    })
    .nullable(),
});
export type Retention = z.infer<typeof retention>;
