/** Insights and the health of accounts, found in the night from counted rows; on real databases. */
import { findLifts, findReleaseEffects } from '@understudy/engine';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { findInsights } from '../../packages/server/src/flow/find-insights.ts';
import * as store from '../../packages/server/src/store/index.ts';
import { addWorkspace, engines } from '../database/databases.ts';

const NOW_MS = Date.UTC(2026, 3, 1, 3);
const DAY_MS = 86_400_000;
const RELEASED = new Date(NOW_MS - 12 * DAY_MS);

interface Asked {
  readonly account: string;
  readonly topic: string;
  readonly tokens: readonly string[];
  readonly days_ago: number;
  readonly measures?: readonly string[];
}

describe.each(engines)('insights on $name', ({ open, missing }) => {
  let database: store.Database;
  let workspace_id: string;
  beforeAll(async () => {
    if (!missing) database = await open();
  }, 120_000);
  afterAll(() => database?.close());
  beforeEach(async () => {
    if (!missing) workspace_id = await addWorkspace(database);
  });

  const tx = <T>(work: (opened: store.Tx) => Promise<T>) => database.asWorkspace(workspace_id, work);
  const search = (now_ms = NOW_MS) =>
    findInsights(
      {
        database,
        models: {
          ask: async (_: string, __: string, task: never) => ({
            lifts: findLifts((task as { questions: never }).questions),
            releases: findReleaseEffects(task),
          }),
        },
        log: { info: () => undefined },
        now_ms: () => now_ms,
      } as never,
      { workspace_id },
    );

  /** One customer an account, who is that account; a conversation a question. */
  async function ask(asked: readonly Asked[]) {
    const rows = asked.map(({ account, topic, tokens, days_ago, measures = ['confirmed'] }, index) => {
      const at = new Date(NOW_MS - days_ago * DAY_MS);
      const id = `cnv_${account}_${index}`;
      return { id, account, topic, tokens, at, day: at.toISOString().slice(0, 10), measures };
    });
    await tx(async (opened) => {
      const accounts = [...new Set(rows.map(({ account }) => account))];
      const nobody = { external_id: null, name: null, email: null, account: null };
      await opened
        .insertInto('customers')
        .values(accounts.map((id) => ({ id, ...nobody })))
        .execute();
      const bare = {
        channel: 'api',
        status: 'ai',
        assignee_id: null,
        waiting_since: null,
        source: null,
        external_id: null,
      } as const;
      await opened
        .insertInto('conversations')
        .values(rows.map(({ id, account }) => ({ id, customer_id: account, ...bare })))
        .execute();
      await opened
        .insertInto('conversation_figures')
        .values(
          rows.map(({ id, account, topic, tokens, at, day, measures }) => ({
            conversation_id: id,
            day,
            opened_at: at,
            topic_id: topic,
            account,
            tokens: store.json(tokens),
            measures: ['conversations', ...measures] as never,
          })),
        )
        .execute();
    });
  }

  /** 1,200 questions of 6 topics from 3 pages and 2 plans, every account once; `more` come on top. */
  const usual = (): Asked[] =>
    Array.from({ length: 1_200 }, (_, index) => ({
      account: `usual-${index}`,
      topic: `topic-${index % 6}`,
      tokens: [
        `page:/${'abc'[Math.floor(index / 6) % 3]}`,
        `plan:${Math.floor(index / 18) % 2 === 0 ? 'free' : 'team'}`,
      ],
      days_ago: 1 + (index % 80),
    }));
  const planted = (
    name: string,
    topic: string,
    count: number,
    of: (index: number) => Pick<Asked, 'tokens' | 'days_ago'>,
  ): Asked[] =>
    Array.from({ length: count }, (_, index) => ({ account: `${name}-${index}`, topic, ...of(index) }));

  it.skipIf(missing)('finds what was planted, keeps what was dismissed, and drops what is gone', async () => {
    await tx((opened) => store.putRelease(opened, { name: '5.1', at: RELEASED, notes: '' }));
    await ask([
      ...usual(),
      ...planted('place', 'topic-2', 120, (index) => {
        return { tokens: ['page:/b', 'plan:free'], days_ago: 1 + (index % 80) };
      }),
      ...planted('release', 'topic-4', 60, (index) => ({
        tokens: [`page:/${'abc'[index % 3]}`, `plan:${index % 2 === 0 ? 'free' : 'team'}`],
        days_ago: 1 + (index % 11),
      })),
    ]);
    await search();
    const found = await tx(store.listInsights);
    expect(
      found.map(({ kind, topic_id, tokens }) => [kind, topic_id, ...tokens].join(' ')).toSorted(),
    ).toEqual(['lift topic-2 page:/b plan:free', 'release topic-4 5.1']);
    const place = found.find(({ kind }) => kind === 'lift');
    // Of 1,380 questions 320 are of the topic, and 334 of the place (204 as usual, 120 planted, 10 since the release).
    expect(place?.expected).toBeCloseTo((320 * 334) / 1_380, 9);
    expect(place?.count).toBe(120 + 34);
    expect(found.find(({ kind }) => kind === 'release')?.since).toEqual(RELEASED);

    const id = place?.id ?? '';
    const days = { from: '2026-01-01', to: '2026-04-01', topic_id: null, measure: 'conversations' } as const;
    const behind = (of: { insight_id?: string; account?: string }) =>
      tx(async (opened) => {
        const { items } = await store.pageFigureRows(opened, { ...days, ...of, limit: 200 });
        expect(await store.countFigureRows(opened, { ...days, ...of })).toBe(items.length);
        return items;
      });
    // Where it came, every conversation counts.
    expect(await behind({ insight_id: id })).toHaveLength(120 + 34);
    const since = await behind({ insight_id: found.find(({ kind }) => kind === 'release')?.id ?? '' });
    expect(new Set(since.map(({ topic_id }) => topic_id))).toEqual(new Set(['topic-4']));
    expect(since.filter(({ account }) => account?.startsWith('release-'))).toHaveLength(60);
    expect(since.filter(({ opened_at }) => opened_at < RELEASED)).toEqual([]);
    expect(await behind({ insight_id: 'ins_unknown' })).toEqual([]);
    expect((await behind({ account: 'place-7' })).map(({ account }) => account)).toEqual(['place-7']);

    await tx((opened) => store.dismissInsight(opened, { id, at: new Date(NOW_MS) }));
    await search(NOW_MS + 60_000);
    const again = await tx(store.listInsights);
    expect(again.find((each) => each.id === id)?.dismissed_at).toEqual(new Date(NOW_MS));
    // The release is forgotten: nothing rises with it any more.
    await tx((opened) => opened.deleteFrom('releases').execute());
    await search(NOW_MS + 120_000);
    expect((await tx(store.listInsights)).map(({ kind }) => kind)).toEqual(['lift']);
  });

  it.skipIf(missing)('finds nothing where nothing was planted', async () => {
    await tx((opened) => store.putRelease(opened, { name: '5.1', at: RELEASED, notes: '' }));
    await ask(usual());
    await search();
    expect(await tx(store.listInsights)).toEqual([]);
    expect((await tx(store.lastInsightSearch))?.tested).toBeGreaterThan(20);
  });

  it.skipIf(missing)(
    'accounts: the worst first, those of whom too little is known last; a person’s goes with the person',
    async () => {
      const of = (account: string, measures: readonly (readonly string[])[]) =>
        measures.map((each, index) => ({
          account,
          topic: 'topic-1',
          tokens: [],
          days_ago: 2 + index,
          measures: each,
        }));
      const good = ['confirmed'];
      const bad = ['handed-off', 'handed-off:dissatisfied', 'came-again'];
      await ask([
        ...of('cus_good', [good, good, good, good]),
        ...of('cus_fair', [good, good, good, bad]),
        ...of('cus_bad', [bad, bad, bad, bad]),
        ...of('cus_new', [bad, bad]),
      ]);
      await search();
      const listed = async () => (await tx((opened) => store.listAccountHealth(opened, { limit: 10 }))).items;
      expect((await listed()).map(({ account, contacts }) => [account, contacts])).toEqual([
        ['cus_bad', 4],
        ['cus_fair', 4],
        ['cus_good', 4],
        ['cus_new', 2],
      ]);
      const [worst] = await listed();
      // Unresolved: its own 4 of 4 and ten usual ones at 7 of 14.
      expect(worst?.parts.find(({ name }) => name === 'unresolved')).toMatchObject({
        usual: expect.closeTo(7 / 14, 9),
        share: expect.closeTo(9 / 14, 9),
      });
      expect((await listed()).at(-1)).toMatchObject({ account: 'cus_new', score: null, parts: [] });
      expect((await tx(store.lastInsightSearch))?.backtest).toMatchObject({
        auroc: null,
        is_prediction: false,
      });
      // Pages meet without a gap.
      const first = await tx((opened) => store.listAccountHealth(opened, { limit: 3 }));
      const rest = await tx((opened) =>
        store.listAccountHealth(opened, { limit: 3, cursor: first.next_cursor ?? '' }),
      );
      expect([...first.items, ...rest.items].map(({ account }) => account)).toHaveLength(4);

      await database.asSystem((opened) =>
        opened.deleteFrom('conversation_figures').where('account', '=', 'cus_bad').execute(),
      );
      await database.asSystem((opened) =>
        opened.deleteFrom('conversations').where('customer_id', '=', 'cus_bad').execute(),
      );
      await database.asSystem((opened) =>
        opened.deleteFrom('customers').where('id', '=', 'cus_bad').execute(),
      );
      expect((await listed()).map(({ account }) => account)).not.toContain('cus_bad');
    },
  );

  it.skipIf(missing)('scores of 60 days ago are tried on who has left since', async () => {
    const bad = ['handed-off', 'handed-off:dissatisfied', 'came-again'];
    const asked = (account: string, measures: readonly string[]) =>
      [70, 80, 90].map((days_ago) => ({ account, topic: 'topic-1', tokens: [], days_ago, measures }));
    const names = Array.from({ length: 24 }, (_, index) => `cus_${index}`);
    await ask(names.flatMap((name, index) => asked(name, index < 12 ? bad : ['confirmed'])));
    await tx(async (opened) => {
      for (const [index, account] of names.slice(0, 12).entries()) {
        const { conversation_id } = await opened
          .selectFrom('conversation_figures')
          .select('conversation_id')
          .where('account', '=', account)
          .executeTakeFirstOrThrow();
        // The first one left before: it is not tried.
        const at = new Date(NOW_MS - (index === 0 ? 65 : 20) * DAY_MS);
        const outcome = {
          conversation_id,
          decision_id: null,
          kind: 'account-left',
          source_event: account,
          at,
        };
        await store.appendOutcome(opened, { id: `out_${account}`, ...outcome });
      }
    });
    await search();
    const { backtest } = (await tx(store.lastInsightSearch)) ?? {};
    expect(backtest).toMatchObject({ accounts: 23, left: 11, is_prediction: true, auroc: { value: 1 } });
  });
});
