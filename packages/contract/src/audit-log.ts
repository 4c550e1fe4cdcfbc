/**
 * The audit log on the wire: who did what, as a chain of hashes. Not to be confused with the audits of answers.
 *
 * How the hashes are computed, for whoever wants to do it again, says docs/audit-log.md.
 */
import { z } from 'zod';

const hash = z.string().regex(/^[0-9a-f]{64}$/, { error: 'expected 64 hexadecimal digits' });

/** What an entry is about; the console filters by it. */
export const auditLogCategory = z.enum([
  'sign-in',
  'settings',
  'people',
  'keys',
  'lessons',
  'knowledge',
  'conversations',
  'audits',
  'personal-data',
  'import',
  'export',
  'other',
]);
export type AuditLogCategory = z.infer<typeof auditLogCategory>;

export const auditLogEntry = z.object({
  /** Position in the chain, from 1, without gaps. */
  seq: z.number().int().positive(),
  at: z.iso.datetime(),
  category: auditLogCategory,
  /** The endpoint by its name, or what the server did by itself. */
  action: z.string(),
  /** `done`, `begun` where it is logged before it is done, or the code of the problem that ended it. */
  outcome: z.string(),
  actor: z.object({
    kind: z.enum(['member', 'key', 'system', 'stranger']),
    id: z.string().nullable(),
    /** Null where nobody can be named, or the name was erased. */
    name: z.string().nullable(),
  }),
  /** How the actor came: signed in, with a key, as a program on the server's machine. */
  via: z.enum(['session', 'key', 'local', 'none']),
  subject: z.object({ kind: z.string(), id: z.string() }).nullable(),
  /** What was given or changed; null where it was erased. */
  detail: z.record(z.string(), z.unknown()).nullable(),
  hash,
});
export type AuditLogEntry = z.infer<typeof auditLogEntry>;

export const auditLogVerification = z.object({
  ok: z.boolean(),
  /** Entries that were found whole, from the first. */
  entries: z.number().int().nonnegative(),
  /** Those among them whose details were erased; their hashes stand in the chain. */
  erased: z.number().int().nonnegative(),
  /** The last whole entry: note it elsewhere, and a later check finds out whether the end was cut off. */
  head: z.object({ seq: z.number().int().nonnegative(), hash }),
  /** Where the chain breaks first, and how; null where it holds. */
  broken: z
    .object({
      seq: z.number().int().positive(),
      why: z.enum(['missing', 'unlinked', 'changed', 'detail-changed', 'end-changed', 'noted-head-missing']),
    })
    .nullable(),
});
export type AuditLogVerification = z.infer<typeof auditLogVerification>;

export const notedHead = hash;
