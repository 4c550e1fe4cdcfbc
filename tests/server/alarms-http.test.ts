/** Webhooks, alarms and notices through the API, and the events of a desk at work, by a receiver that verifies each. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { raiseAlarm } from '../../packages/server/src/raise-alarm.ts';
import * as store from '../../packages/server/src/store/index.ts';
import { pgliteTemplate } from '../database/pglite-template.ts';
import { AnsweredDesk } from './answered-desk.ts';
import { call, startTestServer } from './harness.ts';
import { verified, WebhookDouble } from './webhook-double.ts';

const SECRET_WORDS = 'I was born in Ulaanbaatar';

describe('a desk whose events go elsewhere', () => {
  let desk: AnsweredDesk;
  let receiver: WebhookDouble;
  let hook: { readonly id: string; readonly secret: string };
  let url = '';
  const owned = <T extends object>(more: T) => ({ ...desk.owner, ...more });

  beforeAll(async () => {
    const database = await store.openDatabase({ memory: true, template: await pgliteTemplate() });
    const server = await startTestServer(database, { UNDERSTUDY_WEBHOOKS_TO_PRIVATE: 'true' });
    ({ url } = server);
    desk = await AnsweredDesk.open(server);
    receiver = await WebhookDouble.start();
    const body = {
      url: receiver.url,
      events: [
        'alarm.raised',
        'alarm.settled',
        'lesson.approved',
        'lesson.rolled-back',
        'conversation.handed-off',
        'summary.ready',
        'alarm.raised',
      ],
      on: true,
    } as const;
    const { value } = await call(
      url,
      'createWebhook',
      owned({ body: { ...body, events: [...body.events] } }),
    );
    hook = value;
  }, 120_000);
  afterAll(async () => {
    await receiver?.stop();
    await desk?.close();
  });

  type Event = { readonly type: string; readonly data: Record<string, unknown> };
  /** The next event of this type, verified. */
  async function heard(type: string): Promise<Event> {
    const of = () => receiver.received.map((event) => verified(hook.secret, event) as Event);
    await expect.poll(() => of().map((event) => event.type), { timeout: 30_000 }).toContain(type);
    const event = of().find((each) => each.type === type) as Event;
    receiver.received.length = 0;
    return event;
  }
  const deliveries = async () =>
    (await call(url, 'listDeliveries', owned({ params: { id: hook.id } }))).value.items;
  const raise = () =>
    desk.tx((tx) =>
      raiseAlarm({ ...desk.parts(), jobs: jobsOf() }, tx, {
        workspace_id: desk.workspace.id,
        key: 'k',
        kind: 'input-drift',
        severity: 'informs',
        title: 'Questions changed',
        text: 'More about invoices than before.',
        done: null,
        link: '/quality',
      }),
    );
  /** The steps of the desk wake nobody; here the event is sent by `replay`. */
  const jobsOf = () => ({ enqueue: async () => undefined }) as never;

  it('shows the secret once', async () => {
    const { items } = (await call(url, 'listWebhooks', desk.owner)).value;
    expect(items).toMatchObject([{ id: hook.id, url: receiver.url, on: true, failures: 0, stopped: null }]);
    expect(items[0]?.secrets).toMatchObject([{ prefix: hook.secret.slice(0, 10), retires_at: null }]);
    expect(items[0]?.events).toHaveLength(6); // one was named twice
    expect(JSON.stringify(items)).not.toContain(hook.secret);
  });

  it('tells that a conversation was handed over, and nothing that the customer wrote', async () => {
    const { conversation_id } = await desk.ask(`${SECRET_WORDS}. Can I pay by cheque?`);
    const event = await heard('conversation.handed-off');
    expect(event.data).toMatchObject({ id: conversation_id, link: `/inbox/waiting/${conversation_id}` });
    const { events } = { events: await deliveries() };
    expect(JSON.stringify(events)).not.toContain('Ulaanbaatar');
    await desk.reply(
      conversation_id,
      'Cheques are not taken; a bank transfer is, and the form shows the account.',
    );
    await desk.waitFor(async () => (await desk.ledger('lesson-applied')).length > 1);
  });

  it('tells of an approval, and of what was taken back', async () => {
    const { items } = (await call(url, 'listLessons', owned({ query: { status: 'open' } as never }))).value;
    const [lesson] = items;
    const params = { id: lesson?.id ?? '' };
    await call(url, 'reviewLesson', owned({ params, body: { verdict: 'approve' as const } }));
    const { data } = await heard('lesson.approved');
    expect(data).toMatchObject({ id: lesson?.id, by: 'Ada' });
    // Its title is how the customer began.
    expect(lesson?.title).toBeTruthy();
    expect(JSON.stringify(data)).not.toContain(lesson?.title);
    const scope = { kind: 'lessons' as const, ids: [params.id] };
    const body = { scope, reason: 'It was wrong.', dry_run: false };
    await call(url, 'startRollback', owned({ body }));
    expect((await heard('lesson.rolled-back')).data).toMatchObject({ lessons: 1, reason: 'It was wrong.' });
  });

  it('shows alarms, and who settled them', async () => {
    const id = (await raise()) ?? '';
    const listed = async (query: object) =>
      (await call(url, 'listAlarms', owned({ query: query as never }))).value;
    const { items, counts } = await listed({ state: 'open' });
    expect(items).toMatchObject([{ id, severity: 'informs', settled: null, done: null }]);
    expect(counts).toEqual({ open: 1 });
    const settle = (settled: boolean) =>
      call(url, 'settleAlarm', owned({ params: { id }, body: { settled, note: 'Known.' } }));
    expect((await settle(true)).value).toMatchObject({ settled: { by: 'Ada', note: 'Known.' } });
    expect((await heard('alarm.settled')).data).toMatchObject({ id, settled: { by: 'Ada' } });
    expect((await settle(true)).problem.code).toBe('conflict');
    expect(await listed({ limit: 1 })).toMatchObject({ items: [{ id }], counts: { open: 0 } });
    expect((await settle(false)).value.settled).toBeNull();
    const strange = { params: { id: 'alm_nosuchalarm' }, body: { settled: true, note: null } };
    expect((await call(url, 'settleAlarm', owned(strange))).problem.code).toBe('not-found');
  });

  it('sends a test at once, and again what was sent before', async () => {
    const params = { id: hook.id };
    receiver.statuses.push(500);
    const failed = (await call(url, 'testWebhook', owned({ params }))).value;
    expect(failed).toMatchObject({ event: 'test', state: 'failed', tries: [{ status: 500 }] });
    const tested = (await call(url, 'testWebhook', owned({ params }))).value;
    expect(tested).toMatchObject({ state: 'delivered', next_try_at: null, tries: [{ status: 204 }] });
    receiver.received.length = 0;
    const again = { params: { ...params, delivery_id: tested.id } };
    expect((await call(url, 'replayDelivery', owned(again))).value).toMatchObject({ state: 'waiting' });
    expect((await heard('test')).data).toEqual({ webhook_id: hook.id });
    await expect
      .poll(async () => (await deliveries()).find(({ id }) => id === tested.id)?.tries.length)
      .toBe(2);
  });

  it('changes the secret: both are good for a day', async () => {
    const { value } = await call(url, 'rotateWebhookSecret', owned({ params: { id: hook.id } }));
    expect(value.secrets).toMatchObject([{ retires_at: null }, { retires_at: expect.any(String) }]);
    await call(url, 'testWebhook', owned({ params: { id: hook.id } }));
    const [event] = receiver.received.splice(0) as [(typeof receiver.received)[0]];
    expect(verified(hook.secret, event)).toEqual(verified(value.secret, event));
  });

  it('sends nothing while it is switched off, and says so', async () => {
    const params = { id: hook.id };
    const off = await call(url, 'changeWebhook', owned({ params, body: { on: false } }));
    expect(off.value).toMatchObject({ on: false });
    expect((await call(url, 'testWebhook', owned({ params }))).problem.code).toBe('conflict');
    await call(url, 'changeWebhook', owned({ params, body: { on: true } }));
  });

  it('keeps who hears of it, and sends the summary now', async () => {
    const notices = {
      alarms: ['ada@acme.example'],
      summary: { every: 'week' as const, to: ['ada@acme.example'], hour: 7 },
    };
    expect((await call(url, 'changeNotices', owned({ body: notices }))).value).toEqual(notices);
    expect((await call(url, 'getNotices', desk.owner)).value).toEqual(notices);
    // This server has no mail server: it goes to the webhook only.
    expect((await call(url, 'sendSummary', desk.owner)).value).toEqual({ sent_to: [] });
    const { data } = await heard('summary.ready');
    expect(data).toMatchObject({
      needs: expect.arrayContaining([expect.objectContaining({ kind: 'alarm', count: 1 })]),
      text: expect.stringContaining('1 open alarm'),
    });
  });

  it('deletes a webhook with its log', async () => {
    const params = { id: hook.id };
    expect((await call(url, 'deleteWebhook', owned({ params }))).value).toEqual({ ok: true });
    expect((await call(url, 'listWebhooks', desk.owner)).value.items).toEqual([]);
    expect((await call(url, 'listDeliveries', owned({ params }))).problem.code).toBe('not-found');
    const left = await desk.tx((tx) => tx.selectFrom('deliveries').selectAll().execute());
    expect(left).toEqual([]);
  });

  it('leaves entries in the audit log, without a secret or the path of a URL', async () => {
    const { items } = (await call(url, 'listAuditLog', owned({ query: { limit: 100 } as never }))).value;
    const of = (action: string) =>
      items.filter((entry) => entry.action === action && entry.outcome === 'done');
    expect(of('createWebhook')).toMatchObject([
      { subject: { id: hook.id }, detail: { on: true, host: new URL(receiver.url).host } },
    ]);
    expect(of('settleAlarm')).toMatchObject([{ detail: { settled: false } }, { detail: { settled: true } }]);
    expect(of('changeNotices')[0]?.detail).toMatchObject({ changes: { 'summary.every': ['never', 'week'] } });
    for (const action of ['rotateWebhookSecret', 'deleteWebhook', 'testWebhook', 'sendSummary'])
      expect([action, of(action).length]).not.toEqual([action, 0]);
    expect(JSON.stringify(items)).not.toMatch(/whsec_|\/hook/);
  });
});

it('refuses private addresses where the operator has not allowed them', async () => {
  const database = await store.openDatabase({ memory: true, template: await pgliteTemplate() });
  const server = await startTestServer(database);
  const desk = await AnsweredDesk.open(server);
  const body = { url: 'http://localhost:9/', events: ['alarm.raised' as const], on: true };
  const { value } = await call(server.url, 'createWebhook', { ...desk.owner, body });
  const tested = await call(server.url, 'testWebhook', { ...desk.owner, params: { id: value.id } });
  expect(tested.value).toMatchObject({
    state: 'failed',
    tries: [{ status: null, error: expect.stringContaining('refused: it is private') }],
  });
  await desk.close();
}, 120_000);
