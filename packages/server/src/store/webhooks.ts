/** Webhooks, their secrets, and what was sent to them. */
import type { Delivery, WebhookEvent } from '@understudy/contract';
import { type Selectable, sql, type Updateable } from 'kysely';
import { newestFirst, type Page, type PageRequest } from './pages.ts';
import { type DeliveryTable, json, type Tx, type WebhookSecretTable, type WebhookTable } from './tables.ts';

export type WebhookRow = Omit<Selectable<WebhookTable>, 'workspace_id'>;
export type WebhookSecretRow = Selectable<WebhookSecretTable>;
export type DeliveryRow = Omit<Selectable<DeliveryTable>, 'workspace_id'>;
type Try = Delivery['tries'][number];

export async function createWebhook(
  tx: Tx,
  webhook: Pick<WebhookRow, 'id' | 'url' | 'events' | 'is_on' | 'created_at'>,
): Promise<void> {
  await tx
    .insertInto('webhooks')
    .values({ ...webhook, events: json(webhook.events) })
    .execute();
}

export async function listWebhooks(tx: Tx): Promise<WebhookRow[]> {
  return tx.selectFrom('webhooks').selectAll().orderBy('created_at').orderBy('id').execute();
}

export async function getWebhook(tx: Tx, id: string): Promise<WebhookRow | undefined> {
  return tx.selectFrom('webhooks').selectAll().where('id', '=', id).executeTakeFirst();
}

/** Those that hear of this kind of event. */
export async function webhooksFor(tx: Tx, event: WebhookEvent): Promise<string[]> {
  const rows = await tx
    .selectFrom('webhooks')
    .select('id')
    .where('is_on', '=', true)
    .where('stopped', 'is', null)
    .where(sql<boolean>`events ? ${event}`)
    .orderBy('id')
    .execute();
  return rows.map(({ id }) => id);
}

export interface WebhookUpdate
  extends Partial<Pick<WebhookRow, 'url' | 'is_on' | 'stopped' | 'failures' | 'last_success_at'>> {
  readonly events?: readonly WebhookEvent[];
}

export async function updateWebhook(tx: Tx, id: string, update: WebhookUpdate): Promise<void> {
  const { events, ...rest } = update;
  const change = { ...rest, ...(events && { events: json(events) }) };
  if (Object.keys(change).length === 0) return;
  await tx.updateTable('webhooks').set(change).where('id', '=', id).execute();
}

/** With its secrets and its log. */
export async function deleteWebhook(tx: Tx, id: string): Promise<boolean> {
  const { numDeletedRows } = await tx.deleteFrom('webhooks').where('id', '=', id).executeTakeFirst();
  return numDeletedRows > 0n;
}

export async function insertWebhookSecret(
  tx: Tx,
  secret: Pick<WebhookSecretRow, 'id' | 'webhook_id' | 'prefix' | 'sealed_secret' | 'created_at'>,
): Promise<void> {
  await tx.insertInto('webhook_secrets').values(secret).execute();
}

/** Those that are in use at that time, the newest first. */
export async function webhookSecrets(
  tx: Tx,
  { webhook_ids, at }: { readonly webhook_ids: readonly string[]; readonly at: Date },
): Promise<WebhookSecretRow[]> {
  if (webhook_ids.length === 0) return [];
  return tx
    .selectFrom('webhook_secrets')
    .selectAll()
    .where('webhook_id', 'in', webhook_ids)
    .where((eb) => eb.or([eb('retires_at', 'is', null), eb('retires_at', '>', at)]))
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .execute();
}

/** The one in use retires at `retires_at`, before another one comes; those that were retiring go. */
export async function retireWebhookSecrets(
  tx: Tx,
  { webhook_id, retires_at }: { readonly webhook_id: string; readonly retires_at: Date },
): Promise<void> {
  await tx
    .deleteFrom('webhook_secrets')
    .where('webhook_id', '=', webhook_id)
    .where('retires_at', 'is not', null)
    .execute();
  await tx.updateTable('webhook_secrets').set({ retires_at }).where('webhook_id', '=', webhook_id).execute();
}

export async function insertDelivery(
  tx: Tx,
  delivery: Pick<DeliveryRow, 'id' | 'webhook_id' | 'event' | 'body' | 'created_at'>,
): Promise<DeliveryRow> {
  return tx
    .insertInto('deliveries')
    .values({ ...delivery, state: 'waiting', next_try_at: delivery.created_at })
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** Held until the transaction ends. */
export async function lockDelivery(tx: Tx, id: string): Promise<DeliveryRow | undefined> {
  return tx.selectFrom('deliveries').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
}

/** The newest try of what still waits. */
export async function lastFailedTry(tx: Tx, webhook_id: string): Promise<Try | undefined> {
  const { rows } = await sql<{ tried: Try }>`
    select tries -> -1 as tried from deliveries
    where webhook_id = ${webhook_id} and state = 'waiting' and jsonb_array_length(tries) > 0
    order by tries -> -1 ->> 'at' desc limit 1
  `.execute(tx);
  return rows[0]?.tried;
}

/** What was sent, or given up, before that leaves the log. */
export async function pruneDeliveries(tx: Tx, before: Date): Promise<void> {
  await tx
    .deleteFrom('deliveries')
    .where('created_at', '<', before)
    .where('state', '<>', 'waiting')
    .execute();
}

/** Newest first. */
export async function pageDeliveries(
  tx: Tx,
  webhook_id: string,
  query: PageRequest,
): Promise<Page<DeliveryRow>> {
  const select = tx.selectFrom('deliveries').selectAll().where('webhook_id', '=', webhook_id);
  return newestFirst(select, query, { at: 'created_at', id: 'id', timeOf: ({ created_at }) => created_at });
}

/** `tried_now`: what is added to its log. */
export async function updateDelivery(
  tx: Tx,
  id: string,
  {
    tried_now,
    ...change
  }: Pick<Updateable<DeliveryTable>, 'state' | 'tried' | 'next_try_at'> & { readonly tried_now?: Try },
): Promise<DeliveryRow> {
  return tx
    .updateTable('deliveries')
    .set({ ...change, ...(tried_now && { tries: sql<Delivery['tries']>`tries || ${json([tried_now])}` }) })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();
}
