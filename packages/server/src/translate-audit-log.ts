/** Entries of the audit log, as the API shows them and as an export carries them. */
import type * as wire from '@understudy/contract';
import type { AuditLogEntry } from './store/index.ts';

export function toWireAuditLogEntry(row: AuditLogEntry): wire.AuditLogEntry {
  const { seq, action, outcome, via, subject_kind, subject_id } = row;
  const { actor, ...detail } =
    row.detail === null ? { actor: null } : (JSON.parse(row.detail) as Record<string, unknown>);
  return {
    seq,
    at: row.at.toISOString(),
    category: row.category as wire.AuditLogCategory,
    action,
    outcome,
    actor: { kind: row.actor_kind, id: row.actor_id, name: typeof actor === 'string' ? actor : null },
    via,
    subject: subject_kind === null || subject_id === null ? null : { kind: subject_kind, id: subject_id },
    detail: row.detail === null ? null : detail,
    hash: row.hash.toString('hex'),
  };
}

/** Everything that the hashes are made of, letter by letter. */
export function toAuditLogLine(row: AuditLogEntry): string {
  const { salt, detail_hash, prev_hash, hash, ...words } = row;
  return JSON.stringify({
    ...words,
    salt: salt?.toString('hex') ?? null,
    detail_hash: detail_hash.toString('hex'),
    prev_hash: prev_hash.toString('hex'),
    hash: hash.toString('hex'),
  });
}
