/** Taking back what was learned, erasing a person, and telling a customer what is known of them. */
import type { Retention } from '@understudy/contract';
import { changesBetween } from '../../audit-log.ts';
import { DEFAULT_RETENTION, keepsAll, previewRetention, setRetention } from '../../flow/apply-retention.ts';
import { erasePerson } from '../../flow/erase-person.ts';
import { previewRollback, readRollback, startRollback, undoRollback } from '../../flow/roll-back.ts';
import { nextNight } from '../../next-night.ts';
import * as store from '../../store/index.ts';
import {
  toWireErasure,
  toWirePreview,
  toWireRollback,
  toWireRollbackDetail,
} from '../../translate-control.ts';
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
  | 'getRetention'
  | 'setRetention'
  | 'previewRetention'
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
      const { workspace_id } = caller;
      return toWireRollbackDetail(await readRollback(parts, { workspace_id, rollback_id: params.id }));
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
    getRetention: ({ caller }) => readRetention(parts, caller.workspace_id),
    setRetention: async ({ body: policy, caller, note }) => {
      const { workspace_id } = caller;
      const onChange = (before: typeof policy) =>
        note({ detail: { changes: changesBetween(before, policy) } });
      await setRetention(parts, { workspace_id, policy, onChange });
      return readRetention(parts, workspace_id);
    },
    previewRetention: async ({ body: policy, caller }) =>
      previewRetention(parts, { workspace_id: caller.workspace_id, policy }),
    exportCustomer: async ({ params, caller }) => {
      const tables = await database.asWorkspace(caller.workspace_id, (tx) =>
        store.exportSubject(tx, params.id),
      );
      const [customer] = tables['customers'] ?? [];
      return { customer: found(customer, 'customer'), tables };
    },
  };
}

async function readRetention({ database, now_ms }: HttpParts, workspace_id: string): Promise<Retention> {
  const row = await database.asWorkspace(workspace_id, (tx) => store.getRetention(tx));
  const policy = row?.policy ?? DEFAULT_RETENTION;
  const next_run = keepsAll(policy) ? null : nextNight(now_ms()).toISOString();
  return { policy, next_run, last_run: row?.last_run ?? null };
}
