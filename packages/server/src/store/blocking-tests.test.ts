import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { addConversation, addWorkspace, engines } from '../../../../tests/database/databases.ts';
import {
  approvedQuestions,
  type BlockingTest,
  createResolution,
  type Database,
  deleteBlockingTest,
  insertBlockingTest,
  insertExemplars,
  insertLesson,
  judgedCases,
  listBlockingTests,
  retireResolution,
  trimBlockingTests,
  type Tx,
} from './index.ts';

const at = (day: number) => new Date(Date.UTC(2026, 0, day));

describe.each(engines)('blocking tests on $name', ({ open, missing }) => {
  describe.skipIf(missing)('with a fresh database', () => {
    let database: Database;
    let workspace_id: string;
    beforeAll(async () => {
      database = await open();
    }, 120_000);
    afterAll(() => database?.close());
    beforeEach(async () => {
      workspace_id = await addWorkspace(database);
      for (const id of ['r1', 'r2']) await tx((t) => addResolution(t, id));
    });
    const tx = <T>(work: (t: Tx) => Promise<T>): Promise<T> => database.asWorkspace(workspace_id, work);
    const addResolution = (t: Tx, id: string) => {
      const plain = { links: [], stakes: 'read-only', stage: 'suggest', sources: [] } as const;
      return createResolution(t, {
        ...plain,
        id,
        title: id,
        text: id,
        source_key: null,
        author: null,
        at: at(1),
      });
    };
    const add = (id: string, change: Partial<BlockingTest> = {}) =>
      tx((t) =>
        insertBlockingTest(t, {
          id,
          question: { id: 'q', text: 'How?' },
          question_id: 'q',
          resolution_id: 'r1',
          expect: 'must',
          source: 'audit',
          decision_id: id,
          at: at(2),
          ...change,
        }),
      );
    const found = async () => (await tx((t) => listBlockingTests(t))).map(({ id }) => id);

    test('the same source makes one test; the newest comes first', async () => {
      await add('one');
      await add('one', { expect: 'must' });
      await add('two', { question_id: 'q2', at: at(3) });
      expect(await found()).toEqual(['two', 'one']);
    });

    test('the newer word about a question and a resolution counts, whatever the order in which it came', async () => {
      await add('old', { at: at(2) });
      await add('new', { at: at(3), expect: 'must-not' });
      await add('elsewhere', { at: at(3), expect: 'must-not', resolution_id: 'r2' });
      expect((await found()).toSorted()).toEqual(['elsewhere', 'new']);
    });

    test('a word that is taken back leaves what it was said against, unless a newer one was said since', async () => {
      const takeBack = (id: string) => tx((t) => deleteBlockingTest(t, id));
      const word = { source: 'preview', decision_id: 'd' } as const;
      const judged = async () => (await tx((t) => judgedCases(t, ['d', 'other']))).map(({ right }) => right);
      await add('audit', { expect: 'must-not' });
      await add('word', { ...word, at: at(3) });
      expect([await found(), await judged()]).toEqual([['word'], [true]]);
      await takeBack('word');
      expect([await found(), await judged()]).toEqual([['audit'], []]);
      await add('word', { ...word, at: at(3) });
      await add('newer', { expect: 'must-not', at: at(4) });
      expect([await found(), await judged()]).toEqual([['newer'], []]);
      await takeBack('word');
      expect(await found()).toEqual(['newer']);
    });

    test('none is in force of a resolution that was retired', async () => {
      await add('one');
      await tx((t) => retireResolution(t, { id: 'r1', at: at(4) }));
      expect(await found()).toEqual([]);
    });

    test('of more than 2,000 the oldest that must be answered go first', async () => {
      await tx((t) =>
        sql`insert into blocking_tests (id, question, question_id, resolution_id, expect, source, decision_id, at)
          select 't' || n, '{}', 'q' || n, 'r1', 'must', 'audit', 'd' || n, ${at(2)}::timestamptz + n * interval '1 second'
          from generate_series(1, 2000) n`.execute(t),
      );
      await add('wrong', { expect: 'must-not', at: at(1), question_id: 'q0' });
      await add('right', { at: at(5), question_id: 'q2001' });
      await tx((t) => trimBlockingTests(t));
      const left = await found();
      expect(left).toHaveLength(2_000);
      expect(left).toEqual(expect.arrayContaining(['wrong', 'right', 't2000', 't3']));
      expect(left).not.toContain('t1');
      expect(left).not.toContain('t2');
    });

    test('questions of lessons are tests once a person approved them', async () => {
      await tx(async (t) => {
        await addConversation(t, 'cnv_1');
        for (const [id, change] of Object.entries({
          approved: { status: 'approved', reviewed_at: at(3) },
          'of an import': { status: 'approved', reviewed_at: null },
          rejected: { status: 'rejected', reviewed_at: at(3) },
          own: { status: 'approved', reviewed_at: at(4) },
        } as const)) {
          await insertLesson(t, {
            id,
            kind: 'new-exemplar',
            stage: 'suggest',
            title: id,
            question: id,
            resolution_id: 'r1',
            exemplar_id: `e ${id}`,
            conversation_id: 'cnv_1',
            author: null,
            source: 'human-reply',
            source_key: id,
            at: at(2),
            ...change,
          });
          await insertExemplars(t, [
            {
              id: `e ${id}`,
              resolution_id: 'r1',
              question_id: `q ${id}`,
              question_text: `text of ${id}`,
              context: ['page:/a'],
              language: 'en',
              account: 'a',
              lesson_id: id,
              conversation_id: 'cnv_1',
              stage: 'suggest',
              at: at(2),
            },
          ]);
        }
      });
      const questions = await tx((t) => approvedQuestions(t, { without: 'own' }));
      expect(questions).toEqual([
        {
          resolution_id: 'r1',
          expect: 'must',
          question: {
            id: 'q approved',
            text: 'text of approved',
            context: ['page:/a'],
            language: 'en',
            account: 'a',
            at_ms: at(2).getTime(),
            wants_human: false,
          },
        },
      ]);
    });
  });
});
