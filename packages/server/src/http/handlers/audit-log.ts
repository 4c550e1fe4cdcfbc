/** The audit log: reading it, and computing its hashes again. */
import * as store from '../../store/index.ts';
import { toWireAuditLogEntry } from '../../translate-audit-log.ts';
import { verifyAuditLog } from '../../verify-audit-log.ts';
import type { Handlers } from '../register-endpoints.ts';
import type { HttpParts } from './http-parts.ts';

type AuditLog = Pick<Handlers, 'listAuditLog' | 'verifyAuditLog'>;

export function auditLogHandlers({ database }: HttpParts): AuditLog {
  return {
    listAuditLog: async ({ query, caller }) => {
      const page = await database.asWorkspace(caller.workspace_id, (tx) => store.listAuditLog(tx, query));
      return { items: page.items.map(toWireAuditLogEntry), next_cursor: page.next_cursor };
    },
    verifyAuditLog: ({ query, caller }) => verifyAuditLog(database, caller.workspace_id, query.head ?? null),
  };
}
