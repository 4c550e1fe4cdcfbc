/** What it is worth, and what comes: figures that can be worked out by hand, from rows as they are counted; on real databases. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readForecast } from '../../packages/server/src/read-forecast.ts';
import { readWorth } from '../../packages/server/src/read-worth.ts';
import * as store from '../../packages/server/src/store/index.ts';
import { addConversation, addWorkspace, engines } from '../database/databases.ts';

const MODEL = {
  currency: 'EUR',
  wage_per_hour: 30,
  licence_per_month: 62,
  handle_minutes: null,
  wrong_answer_cost: 5,
  hold_out: 0,
};
const NOW_MS = Date.UTC(2026, 2, 2, 12);
const DAY_MS = 86_400_000;
const TOPIC = 'topic-exm_1';

describe.each(engines)('worth and forecast on $name', ({ open, missing }) => {
  let database: store.Database;
  let workspace_id: string;
  /** 10 of 100 audited answers were wrong, as far as the model knows. */
  let risk: { risk: number | null; effective_audits: number };
  beforeAll(async () => {
    if (!missing) database = await open();
  }, 120_000);
  afterAll(() => database?.close());
  beforeEach(async () => {
    if (missing) return;
    workspace_id = await addWorkspace(database);
    risk = { risk: 0.1, effective_audits: 100 };
  });

  const tx = <T>(work: (opened: store.Tx) => Promise<T>) => database.asWorkspace(workspace_id, work);
  const parts = () =>
    ({
      database,
      models: {
        estimate: async () => ({ overall: risk, by_stakes: [] }),
        topics: async () => [{ id: TOPIC, resolutions: ['res_1'], terms: ['export'] }],
      },
      now_ms: () => NOW_MS,
    }) as never;
  const worth = (from: string, to: string) => readWorth(parts(), { workspace_id, from, to });

  let counter = 0;
  async function counted(
    given: { day: string; measures: readonly string[]; minutes?: number; topic_id?: string; held?: boolean },
    times = 1,
  ) {
    const { day, measures, minutes = null, topic_id = null, held } = given;
    await tx(async (opened) => {
      for (let each = 0; each < times; each++) {
        const id = `cnv_w${counter++}`;
        const opened_at = new Date(`${day}T08:00:00Z`);
        await addConversation(opened, id);
        const row = {
          conversation_id: id,
          day,
          opened_at,
          topic_id,
          measures: ['conversations', ...measures],
        };
        const handle_ms = minutes === null ? null : Math.round(minutes * 60_000);
        await opened
          .insertInto('conversation_figures')
          .values({ ...row, handle_ms } as never)
          .execute();
        if (held === undefined) continue;
        const draw = { conversation_id: id, decision_id: `dec_${id}`, probability: 0.1, held, at: opened_at };
        await store.keepHoldOutDraw(opened, draw);
      }
    });
  }

  it.skipIf(missing)('hours and money, worked by hand', async () => {
    await counted({ day: '2026-01-10', measures: ['answered-alone', 'confirmed'] }, 60);
    await counted({ day: '2026-02-10', measures: ['answered-alone', 'assumed'] }, 40);
    // Answered alone, and a person had to help: no hours, but it may have been wrong.
    await counted({ day: '2026-02-11', measures: ['answered-alone', 'handed-off'] }, 20);
    // 12 threads of 4 minutes and 12 of 8: 6 on average.
    await counted({ day: '2026-01-12', measures: ['by-people'], minutes: 4 }, 12);
    await counted({ day: '2026-02-12', measures: ['by-people'], minutes: 8 }, 12);
    // Of another time, and of somebody else's workspace: not counted.
    await counted({ day: '2025-12-31', measures: ['answered-alone'], minutes: 500 });
    const before = await worth('2026-01-01', '2026-02-14');
    expect(before.hours_saved?.value).toBeCloseTo((100 * 0.9 * 6) / 60, 9);
    expect(before.money_saved).toBeNull();
    expect(before.missing).toEqual(['The wage and the licence: nobody has set the cost model.']);

    await tx((opened) => store.putCostModel(opened, { model: MODEL, at: new Date(NOW_MS) }));
    const found = await worth('2026-01-01', '2026-02-14');
    expect(found.threads_measured).toBe(24);
    expect(found.handle_minutes?.value).toBeCloseTo(6, 9);
    // A month and a half: 14 of the 28 days of February.
    const cost = 62 * 1.5;
    expect(found.cost).toBeCloseTo(cost, 9);
    expect(found.money_saved?.value).toBeCloseTo(9 * 30 - 120 * 0.1 * 5, 9);
    expect(found.net?.value).toBeCloseTo(210 - cost, 9);
    expect(found.cost_per_resolution?.value).toBeCloseTo(cost / 90, 9);
    expect(found.months.map(({ month, answered, cost: own }) => [month, answered, own])).toEqual([
      ['2026-01', 60, 62],
      ['2026-02', 60, 31],
    ]);
    expect(found.months[1]?.total).toEqual(found.net);
    expect(found.resolved).toMatchObject({ count: 60, total: 120, value: 0.5 });
    expect(found.steps.join('\n')).toContain('Hours = 100 × 0.9 × 6 / 60 = 9 (90 %:');
    expect(found.steps.join('\n')).toContain('Money = 9 h × 30 − 120 × 0.1 × 5 = 210 (90 %:');
    for (const interval of [found.hours_saved, found.money_saved, found.net]) {
      expect(interval?.low).toBeLessThan(interval?.value ?? 0);
      expect(interval?.high).toBeGreaterThan(interval?.value ?? 0);
    }
    expect(await worth('2026-01-01', '2026-02-14')).toEqual(found);
  });

  it.skipIf(missing)('says what is missing instead of a number', async () => {
    risk = { risk: null, effective_audits: 0 };
    await counted({ day: '2026-01-10', measures: ['answered-alone'] }, 5);
    await counted({ day: '2026-01-12', measures: ['by-people'], minutes: 4 }, 19);
    const found = await worth('2026-01-01', '2026-01-31');
    expect(found).toMatchObject({ hours_saved: null, handle_minutes: null, hold_out: null, steps: [] });
    expect(found.missing).toHaveLength(3);
    expect(found.missing[0]).toContain('measured in 19 of the 20 threads');
    await tx((opened) =>
      store.putCostModel(opened, { model: { ...MODEL, handle_minutes: 5 }, at: new Date(NOW_MS) }),
    );
    expect((await worth('2026-01-01', '2026-01-31')).missing).toHaveLength(1);
  });

  it.skipIf(missing)('the hold-out tells the minutes with and without', async () => {
    for (const minutes of [5, 7])
      await counted({ day: '2026-01-10', measures: ['handed-off'], minutes, held: true }, 10);
    await counted({ day: '2026-01-10', measures: ['answered-alone'], held: false }, 30);
    await counted({ day: '2026-01-10', measures: ['handed-off'], minutes: 4, held: false }, 10);
    const { hold_out } = await worth('2026-01-01', '2026-01-31');
    expect(hold_out).toMatchObject({
      held: 20,
      others: 40,
      minutes_held: { value: 6 },
      minutes_others: { value: 1 },
    });
    expect(hold_out?.saved?.value).toBeCloseTo(5, 9);
    expect(hold_out?.saved?.low).toBeGreaterThan(4);
  });

  it.skipIf(missing)('forecasts from whole weeks, and says what would speed it up', async () => {
    const day = (ago: number) => new Date(NOW_MS - ago * DAY_MS).toISOString().slice(0, 10);
    const forecast = () => readForecast(parts(), { workspace_id });
    // Weeks that end with yesterday: 20 conversations each, of which 0, 4, 8, 10, 11 and 12 were answered alone.
    for (const [week, alone] of [0, 4, 8, 10, 11].entries()) {
      await counted({ day: day(41 - 7 * week), measures: ['answered-alone'] }, alone);
      await counted({ day: day(41 - 7 * week), measures: ['handed-off'], topic_id: TOPIC }, 20 - alone);
    }
    expect(await forecast()).toMatchObject({ weeks: [], reason: expect.stringContaining('there are 3') });
    await counted({ day: day(3), measures: ['answered-alone'] }, 12);
    await counted({ day: day(3), measures: ['handed-off', 'handed-off:not-certified'] }, 8);
    // Of today: its week is not over.
    await counted({ day: day(0), measures: ['handed-off'] }, 1);
    const found = await forecast();
    expect(found.reason).toBeNull();
    expect(found.weeks).toHaveLength(8);
    expect(found.weeks[0]?.day).toBe(day(0));
    const [{ coverage }] = found.weeks as [(typeof found.weeks)[number]];
    expect(coverage.low).toBeLessThan(0.6);
    expect(coverage.high).toBeGreaterThan(0.6);
    // Of the last four weeks: 81 conversations, 8 not certified; nothing waits for review.
    expect(found.levers).toEqual([
      expect.objectContaining({ to: 'audits', count: 8, coverage: expect.closeTo(8 / 81, 9) }),
    ]);
  });

  it.skipIf(missing)(
    'topics that wait for review are a lever, with what they could add at most',
    async () => {
      const day = new Date(NOW_MS - 5 * DAY_MS).toISOString().slice(0, 10);
      await counted({ day, measures: ['handed-off'], topic_id: TOPIC }, 6);
      await counted({ day, measures: ['answered-alone'], topic_id: TOPIC }, 2);
      await counted({ day, measures: ['answered-alone'] }, 12);
      await tx(async (opened) => {
        const at = new Date(NOW_MS);
        const words = { title: 'Export', text: 'Press Export.', links: [], sources: [], source_key: null };
        const resolution = {
          id: 'res_1',
          ...words,
          stakes: 'read-only',
          stage: 'suggest',
          author: 'Ada',
          at,
        };
        await store.createResolution(opened, resolution as never);
        const about = { title: 'Export', question: 'How?', resolution_id: 'res_1', exemplar_id: null };
        const from = { conversation_id: null, author: 'Ada', source: 'human-reply', source_key: 'l' };
        const lesson = {
          id: 'les_1',
          kind: 'new-exemplar',
          stage: 'suggest',
          status: 'open',
          ...about,
          ...from,
          at,
        };
        await store.insertLesson(opened, lesson as never);
      });
      const { levers } = await readForecast(parts(), { workspace_id });
      expect(levers).toEqual([
        {
          to: 'review',
          count: 1,
          coverage: 6 / 20,
          text: '1 topic waits for review: up to +30 points of coverage.',
        },
      ]);
    },
  );
});
