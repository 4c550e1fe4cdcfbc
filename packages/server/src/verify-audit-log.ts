/** Walks the whole audit log of a workspace and says whether it is as it was written. Reads a page at a time. */
import type { AuditLogVerification } from '@understudy/contract';
import { BEGINNING, faultOf, type Link } from './audit-chain.ts';
import * as store from './store/index.ts';

const PAGE = 1_000;

/** `noted` is a hash that somebody kept elsewhere: it must stand in the chain, or its end was cut off or rewritten. */
export async function verifyAuditLog(
  database: store.Database,
  workspace_id: string,
  noted: string | null,
): Promise<AuditLogVerification> {
  const end = await database.asWorkspace(workspace_id, store.auditLogHead);
  const walk = { at: BEGINNING as Link, erased: 0, isNotedSeen: noted === null };
  const tell = (broken: AuditLogVerification['broken']): AuditLogVerification => ({
    ok: broken === null,
    entries: walk.at.seq,
    erased: walk.erased,
    head: { seq: walk.at.seq, hash: walk.at.hash.toString('hex') },
    broken,
  });
  while (walk.at.seq < end.seq) {
    const page = { after_seq: walk.at.seq, limit: Math.min(PAGE, end.seq - walk.at.seq) };
    const entries = await database.asWorkspace(workspace_id, (tx) => store.readAuditLog(tx, page));
    if (entries.length === 0) return tell({ seq: walk.at.seq + 1, why: 'missing' });
    for (const entry of entries) {
      const fault = faultOf(entry, walk.at);
      if (fault !== null) return tell({ seq: walk.at.seq + 1, why: fault });
      walk.at = entry;
      if (entry.detail === null) walk.erased += 1;
      if (entry.hash.toString('hex') === noted) walk.isNotedSeen = true;
    }
  }
  if (!walk.at.hash.equals(end.hash) || end.newest_seq !== end.seq)
    return tell({ seq: end.seq + 1, why: 'end-changed' });
  return tell(walk.isNotedSeen ? null : { seq: end.seq + 1, why: 'noted-head-missing' });
}
