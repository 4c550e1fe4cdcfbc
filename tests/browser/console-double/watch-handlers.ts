/** What people do to incidents, insights, alarms and webhooks of the double, with the refusals of the server. */
import type {
  Alarm,
  Body,
  Delivery,
  EndpointName,
  Incident,
  Params,
  Query,
  Result,
  TopicFigures,
  Webhook,
} from '@understudy/contract';
import type { Desk } from './desk.ts';
import { makeShare } from './figure-days.ts';
import { before } from './fixtures.ts';
import { Refusal } from './refusal.ts';
import { dayBefore } from './watch-days.ts';

type Part<T> = [T] extends [never] ? Record<string, never> : T;
interface Given<N extends EndpointName> {
  readonly params: Part<Params<N>>;
  readonly query: Part<Query<N>>;
  readonly body: Body<N>;
}
const MOST_WEBHOOKS = 3;
const PRIVATE = 'The address is refused: it is private or reserved. The operator may allow such addresses.';
const WAITS = ['open', 'watching'];

export function watchHandlers(desk: Desk) {
  return {
    listTopicFigures: ({ query }: Given<'listTopicFigures'>): Result<'listTopicFigures'> => ({
      items: (query.to ?? dayBefore(0)) < dayBefore(0) ? desk.watch.topics.map(earlier) : desk.watch.topics,
      as_of: before(4),
    }),
    getPriority: ({ params }: Given<'getPriority'>) => desk.watch.priorities[params.id] ?? null,
    listIncidents: ({ query }: Given<'listIncidents'>): Result<'listIncidents'> => ({
      items: desk.watch.incidents.filter(({ state }) => query.state === undefined || state === query.state),
      next_cursor: null,
      counts: { open: desk.watch.incidents.filter(({ state }) => state === 'open').length },
    }),
    getIncident: ({ params }: Given<'getIncident'>) => found(desk.watch.incidents, params.id),
    changeIncident: ({ params, body }: Given<'changeIncident'>): Incident => {
      const after = changed(found(desk.watch.incidents, params.id), body, desk.me.name);
      desk.watch.incidents = put(desk.watch.incidents, after);
      return after;
    },
    getInsights: () => desk.watch.insights,
    changeInsight: ({ params, body }: Given<'changeInsight'>) => {
      const after = { ...found(desk.watch.insights.items, params.id), ...body };
      desk.watch.insights = { ...desk.watch.insights, items: put(desk.watch.insights.items, after) };
      return after;
    },
    listAccountHealth: () => desk.watch.health,
    listAlarms: ({ query }: Given<'listAlarms'>): Result<'listAlarms'> => ({
      items: desk.watch.alarms.filter(
        ({ settled }) => query.state === undefined || (settled === null) === (query.state === 'open'),
      ),
      next_cursor: null,
      counts: { open: desk.watch.alarms.filter(({ settled }) => settled === null).length },
    }),
    settleAlarm: ({ params, body }: Given<'settleAlarm'>): Alarm => {
      const alarm = found(desk.watch.alarms, params.id);
      const by = desk.me.name;
      const text = body.settled ? `Settled${body.note ? `: ${body.note}` : '.'}` : 'Opened again.';
      const after: Alarm = {
        ...alarm,
        settled: body.settled ? { at: before(0), by, note: body.note } : null,
        history: [...alarm.history, { at: before(0), by, text }],
      };
      desk.watch.alarms = put(desk.watch.alarms, after);
      return after;
    },
    ...webhookHandlers(desk),
    getNotices: () => desk.watch.notices,
    changeNotices: ({ body }: Given<'changeNotices'>) => (desk.watch.notices = body),
    sendSummary: (): Result<'sendSummary'> => {
      const { to } = desk.watch.notices.summary;
      if (to.length === 0) throw new Refusal(409, 'conflict', 'Nobody is named who would get it.');
      return { sent_to: to };
    },
  };
}

/** Of the days before: half of all, and a tenth of them alone. */
function earlier(topic: TopicFigures): TopicFigures {
  const conversations = Math.round(topic.conversations / 2);
  const shares = topic.shares.map((share) =>
    share.measure === 'answered-alone'
      ? makeShare('answered-alone', 'conversations', Math.round(conversations / 10), conversations)
      : share,
  );
  return { ...topic, conversations, shares, minutes: topic.minutes / 2 };
}

function webhookHandlers(desk: Desk) {
  let made = 0;
  const log = (id: string, delivery: Delivery): Delivery => {
    desk.watch.deliveries[id] = [delivery, ...(desk.watch.deliveries[id] ?? [])];
    return delivery;
  };
  return {
    listWebhooks: (): Result<'listWebhooks'> => ({ items: desk.watch.webhooks }),
    createWebhook: ({ body }: Given<'createWebhook'>): Result<'createWebhook'> => {
      if (desk.watch.webhooks.length >= MOST_WEBHOOKS)
        throw new Refusal(409, 'conflict', `At most ${MOST_WEBHOOKS} webhooks: delete one first.`);
      const created_at = before(0);
      const webhook: Webhook = {
        ...body,
        id: `whk_added0${++made}`,
        created_at,
        stopped: null,
        failures: 0,
        last_success_at: null,
        secrets: [{ prefix: 'whsec_New1', created_at, retires_at: null }],
      };
      desk.watch.webhooks = [...desk.watch.webhooks, webhook];
      return { ...webhook, secret: 'whsec_New1ShownThisOnce' };
    },
    changeWebhook: ({ params, body }: Given<'changeWebhook'>): Webhook => {
      const after = { ...found(desk.watch.webhooks, params.id), ...body };
      if (body.on) Object.assign(after, { stopped: null, failures: 0 });
      desk.watch.webhooks = put(desk.watch.webhooks, after);
      return after;
    },
    rotateWebhookSecret: ({ params }: Given<'rotateWebhookSecret'>): Result<'rotateWebhookSecret'> => {
      const webhook = found(desk.watch.webhooks, params.id);
      const old = webhook.secrets.slice(-1).map((each) => ({ ...each, retires_at: before(-60 * 24) }));
      const secrets = [...old, { prefix: 'whsec_Rot2', created_at: before(0), retires_at: null }];
      desk.watch.webhooks = put(desk.watch.webhooks, { ...webhook, secrets });
      return { ...webhook, secrets, secret: 'whsec_Rot2ShownThisOnce' };
    },
    deleteWebhook: ({ params }: Given<'deleteWebhook'>): Result<'deleteWebhook'> => {
      desk.watch.webhooks = desk.watch.webhooks.filter(({ id }) => id !== params.id);
      return { ok: true };
    },
    testWebhook: ({ params }: Given<'testWebhook'>): Delivery => {
      const isPrivate = found(desk.watch.webhooks, params.id).url.includes('//localhost');
      const answer = isPrivate ? { status: null, error: PRIVATE } : { status: 204, error: null };
      return log(params.id, {
        id: `dlv_test0${++made}`,
        webhook_id: params.id,
        event: 'test',
        state: isPrivate ? 'failed' : 'delivered',
        tries: [{ at: before(0), ...answer, took_ms: 63 }],
        next_try_at: null,
        body: '{"type":"test","data":{}}',
        created_at: before(0),
      });
    },
    listDeliveries: ({ params }: Given<'listDeliveries'>): Result<'listDeliveries'> => ({
      items: desk.watch.deliveries[params.id] ?? [],
      next_cursor: null,
    }),
    replayDelivery: ({ params }: Given<'replayDelivery'>): Delivery => {
      const of = found(desk.watch.deliveries[params.id] ?? [], params.delivery_id);
      const tries = [...of.tries, { at: before(0), status: 200, error: null, took_ms: 88 }];
      const after: Delivery = { ...of, state: 'delivered', tries };
      desk.watch.deliveries[params.id] = put(desk.watch.deliveries[params.id] ?? [], after);
      return after;
    },
  };
}

function changed(incident: Incident, body: Body<'changeIncident'>, by: string): Incident {
  const { hold, note, ...set } = body;
  const known = [...incident.held, ...incident.suggested_hold];
  const held = hold?.flatMap((id) => known.filter(({ resolution_id }) => resolution_id === id).slice(0, 1));
  const said = [
    body.state &&
      (WAITS.includes(body.state)
        ? 'Opened again.'
        : body.state === 'closed'
          ? 'Closed.'
          : 'Not an incident.'),
    body.title && `Named “${body.title}”.`,
    body.banner === null ? 'Banner taken back.' : body.banner && 'Banner set.',
    held &&
      (held.length === 0
        ? 'Nothing is held any more.'
        : `Held: ${held.map(({ title }) => title).join(', ')}.`),
    note,
  ].filter((text): text is string => Boolean(text));
  const history = [...incident.history, ...said.map((text) => ({ at: before(0), by, text }))];
  return { ...incident, ...(set as Partial<Incident>), held: held ?? incident.held, history };
}

function found<T extends { readonly id: string }>(items: readonly T[], id: string): T {
  const item = items.find((each) => each.id === id);
  if (!item) throw new Refusal(404, 'not-found');
  return item;
}
const put = <T extends { readonly id: string }>(items: readonly T[], item: T): T[] =>
  items.map((each) => (each.id === item.id ? item : each));
