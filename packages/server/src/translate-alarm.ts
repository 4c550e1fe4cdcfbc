/** Alarms, webhooks and their deliveries as the contract words them. */
import type { Alarm, Delivery, Webhook } from '@understudy/contract';
import type { AlarmRow, DeliveryRow, WebhookRow, WebhookSecretRow } from './store/index.ts';

export function toWireAlarm(row: AlarmRow): Alarm {
  const { id, kind, severity, title, text, done, link, history } = row;
  const settled = row.settled_at && {
    at: row.settled_at.toISOString(),
    by: row.settled_by,
    note: row.settled_note,
  };
  const raised_at = row.raised_at.toISOString();
  return { id, kind, severity, title, text, done, link, raised_at, settled, history };
}

export function toWireWebhook(row: WebhookRow, secrets: readonly WebhookSecretRow[]): Webhook {
  const { id, url, events, is_on, stopped, failures } = row;
  return {
    id,
    url,
    events: [...events],
    on: is_on,
    created_at: row.created_at.toISOString(),
    stopped,
    failures,
    last_success_at: row.last_success_at?.toISOString() ?? null,
    secrets: secrets
      .filter(({ webhook_id }) => webhook_id === id)
      .map(({ prefix, created_at, retires_at }) => ({
        prefix,
        created_at: created_at.toISOString(),
        retires_at: retires_at?.toISOString() ?? null,
      })),
  };
}

export function toWireDelivery(row: DeliveryRow): Delivery {
  const { id, webhook_id, event, state, tries, body } = row;
  return {
    id,
    webhook_id,
    event,
    state,
    tries,
    next_try_at: row.next_try_at?.toISOString() ?? null,
    body,
    created_at: row.created_at.toISOString(),
  };
}
