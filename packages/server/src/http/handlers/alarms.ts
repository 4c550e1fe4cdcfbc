/** Alarms, and who of the team hears of them. */
import { changesBetween } from '../../audit-log.ts';
import { changeNotices } from '../../flow/change-notices.ts';
import { sendSummaryNow } from '../../flow/send-summary.ts';
import { settleAlarm } from '../../flow/settle-alarm.ts';
import * as store from '../../store/index.ts';
import { toWireAlarm } from '../../translate-alarm.ts';
import type { Handlers } from '../register-endpoints.ts';
import type { HttpParts } from './http-parts.ts';

type Alarms = Pick<Handlers, 'listAlarms' | 'settleAlarm' | 'getNotices' | 'changeNotices' | 'sendSummary'>;

export function alarmHandlers(parts: HttpParts): Alarms {
  const { database } = parts;
  return {
    listAlarms: async ({ query, caller }) =>
      database.asWorkspace(caller.workspace_id, async (tx) => {
        const { items, next_cursor } = await store.pageAlarms(tx, query);
        const counts = { open: await store.countOpenAlarms(tx) };
        return { items: items.map(toWireAlarm), next_cursor, counts };
      }),
    settleAlarm: async ({ params, body, caller }) => {
      const { workspace_id, name: by } = caller;
      return toWireAlarm(await settleAlarm(parts, { workspace_id, id: params.id, by, ...body }));
    },
    getNotices: async ({ caller }) =>
      database.asWorkspace(caller.workspace_id, async (tx) => {
        const { alarms, summary } = await store.getNotices(tx);
        return { alarms, summary };
      }),
    changeNotices: async ({ body, caller, note }) => {
      const { workspace_id } = caller;
      const onChange = (before: typeof body) => note({ detail: { changes: changesBetween(before, body) } });
      await changeNotices(parts, { workspace_id, notices: body, onChange });
      return body;
    },
    sendSummary: async ({ caller }) => ({ sent_to: await sendSummaryNow(parts, caller.workspace_id) }),
  };
}
