/** Webhooks: where events go, and what became of each. */
import type { Body, WebhookEvent } from '@understudy/contract';
import {
  changeWebhook,
  createWebhook,
  deleteWebhook,
  promiseTest,
  replay,
  rotateSecret,
} from '../../flow/change-webhook.ts';
import { deliverWebhook } from '../../flow/deliver-webhook.ts';
import { newId } from '../../ids.ts';
import * as store from '../../store/index.ts';
import { toWireDelivery, toWireWebhook } from '../../translate-alarm.ts';
import { found } from '../problem.ts';
import type { Handlers } from '../register-endpoints.ts';
import type { HttpParts } from './http-parts.ts';

type Webhooks = Pick<
  Handlers,
  | 'listWebhooks'
  | 'createWebhook'
  | 'changeWebhook'
  | 'rotateWebhookSecret'
  | 'deleteWebhook'
  | 'testWebhook'
  | 'listDeliveries'
  | 'replayDelivery'
>;

export function webhookHandlers(parts: HttpParts): Webhooks {
  const { database } = parts;
  const told = async (tx: store.Tx, rows: readonly store.WebhookRow[]) => {
    const webhook_ids = rows.map(({ id }) => id);
    const secrets = await store.webhookSecrets(tx, { webhook_ids, at: new Date(parts.now_ms()) });
    return rows.map((row) => toWireWebhook(row, secrets));
  };
  const one = async (workspace_id: string, row: store.WebhookRow) => {
    const [webhook] = await database.asWorkspace(workspace_id, (tx) => told(tx, [row]));
    return found(webhook, 'webhook');
  };
  return {
    listWebhooks: async ({ caller }) =>
      database.asWorkspace(caller.workspace_id, async (tx) => ({
        items: await told(tx, await store.listWebhooks(tx)),
      })),
    createWebhook: async ({ body, caller, note }) => {
      const { workspace_id } = caller;
      const id = newId('webhook', parts.now_ms());
      note({ subject_id: id, detail: hostOf(body.url) });
      const { url, events, on: is_on } = body;
      const wanted = { url, events: distinct(events), is_on };
      const { webhook, secret } = await createWebhook(parts, { workspace_id, id, ...wanted });
      return { ...(await one(workspace_id, webhook)), secret };
    },
    changeWebhook: async ({ params, body, caller, note }) => {
      const { workspace_id } = caller;
      if (body.url !== undefined) note({ detail: hostOf(body.url) });
      const row = await changeWebhook(parts, { workspace_id, id: params.id, ...toChange(body) });
      return one(workspace_id, row);
    },
    rotateWebhookSecret: async ({ params, caller }) => {
      const { workspace_id } = caller;
      const { webhook, secret } = await rotateSecret(parts, { workspace_id, id: params.id });
      return { ...(await one(workspace_id, webhook)), secret };
    },
    deleteWebhook: async ({ params, caller }) => {
      await deleteWebhook(parts, { workspace_id: caller.workspace_id, id: params.id });
      return { ok: true as const };
    },
    testWebhook: async ({ params, caller }) => {
      const { workspace_id } = caller;
      const { id: delivery_id } = await promiseTest(parts, { workspace_id, id: params.id });
      await deliverWebhook(parts, { workspace_id, delivery_id, tried: 0 });
      const row = await database.asWorkspace(workspace_id, (tx) => store.lockDelivery(tx, delivery_id));
      return toWireDelivery(found(row, 'delivery'));
    },
    listDeliveries: async ({ params, query, caller }) =>
      database.asWorkspace(caller.workspace_id, async (tx) => {
        found(await store.getWebhook(tx, params.id), 'webhook');
        const { items, next_cursor } = await store.pageDeliveries(tx, params.id, query);
        return { items: items.map(toWireDelivery), next_cursor };
      }),
    replayDelivery: async ({ params, caller }) => {
      const { id, delivery_id } = params;
      const row = await replay(parts, { workspace_id: caller.workspace_id, id, delivery_id });
      return toWireDelivery(row);
    },
  };
}

/** The path of a URL may be a secret of its own: the log keeps the host. */
const hostOf = (url: string) => ({ host: new URL(url).host });

/** By the names of the columns. */
const toChange = ({ url, events, on }: Body<'changeWebhook'>) => ({
  ...(url !== undefined && { url }),
  ...(events !== undefined && { events: distinct(events) }),
  ...(on !== undefined && { is_on: on }),
});

const distinct = (events: readonly WebhookEvent[]) => [...new Set(events)];
