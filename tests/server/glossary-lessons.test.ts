/**
 * A word of the glossary is a lesson: in force at once, felt in the next decision, and once taken back it has never been,
 * byte for byte in the model; an undo puts it back. On both databases without a server, and once over HTTP.
 */
import type { EncodedQuestion, ProposedEntry } from '@understudy/engine';
import { afterAll, beforeAll, beforeEach, describe, expect, it, test } from 'vitest';
import { changeGlossary } from '../../packages/server/src/flow/change-glossary.ts';
import { startRollback, undoRollback } from '../../packages/server/src/flow/roll-back.ts';
import * as store from '../../packages/server/src/store/index.ts';
import { engines } from '../database/databases.ts';
import { pgliteTemplate } from '../database/pglite-template.ts';
import { AnsweredDesk } from './answered-desk.ts';
import { call, startTestServer } from './harness.ts';
import { bytesAt, folded, TaughtDesk } from './taught-desk.ts';

const BLOCKED = 'A blocked card is opened again under Payments: choose the card there and press Unblock.';
const EXPORT = 'Open Billing, choose Invoices, then click Export and pick the CSV format for your books.';
const A = { name: 'a', question: 'How do I export my invoices?', answer: EXPORT, author: 'Ada' };
const B = { name: 'b', question: 'My card is blocked, what now?', answer: BLOCKED, author: 'Bob' };
const LATER = 10_000;

describe.each(engines)('words of the glossary on $name', ({ open, missing }) => {
  describe.skipIf(missing)('with a fresh database', () => {
    let database: store.Database;
    let desk: TaughtDesk;
    let proposed: readonly ProposedEntry[] = [];
    /** The resolution about cards. */
    let card = '';
    beforeAll(async () => {
      database = await open();
    });
    afterAll(() => database?.close());
    beforeEach(async () => {
      desk = await TaughtDesk.open(database);
      proposed = [];
      await desk.teach(A);
      card = (await desk.resolutionOf(await desk.teach(B))).id;
    });

    const say = async (
      meaning: string,
      { state = 'on', by = 'Cleo' }: { state?: 'on' | 'off'; by?: string } = {},
    ) => {
      desk.now_ms += 60_000;
      const models = {
        catchUp: async (id: string) => desk.parts.models.catchUp(id),
        jargon: async () => proposed,
      };
      const entry = { term: 'plastic', meaning, state } as const;
      const { workspace_id } = desk;
      await changeGlossary({ ...desk.parts, models } as never, {
        workspace_id,
        entry,
        by: { member_id: null, name: by },
      });
    };
    const lessons = async () =>
      desk.tx((tx) =>
        tx.selectFrom('lessons').selectAll().where('kind', '=', 'glossary').orderBy('id').execute(),
      );
    const idOf = async (n: number) => (await lessons())[n]?.id ?? '';
    const start = async (scope: store.RollbackScope) => {
      desk.now_ms += 60_000;
      return (
        await startRollback(desk.parts, { workspace_id: desk.workspace_id, scope, reason: '', by: 'Eve' })
      ).id;
    };
    const roll = async (scope: store.RollbackScope) => {
      const id = await start(scope);
      await desk.apply();
      return id;
    };
    const undo = async (rollback_id: string) => {
      desk.now_ms += 60_000;
      await undoRollback(desk.parts, { workspace_id: desk.workspace_id, rollback_id, by: 'Eve' });
    };
    const entries = async () =>
      (await desk.tx(store.listGlossary)).map(({ term, meaning, state }) => `${term} ${meaning} ${state}`);
    /** How much of a question that says “plastic” the model gives to the resolution about cards. */
    const share = async (): Promise<number> => {
      const question: EncodedQuestion = {
        id: 'asked',
        text: 'plastic',
        context: [],
        language: 'en',
        account: null,
        at_ms: desk.now_ms,
        wants_human: false,
        vector: null,
      };
      const { candidates } = (await desk.fold()).decide(question, { seed: 1 });
      return candidates.find(({ resolution_id }) => resolution_id === card)?.probability ?? 0;
    };
    const bytes = async () => bytesAt(await desk.fold(), LATER);

    test('is in force at once under its author, and once taken back it has never been', async () => {
      const never = await desk.ledger();
      const without = await share();
      await say('card');
      expect(await share()).toBeGreaterThan(without);
      expect(await lessons()).toMatchObject([
        {
          title: 'plastic',
          question: '“plastic” means “card”.',
          resolution_id: null,
          author: 'Cleo',
          status: 'approved',
          reviewed_by: 'Cleo',
          proposal: null,
          change: {
            word: { term: 'plastic', before: null, after: { meaning: 'card', state: 'on' }, grounds: null },
          },
        },
      ]);
      const taken = await roll({ kind: 'lessons', ids: [await idOf(0)] });
      expect(await bytes()).toBe(bytesAt(folded(never), LATER));
      expect(await share()).toBe(without);
      expect(await entries()).toEqual([]);
      expect(await lessons()).toMatchObject([{ status: 'rolled-back', rollback_id: taken }]);
      await undo(taken);
      expect(await entries()).toEqual(['plastic card on']);
      await desk.apply();
      expect(await share()).toBeGreaterThan(without);
      expect(await lessons()).toMatchObject([{ status: 'approved', proposal: null }]);
      await roll({ kind: 'author', author: 'Cleo' });
      expect(await bytes()).toBe(bytesAt(folded(never), LATER));
    });

    test('the entry as it was before stands again, also after what another one said', async () => {
      await say('card', { by: 'Cleo' });
      const first = await desk.ledger();
      await say('card', { state: 'off', by: 'Dan' });
      expect((await lessons()).at(-1)?.change?.word?.before).toEqual({ meaning: 'card', state: 'on' });
      const byDan = await roll({ kind: 'author', author: 'Dan' });
      expect(await entries()).toEqual(['plastic card on']);
      await undo(byDan);
      await desk.apply();
      expect(await entries()).toEqual(['plastic card off']);
      await roll({ kind: 'lessons', ids: [await idOf(1)] });
      expect(await bytes()).toBe(bytesAt(folded(first), LATER));
    });

    test('put back, it does not stand above a later word about the same term', async () => {
      await say('bag', { by: 'Cleo' });
      await say('card', { by: 'Cleo' });
      await say('voucher', { by: 'Dan' });
      const taken = await roll({ kind: 'author', author: 'Cleo' });
      expect(await entries()).toEqual(['plastic voucher on']);
      await undo(taken);
      await desk.apply();
      expect(await entries()).toEqual(['plastic voucher on']);
      await roll({ kind: 'author', author: 'Dan' });
      expect(await entries()).toEqual(['plastic card on']);
    });

    test('several words of one author come back in their order', async () => {
      for (const meaning of ['card', 'voucher', 'bag']) await say(meaning);
      const taken = await roll({ kind: 'since', at: new Date(desk.now_ms - 130_000).toISOString() });
      expect(await entries()).toEqual([]);
      await undo(taken);
      await desk.apply();
      expect(await entries()).toEqual(['plastic bag on']);
    });

    test('what is said while a rollback is under way stands', async () => {
      await say('card');
      const taken = await start({ kind: 'lessons', ids: [await idOf(0)] });
      expect(await entries()).toEqual([]);
      await say('card');
      await desk.apply();
      expect(await entries()).toEqual(['plastic card on']);
      expect(await lessons()).toHaveLength(2);
      await roll({ kind: 'lessons', ids: [await idOf(1)] });
      await undo(taken);
      await say('voucher');
      await desk.apply();
      expect(await entries()).toEqual(['plastic voucher on']);
    });

    test('the same again is no lesson, and what was proposed keeps what spoke for it', async () => {
      const counts = { accounts: 5, questions: 12, coverage: 0.9, pmi: 1, said_beside: 0, said_elsewhere: 0 };
      proposed = [{ term: 'plastic', meaning: 'card', ...counts, examples: ['msg_b'] }];
      await say('card');
      await say('card');
      expect(await lessons()).toHaveLength(1);
      const grounds = { accounts: 5, questions: 12, coverage: 0.9 };
      expect((await lessons())[0]?.change?.word?.grounds).toEqual(grounds);
      await say('voucher', { by: 'Dan' });
      expect((await lessons())[1]?.change?.word?.grounds).toBeNull();
    });

    test('a word from before words were lessons stands, and goes with a rollback to a time', async () => {
      const before = await desk.ledger();
      desk.now_ms += 60_000;
      const at = new Date(desk.now_ms);
      const entry = { term: 'fob', meaning: 'key', state: 'on' } as const;
      await desk.tx((tx) =>
        store.appendEvents(tx, [
          { id: 'out_old', kind: 'glossary-changed', payload: { kind: 'glossary-changed', entry }, at },
        ]),
      );
      await say('card');
      expect(await entries()).toEqual(['fob key on', 'plastic card on']);
      const taken = await roll({ kind: 'since', at: at.toISOString() });
      expect(await entries()).toEqual([]);
      expect(await bytes()).toBe(bytesAt(folded(before), LATER));
      await undo(taken);
      await desk.apply();
      expect(await entries()).toEqual(['fob key on', 'plastic card on']);
    });
  });
});

describe('over HTTP', () => {
  let desk: AnsweredDesk;
  beforeAll(async () => {
    const database = await store.openDatabase({ memory: true, template: await pgliteTemplate() });
    desk = await AnsweredDesk.open(await startTestServer(database));
  }, 60_000);
  afterAll(() => desk?.close());

  const url = () => desk.server.url;
  const words = async () => (await call(url(), 'getGlossary', desk.owner)).value.entries;

  it('a word stands in Review with what it changed, is decided by nobody else, and goes and comes back', async () => {
    const body = { meaning: 'card', state: 'on' as const };
    const put = await call(url(), 'changeGlossary', { ...desk.owner, params: { term: 'plastic' }, body });
    expect(await words()).toEqual([put.value]);
    const query = { kind: 'glossary' as const };
    const { items } = (await call(url(), 'listLessons', { ...desk.owner, query })).value;
    expect(items).toMatchObject([
      {
        kind: 'glossary',
        title: 'plastic',
        resolution_id: null,
        stakes: null,
        learned_from: { author: 'Ada' },
      },
    ]);
    const params = { id: items[0]?.id ?? '' };
    const lesson = (await call(url(), 'getLesson', { ...desk.owner, params })).value;
    expect(lesson).toMatchObject({
      previewable: false,
      gate: null,
      change: { word: { before: null, after: body } },
    });
    for (const [name, sent] of [
      ['previewLesson', undefined],
      ['setLessonStage', { stage: 'auto' }],
      ['reviewLesson', { verdict: 'reject', reason: 'no' }],
    ] as const) {
      const { problem } = await call(url(), name, { ...desk.owner, params, body: sent as never });
      expect([name, problem.code]).toEqual([name, 'conflict']);
    }
    const scope = { kind: 'lessons' as const, ids: [params.id] };
    const dry = await call(url(), 'startRollback', { ...desk.owner, body: { scope, dry_run: true } });
    expect(dry.value.preview).toMatchObject({ lessons: 1, retired: 0, conversations: 0 });
    const { rollback } = (await call(url(), 'startRollback', { ...desk.owner, body: { scope } })).value;
    expect(await words()).toEqual([]);
    await call(url(), 'undoRollback', { ...desk.owner, params: { id: rollback?.id ?? '' } });
    await desk.waitFor(async () => (await desk.ledger('glossary-changed')).length === 2);
    expect(await words()).toMatchObject([{ term: 'plastic', ...body }]);
  });
});
