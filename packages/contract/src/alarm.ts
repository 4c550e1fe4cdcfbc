/** Alarms on the wire, and where they go: webhooks (Standard Webhooks), e-mail, summaries. */
import { z } from 'zod';

const time = z.iso.datetime();
const count = z.number().int().nonnegative();

export const alarmId = z.string().regex(/^alm_[0-9A-Za-z_-]{6,64}$/);
export const alarmKind = z.enum([
  'harm',
  'certificate-locked',
  'incident',
  'input-drift',
  'broken-guide',
  'delivery-failed',
]);
export type AlarmKind = z.infer<typeof alarmKind>;

/** Something that a person should know, with what was done about it already and what to do. */
export const alarm = z.object({
  id: alarmId,
  kind: alarmKind,
  severity: z.enum(['acts', 'informs']),
  title: z.string(),
  text: z.string(),
  /** What the system has done; null: nothing. */
  done: z.string().nullable(),
  /** Where in the console a person goes on from here. */
  link: z.string(),
  raised_at: time,
  /** Null while it is open. */
  settled: z.object({ at: time, by: z.string().nullable(), note: z.string().nullable() }).nullable(),
  history: z.array(z.object({ at: time, by: z.string().nullable(), text: z.string() })),
});
export type Alarm = z.infer<typeof alarm>;

export const webhookId = z.string().regex(/^whk_[0-9A-Za-z_-]{6,64}$/);
export const webhookEvent = z.enum([
  'alarm.raised',
  'alarm.settled',
  'incident.opened',
  'incident.changed',
  'lesson.approved',
  'lesson.rolled-back',
  'conversation.handed-off',
  'summary.ready',
]);
export type WebhookEvent = z.infer<typeof webhookEvent>;

export const webhookChange = z.strictObject({
  url: z.url({ protocol: /^https?$/ }).max(500),
  events: z.array(webhookEvent).min(1),
  on: z.boolean(),
});
export const webhook = webhookChange.extend({
  id: webhookId,
  created_at: time,
  /** Why nothing is sent any more; null: it is sent. */
  stopped: z.string().nullable(),
  failures: count,
  last_success_at: time.nullable(),
  /** Secrets in use: one, or two while they are changed over. */
  secrets: z.array(z.object({ prefix: z.string(), created_at: time, retires_at: time.nullable() })),
});
export type Webhook = z.infer<typeof webhook>;

export const deliveryId = z.string().regex(/^dlv_[0-9A-Za-z_-]{6,64}$/);
export const delivery = z.object({
  id: deliveryId,
  webhook_id: webhookId,
  event: z.union([webhookEvent, z.literal('test')]),
  state: z.enum(['waiting', 'delivered', 'failed']),
  tries: z.array(
    z.object({
      at: time,
      status: z.number().int().nullable(),
      error: z.string().nullable(),
      took_ms: z.number().nonnegative(),
    }),
  ),
  next_try_at: time.nullable(),
  body: z.string(),
  created_at: time,
});
export type Delivery = z.infer<typeof delivery>;

/** Who hears of alarms by e-mail, and of a summary. */
export const notices = z.strictObject({
  alarms: z.array(z.email().max(200)).max(20),
  summary: z.strictObject({
    every: z.enum(['never', 'day', 'week', 'month']),
    to: z.array(z.email().max(200)).max(20),
    /** Hour of the day, UTC. */
    hour: z.number().int().min(0).max(23),
  }),
});
export type Notices = z.infer<typeof notices>;
