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
    if (settled) return changed(await settle(parts, tx, { workspace_id, id, by, note }), 'settled');
    await store.holdAlarmKey(tx, alarm.key);
    if (alarm.settled_at !== null && (await store.getOpenAlarm(tx, alarm.key)) !== undefined)
      throw new FlowError('conflict', 'A newer alarm about the same thing is open.');
    const row = await store.reopenAlarm(tx, { id, by, note, at: new Date(parts.now_ms()) });
    await announceLearning(tx);
    return changed(row, 'open');
  });
}

function changed(row: store.AlarmRow | undefined, is: string): store.AlarmRow {
  if (row === undefined) throw new FlowError('conflict', `This alarm is ${is} already.`);
  return row;
}
