/** Who waits is told how soon to be taken and why; the list follows; and the weights follow whom people take. */
import { STATED_WEIGHTS } from '@understudy/engine';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as store from '../../packages/server/src/store/index.ts';
import { engines } from '../database/databases.ts';
import { AnsweredDesk } from './answered-desk.ts';
import { call, startTestServer } from './harness.ts';

describe.each(engines.filter((engine) => !engine.missing))('priority on $name', (engine) => {
  let desk: AnsweredDesk;
  beforeAll(async () => {
    desk = await AnsweredDesk.open(await startTestServer(await engine.open()));
  }, 120_000);
  afterAll(() => desk?.close());

  const url = () => desk.server.url;
  const waiting = async (query: object = {}) =>
    (await call(url(), 'listConversations', { ...desk.owner, query: { view: 'waiting', ...query } as never }))
      .value;
  const priorityOf = async (id: string) =>
    (await call(url(), 'getPriority', { ...desk.owner, params: { id } })).value;
  /** Weighed in a job of its own. */
  const asked = async (text: string) => {
    const { conversation_id } = await desk.ask(text);
    await desk.waitFor(async () => (await priorityOf(conversation_id)) !== null);
    return conversation_id;
  };
  const weights = () => desk.tx(store.getWeights);

  it('what the lead sets is kept, logged, and read by the figures of worth; insights begin empty', async () => {
    const model = {
      currency: 'CHF',
      wage_per_hour: 60,
      licence_per_month: 100,
      handle_minutes: 4,
      wrong_answer_cost: 20,
      hold_out: 0.05,
    };
    const set = (body: typeof model) => call(url(), 'changeCostModel', { ...desk.owner, body });
    expect((await set(model)).value).toEqual(model);
    expect((await set({ ...model, hold_out: 0.5 })).problem.code).toBe('invalid-request');
    const worth = (await call(url(), 'getWorth', desk.owner)).value;
    expect(worth).toMatchObject({ model, hours_saved: null, threads_measured: expect.any(Number) });
    expect(worth.missing).toEqual(['The share of wrong answers: no answer given alone was audited so far.']);
    const log = await call(url(), 'listAuditLog', { ...desk.owner, query: { limit: 100 } as never });
    const entries = log.value.items.filter(({ action }) => action === 'changeCostModel');
    // The newest first: the one that was refused, and the one that changed it.
    expect(entries.at(-1)?.detail).toMatchObject({
      changes: { currency: ['EUR', 'CHF'], hold_out: [0, 0.05] },
    });

    const insights = (await call(url(), 'getInsights', desk.owner)).value;
    expect(insights).toEqual({ items: [], annotations: [], tested: 0, as_of: null });
    const none = await call(url(), 'changeInsight', {
      ...desk.owner,
      params: { id: 'ins_nothing' },
      body: { dismissed: true },
    });
    expect(none.problem.code).toBe('not-found');
    const health = (await call(url(), 'listAccountHealth', desk.owner)).value;
    expect(health).toMatchObject({ items: [], backtest: { is_prediction: false, auroc: null } });
    expect((await call(url(), 'getForecast', desk.owner)).value).toMatchObject({
      weeks: [],
      reason: expect.stringContaining('whole weeks'),
    });
  }, 120_000);

  it('who is urgent and angry comes first, then who waits longest; taking one teaches the weights', async () => {
    const calm = await asked('Where do I find the dark theme?');
    const later = await asked('Is there a keyboard shortcut for search?');
    const urgent = await asked('URGENT: this is UNACCEPTABLE!!! Nobody can log in, we are losing money');
    expect((await waiting()).items.map(({ id }) => id)).toEqual([urgent, calm, later]);
    expect((await waiting()).items.map(({ priority }) => priority)).toEqual(['urgent', 'normal', 'normal']);
    // Pages meet without a gap.
    const first = await waiting({ limit: 1 });
    const second = await waiting({ limit: 1, cursor: first.next_cursor });
    const third = await waiting({ limit: 1, cursor: second.next_cursor });
    expect([first, second, third].flatMap(({ items }) => items.map(({ id }) => id))).toEqual([
      urgent,
      calm,
      later,
    ]);
    expect(third.next_cursor).toBeNull();
    // Other views say it of those that wait, too.
    // Open pages hear of it with the conversation.
    await desk.events.until(({ data }) => {
      const { id, priority } = (data['conversation'] ?? {}) as { id?: string; priority?: string };
      return id === urgent && priority === 'urgent';
    });
    const all = (await call(url(), 'listConversations', { ...desk.owner, query: { view: 'all' } as never }))
      .value;
    expect(all.items.find(({ id }) => id === urgent)?.priority).toBe('urgent');
    expect(all.items.find(({ status }) => status !== 'waiting')?.priority).toBeUndefined();

    const why = await priorityOf(urgent);
    expect(why?.level).toBe('urgent');
    const texts = why?.parts.map(({ name, text }) => [name, text]);
    expect(texts).toContainEqual(['urgency', 'Says that it is urgent.']);
    expect(texts?.find(([name]) => name === 'anger')?.[1]).toMatch(/^Sounds angry/);
    // The parts are the score: -2 and what each adds.
    const odds = (why?.parts ?? []).reduce((sum, { adds }) => sum + adds, -2);
    expect(why?.score).toBeCloseTo(1 / (1 + Math.exp(-odds)), 9);

    expect(await weights()).toEqual({ weights: STATED_WEIGHTS, choices: 0 });
    await call(url(), 'takeOver', { ...desk.owner, params: { id: urgent } });
    await desk.waitFor(async () => (await waiting()).items.length === 2);
    // No page hears of the weights: asked for until they stand.
    await expect.poll(async () => (await weights()).choices, { timeout: 30_000 }).toBe(1);
    const learned = (await weights()).weights;
    expect(learned.urgency).toBeGreaterThan(STATED_WEIGHTS.urgency);
    expect(learned.anger).toBeGreaterThan(STATED_WEIGHTS.anger);
    expect(await priorityOf(urgent)).toBeNull();
  }, 120_000);

  it('the longest wait comes first among equals, and becomes urgent by itself', async () => {
    const early = await asked('Where do I find the dark theme?');
    const late = await asked('Is there a keyboard shortcut for search?');
    await desk.tx((tx) =>
      tx
        .updateTable('conversations')
        .set({ waiting_since: new Date(Date.now() - 9 * 3_600_000) })
        .where('id', '=', late)
        .execute(),
    );
    const ours = (await waiting()).items.filter(({ id }) => id === early || id === late);
    expect(ours.map(({ id, priority }) => [id, priority])).toEqual([
      [late, 'urgent'],
      [early, 'normal'],
    ]);
    expect((await priorityOf(late))?.parts).toContainEqual(
      expect.objectContaining({
        name: 'wait',
        value: 2,
        text: 'Has waited for 200 % of the target of four hours.',
      }),
    );
  }, 120_000);
});
