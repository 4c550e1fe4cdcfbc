/** Figures over HTTP: counted by the running server, opened down to the conversations behind them, exported, recomputed, forgotten. */
import type { Measure } from '@understudy/contract';
import { sql } from 'kysely';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { csvCell } from '../../packages/server/src/http/export-figures.ts';
import { noteCertificates } from '../../packages/server/src/note-certificates.ts';
import * as store from '../../packages/server/src/store/index.ts';
import { engines } from '../database/databases.ts';
import { AnsweredDesk } from './answered-desk.ts';
import { call, cookieOf, startTestServer } from './harness.ts';
import { DAY_MS, HOUR_MS, type Step, ToldConversation } from './told-story.ts';

const FORMULA = '=HYPERLINK("http://evil.example","see, my invoice")';

const ask = { does: 'ask' } as const;
const answer = { does: 'answer' } as const;
/** Ten conversations of which eight are answered alone: two confirmed, three in silence, one of those came again. */
const STORY: readonly (readonly Step[])[] = [
  [ask, answer, { does: 'confirm' }],
  [ask, answer, { does: 'confirm' }, { does: 'audit', verdict: 'right' }],
  [ask, answer],
  [ask, answer, { does: 'audit', verdict: 'wrong' }],
  [ask, answer, { does: 'twin' }],
  [ask, answer, { does: 'came-again' }],
  [ask, answer, { does: 'deny' }, { does: 'agent' }],
  [ask, answer, { does: 'thumb-down' }],
  [ask, { does: 'draft', codes: ['not-certified'] }, { does: 'use-draft', later_ms: HOUR_MS }],
  [ask, { does: 'wish' }, { does: 'agent' }],
];
const COUNTS: Partial<Record<Measure, number>> = {
  conversations: 10,
  'answered-alone': 8,
  confirmed: 2,
  assumed: 2,
  undecided: 3,
  durable: 4,
  'came-again': 1,
  'handed-off': 3,
  'handed-off:dissatisfied': 1,
  'handed-off:asked-for-person': 1,
  'handed-off:not-certified': 1,
  drafted: 1,
  'assisted-as-is': 1,
  'by-people': 2,
  'audited-right': 1,
  'audited-wrong': 1,
  'twin-answered': 1,
};

describe.each(engines)('figures on $name', ({ open, missing }) => {
  describe.skipIf(missing)('with a desk of ten conversations', () => {
    let desk: AnsweredDesk;
    const range = { from: '', to: '' };
    const told: ToldConversation[] = [];
    const quality = async (query: Record<string, string> = range) =>
      (await call(desk.server.url, 'getQuality', { ...desk.owner, query })).value;
    const rows = async (measure: string, query: Record<string, string | number> = {}) =>
      (
        await call(desk.server.url, 'listFigureRows', {
          ...desk.owner,
          query: { ...range, measure, ...query },
        })
      ).value;
    const exported = (query: string) =>
      fetch(`${desk.server.url}/v1/figures/export?from=${range.from}&to=${range.to}&${query}`, desk.owner);
    /** Until the server has counted what is asked for. */
    const until = async (isCounted: () => Promise<boolean>) => {
      while (!(await isCounted())) await setTimeout(100);
    };

    beforeAll(async () => {
      const server = await startTestServer(await open(), {}, { count_every_ms: 200 });
      desk = await AnsweredDesk.open(server);
      // Far from what the desk itself has asked today, and all within one day.
      const day_ms = Math.floor(Date.now() / DAY_MS) * DAY_MS - 20 * DAY_MS;
      range.from = range.to = new Date(day_ms).toISOString().slice(0, 10);
      for (const [i, steps] of STORY.entries())
        await desk.tx(async (tx) => {
          const at_ms = day_ms + (9 + i) * HOUR_MS;
          const conversation = await ToldConversation.open(tx, { at_ms, resolution_id: desk.resolution_id });
          told.push(conversation);
          if (i === 0) {
            const change = { subject: FORMULA };
            await store.updateConversation(tx, { id: conversation.id, at: new Date(at_ms), change });
          }
          await conversation.tell(tx, steps);
        });
      await until(async () => (await quality()).counts.conversations === STORY.length);
    }, 120_000);
    afterAll(() => desk?.close());

    it('counts them as by hand, on their day, by tiers that are never mixed', async () => {
      const read = await quality();
      expect(read.counts).toEqual(COUNTS);
      expect(read.days).toEqual([{ day: range.from, counts: COUNTS }]);
      expect(read.silence).toMatchObject({ measure: 'assumed', of: 'answered-alone', count: 2, total: 8 });
      expect(read.as_of).not.toBeNull();
    });

    it('gives every share with its exact 90 % interval, and none of nothing', async () => {
      const { shares } = await quality();
      const confirmed = shares.find(({ measure }) => measure === 'confirmed');
      // scipy.stats.beta.ppf([.05, .95], [2, 3], [7, 6])
      expect(confirmed).toMatchObject({ count: 2, total: 8, value: 0.25 });
      expect(confirmed?.low).toBeCloseTo(0.046389, 5);
      expect(confirmed?.high).toBeCloseTo(0.599689, 5);
      const nothing = (await quality({ from: '2020-01-01', to: '2020-01-02' })).shares;
      expect(nothing.map(({ value }) => value)).toEqual(nothing.map(() => null));
    });

    it('opens each count to just as many conversations, page by page', async () => {
      for (const [measure, count] of Object.entries(COUNTS)) {
        const seen: string[] = [];
        let cursor: string | null = '';
        while (cursor !== null) {
          const page = await rows(measure, { limit: 3, ...(cursor && { cursor }) });
          expect([measure, page.total]).toEqual([measure, count]);
          for (const row of page.items) expect(row.measures).toContain(measure);
          seen.push(...page.items.map((row) => row.conversation_id));
          cursor = page.next_cursor;
        }
        expect([measure, new Set(seen).size, seen.length]).toEqual([measure, count, count]);
      }
      const { items } = await rows('assisted-as-is');
      expect(items).toMatchObject([
        {
          conversation_id: told[8]?.id,
          resolution_id: desk.resolution_id,
          stakes: 'read-only',
          confidence: 0.9,
        },
      ]);
      // The person came an hour later; ten minutes of it are taken for work.
      expect(items[0]).toMatchObject({ handle_minutes: 10, first_reply_minutes: 62 });
    });

    it('exports what it lists, in both forms, and no formula', async () => {
      const listed = (await rows('answered-alone', { limit: 100 })).items;
      const lines = (await (await exported('measure=answered-alone&format=ndjson')).text())
        .trimEnd()
        .split('\n');
      expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual(listed);
      const response = await exported('measure=answered-alone&format=csv');
      expect(response.headers.get('content-type')).toContain('text/csv');
      const [head, ...csv] = (await response.text()).trimEnd().split('\r\n');
      expect(head).toMatch(/^conversation_id,opened_at,subject,/);
      expect(csv.map((line) => line.split(',')[0])).toEqual(listed.map((row) => row.conversation_id));
      const first = csv.find((line) => line.startsWith(told[0]?.id ?? '?'));
      expect(first).toContain(`"'=HYPERLINK(""http://evil.example"",""see, my invoice"")"`);
      expect((await exported('measure=nonsense')).status).toBe(400);
      const entries = (
        await call(desk.server.url, 'listAuditLog', { ...desk.owner, query: { category: 'export' } })
      ).value;
      expect(entries.items.some(({ action }) => action === 'exportFigures')).toBe(true);
    });

    it('knows topics by what the model says of the answer, and where they lie', async () => {
      const { items } = (await call(desk.server.url, 'listTopicFigures', { ...desk.owner, query: range }))
        .value;
      // The answer that the desk itself was taught waits for a review.
      const [topic] = items;
      expect(topic).toMatchObject({ x: 0, y: 0, resolutions: 1, waiting_lessons: 1, decline: null });
      if (topic === undefined) throw new Error('expected a topic');
      expect(topic.conversations).toBe((await rows('conversations', { topic_id: topic.id })).total);
      expect(topic.shares[0]).toMatchObject({ measure: 'answered-alone', total: topic.conversations });
      expect(topic.gap).toBe(topic.conversations - (topic.shares[0]?.count ?? 0));
    });

    it('says since when a topic declines, and what coincides; the sums are planted', async () => {
      const read = async () =>
        (await call(desk.server.url, 'listTopicFigures', { ...desk.owner, query: year })).value.items[0];
      const year = { from: '2025-01-01', to: '2025-06-30' };
      const id = (await read())?.id ?? '';
      const plant = (week: number, failed: number) =>
        desk.tx((tx) =>
          sql`insert into topic_figures select current_workspace(), 'week', '2025-01-06'::date + 7 * ${week}::int, ${id}, 40, 30, 0, 0,
            0, 0, 0, 0, ${failed}::int, 0`.execute(tx),
        );
      for (let week = 0; week < 10; week++) await plant(week, 1);
      expect((await read())?.decline).toBeNull();
      await desk.tx((tx) =>
        store.putRelease(tx, { name: '9.9', at: new Date('2025-03-18T10:00:00Z'), notes: '' }),
      );
      for (let week = 10; week < 16; week++) await plant(week, 9);
      const declined = await read();
      expect(declined?.decline).toMatchObject({
        since: '2025-03-17',
        after: 0.7,
        consistent_with: ['release 9.9'],
      });
      expect(declined?.decline?.before).toBeCloseTo(29 / 30, 9);
      expect(declined).toMatchObject({ conversations: 640, gap: 160 });
      expect(declined?.trend).toHaveLength(16);
      // Of 24 answers since, those from one page failed; half of all come from the same plan.
      await desk.tx(async (tx) => {
        const given = sql`(select 'cnv_declined_' || i as id, i, '2025-03-20T10:00:00Z'::timestamptz + i * interval '1 hour' as at
          from generate_series(1, 24) i) given`;
        await sql`insert into conversations (id, customer_id, channel, status, created_at)
          select id, (select min(id) from customers), 'api', 'ai', at from ${given}`.execute(tx);
        await sql`insert into conversation_figures (conversation_id, day, opened_at, topic_id, route, plan, measures)
          select id, at::date, at, ${id}, case when i <= 12 then '/billing' else '/home/' || i end,
            case when i % 2 = 0 then 'free' else 'pro' end,
            case when i <= 12 then array['conversations', 'answered-alone', 'reopened'] else array['conversations', 'answered-alone'] end
          from ${given}`.execute(tx);
        // Planted, not to be counted.
        await sql`delete from dirty_conversations where conversation_id like 'cnv_declined_%'`.execute(tx);
      });
      expect((await read())?.decline?.consistent_with).toEqual(['release 9.9', 'page /billing']);
      await desk.tx((tx) => sql`delete from conversations where id like 'cnv_declined_%'`.execute(tx));
    });

    it('tells in sentences whether it learns and is safe, and what waits', async () => {
      const read = (await call(desk.server.url, 'getOverview', { ...desk.owner, query: range })).value;
      expect(read.learning.text).toContain('It answered 80 %');
      expect(read.learning.text).toContain('of 10 conversations alone');
      expect(read.learning.coverage).toMatchObject({ count: 8, total: 10 });
      expect(read.safety.text).toContain('No alarm is open.');
      const needs = (await call(desk.server.url, 'getOverview', desk.owner)).value.needs;
      expect(needs.find(({ kind }) => kind === 'waiting')?.count).toBeGreaterThan(0);
    });

    it('draws reliability and risk–coverage from audits', async () => {
      const { reliability, risk_coverage } = await quality();
      expect(reliability.bins).toMatchObject([{ answers: 2, predicted: 0.9, right: 0.5 }]);
      expect(reliability.ece).toBeCloseTo(0.4, 9);
      expect(risk_coverage).toEqual([{ coverage: 1, risk: 0.5, threshold: 0.9 }]);
    });

    it('estimates the risk of one topic from its own audits in the range', async () => {
      const { items } = (await rows('audited-wrong')) as { items: { topic_id: string | null }[] };
      const topic_id = items[0]?.topic_id ?? '';
      const { risk, resolution } = await quality({ ...range, topic_id });
      expect(risk).toMatchObject({ audited: 2, wrong: 0.5, confidence: 0.9 });
      // scipy.stats.beta.ppf([.05, .95], [1, 2], [2, 1])
      expect(risk?.low).toBeCloseTo(0.025321, 5);
      expect(risk?.high).toBeCloseTo(0.974679, 5);
      expect(resolution?.low).toBeCloseTo(0.025321, 5);
      expect((await quality({ ...range, topic_id: 'topic-unknown' })).risk).toBeNull();
    });

    it('keeps when certificates changed, once each', async () => {
      const cell = { cell: 'read-only × 2', alpha: 0.05, delta: 0.1, labelled: 90, wrong: 1, coverage: 0.5 };
      const rest = { since_at_ms: 0, audited: 0, needed: 0, how: 'first-unlock' as const, locked: null };
      const note = (model_version: number, threshold: number | null) =>
        desk.tx((tx) => {
          const certificates = [{ ...cell, ...rest, threshold }] as never;
          return noteCertificates(tx, {
            certificates,
            model_version,
            at: new Date(`${range.from}T12:00:00Z`),
          });
        });
      for (const [version, threshold] of [
        [1, null],
        [2, 0.8],
        [3, 0.8],
        [4, 0.7],
        [5, null],
      ] as const)
        await note(version, threshold);
      const { certificate_history } = await quality();
      const seen = certificate_history.map(({ change, threshold }) => `${change} ${threshold}`);
      expect(seen.toSorted((a, b) => a.localeCompare(b))).toEqual([
        'locked null',
        'moved 0.7',
        'unlocked 0.8',
      ]);
    });

    it('counts a question that comes in right now, without anybody asking for it', async () => {
      const today = new Date().toISOString().slice(0, 10);
      const before = (await rows('handed-off', { from: today, to: today })).total;
      const { conversation_id } = await desk.ask('The moon is made of green cheese, is it not?');
      const listed = () => rows('handed-off', { from: today, to: today });
      await until(async () => (await listed()).items.some((row) => row.conversation_id === conversation_id));
      expect((await listed()).total).toBe(before + 1);
    });

    it('plans once, where something was counted, that the twin is asked and bursts are looked for', async () => {
      const own = JSON.stringify({ workspace_id: desk.workspace.id });
      const { rows: planned } = await desk.server.database.asSystem((tx) =>
        sql<{ name: string; minutes: number }>`
          select name, extract(epoch from start_after - created_on)::float8 / 60 as minutes from pgboss.job
          where name in ('shadow-twin', 'find-incidents') and data = ${own}::jsonb order by name`.execute(tx),
      );
      expect(planned.map(({ name }) => name)).toEqual(['find-incidents', 'shadow-twin']);
      // From when the count began: a slow machine takes its time until the job stands.
      for (const [i, most] of [60, 10].entries()) {
        expect(planned[i]?.minutes).toBeGreaterThan(most / 2);
        expect(planned[i]?.minutes).toBeLessThanOrEqual(most);
      }
    });

    it('recomputes: nothing differs, until something was wrong; then it is right again', async () => {
      const recompute = async () => {
        await call(desk.server.url, 'recomputeFigures', desk.owner);
        const read = async () => (await call(desk.server.url, 'getRecomputation', desk.owner)).value;
        await until(async () => (await read()).state === 'done');
        return read();
      };
      expect(await recompute()).toMatchObject({ different: 0, differences: [] });
      await desk.tx((tx) =>
        sql`update daily_figures set count = 5 where measure = 'confirmed' and topic_id = '' and day = ${range.from}::date`.execute(
          tx,
        ),
      );
      expect((await quality()).counts.confirmed).toBe(5);
      const found = await recompute();
      expect(found).toMatchObject({
        different: 1,
        differences: [{ day: range.from, topic_id: null, measure: 'confirmed', kept: 5, counted: 2 }],
      });
      expect((await quality()).counts).toEqual(COUNTS);
    });

    it('saves views: one’s own, and those that are shared', async () => {
      const body = {
        name: 'lead',
        email: 'lead@example.com',
        password: 'correct horse battery',
        role: 'lead' as const,
      };
      await call(desk.server.url, 'addMember', { ...desk.owner, body });
      const { headers } = await call(desk.server.url, 'signIn', { body });
      const lead = { headers: { cookie: cookieOf(headers) } };
      const save = (name: string, shared: boolean) =>
        call(desk.server.url, 'saveView', {
          ...desk.owner,
          body: { page: 'quality', name, search: '?from=2026-01-01', shared },
        });
      const { value: own } = await save('Mine', false);
      const { value: shared } = await save('Ours', true);
      const seenBy = async (who: typeof lead) =>
        (await call(desk.server.url, 'listSavedViews', who)).value.items.map(({ name }) => name);
      expect(await seenBy(desk.owner as typeof lead)).toEqual(['Mine', 'Ours']);
      expect(await seenBy(lead)).toEqual(['Ours']);
      const drop = (who: typeof lead, id: string) =>
        call(desk.server.url, 'deleteView', { ...who, params: { id } });
      expect((await drop(lead, shared.id)).problem.code).toBe('not-found');
      expect((await drop(desk.owner as typeof lead, own.id)).value).toEqual({ ok: true });
      expect(await seenBy(desk.owner as typeof lead)).toEqual(['Ours']);
    });

    it('forgets an erased person, row and counts', async () => {
      const gone = told[0];
      const { value: erased } = await call(desk.server.url, 'erasePerson', {
        ...desk.owner,
        body: { person: gone?.customer_id ?? '', dry_run: false },
      });
      expect(erased).toBeDefined();
      const { counts } = await quality();
      expect(counts).toMatchObject({ conversations: 9, 'answered-alone': 7, confirmed: 1 });
      const { items } = await rows('conversations', { limit: 100 });
      expect(items.map((row) => row.conversation_id)).not.toContain(gone?.id);
    });
  });
});

it('takes whatever begins like a formula for words', () => {
  const cells = ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', 'plain', 'a,b', '"', 'a = b'];
  expect(cells.map(csvCell)).toEqual([
    "'=1+1",
    "'+1",
    "'-1",
    "'@SUM(A1)",
    "'\t=1",
    'plain',
    '"a,b"',
    '""""',
    'a = b',
  ]);
  expect([csvCell(null), csvCell(-0.5)]).toEqual(['', '-0.5']);
});
