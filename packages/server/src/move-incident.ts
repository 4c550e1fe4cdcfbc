/** An incident gets another state, in the caller's transaction: its alarm, its webhook and what it holds follow. */
import type { Incident } from '@understudy/contract';
import type { Parts } from './parts.ts';
import { promiseWebhook, settleAlarmOf } from './raise-alarm.ts';
import { STATES_IN_WORDS } from './incident-words.ts';
import * as store from './store/index.ts';

export const alarmKeyOf = (id: string): string => `incident:${id}`;
export const linkOf = (id: string): string => `/incidents/${id}`;
export const isOngoing = (state: Incident['state']): boolean => state === 'open' || state === 'watching';

export async function moveIncident(
  parts: Pick<Parts, 'jobs' | 'now_ms'>,
  tx: store.Tx,
  {
    workspace_id,
    incident,
    state,
    by,
    text,
  }: {
    readonly workspace_id: string;
    readonly incident: Pick<store.IncidentRow, 'id' | 'title' | 'state'>;
    readonly state: Incident['state'];
    /** Name of the person; null: the system. */
    readonly by: string | null;
    /** For the history; in plain words of the state where it is left out. */
    readonly text?: string;
  },
): Promise<void> {
  const { id, title } = incident;
  const at = new Date(parts.now_ms()).toISOString();
  await store.updateIncident(tx, { id, state });
  const entry = { at, by, text: text ?? `${STATES_IN_WORDS[state]}.` };
  await store.tellHistory(tx, { id, entries: [entry] });
  if (!isOngoing(state))
    await settleAlarmOf(parts, tx, { workspace_id, key: alarmKeyOf(id), note: entry.text });
  if (isOngoing(state) === isOngoing(incident.state)) return;
  const data = { id, title, state, link: linkOf(id) };
  await promiseWebhook(parts, tx, { workspace_id, event: 'incident.changed', data });
}
