/**
 * The chain of the audit log, computed again from the rows: does every hash fit, and does each follow the one before?
 *
 * Pure, and written apart from the database's `append_audit_log`, so that one can be held against the other. What is
 * hashed: SHA-256 over UTF-8 lines, parted by a line feed, with none at the end; docs/audit-log.md lists them.
 * Cost: two hashes an entry, some 5 µs. Limit: whoever can rewrite every row and the head can make another whole
 * chain; a head noted elsewhere tells it apart.
 */
import { createHash } from 'node:crypto';
import type { AuditLogEntry } from './store/index.ts';

/** What is wrong with an entry, the first thing that is. */
export type Fault = 'missing' | 'unlinked' | 'changed' | 'detail-changed';

export interface Link {
  readonly seq: number;
  readonly hash: Buffer;
}

/** What the first entry follows. */
export const BEGINNING: Link = { seq: 0, hash: Buffer.alloc(32) };

export function entryHash(entry: AuditLogEntry): Buffer {
  return sha256([
    'understudy/audit-log/1',
    entry.prev_hash.toString('hex'),
    entry.workspace_id,
    String(entry.seq),
    entry.at.toISOString(),
    entry.category,
    entry.action,
    entry.outcome,
    entry.actor_kind,
    entry.actor_id ?? '',
    entry.via,
    entry.subject_kind ?? '',
    entry.subject_id ?? '',
    entry.detail_hash.toString('hex'),
  ]);
}

export function detailHash(detail: string, salt: Buffer): Buffer {
  return sha256(['understudy/audit-log-detail/1', salt.toString('hex'), detail]);
}

/** Null where the entry is the one that `before` leads to. An erased detail is no fault: its hash stands in the chain. */
export function faultOf(entry: AuditLogEntry, before: Link): Fault | null {
  if (entry.seq !== before.seq + 1) return 'missing';
  if (!entry.prev_hash.equals(before.hash)) return 'unlinked';
  if (!entryHash(entry).equals(entry.hash)) return 'changed';
  const { detail, salt } = entry;
  if (detail === null || salt === null) return null;
  return detailHash(detail, salt).equals(entry.detail_hash) ? null : 'detail-changed';
}

function sha256(lines: readonly string[]): Buffer {
  return createHash('sha256').update(lines.join('\n'), 'utf8').digest();
}
