/**
 * Tells people what they should know, in the transaction that made it so: an alarm stands, and goes to webhooks and by
 * e-mail, exactly when that transaction is committed.
 *
 * Of one key, one alarm is open at a time: raised again, it only says what it says now. A person may settle it; what
 * raised it does so once it is over. Events of webhooks hold ids, titles and links, never a message of a conversation.
 *
 * The caller announces it last in its transaction (`announceLearning`): from there on nobody else in the workspace can.
 */
import type { WebhookEvent } from '@understudy/contract';
import { newId } from './ids.ts';
import type { Parts } from './parts.ts';
import * as store from './store/index.ts';
import { bodyOf } from './webhook/event-body.ts';

type AlarmParts = Pick<Parts, 'jobs' | 'now_ms'>;

/** Answers its id; null where it is open already. */
export async function raiseAlarm(
  parts: AlarmParts,
  tx: store.Tx,
  alarm: store.RaisedAlarm & { readonly workspace_id: string },
): Promise<string | null> {
  const { workspace_id, ...told } = alarm;
  const at = new Date(parts.now_ms());
  const is_mail_due = (await store.getNotices(tx)).alarms.length > 0;
  const id = newId('alarm', parts.now_ms());
  const row = await store.insertAlarm(tx, { ...told, id, at, is_mail_due });
  if (row === undefined) return null;
  // One job each: a job that waits already may begin before this transaction ends, and would not see the alarm.
  if (is_mail_due) await parts.jobs.enqueue(tx, 'mail-alarms', { workspace_id });
  await promiseWebhook(parts, tx, { workspace_id, event: 'alarm.raised', data: eventData(row) });
  return id;
}

/** By the system, when it is over. Answers whether one was open. */
export async function settleAlarmOf(
  parts: AlarmParts,
  tx: store.Tx,
  { workspace_id, key, note }: { readonly workspace_id: string; readonly key: string; readonly note: string },
): Promise<boolean> {
  const open = await store.getOpenAlarm(tx, key);
  if (open === undefined) return false;
  return (await settle(parts, tx, { workspace_id, id: open.id, by: null, note })) !== undefined;
}

/** Undefined where it is not open. */
export async function settle(
  parts: AlarmParts,
  tx: store.Tx,
  given: {
    readonly workspace_id: string;
    readonly id: string;
    /** Name of the person; null: it was over. */
    readonly by: string | null;
    readonly note: string | null;
  },
): Promise<store.AlarmRow | undefined> {
  const { workspace_id, ...rest } = given;
  const row = await store.settleAlarm(tx, { ...rest, at: new Date(parts.now_ms()) });
  if (row === undefined) return undefined;
  const { by, note } = given;
  const data = { ...eventData(row), settled: { by, note } };
  await promiseWebhook(parts, tx, { workspace_id, event: 'alarm.settled', data });
  return row;
}

/** One delivery for each webhook that hears of this event. */
export async function promiseWebhook(
  parts: AlarmParts,
  tx: store.Tx,
  told: { readonly workspace_id: string; readonly event: WebhookEvent; readonly data: object },
): Promise<void> {
  const { workspace_id, event, data } = told;
  const webhook_ids = await store.webhooksFor(tx, event);
  if (webhook_ids.length === 0) return;
  const created_at = new Date(parts.now_ms());
  const body = bodyOf(event, data, created_at);
  for (const webhook_id of webhook_ids) {
    const delivery_id = newId('delivery', parts.now_ms());
    await store.insertDelivery(tx, { id: delivery_id, webhook_id, event, body, created_at });
    const job = { workspace_id, delivery_id, tried: 0 };
    await parts.jobs.enqueue(tx, 'deliver-webhook', job, { group: webhook_id });
  }
}

function eventData({ id, kind, severity, title, text, done, link, ...row }: store.AlarmRow) {
  const raised_at = row.raised_at.toISOString();
  return { id, kind, severity, title, text, done, link, raised_at };
}
