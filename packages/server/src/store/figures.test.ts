/** What each measure counts, by hand, on both engines; and that the counts follow the rows whatever happens. */
import { type Measure, measure } from '@understudy/contract';
import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { addWorkspace, engines } from '../../../../tests/database/databases.ts';
import {
  countAll,
  countingParts,
  DAY_MS,
  HOUR_MS,
  type Step,
  ToldConversation,
} from '../../../../tests/server/told-story.ts';
import { followFigures } from '../flow/follow-figures.ts';
import { recomputeFigures, requestRecomputation } from '../flow/recompute-figures.ts';
import * as store from './index.ts';

const START_MS = Date.UTC(2026, 2, 2, 9);
const ask = { does: 'ask' } as const;
const answer = { does: 'answer' } as const;
const handedOff = (...codes: string[]) => ({ does: 'hand-off', codes }) as const;
const drafted = (...codes: string[]) => ({ does: 'draft', codes }) as const;

/** What happens, and what is then counted, two weeks later. */
const STORY: Readonly<Record<string, { steps: readonly Step[]; counts: readonly Measure[] }>> = {
  'said that it helped': {
    steps: [ask, answer, { does: 'confirm' }, { does: 'resolve' }],
    counts: ['answered-alone', 'confirmed', 'durable'],
  },
  'left in silence': { steps: [ask, answer], counts: ['answered-alone', 'assumed', 'durable'] },
  'left in silence, and came again': {
    steps: [ask, answer, { does: 'came-again' }],
    counts: ['answered-alone', 'undecided', 'came-again'],
  },
  'said that it helped, and came again': {
    steps: [ask, answer, { does: 'confirm' }, { does: 'came-again' }],
    counts: ['answered-alone', 'confirmed', 'came-again'],
  },
  'left after a thumb down': {
    steps: [ask, answer, { does: 'thumb-down' }],
    counts: ['answered-alone', 'undecided'],
  },
  'left in the middle of a clarifying question': {
    steps: [ask, answer, ask, { does: 'clarify' }],
    counts: ['answered-alone', 'undecided'],
  },
  'was only asked back': { steps: [ask, { does: 'clarify' }], counts: [] },
  'helped, until it was reopened': {
    steps: [ask, answer, { does: 'confirm' }, { does: 'resolve' }, { does: 'reopen' }, answer],
    counts: ['answered-alone', 'assumed', 'durable', 'reopened'],
  },
  'thanked late': {
    steps: [ask, answer, { does: 'resolve' }, { does: 'reopen', later_ms: HOUR_MS }, { does: 'confirm' }],
    counts: ['answered-alone', 'confirmed', 'durable'],
  },
  'did not help': {
    steps: [ask, answer, { does: 'deny' }, { does: 'agent' }],
    counts: ['answered-alone', 'handed-off', 'handed-off:dissatisfied', 'by-people'],
  },
  'asked for a person': {
    steps: [ask, { does: 'wish' }, { does: 'agent' }],
    counts: ['handed-off', 'handed-off:asked-for-person', 'by-people'],
  },
  'asked for a person in words': {
    steps: [ask, handedOff('wants-human'), { does: 'agent' }],
    counts: ['handed-off', 'handed-off:asked-for-person', 'by-people'],
  },
  'was of high stakes': {
    steps: [ask, handedOff('high-stakes')],
    counts: ['handed-off', 'handed-off:high-stakes'],
  },
  'was angry': {
    steps: [ask, answer, ask, handedOff('angry')],
    counts: ['answered-alone', 'handed-off', 'handed-off:dissatisfied'],
  },
  'was new': {
    steps: [ask, { ...drafted('novel', 'not-certified') }, { does: 'discard-draft' }, { does: 'agent' }],
    counts: ['handed-off', 'handed-off:unknown', 'drafted', 'draft-discarded', 'by-people'],
  },
  'was below the bar': {
    steps: [ask, drafted('below-threshold'), { does: 'use-draft' }],
    counts: ['handed-off', 'handed-off:unsure', 'drafted', 'assisted-as-is'],
  },
  'was not certified': {
    steps: [ask, drafted('not-certified'), { does: 'edit-draft' }],
    counts: ['handed-off', 'handed-off:not-certified', 'drafted', 'assisted-edited'],
  },
  'was held': {
    steps: [ask, drafted('vetoed', 'not-certified')],
    counts: ['handed-off', 'handed-off:held', 'drafted'],
  },
  'was whispered': { steps: [ask, { does: 'whisper' }], counts: ['by-people'] },
  'was taken over by a person': { steps: [ask, { does: 'agent' }], counts: ['by-people'] },
  'was audited right, and the twin knew it, too': {
    steps: [ask, answer, { does: 'twin' }, { does: 'audit', verdict: 'right' }],
    counts: ['answered-alone', 'assumed', 'durable', 'audited-right', 'twin-answered'],
  },
  'was audited wrong, harmless or not': {
    steps: [ask, answer, { does: 'audit', verdict: 'harmless' }],
    counts: ['answered-alone', 'undecided', 'audited-wrong'],
  },
  'nobody could tell': {
    steps: [ask, answer, { does: 'audit', verdict: 'unsure' }],
    counts: ['answered-alone', 'assumed', 'durable'],
  },
  'was strange': {
    steps: [ask, { does: 'answer', novelty_p: 0.001 }],
    counts: ['answered-alone', 'assumed', 'durable', 'novel'],
  },
};

describe.each(engines)('figures on $name', ({ open, missing }) => {
  describe.skipIf(missing)('with a fresh database', () => {
    let database: store.Database;
    let workspace_id: string;
    const run = <T>(work: (tx: store.Tx) => Promise<T>) => database.asWorkspace(workspace_id, work);
    const topicOf = (id: string) => `topic-${id}`;
    const count = (now_ms: number) => countAll(database, { workspace_id, now_ms, topicOf });
    beforeAll(async () => {
      database = await open();
    }, 60_000);
    afterAll(() => database?.close());
    beforeEach(async () => {
      workspace_id = await addWorkspace(database);
    });

    const told = (steps: readonly Step[], given: Partial<Parameters<typeof ToldConversation.open>[1]> = {}) =>
      run(async (tx) => {
        const conversation = await ToldConversation.open(tx, { at_ms: START_MS, ...given });
        await conversation.tell(tx, steps);
        return conversation;
      });
    const measuresOf = async (id: string) => {
      const [row] = await run((tx) => store.keptFigures(tx, [id]));
      return row?.measures.filter((each) => each !== 'conversations');
    };
    /** Rows, and what the counts ought to be by them, against what they are. */
    const sums = async () => {
      const wrong: store.WrongSum[] = [];
      let topics = 0;
      await run(async (tx) => {
        for (const span of await store.countedSpans(tx)) {
          wrong.push(...(await store.putSumsRight(tx, span)));
          topics += await store.putTopicsRight(tx, span);
          topics += await store.putTwinRight(tx, span);
        }
      });
      return { wrong, topics };
    };

    test('each kind of conversation is counted as what it is', async () => {
      const ids = new Map<string, string>();
      for (const [name, { steps }] of Object.entries(STORY)) ids.set(name, (await told(steps)).id);
      await count(START_MS + 14 * DAY_MS);
      for (const [name, { counts }] of Object.entries(STORY))
        expect([name, await measuresOf(ids.get(name) ?? '')]).toEqual([name, counts]);
      const daily = await run((tx) =>
        store.dailyCounts(tx, { from: '2026-03-01', to: '2026-03-31', topic_id: null }),
      );
      const all = Object.values(STORY).flatMap(({ counts }) => counts);
      const expected = new Map<string, number>([['conversations', Object.keys(STORY).length]]);
      for (const measure of all) expected.set(measure, (expected.get(measure) ?? 0) + 1);
      expect(daily).toEqual([{ day: '2026-03-02', counts: Object.fromEntries(expected) }]);
      expect(await sums()).toEqual({ wrong: [], topics: 0 });
    });

    test('silence is nothing for 72 hours, then assumed, and durable after 7 days; each by itself', async () => {
      const { id } = await told([ask, answer]);
      const answered_ms = START_MS + 2 * 60_000;
      const seen: (readonly Measure[] | undefined)[] = [];
      for (const after of [HOUR_MS, 72 * HOUR_MS - 1, 72 * HOUR_MS, 7 * DAY_MS - 1, 7 * DAY_MS]) {
        await count(answered_ms + after);
        seen.push((await measuresOf(id))?.slice(1));
      }
      expect(seen).toEqual([['undecided'], ['undecided'], ['assumed'], ['assumed'], ['assumed', 'durable']]);
      const [row] = await run((tx) => store.keptFigures(tx, [id]));
      expect(row?.due_at).toBeNull();
    });

    test('what was known around the first question stands in the row', async () => {
      const context = ['page:/billing', 'plan:pro', 'release:4.2', 'stay:long'];
      const { id } = await told(
        [ask, { does: 'answer', confidence: 0.7 }, { does: 'agent', later_ms: HOUR_MS }],
        {
          context,
          account_id: 'acme',
        },
      );
      await count(START_MS + DAY_MS);
      const row = await run((tx) =>
        tx
          .selectFrom('conversation_figures')
          .selectAll()
          .where('conversation_id', '=', id)
          .executeTakeFirst(),
      );
      expect(row).toMatchObject({
        topic_id: 'topic-res_known',
        resolution_id: 'res_known',
        account: 'acme',
        tokens: context,
        plan: 'pro',
        route: '/billing',
        release: '4.2',
        language: 'en',
        stakes: 'read-only',
        confidence: 0.7,
        first_reply_ms: 60_000,
        // A person came after an hour: ten minutes of it are work at most.
        handle_ms: 600_000,
      });
    });

    test('in the night conversations follow their topics, and what it took until an answer is told', async () => {
      const used = [ask, drafted('not-certified'), { does: 'use-draft' }] as const;
      const { id } = await told(used);
      await told(used, { at_ms: START_MS + HOUR_MS });
      await count(START_MS + DAY_MS);
      expect(await run(store.topicAbsorptions)).toEqual([{ known: false, answers: 2 }]);
      await told([ask, answer, { does: 'confirm' }], { at_ms: START_MS + 2 * HOUR_MS });
      await told(used, { at_ms: START_MS + 3 * HOUR_MS });
      const now_ms = START_MS + DAY_MS;
      await count(now_ms);
      expect(await run(store.topicAbsorptions)).toEqual([{ known: true, answers: 2 }]);
      const topics = [{ id: 'topic-joined', resolutions: ['res_known'] }];
      const parts = countingParts(database, { now_ms, topics, topicOf: () => 'topic-joined' });
      await followFigures(parts, { workspace_id, looks_at_topics: true });
      const [row] = await run((tx) => store.keptFigures(tx, [id]));
      expect(row?.topic_id).toBe('topic-joined');
      const of = (topic_id: string) =>
        run((tx) =>
          store.countFigureRows(tx, {
            from: '2026-03-01',
            to: '2026-03-31',
            topic_id,
            measure: 'conversations',
          }),
        );
      expect([await of('topic-res_known'), await of('topic-joined')]).toEqual([0, 4]);
      expect((await run(store.figuresState)).absorption).toEqual({
        known: 1,
        unknown: 0,
        median: 2,
        low: null,
        high: null,
      });
      expect(await sums()).toEqual({ wrong: [], topics: 0 });
    });

    test('imported tickets are not counted', async () => {
      const { id } = await told([ask, { does: 'agent' }], { channel: 'import' });
      await count(START_MS + DAY_MS);
      expect(await measuresOf(id)).toBeUndefined();
      expect(await run((tx) => store.readDirty(tx, { now: new Date(), limit: 1 }))).toEqual({
        ids: [],
        marks: [],
      });
    });

    test('a workspace counts its own conversations, and sees no other’s', async () => {
      await told([ask, answer]);
      const other = await addWorkspace(database);
      await countAll(database, { workspace_id: other, now_ms: START_MS + DAY_MS });
      const range = { from: '2026-01-01', to: '2026-12-31', topic_id: null };
      expect(await database.asWorkspace(other, (tx) => store.dailyCounts(tx, range))).toEqual([]);
      await count(START_MS + DAY_MS);
      expect(await database.asWorkspace(other, (tx) => store.dailyCounts(tx, range))).toEqual([]);
      expect((await run((tx) => store.dailyCounts(tx, range))).length).toBeGreaterThan(0);
    });

    test('with a conversation go its row and what it counted, also in the middle of being counted', async () => {
      const { id } = await told([ask, answer]);
      const kept = await told([ask, answer, { does: 'confirm' }]);
      await count(START_MS + DAY_MS);
      await told([ask]).then(({ id: uncounted }) =>
        run((tx) => tx.deleteFrom('conversations').where('id', '=', uncounted).execute()),
      );
      await run((tx) => tx.deleteFrom('outcomes').where('conversation_id', '=', id).execute()).catch(
        () => null,
      );
      await run((tx) => tx.deleteFrom('conversations').where('id', '=', id).execute());
      await count(START_MS + DAY_MS);
      expect(await measuresOf(id)).toBeUndefined();
      expect(await measuresOf(kept.id)).toContain('confirmed');
      const daily = await run((tx) =>
        store.dailyCounts(tx, { from: '2026-03-01', to: '2026-03-31', topic_id: 'topic-res_known' }),
      );
      expect(daily).toEqual([
        { day: '2026-03-02', counts: { 'answered-alone': 1, confirmed: 1, conversations: 1 } },
      ]);
      expect(await sums()).toEqual({ wrong: [], topics: 0 });
    });

    test('what people judged is labelled: of all topics, and of one', async () => {
      for (const verdict of ['right', 'harmless', 'unsure'] as const)
        await told([ask, answer, { does: 'audit', verdict }]);
      await told([ask, answer]);
      const taught = await told([ask, drafted('not-certified'), { does: 'twin' }], {
        resolution_id: 'res_other',
      });
      await run((tx) =>
        tx
          .updateTable('twin_decisions')
          .set({ answered: false, was_right: true })
          .where('conversation_id', '=', taught.id)
          .execute(),
      );
      await count(START_MS + DAY_MS);
      const labels = async (topic_id: string | null, from = '2026-03-01') => {
        const range = { from, to: '2026-03-31', topic_id, limit: 10 };
        const found = await run((tx) => store.labelledDecisions(tx, range));
        return found.map(({ correct }) => Number(correct)).toSorted((a, b) => a - b);
      };
      expect(await labels(null)).toEqual([0, 1, 1]);
      expect(await labels('topic-res_known')).toEqual([0, 1]);
      expect(await labels('topic-res_other')).toEqual([1]);
      expect(await labels(null, '2026-03-03')).toEqual([]);
      expect(await labels('topic-res_known', '2026-03-03')).toEqual([]);
    });

    test('the twin is counted beside, judged once people have said so, and goes with its conversation', async () => {
      const conversation = await told([ask, answer, { does: 'twin' }]);
      await count(START_MS + HOUR_MS);
      const asked = { day: '2026-03-02', conversations: 1, answered: 1, twin_answered: 1 };
      expect(await twinWeeks(null)).toEqual([{ ...asked, judged: 0, right: 0, twin_right: 0 }]);
      const judge = { does: 'judge-twin', was_right: true, twin_was_right: false } as const;
      await run((tx) => conversation.tell(tx, [judge]));
      await count(START_MS + HOUR_MS);
      const judged = [{ ...asked, judged: 1, right: 1, twin_right: 0 }];
      expect(await twinWeeks(null)).toEqual(judged);
      expect(await twinWeeks('topic-res_known')).toEqual(judged);
      expect(await twinWeeks('topic-res_other')).toEqual([]);
      await erase(conversation);
      expect([await twinWeeks(null), await twinWeeks('topic-res_known')]).toEqual([[], []]);
    });

    test('every measure has an index, so that rare ones are found at once', async () => {
      const { rows } = await sql<{ indexdef: string }>`
        select indexdef from pg_indexes where tablename = 'conversation_figures' and indexdef like '%measures @>%'
      `.execute(database.db);
      const named = rows.map(({ indexdef }) => /ARRAY\['([^']+)'/.exec(indexdef)?.[1]);
      expect(new Set(named)).toEqual(new Set(measure.options));
    });

    describe('counting everything anew', () => {
      const recompute = async (now_ms: number) => {
        const parts = countingParts(database, { now_ms, topicOf }) as never;
        expect(await requestRecomputation(parts, workspace_id)).toMatchObject({ state: 'running' });
        await recomputeFigures(parts, { workspace_id }, new AbortController().signal);
        return (await run(store.figuresState)).recount;
      };

      test('finds nothing where nothing is wrong, whatever is marked or due meanwhile', async () => {
        for (const { steps } of Object.values(STORY)) await told(steps);
        await count(START_MS + DAY_MS);
        await told([ask, answer]);
        const now_ms = START_MS + 14 * DAY_MS;
        expect(await recompute(now_ms)).toMatchObject({
          state: 'done',
          different: 0,
          differences: [],
          done: Object.keys(STORY).length + 1,
          total: Object.keys(STORY).length + 1,
        });
      });

      test('finds a row and a sum that are wrong, says by how much, and puts them right', async () => {
        const { id } = await told([ask, answer, { does: 'confirm' }]);
        await told([ask, answer]);
        await told([ask, { does: 'clarify' }, { does: 'twin' }]);
        await count(START_MS + 14 * DAY_MS);
        const before = await run((tx) =>
          tx.selectFrom('daily_figures').select(['measure', 'count']).execute(),
        );
        await run(async (tx) => {
          await sql`update conversation_figures set measures = array['conversations', 'answered-alone', 'assumed']
            where conversation_id = ${id}`.execute(tx);
          await sql`update daily_figures set count = count + 7 where measure = 'durable' and topic_id = ''`.execute(
            tx,
          );
          await sql`update topic_figures set alone = alone + 7`.execute(tx);
          await sql`update twin_figures set judged = judged + 7`.execute(tx);
        });
        const { differences, different } = (await recompute(START_MS + 14 * DAY_MS)) ?? {};
        const told_of = differences?.map((each) => [each.topic_id, each.measure, each.kept, each.counted]);
        expect(told_of).toEqual([
          [null, 'assumed', 2, 1],
          ['topic-res_known', 'assumed', 2, 1],
          [null, 'confirmed', 0, 1],
          ['topic-res_known', 'confirmed', 0, 1],
          [null, 'durable', 8, 2],
          ['topic-res_known', 'durable', 1, 2],
        ]);
        expect(different).toBe(6);
        const after = await run((tx) =>
          tx.selectFrom('daily_figures').select(['measure', 'count']).execute(),
        );
        expect(after).toEqual(expect.arrayContaining(before));
        expect(after).toHaveLength(before.length);
        expect(await sums()).toEqual({ wrong: [], topics: 0 });
      });
    });

    test('after whatever happens, the counts are those of counting everything anew', async () => {
      const plain = fc.constantFrom(
        ...([
          'ask',
          'thank',
          'agent',
          'note',
          'confirm',
          'thumb-down',
          'mark-wrong',
          'deny',
          'wish',
        ] as const),
        ...([
          'answer',
          'clarify',
          'resolve',
          'came-again',
          'discard-draft',
          'use-draft',
          'edit-draft',
        ] as const),
        ...(['whisper', 'twin'] as const),
      );
      const step: fc.Arbitrary<Step> = fc.oneof(
        plain.map((does) => ({ does })),
        fc.constantFrom('novel', 'angry', 'vetoed').map((code) => drafted(code)),
        fc.constantFrom('right', 'wrong', 'unsure').map((verdict) => ({ does: 'audit', verdict }) as const),
        fc.tuple(fc.boolean(), fc.boolean()).map(([was_right, twin_was_right]) => {
          return { does: 'judge-twin', was_right, twin_was_right } as const;
        }),
      );
      const event = fc.record({
        which: fc.nat(3),
        steps: fc.array(step, { minLength: 1, maxLength: 3 }),
        counts: fc.boolean(),
        passes_ms: fc.constantFrom(0, HOUR_MS, 3 * DAY_MS, 8 * DAY_MS),
        goes: fc.boolean(),
      });
      await fc.assert(
        fc.asyncProperty(fc.array(event, { minLength: 1, maxLength: 8 }), async (events) => {
          workspace_id = await addWorkspace(database);
          let now_ms = START_MS;
          const open = new Map<number, ToldConversation>();
          for (const { which, steps, counts, passes_ms, goes } of events) {
            const known = open.get(which);
            if (known !== undefined && goes && steps.length === 3) {
              await erase(known);
              open.delete(which);
            }
            const resolution_id = `res_${which % 2}`;
            const all: Step[] = steps.map((each) => ({ ...each, later_ms: passes_ms / steps.length }));
            const conversation = open.get(which) ?? (await told([ask], { at_ms: now_ms, resolution_id }));
            open.set(which, conversation);
            // Each decision is about a message of its own.
            for (const each of all)
              await run((tx) => conversation.tell(tx, needsQuestion(each) ? [ask, each] : [each]));
            now_ms += passes_ms;
            if (counts) await count(now_ms);
          }
          await count(now_ms);
          const kept = await everything();
          expect(await sums()).toEqual({ wrong: [], topics: 0 });
          for (const topic_id of [null, 'topic-res_0'])
            expect(await twinWeeks(topic_id)).toEqual(await twinByHand(topic_id));
          await run((tx) => tx.deleteFrom('conversation_figures').execute());
          const left = await everything();
          expect(left).toEqual({ rows: [], days: [], topics: [], twin: [] });
          await run(async (tx) => {
            const ids = await store.conversationIds(tx, { after: '', limit: 100 });
            const topics = await topicsIn(tx, ids);
            await store.countFigures(tx, { ids, topics, now: new Date(now_ms) });
          });
          expect(await everything()).toEqual(kept);
        }),
        { numRuns: 25 },
      );
    }, 120_000);

    const needsQuestion = ({ does }: Step) => ['answer', 'clarify', 'draft'].includes(does);
    const topicsIn = async (tx: store.Tx, ids: readonly string[]) => {
      const first = await store.firstQuestions(tx, ids);
      return new Map(
        first.flatMap(({ conversation_id, resolution_id }) =>
          resolution_id === null ? [] : [[conversation_id, topicOf(resolution_id)] as const],
        ),
      );
    };
    const erase = (conversation: ToldConversation) =>
      database.asSystem(async (tx) => {
        await sql`select set_config('app.erasing', 'on', true)`.execute(tx);
        await sql`delete from outcomes where conversation_id = ${conversation.id}`.execute(tx);
        await sql`delete from conversations where id = ${conversation.id}`.execute(tx);
      });
    const everything = () =>
      run(async (tx) => ({
        rows: await tx
          .selectFrom('conversation_figures')
          .select(['conversation_id', 'topic_id', 'measures', 'handle_ms', 'due_at', 'twin'])
          .orderBy('conversation_id')
          .execute(),
        days: await sql`select topic_id, day::text, measure, count from daily_figures
          where count <> 0 order by 1, 2, 3`
          .execute(tx)
          .then(({ rows }) => rows),
        topics: await sql`select *, start::text as day from topic_figures t
          where conversations <> 0 order by span, t.start, topic_id`
          .execute(tx)
          .then(({ rows }) => rows),
        twin: await sql`select *, day::text as on_day from twin_figures where conversations <> 0 order by topic_id, day`
          .execute(tx)
          .then(({ rows }) => rows),
      }));
    const twinWeeks = (topic_id: string | null) =>
      run((tx) => store.twinWeeks(tx, { from: '2026-01-01', to: '2026-12-31', topic_id }));
    /** Straight from what the twin decided about first questions. */
    const twinByHand = (topic_id: string | null) =>
      run(async (tx) => {
        const { rows } = await sql`
          select to_char(date_trunc('week', c.created_at at time zone 'UTC'), 'YYYY-MM-DD') as day,
            count(*)::int as conversations, count(*) filter (where t.answered)::int as answered,
            count(*) filter (where t.twin_answered)::int as twin_answered,
            count(*) filter (where t.was_right is not null and t.twin_was_right is not null)::int as judged,
            count(*) filter (where t.was_right and t.twin_was_right is not null)::int as right,
            count(*) filter (where t.twin_was_right and t.was_right is not null)::int as twin_right
          from conversations c join conversation_figures f on f.conversation_id = c.id join twin_decisions t
            on t.decision_id = (select d.id from decisions d where d.conversation_id = c.id order by d.at, d.id limit 1)
          where f.topic_id = coalesce(${topic_id}, f.topic_id, '') or (f.topic_id is null and ${topic_id}::text is null)
          group by 1 order by 1
        `.execute(tx);
        return rows;
      });
  });
});
