/**
 * Sends one event to one webhook, signed anew at each try, by the rules of Standard Webhooks.
 *
 * Any status from 200 to 299 is a yes. Everything else is tried again for about three days, later where the receiver asks for
 * that; one that goes on failing is left alone for a while, but for what a person asks for (`webhook/rest.ts`). 410 says that
 * nobody listens there any more. After that, or after the last try, the webhook is stopped and people are told. A test is tried
 * once and stops nothing. Done at least once: after a crash between the receiver's yes and ours it is sent again under the same
 * `webhook-id`.
 */
import { randomInt } from 'node:crypto';
import { announceLearning } from '../announce.ts';
import type { JobTable } from '../jobs/jobs.ts';
import type { Parts } from '../parts.ts';
import { raiseAlarm } from '../raise-alarm.ts';
import * as store from '../store/index.ts';
import type { WebhookPorts } from '../webhook/ports.ts';
import type { WebhookAnswer } from '../webhook/post-webhook.ts';
import { REST_MS, restUntil } from '../webhook/rest.ts';
import { signedHeaders } from '../webhook/secrets.ts';
import { alarmOfStopped } from '../webhook/stopped.ts';

type Ports = Pick<Parts, 'database' | 'jobs' | 'now_ms' | 'log'> & WebhookPorts;

/** After each failure, until the next try: 5 s, 5 min, 30 min, 2 h, 5 h, 10 h, 14 h, 20 h, 24 h. */
export const RETRY_SECONDS = [5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400];
/** Up to a tenth more, so that what failed together does not come back together. */
const JITTER = 0.1;
/** Where many events wait for one try at a time, none of them may come to its last one. */
const GIVE_UP_MS = RETRY_SECONDS.reduce((sum, wait_s) => sum + wait_s * 1_000, 0);
/** No receiver has itself left alone for longer. */
const MOST_ASKED_S = 86_400;
const KEPT_MS = 30 * 86_400_000;
const GONE = 410;

interface Due {
  readonly url: string;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>> | null;
}

export async function deliverWebhook(parts: Ports, job: JobTable['deliver-webhook']): Promise<void> {
  const { workspace_id } = job;
  const at = new Date(parts.now_ms());
  const due = await parts.database.asWorkspace(workspace_id, (tx) => readDue(parts, tx, { job, at }));
  if (due === null) return;
  const { headers, ...to } = due;
  const answer = headers === null ? NO_SECRET : await parts.postWebhook({ ...to, headers });
  await parts.database.asWorkspace(workspace_id, (tx) => settleTry(parts, tx, { job, at, answer }));
}

const NO_SECRET: WebhookAnswer = {
  status: null,
  error: 'No secret of this webhook opens: make a new one.',
  took_ms: 0,
  retry_after_s: null,
};

/** Null where there is nothing to send (any more). */
async function readDue(
  parts: Ports,
  tx: store.Tx,
  { job, at }: { readonly job: JobTable['deliver-webhook']; readonly at: Date },
): Promise<Due | null> {
  const row = await store.lockDelivery(tx, job.delivery_id);
  if (row?.state !== 'waiting' || row.tried !== job.tried) return null;
  const webhook = await store.getWebhook(tx, row.webhook_id);
  if (webhook === undefined) return null;
  if (!webhook.is_on || webhook.stopped !== null) {
    const tried_now = { ...untried, at: at.toISOString(), error: 'Not sent: the webhook is switched off.' };
    await store.updateDelivery(tx, row.id, { state: 'failed', next_try_at: null, tried_now });
    return null;
  }
  const isAsked = job.asked === true || row.event === 'test';
  if (!isAsked && (await isLeftAlone(parts, tx, { job, webhook, at }))) return null;
  const secrets = await store.webhookSecrets(tx, { webhook_ids: [webhook.id], at });
  const headers = signedHeaders(parts.seals, secrets, { id: row.id, body: row.body, at });
  return { url: webhook.url, body: row.body, headers };
}

const untried = { status: null, took_ms: 0 };

/** Then it is planned for later: not all at once, so that few find that another one was just tried. */
async function isLeftAlone(
  { jobs }: Ports,
  tx: store.Tx,
  given: {
    readonly job: JobTable['deliver-webhook'];
    readonly webhook: Pick<store.WebhookRow, 'id' | 'failures'>;
    readonly at: Date;
  },
): Promise<boolean> {
  const { job, webhook, at } = given;
  const { id, failures } = webhook;
  if (failures === 0) return false;
  const until_ms = restUntil(failures, await store.lastFailedTry(tx, id));
  if (until_ms === null || until_ms <= at.getTime()) return false;
  const next_try_at = new Date(until_ms + randomInt(REST_MS));
  await store.updateDelivery(tx, job.delivery_id, { next_try_at });
  await jobs.enqueue(tx, 'deliver-webhook', job, { startAfter: next_try_at, group: id });
  return true;
}

async function settleTry(
  parts: Ports,
  tx: store.Tx,
  {
    job,
    at,
    answer,
  }: { readonly job: JobTable['deliver-webhook']; readonly at: Date; readonly answer: WebhookAnswer },
): Promise<void> {
  const row = await store.lockDelivery(tx, job.delivery_id);
  // Sent by another worker meanwhile, or replayed.
  if (row?.state !== 'waiting' || row.tried !== job.tried) return;
  const { retry_after_s, ...seen } = answer;
  const isTaken = seen.status !== null && seen.status >= 200 && seen.status < 300;
  const webhook = await store.getWebhook(tx, row.webhook_id);
  const isLast = row.event === 'test' || seen.status === GONE || isGivenUp({ row, webhook, at });
  const wait_s = isLast ? undefined : RETRY_SECONDS[row.tried];
  const isAgain = !isTaken && wait_s !== undefined;
  const asked_s = Math.min(retry_after_s ?? 0, MOST_ASKED_S);
  const next_try_at = isAgain ? later(parts.now_ms(), Math.max(wait_s, asked_s)) : null;
  const tried = row.tried + 1;
  const state = isTaken ? 'delivered' : isAgain ? 'waiting' : 'failed';
  const tried_now = { at: at.toISOString(), ...seen };
  await store.updateDelivery(tx, row.id, { state, tried, next_try_at, tried_now });
  await store.pruneDeliveries(tx, new Date(at.getTime() - KEPT_MS));
  if (next_try_at !== null) {
    const options = { startAfter: next_try_at, group: row.webhook_id };
    const { workspace_id, delivery_id } = job;
    await parts.jobs.enqueue(tx, 'deliver-webhook', { workspace_id, delivery_id, tried }, options);
  }
  if (state !== 'delivered')
    parts.log.warn({ delivery_id: row.id, state, tried, status: answer.status }, 'a webhook was not taken');
  if (row.event === 'test' || webhook === undefined) return;
  await noteOfWebhook(parts, tx, { workspace_id: job.workspace_id, webhook, row, state, at, answer });
}

/** Three days after its first try, where nothing was taken since for as many tries as one event has. */
function isGivenUp(given: {
  readonly row: store.DeliveryRow;
  readonly webhook: store.WebhookRow | undefined;
  readonly at: Date;
}): boolean {
  const { row, webhook, at } = given;
  const first = row.tried === 0 ? undefined : row.tries.at(-row.tried);
  if (first === undefined || webhook === undefined) return false;
  return webhook.failures >= RETRY_SECONDS.length && at.getTime() - Date.parse(first.at) > GIVE_UP_MS;
}

const later = (now_ms: number, wait_s: number) =>
  new Date(now_ms + wait_s * (1_000 + randomInt(JITTER * 1_000)));

async function noteOfWebhook(
  parts: Ports,
  tx: store.Tx,
  given: {
    readonly workspace_id: string;
    readonly webhook: store.WebhookRow;
    readonly row: store.DeliveryRow;
    readonly state: store.DeliveryRow['state'];
    readonly at: Date;
    readonly answer: WebhookAnswer;
  },
): Promise<void> {
  const { workspace_id, webhook, row, state, at, answer } = given;
  const { id, failures } = webhook;
  if (state === 'delivered') return store.updateWebhook(tx, id, { failures: 0, last_success_at: at });
  if (state === 'waiting') return store.updateWebhook(tx, id, { failures: failures + 1 });
  const last = answer.status === null ? (answer.error ?? 'no answer') : `status ${answer.status}`;
  const stopped =
    answer.status === GONE
      ? 'Its receiver says that nobody listens there any more (status 410).'
      : `${row.tried + 1} tries to send one event failed. The last one: ${last}`;
  await store.updateWebhook(tx, id, { failures: failures + 1, stopped });
  await raiseAlarm(parts, tx, { workspace_id, ...alarmOfStopped({ ...webhook, stopped }) });
  await announceLearning(tx);
}
