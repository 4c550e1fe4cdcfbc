/** Taking back what was learned, erasing a person, and telling a customer what is known of them. */
import { erasePerson } from '../../flow/erase-person.ts';
import { previewRollback, startRollback, undoRollback } from '../../flow/roll-back.ts';
import * as store from '../../store/index.ts';
import { toWireErasure, toWirePreview, toWireRollback } from '../../translate-control.ts';
import { found } from '../problem.ts';
import type { Handlers } from '../register-endpoints.ts';
import type { HttpParts } from './http-parts.ts';

type Control = Pick<
  Handlers,
  | 'startRollback'
  | 'listRollbacks'
  | 'getRollback'
  | 'undoRollback'
  | 'erasePerson'
  | 'listErasures'
  | 'exportCustomer'
>;

export function controlHandlers(parts: HttpParts): Control {
  const { database } = parts;
  return {
    startRollback: async ({ body, caller }) => {
      const { workspace_id, name: by } = caller;
      const { scope, reason, dry_run } = body;
      const preview = toWirePreview(await previewRollback(parts, { workspace_id, scope }));
      if (dry_run) return { preview, rollback: null };
      return {
        preview,
        rollback: toWireRollback(await startRollback(parts, { workspace_id, scope, reason, by })),
      };
    },
    listRollbacks: async ({ query, caller }) => {
      const page = await database.asWorkspace(caller.workspace_id, (tx) => store.listRollbacks(tx, query));
      return { items: page.items.map(toWireRollback), next_cursor: page.next_cursor };
    },
    getRollback: async ({ params, caller }) => {
      const row = await database.asWorkspace(caller.workspace_id, (tx) => store.getRollback(tx, params.id));
      return toWireRollback(found(row, 'rollback'));
    },
    undoRollback: async ({ params, caller }) => {
      const { workspace_id, name: by } = caller;
      return toWireRollback(await undoRollback(parts, { workspace_id, rollback_id: params.id, by }));
    },
    erasePerson: async ({ body, caller }) => {
      const { workspace_id, name: by } = caller;
      return toWireErasure(await erasePerson(parts, { workspace_id, by, ...body }));
    },
    listErasures: async ({ query, caller }) => {
      const page = await database.asWorkspace(caller.workspace_id, (tx) => store.listErasures(tx, query));
      return { items: page.items.map(toWireErasure), next_cursor: page.next_cursor };
    },
    exportCustomer: async ({ params, caller }) => {
      const tables = await database.asWorkspace(caller.workspace_id, (tx) =>
        store.exportSubject(tx, params.id),
      );
      const [customer] = tables['customers'] ?? [];
      return { customer: found(customer, 'customer'), tables };
    },
  };
}
