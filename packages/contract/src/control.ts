/** Control over what was learned, on the wire: rollbacks, and the erasure of a person with its proof. */
import { z } from 'zod';
import { conversationId, erasureId, importId, lessonId, resolutionId, rollbackId } from './ids.ts';
import { keptTime } from './kept-time.ts';

const time = z.iso.datetime();
const count = z.number().int().nonnegative();

/** `since`: the model as of then, but for settings: lessons, corrections, labels, stages and the glossary go. */
export const rollbackScope = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('lessons'), ids: z.array(lessonId).min(1).max(1_000) }),
  z.strictObject({ kind: z.literal('author'), author: z.string().min(1).max(200) }),
  z.strictObject({ kind: z.literal('import'), import_id: importId }),
  z.strictObject({ kind: z.literal('since'), at: keptTime }),
]);
export type RollbackScope = z.infer<typeof rollbackScope>;

export const rollbackRequest = z.strictObject({
  scope: rollbackScope,
  reason: z.string().trim().max(500).default(''),
  /** Only look. */
  dry_run: z.boolean().default(false),
});

/** What a rollback would do. */
export const rollbackPreview = z.object({
  lessons: count,
  /** Resolutions that nobody would find any more, and those that would say again what they said before. */
  retired: count,
  reverted: count,
  /** Beside lessons: labels, stages, terms of the glossary. */
  events: count,
  /** Conversations whose answers or drafts used what goes; the newest 100 are named. */
  conversations: count,
  used_in: z.array(
    z.object({
      conversation_id: conversationId,
      subject: z.string(),
      action: z.enum(['answer', 'draft']),
      at: time,
    }),
  ),
  /** Some of the resolutions that would be retired. */
  examples: z.array(z.object({ resolution_id: resolutionId, title: z.string() })),
});
export type RollbackPreview = z.infer<typeof rollbackPreview>;

export const rollback = z.object({
  id: rollbackId,
  scope: rollbackScope,
  reason: z.string(),
  state: z.enum(['running', 'done', 'undoing', 'undone']),
  progress: z.object({ done: count, total: count }),
  lessons: count,
  retired: count,
  reverted: count,
  by: z.string(),
  at: time,
  finished_at: time.nullable(),
  undone: z.object({ by: z.string(), at: time }).nullable(),
});
export type Rollback = z.infer<typeof rollback>;

export const rollbackDetail = rollback.extend({
  /** Lessons that an undo would put back: nobody has decided on them since. */
  puts_back: count,
  /** Conversations that used it until then; the newest 100 are named. */
  conversations: count,
  used_in: rollbackPreview.shape.used_in,
});
export type RollbackDetail = z.infer<typeof rollbackDetail>;

/** By id (ours or the host's) or by e-mail. */
export const erasureRequest = z.strictObject({
  person: z.string().trim().min(3).max(320),
  dry_run: z.boolean().default(false),
});

const changes = z.record(z.string(), z.object({ deleted: count, changed: count }));
/** Without anything that names the person. */
export const erasureReport = z.object({
  customers: count,
  conversations: count,
  /** By table, all of them: those that have nothing of the person stand at 0. */
  tables: changes,
  /** Positions of the ledger whose contents went. */
  events: count,
  snapshots: count,
  /** Rows, by table, in which the person's e-mail, ids, name or words were looked for afterwards, and still found. */
  searched: z.record(z.string(), z.object({ rows: count, found: count })),
  found: count,
});
export type ErasureReport = z.infer<typeof erasureReport>;

export const erasure = z.object({
  /** Null for a dry run. */
  id: erasureId.nullable(),
  by: z.string(),
  at: time,
  duration_ms: count,
  report: erasureReport,
});
export type Erasure = z.infer<typeof erasure>;

const rows = z.array(z.record(z.string(), z.unknown()));
/** Rows as they are stored, by table; the newest 10,000 of each. */
export const subjectExport = z.object({
  customer: z.record(z.string(), z.unknown()),
  tables: z.record(z.string(), rows),
});
