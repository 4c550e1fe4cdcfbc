/** Who did what: a chain of entries, and where it ends. Written by functions of the database only. */
import type { GeneratedAlways } from 'kysely';

/** A column that nobody but the database writes. */
type Kept<T> = GeneratedAlways<T>;

export interface AuditLogTable {
  workspace_id: Kept<string>;
  seq: Kept<number>;
  at: Kept<Date>;
  category: Kept<string>;
  action: Kept<string>;
  outcome: Kept<string>;
  actor_kind: Kept<'member' | 'key' | 'system' | 'stranger'>;
  actor_id: Kept<string | null>;
  via: Kept<'session' | 'key' | 'local' | 'none'>;
  subject_kind: Kept<string | null>;
  subject_id: Kept<string | null>;
  /** A JSON object, letter by letter as it was hashed; null where it was erased. */
  detail: Kept<string | null>;
  salt: Kept<Buffer | null>;
  detail_hash: Kept<Buffer>;
  prev_hash: Kept<Buffer>;
  hash: Kept<Buffer>;
}
export interface AuditLogHeadTable {
  workspace_id: Kept<string>;
  seq: Kept<number>;
  hash: Kept<Buffer>;
}
