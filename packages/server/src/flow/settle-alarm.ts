/** A person settles an alarm, or opens it again. Errors: `FlowError` not-found, conflict. */
import { announceLearning } from '../announce.ts';
import { FlowError } from '../flow-error.ts';
import type { Parts } from '../parts.ts';
import { settle } from '../raise-alarm.ts';
import * as store from '../store/index.ts';

export async function settleAlarm(
  parts: Pick<Parts, 'database' | 'jobs' | 'now_ms'>,
  given: {
    readonly workspace_id: string;
    readonly id: string;
    /** Name of the person. */
    readonly by: string;
    readonly settled: boolean;
    readonly note: string | null;
  },
): Promise<store.AlarmRow> {
  const { workspace_id, id, by, settled, note } = given;
  return parts.database.asWorkspace(workspace_id, async (tx) => {
    const alarm = await store.getAlarm(tx, id);
    if (alarm === undefined) throw new FlowError('not-found', 'No such alarm.');
    const change = { id, by, note, at: new Date(parts.now_ms()) };
    const row = settled
      ? await settle(parts, tx, { workspace_id, id, by, note })
      : await reopen(tx, alarm, change);
    if (row === undefined)
      throw new FlowError('conflict', `This alarm is ${settled ? 'settled' : 'open'} already.`);
    await announceLearning(tx);
    return row;
  });
}

async function reopen(
  tx: store.Tx,
  { key, settled_at }: store.AlarmRow,
  change: Parameters<typeof store.reopenAlarm>[1],
): Promise<store.AlarmRow | undefined> {
  await store.holdAlarmKey(tx, key);
  if (settled_at !== null && (await store.getOpenAlarm(tx, key)) !== undefined)
    throw new FlowError('conflict', 'A newer alarm about the same thing is open.');
  return store.reopenAlarm(tx, change);
}
