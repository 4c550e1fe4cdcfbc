/**
 * Webhooks as a person sets them up. Switched on again, one that was stopped begins anew. Errors: `FlowError` not-found;
 * conflict where it is switched off or there are too many; invalid-request for a URL with a password.
 */
import { announceLearning } from '../announce.ts';
import { FlowError } from '../flow-error.ts';
import { newId } from '../ids.ts';
import type { Parts } from '../parts.ts';
import { settleAlarmOf } from '../raise-alarm.ts';
import * as store from '../store/index.ts';
import { bodyOf } from '../webhook/event-body.ts';
import type { WebhookPorts } from '../webhook/ports.ts';
import { makeWebhookSecret } from '../webhook/secrets.ts';
import { stoppedKey } from '../webhook/stopped.ts';

type Ports = Pick<Parts, 'database' | 'jobs' | 'now_ms'> & Pick<WebhookPorts, 'seals'>;
interface Named {
  readonly workspace_id: string;
  readonly id: string;
}
type Change = Pick<store.WebhookUpdate, 'url' | 'events' | 'is_on'>;

const MOST_WEBHOOKS = 20;
/** For so long the old secret signs, too. */
const CHANGE_OVER_MS = 24 * 3_600_000;
/** By then the one that asked has sent a test, or its process died. */
const TEST_LIMIT_MS = 60_000;

/** The new one, with its secret: it is told once. */
export async function createWebhook(
  parts: Ports,
  given: Required<Change> & Named,
): Promise<{ readonly webhook: store.WebhookRow; readonly secret: string }> {
  const { workspace_id, id, url, events, is_on } = given;
  refusePassword(url);
  const created_at = new Date(parts.now_ms());
  return parts.database.asWorkspace(workspace_id, async (tx) => {
    if ((await store.listWebhooks(tx)).length >= MOST_WEBHOOKS)
      throw new FlowError('conflict', `At most ${MOST_WEBHOOKS} webhooks: delete one first.`);
    await store.createWebhook(tx, { id, url, events, is_on, created_at });
    const secret = await addSecret(parts, tx, given);
    return { webhook: await get(tx, id), secret };
  });
}

export async function changeWebhook(parts: Ports, given: Change & Named): Promise<store.WebhookRow> {
  const { workspace_id, id, ...change } = given;
  if (change.url !== undefined) refusePassword(change.url);
  return parts.database.asWorkspace(workspace_id, async (tx) => {
    await get(tx, id);
    const anew = change.is_on === true ? { stopped: null, failures: 0 } : {};
    await store.updateWebhook(tx, id, { ...change, ...anew });
    const webhook = await get(tx, id);
    if (change.is_on === true) await settleStopped(parts, tx, given, 'Switched on again.');
    return webhook;
  });
}

/** The new secret: it is told once. The one before goes on signing for a day. */
export async function rotateSecret(
  parts: Ports,
  { workspace_id, id }: Named,
): Promise<{ readonly webhook: store.WebhookRow; readonly secret: string }> {
  return parts.database.asWorkspace(workspace_id, async (tx) => {
    const webhook = await get(tx, id);
    const retires_at = new Date(parts.now_ms() + CHANGE_OVER_MS);
    await store.retireWebhookSecrets(tx, { webhook_id: id, retires_at });
    return { webhook, secret: await addSecret(parts, tx, { workspace_id, id }) };
  });
}

export async function deleteWebhook(parts: Ports, { workspace_id, id }: Named): Promise<void> {
  await parts.database.asWorkspace(workspace_id, async (tx) => {
    await get(tx, id);
    await store.deleteWebhook(tx, id);
    await settleStopped(parts, tx, { workspace_id, id }, 'The webhook was deleted.');
  });
}

async function settleStopped(
  parts: Ports,
  tx: store.Tx,
  { workspace_id, id }: Named,
  note: string,
): Promise<void> {
  if (await settleAlarmOf(parts, tx, { workspace_id, key: stoppedKey(id), note })) await announceLearning(tx);
}

/** Written, and to be sent by the caller at once: its job stands by in case that the process dies before. */
export async function promiseTest(parts: Ports, { workspace_id, id }: Named): Promise<store.DeliveryRow> {
  const created_at = new Date(parts.now_ms());
  const delivery_id = newId('delivery', parts.now_ms());
  return parts.database.asWorkspace(workspace_id, async (tx) => {
    refuseOff(await get(tx, id));
    const body = bodyOf('test', { webhook_id: id }, created_at);
    const job = { workspace_id, delivery_id, tried: 0 };
    const startAfter = new Date(parts.now_ms() + TEST_LIMIT_MS);
    await parts.jobs.enqueue(tx, 'deliver-webhook', job, { startAfter, group: id });
    return store.insertDelivery(tx, { id: delivery_id, webhook_id: id, event: 'test', body, created_at });
  });
}

/** Once more under the same id, so that a receiver that has it already may leave it; tried as often as a new one. */
export async function replay(
  parts: Ports,
  { workspace_id, id, delivery_id }: Named & { readonly delivery_id: string },
): Promise<store.DeliveryRow> {
  return parts.database.asWorkspace(workspace_id, async (tx) => {
    const webhook = await get(tx, id);
    const row = await store.lockDelivery(tx, delivery_id);
    if (row?.webhook_id !== id) throw new FlowError('not-found', 'No such delivery.');
    refuseOff(webhook);
    const job = { workspace_id, delivery_id, tried: 0, asked: true };
    await parts.jobs.enqueue(tx, 'deliver-webhook', job, { group: id });
    const next_try_at = new Date(parts.now_ms());
    return store.updateDelivery(tx, delivery_id, { state: 'waiting', tried: 0, next_try_at });
  });
}

async function addSecret(
  parts: Ports,
  tx: store.Tx,
  { workspace_id, id: webhook_id }: Named,
): Promise<string> {
  const id = newId('webhook_secret', parts.now_ms());
  const { secret, ...kept } = makeWebhookSecret(parts.seals, { workspace_id, id });
  await store.insertWebhookSecret(tx, { id, webhook_id, ...kept, created_at: new Date(parts.now_ms()) });
  return secret;
}

async function get(tx: store.Tx, id: string): Promise<store.WebhookRow> {
  const webhook = await store.getWebhook(tx, id);
  if (webhook === undefined) throw new FlowError('not-found', 'No such webhook.');
  return webhook;
}

/** What stands in the URL is shown in the console and in the log; what proves who sends is the signature. */
function refusePassword(url: string): void {
  const { username, password } = new URL(url);
  if (username !== '' || password !== '')
    throw new FlowError('invalid-request', 'A URL without a name and a password is expected.');
}

function refuseOff({ is_on, stopped }: store.WebhookRow): void {
  if (!is_on || stopped !== null)
    throw new FlowError('conflict', 'This webhook is switched off: switch it on first.');
}
