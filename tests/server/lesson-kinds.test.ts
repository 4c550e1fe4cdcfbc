/**
 * Lessons about what is known: each is made, is felt in the next decision, and once taken back has never been, in the rows
 * and byte for byte in the model; an undo puts it back. On both databases, without a server.
 */
import type { Decision, EncodedQuestion } from '@understudy/engine';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  mergeResolution,
  retireResolution,
  setConditions,
  splitResolution,
} from '../../packages/server/src/flow/change-resolution.ts';
import { erasePerson } from '../../packages/server/src/flow/erase-person.ts';
import { proposeChanges } from '../../packages/server/src/flow/propose-changes.ts';
import { restoreResolution } from '../../packages/server/src/flow/restore-resolution.ts';
import { startRollback, undoRollback } from '../../packages/server/src/flow/roll-back.ts';
import { isOfResolution } from '../../packages/server/src/lesson-kinds.ts';
import { newId } from '../../packages/server/src/ids.ts';
import { refuseAnswer } from '../../packages/server/src/refuse-answer.ts';
import { approve, putBackAsBefore, reject, type Reviewing } from '../../packages/server/src/settle-review.ts';
import { suspendMember } from '../../packages/server/src/flow/suspend-member.ts';
import { watchLessons } from '../../packages/server/src/flow/watch-lessons.ts';
import * as store from '../../packages/server/src/store/index.ts';
import { addConversation, engines } from '../database/databases.ts';
import { bytesAt, folded, TaughtDesk } from './taught-desk.ts';

const EXPORT = 'Open Billing, choose Invoices, then click Export and pick the CSV format for your books.';
const BLOCKED = 'A blocked card is opened again under Payments: choose the card there and press Unblock.';
const FILES = 'Invoices are downloaded as files in the archive of the billing page, one for each month.';

const A = { name: 'a', question: 'How do I export my invoices?', answer: EXPORT, author: 'Ada' };
const A2 = { ...A, name: 'a2', question: 'Export of invoices for the accountant' };
const B = { name: 'b', question: 'My card is blocked, what now?', answer: BLOCKED, author: 'Bob' };
const C = { name: 'c', question: 'Where do I export all the invoices?', answer: FILES, author: 'Cleo' };

const BY = { member_id: null, name: 'Eve' };

describe.each(engines)('lessons about what is known on $name', ({ open, missing }) => {
  describe.skipIf(missing)('with a fresh database', () => {
    let database: store.Database;
    let desk: TaughtDesk;
    /** Ids of the resolutions of A, B and C. */
    let [a, b, c] = ['', '', ''];
    beforeAll(async () => {
      database = await open();
    });
    afterAll(() => database?.close());
    beforeEach(async () => {
      desk = await TaughtDesk.open(database);
      const lessons = [await desk.teach(A), await desk.teach(B), await desk.teach(C)];
      await desk.teach(A2);
      [a = '', b = '', c = ''] = await Promise.all(
        lessons.map(async (id) => (await desk.lesson(id)).resolution_id),
      );
    });

    const on = (resolution_id: string) => {
      desk.now_ms += 60_000;
      return { workspace_id: desk.workspace_id, resolution_id, by: BY };
    };
    const rollBack = async (lesson: string) => {
      const rollback = await startRollback(desk.parts, {
        workspace_id: desk.workspace_id,
        scope: { kind: 'lessons', ids: [lesson] },
        reason: '',
        by: 'Eve',
      });
      await desk.apply();
      return rollback.id;
    };
    const undo = async (rollback_id: string) => {
      await undoRollback(desk.parts, { workspace_id: desk.workspace_id, rollback_id, by: 'Eve' });
      await desk.apply();
    };
    const rows = () =>
      desk.tx(async (tx) => ({
        resolutions: await tx
          .selectFrom('resolutions')
          .select(['id', 'title', 'text', 'stage', 'retired_at', 'conditions'])
          .where('retired_at', 'is', null)
          .orderBy('id')
          .execute(),
        exemplars: await tx.selectFrom('exemplars').select(['id', 'resolution_id']).orderBy('id').execute(),
      }));
    const decide = async (asked: EncodedQuestion): Promise<Decision> =>
      (await desk.fold()).decide(asked, { seed: 1 });
    const first = async (asked: EncodedQuestion) => (await decide(asked)).candidates[0]?.resolution_id;
    /** The question of a lesson, as the model was told it. */
    const asked = async (name: string, context: readonly string[] = []): Promise<EncodedQuestion> => {
      const told = (await desk.ledger()).find(
        (event) => event.kind === 'lesson-applied' && event.exemplar.question.id === `msg_${name}`,
      );
      if (told?.kind !== 'lesson-applied') throw new Error(`nothing was asked by ${name}`);
      return { ...told.exemplar.question, id: `again-${name}`, context };
    };
    /** Answers what is felt; afterwards the lesson is taken back, put back, and taken back again. */
    const lives = async (
      make: () => Promise<string>,
      felt: () => Promise<void>,
      notFelt: () => Promise<void>,
    ) => {
      const never = await desk.ledger();
      const before = await rows();
      await notFelt();
      const lesson = await make();
      await desk.apply();
      await felt();
      const after = await rows();
      expect(await desk.lesson(lesson)).toMatchObject({ status: 'approved', proposal: null });
      const rollback = await rollBack(lesson);
      expect(bytesAt(await desk.fold(), 10_000)).toBe(bytesAt(folded(never), 10_000));
      expect(await rows()).toEqual(before);
      expect(await desk.lesson(lesson)).toMatchObject({ status: 'rolled-back' });
      await undo(rollback);
      await felt();
      expect(await rows()).toEqual(after);
      await rollBack(lesson);
      expect(bytesAt(await desk.fold(), 10_000)).toBe(bytesAt(folded(never), 10_000));
      expect(await rows()).toEqual(before);
    };

    /** An answer with `a` to the question of A. */
    const answered = async (conversation_id: string) => {
      const question = await asked('a');
      return desk.tx(async (tx) => {
        await addConversation(tx, conversation_id);
        return answer(tx, { conversation_id, resolution_id: a, question });
      });
    };
    const refuse = async (decision: store.DecisionRow): Promise<string> => {
      desk.now_ms += 60_000;
      const at = new Date(desk.now_ms);
      const given = { workspace_id: desk.workspace_id, decision, by: BY, at };
      await desk.tx((tx) => refuseAnswer(desk.parts, tx, given));
      const [lesson] = await desk.tx((tx) =>
        store.standingChanges(tx, { kind: 'negative', resolution_id: a }),
      );
      return lesson?.id ?? '';
    };

    test('a refusal: the next answer takes its place', async () => {
      const decision = await answered('cnv_refused');
      await lives(
        () => refuse(decision),
        async () => {
          const { candidates, reasons } = await decide(await asked('a'));
          expect(candidates[0]?.resolution_id).toBe(c);
          expect(reasons.map(({ code }) => code)).toContain('refused');
          expect(candidates.map(({ resolution_id }) => resolution_id)).not.toContain(a);
        },
        async () => expect(await first(await asked('a'))).toBe(a),
      );
    });

    test('a refusal is made once for a decision, and goes with the customer whose question it was', async () => {
      const never = await desk.ledger();
      const decision = await answered('cnv_refused');
      const lesson = await refuse(decision);
      expect(await refuse(decision)).toBe(lesson);
      await desk.apply();
      expect((await desk.ledger()).filter(({ kind }) => kind === 'answer-refused')).toHaveLength(1);
      await erasePerson(desk.parts, {
        workspace_id: desk.workspace_id,
        person: await desk.tx(customerOf('cnv_refused')),
        dry_run: false,
        by: 'Eve',
      });
      await desk.apply();
      expect(await first(await asked('a'))).toBe(a);
      expect(bytesAt(await desk.fold(), 10_000)).toBe(bytesAt(folded(never), 10_000));
      expect(await desk.lesson(lesson)).toMatchObject({ question: '[erased]', exemplar_id: null });
      const told = JSON.stringify(await desk.tx((tx) => tx.selectFrom('outbox').select('payload').execute()));
      expect(told).not.toContain('answer-refused');
    });

    test('a condition: elsewhere the answer is none, where nobody knows it is a draft', async () => {
      await lives(
        async () => (await setConditions(desk.parts, { ...on(a), conditions: ['plan:free'] })) ?? '',
        async () => {
          expect(await first(await asked('a', ['plan:team']))).toBe(c);
          expect(await first(await asked('a', ['plan:free']))).toBe(a);
          const codes = (await decide(await asked('a'))).reasons.map(({ code }) => code);
          expect(codes).toContain('condition-unknown');
          expect((await desk.tx((tx) => store.getResolution(tx, a)))?.conditions).toEqual(['plan:free']);
        },
        async () => expect(await first(await asked('a', ['plan:team']))).toBe(a),
      );
      expect(await setConditions(desk.parts, { ...on(a), conditions: [] })).toBeNull();
    });

    test('of two conditions the one before stands again', async () => {
      await setConditions(desk.parts, { ...on(a), conditions: ['plan:free'] });
      await desk.apply();
      const before = await rows();
      const second = await setConditions(desk.parts, { ...on(a), conditions: ['page:/x', 'plan:team'] });
      await desk.apply();
      expect((await desk.lesson(second ?? '')).change).toEqual({
        before: ['plan:free'],
        after: ['page:/x', 'plan:team'],
      });
      await rollBack(second ?? '');
      expect(await rows()).toEqual(before);
      // What was not applied yet counts too.
      await setConditions(desk.parts, { ...on(a), conditions: ['page:/y'] });
      expect((await desk.tx((tx) => store.getResolution(tx, a)))?.conditions).toEqual(['page:/y']);
    });

    test('a merge: the exemplars go to the other, and the one is found by nobody', async () => {
      await lives(
        async () => (await mergeResolution(desk.parts, { ...on(a), into: c })) ?? '',
        async () => {
          expect(await first(await asked('a'))).toBe(c);
          const engine = await desk.fold();
          expect(engine.resolutions.has(a)).toBe(false);
          const exemplars = await desk.tx((tx) => store.listExemplars(tx, c));
          expect(exemplars.map((row) => row.question_text).toSorted()).toEqual(
            [A.question, A2.question, C.question].toSorted(),
          );
        },
        async () => expect(await first(await asked('a'))).toBe(a),
      );
    });

    test('what was moved goes with its own lesson, too', async () => {
      const taught = await desk.say({ ...B, name: 'b2', question: 'The card does not work any more' });
      await desk.apply();
      const merged = await mergeResolution(desk.parts, { ...on(b), into: c });
      await desk.apply();
      await rollBack(taught);
      const texts = async (id: string) =>
        (await desk.tx((tx) => store.listExemplars(tx, id))).map((row) => row.question_text).toSorted();
      expect(await texts(c)).toEqual([B.question, C.question].toSorted());
      const moved = (await desk.fold()).decide(await asked('b2'), { seed: 1 }).candidates[0]?.exemplar_id;
      expect(moved).not.toBe((await desk.lesson(taught)).exemplar_id);
      await rollBack(merged ?? '');
      expect([await texts(b), await texts(c)]).toEqual([[B.question], [C.question]]);
      expect((await desk.fold()).resolutions.has(b)).toBe(true);
    });

    test.each(['in force', 'taken back'])(
      'an erasure finds a question that was moved by a merge, which is %s',
      async (state) => {
        await desk.tx((tx) => addConversation(tx, 'cnv_b'));
        const merged = (await mergeResolution(desk.parts, { ...on(b), into: c })) ?? '';
        await desk.apply();
        if (state === 'taken back') await rollBack(merged);
        const { workspace_id } = desk;
        const person = await desk.tx(customerOf('cnv_b'));
        const { report } = await erasePerson(desk.parts, { workspace_id, person, dry_run: false, by: 'Eve' });
        await desk.apply();
        expect(report.found).toBe(0);
        const everything = await desk.tx(async (tx) => [
          await tx.selectFrom('lessons').selectAll().execute(),
          await tx.selectFrom('exemplars').selectAll().execute(),
          await tx.selectFrom('outbox').selectAll().execute(),
          await tx.selectFrom('events').selectAll().execute(),
        ]);
        expect(JSON.stringify(everything)).not.toContain(B.question);
        const told = (await desk.ledger()).filter(({ kind }) => kind === 'lesson-applied');
        expect(told).toHaveLength(3);
        if (state === 'in force') await rollBack(merged);
        expect((await desk.fold()).exemplars).toBe(3);
      },
    );

    test('a split: the chosen questions have an answer of their own', async () => {
      const text = 'The accountant gets a login of their own under Team, and exports there.';
      await lives(
        async () => {
          const [exemplar] = (await desk.tx((tx) => store.listExemplars(tx, a))).filter(
            (row) => row.question_text === A2.question,
          );
          const chosen = { exemplars: [exemplar?.id ?? ''], title: 'For the accountant', text };
          return (await splitResolution(desk.parts, { ...on(a), ...chosen })) ?? '';
        },
        async () => {
          const id = (await first(await asked('a2'))) ?? '';
          expect((await desk.fold()).resolutions.get(id)?.text).toBe(text);
          expect((await desk.tx((tx) => store.getResolution(tx, id)))?.exemplars).toBe(1);
          expect(await first(await asked('a'))).toBe(a);
        },
        async () => expect(await first(await asked('a2'))).toBe(a),
      );
      const chosen = { exemplars: ['exm_of_nobody'], title: 'T', text };
      await expect(splitResolution(desk.parts, { ...on(a), ...chosen })).rejects.toMatchObject({
        code: 'conflict',
      });
    });

    test('of two merges at once, each into the other, one is made', async () => {
      const merges = [
        mergeResolution(desk.parts, { ...on(a), into: c }),
        mergeResolution(desk.parts, { ...on(c), into: a }),
      ];
      const made = await Promise.allSettled(merges);
      expect(made.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
      expect((await rows()).resolutions).toHaveLength(2);
    });

    /** Answers what took lessons back. */
    const watch = async () => {
      const ask = async (_: string, __: string, { ids }: { readonly ids: readonly string[] }) =>
        ids.map(() => null);
      const models = { catchUp: async () => 0, certificates: async () => [], ask };
      const { workspace_id, parts } = desk;
      const found = await watchLessons({ ...parts, models } as never, { workspace_id });
      await desk.apply();
      return new Set(found.map(({ trigger }) => trigger));
    };

    test('what was merged into the answer of a suspended author waits with it, and is merged again when they are back', async () => {
      await mergeResolution(desk.parts, { ...on(b), into: c });
      await desk.apply();
      const before = await rows();
      const { workspace_id, parts } = desk;
      const member_id = newId('member', desk.now_ms);
      const cleo = { name: 'Cleo', email: `${member_id}@example.com`, role: 'agent' } as const;
      await desk.tx((tx) => store.addMember(tx, { id: member_id, user_id: member_id, ...cleo }));
      const suspend = async (suspended: boolean) => {
        desk.now_ms += 60_000;
        const suspension = { workspace_id, member_id, by: null, suspended, hold_lessons: suspended };
        await suspendMember(parts, suspension);
      };
      await suspend(true);
      expect(await watch()).toEqual(new Set(['author-suspended']));
      expect((await rows()).resolutions.map(({ id }) => id)).toEqual([a]);
      await suspend(false);
      await desk.apply();
      expect(await rows()).toEqual(before);
      expect(await first(await asked('b'))).toBe(c);
    });

    test.each(['merged', 'split off'])('an answer that was %s ends with its validity', async (how) => {
      const [exemplar] = await desk.tx((tx) => store.listExemplars(tx, c));
      if (how === 'merged') await mergeResolution(desk.parts, { ...on(b), into: c });
      else await desk.teach({ ...C, name: 'c2', question: 'All invoices?' });
      const own = { exemplars: [exemplar?.id ?? ''], title: 'Export', text: 'Ask the accountant for it.' };
      if (how === 'split off') await splitResolution(desk.parts, { ...on(c), ...own });
      await desk.apply();
      const ends = (await first(await asked('c'))) ?? '';
      const valid_until = new Date(desk.now_ms + 60_000);
      await desk.tx((tx) => store.setValidUntil(tx, { id: ends, valid_until }));
      desk.now_ms += 120_000;
      expect(await watch()).toEqual(new Set(['expired']));
      const left = (await rows()).resolutions.map(({ id }) => id);
      expect(left.toSorted()).toEqual((how === 'merged' ? [a] : [a, b, c]).toSorted());
      expect((await desk.fold()).resolutions.has(ends)).toBe(false);
    });

    test('a retirement, which coming back takes back', async () => {
      const retire = async () => (await retireResolution(desk.parts, { ...on(a), reason: 'too old' })) ?? '';
      await lives(
        retire,
        async () => expect(await first(await asked('a'))).toBe(c),
        async () => expect(await first(await asked('a'))).toBe(a),
      );
      const before = await rows();
      const lesson = await retire();
      expect(await desk.lesson(lesson)).toMatchObject({ author: 'Eve', review_reason: 'too old' });
      await restoreResolution(desk.parts, { workspace_id: desk.workspace_id, resolution_id: a });
      await desk.apply();
      expect(await rows()).toEqual(before);
      expect(await desk.lesson(lesson)).toMatchObject({ status: 'rolled-back' });
      expect(await first(await asked('a'))).toBe(a);
    });

    /** In the night, with what a reviewer does to what was proposed. */
    const night = async () => {
      await proposeChanges(desk.parts, { workspace_id: desk.workspace_id });
      return desk.tx((tx) =>
        tx
          .selectFrom('lessons')
          .selectAll()
          .where('kind', 'in', ['merge', 'retirement', 'condition'])
          .where('status', '=', 'open')
          .execute(),
      );
    };
    const review = async (lesson: store.Lesson | undefined, work: (of: Reviewing) => Promise<void>) => {
      if (lesson === undefined || !isOfResolution(lesson)) throw new Error('nothing to review');
      desk.now_ms += 60_000;
      const at = new Date(desk.now_ms);
      const { parts, workspace_id } = desk;
      await desk.tx((tx) => work({ parts, tx, workspace_id, lesson, reviewer: BY, at }));
      await desk.apply();
      return desk.lesson(lesson.id);
    };
    const sayTheSame = async () => {
      const words = { title: 'Export', text: `Hello! ${EXPORT}`, links: [], author: 'Cleo' };
      await desk.tx((tx) => store.reviseResolution(tx, { id: c, ...words, at: new Date(desk.now_ms) }));
    };

    test('twins are proposed to be merged; nothing happens until a person says so, and an undo has it as before', async () => {
      expect(await night()).toEqual([]);
      await sayTheSame();
      const before = await rows();
      const never = await desk.ledger();
      const [proposed, ...more] = await night();
      expect(more).toEqual([]);
      expect(proposed).toMatchObject({ kind: 'merge', resolution_id: a, author: null, change: { from: c } });
      expect(proposed?.stage_why).toMatch(/^\d+ % of the words/);
      expect([await rows(), await desk.ledger()]).toEqual([before, never]);
      // What was learned since it was proposed moves, too.
      const { id, author } = await desk.lesson(
        await desk.teach({ ...C, name: 'c2', question: 'All invoices?' }),
      );
      expect([id, author]).toEqual([expect.any(String), 'Cleo']);
      const taught = await rows();
      const approved = await review(proposed, (of) => approve(of, { verdict: 'approve' }));
      expect(approved).toMatchObject({ status: 'approved', proposal: null, reviewed_by: 'Eve' });
      expect(await first(await asked('c'))).toBe(a);
      const moved = (await desk.tx((tx) => store.listExemplars(tx, a))).map((row) => row.question_text);
      expect(moved.toSorted()).toEqual([A.question, A2.question, C.question, 'All invoices?'].toSorted());
      const { before_review } = approved;
      if (before_review === null) throw new Error('expected something to undo');
      const open = await review(approved, (of) => putBackAsBefore(of, before_review));
      expect(open).toMatchObject({ status: 'open', reviewed_by: null });
      expect(await rows()).toEqual(taught);
      expect((await desk.fold()).resolutions.has(c)).toBe(true);
      await review(open, (of) => reject(of, 'they differ'));
      expect(await night()).toEqual([]);
      expect(await rows()).toEqual(taught);
    });

    test('what a token of the context splits from its rivals is proposed to be bound to it, once', async () => {
      const counts = { own: { with: 9, of: 9 }, rivals: { with: 0, of: 12 }, accounts: 7 };
      desk.splits = [{ resolution_id: a, token: 'page:/billing', ...counts }];
      const before = await rows();
      const [proposed, ...more] = await night();
      expect(more).toEqual([]);
      expect(proposed).toMatchObject({
        kind: 'condition',
        resolution_id: a,
        author: null,
        question: 'It would hold only where page is /billing.',
        change: { before: [], after: ['page:/billing'] },
      });
      expect(proposed?.stage_why).toContain('9 of its 9 questions from 7 accounts');
      expect(await rows()).toEqual(before);
      const approved = await review(proposed, (of) => approve(of, { verdict: 'approve' }));
      expect(approved).toMatchObject({ status: 'approved', proposal: null });
      const bound = (await rows()).resolutions.find(({ id }) => id === a);
      expect(bound?.conditions).toEqual(['page:/billing']);
      const question = { ...(await asked('a')), context: ['page:/home'] };
      expect(await first(question)).not.toBe(a);
      // Another token for what a person has bound already is no proposal, nor is the same one again.
      desk.splits = [{ resolution_id: a, token: 'plan:free', ...counts }];
      expect(await night()).toEqual([]);
    });

    test('a condition that a person rejected is not proposed again', async () => {
      const counts = { own: { with: 9, of: 9 }, rivals: { with: 0, of: 12 }, accounts: 7 };
      desk.splits = [{ resolution_id: b, token: 'page:/cards', ...counts }];
      const before = await rows();
      const [proposed] = await night();
      await review(proposed, (of) => reject(of, 'it holds everywhere'));
      expect(await night()).toEqual([]);
      expect(await rows()).toEqual(before);
    });

    test('a proposal of a merge ends where one of the two is out of use', async () => {
      await sayTheSame();
      const [proposed] = await night();
      await retireResolution(desk.parts, { ...on(c), reason: '' });
      await desk.apply();
      const approving = review(proposed, (of) => approve(of, { verdict: 'approve' }));
      await expect(approving).rejects.toMatchObject({ code: 'conflict' });
    });

    test('what a newer answer contradicts is proposed to be retired', async () => {
      const { id } = await desk.lesson(
        await desk.teach({ ...B, name: 'b3', question: 'Card is blocked again' }),
      );
      const finding = { check: 'contradiction', verdict: 'doubt', why: 'It says otherwise.', evidence: [a] };
      await desk.tx((tx) =>
        tx
          .updateTable('lessons')
          .set({
            findings: store.json([finding as store.Finding]),
            status: 'approved',
            reviewed_at: new Date(desk.now_ms),
          })
          .where('id', '=', id)
          .execute(),
      );
      const [proposed] = await night();
      expect(proposed).toMatchObject({ kind: 'retirement', resolution_id: a, author: null });
      expect(proposed?.stage_why).toContain('says otherwise');
      await review(proposed, (of) => approve(of, { verdict: 'approve' }));
      expect(await first(await asked('a'))).toBe(c);
    });

    test('what was taught and then merged or retired comes back so, when all of it is put back', async () => {
      const since = new Date(desk.now_ms + 1).toISOString();
      const told = [
        'Two keys open the door of the archive: yours, and the one of the porter.',
        'Lamps in the corridor go out by themselves after midnight, except on Fridays.',
      ];
      const taught = [];
      for (const [i, text] of told.entries())
        taught.push(await desk.teach({ ...A, name: `d${i}`, question: `Number ${i}?`, answer: text }));
      const [d0 = '', d1 = ''] = (await Promise.all(taught.map((id) => desk.resolutionOf(id)))).map(
        ({ id }) => id,
      );
      await mergeResolution(desk.parts, { ...on(d0), into: c });
      await retireResolution(desk.parts, { ...on(d1), reason: '' });
      await desk.apply();
      const before = await rows();
      const scope = { kind: 'since', at: since } as const;
      const { workspace_id } = desk;
      const { id } = await startRollback(desk.parts, { workspace_id, scope, reason: '', by: 'Eve' });
      await desk.apply();
      await undo(id);
      expect(await rows()).toEqual(before);
      const { resolutions } = await desk.fold();
      expect([d0, d1].filter((each) => resolutions.has(each))).toEqual([]);
    });

    test('to a point in time takes them with it', async () => {
      const before = await rows();
      const since = new Date(desk.now_ms + 1).toISOString();
      await setConditions(desk.parts, { ...on(b), conditions: ['plan:free'] });
      await retireResolution(desk.parts, { ...on(a), reason: '' });
      await desk.apply();
      await startRollback(desk.parts, {
        workspace_id: desk.workspace_id,
        scope: { kind: 'since', at: since },
        reason: '',
        by: 'Eve',
      });
      await desk.apply();
      expect(await rows()).toEqual(before);
      const left = await desk.tx((tx) =>
        tx.selectFrom('lessons').select('kind').where('status', '=', 'rolled-back').execute(),
      );
      expect(left.map(({ kind }) => kind).toSorted()).toEqual(['condition', 'retirement']);
    });
  });
});

const customerOf = (conversation_id: string) => async (tx: store.Tx) => {
  const row = await tx
    .selectFrom('conversations')
    .select('customer_id')
    .where('id', '=', conversation_id)
    .executeTakeFirstOrThrow();
  return row.customer_id;
};

async function answer(
  tx: store.Tx,
  given: { conversation_id: string; resolution_id: string; question: EncodedQuestion },
): Promise<store.DecisionRow> {
  const { conversation_id, resolution_id, question } = given;
  const at = new Date(question.at_ms);
  const id = `msg_of_${conversation_id}`;
  const said = { id, conversation_id, author: 'customer', kind: 'message', text: question.text, at } as const;
  await store.appendMessage(tx, said);
  const { vector, ...asked } = { ...question, id };
  await store.insertVectors(tx, [
    { question_id: id, encoder_id: 'taught-desk', vector: vector ?? new Float32Array(16) },
  ]);
  const { decision } = await store.insertDecision(tx, {
    id: `dec_${conversation_id}`,
    conversation_id,
    message_id: id,
    generation: 0,
    action: 'answer',
    resolution_id,
    confidence: 1,
    audited: false,
    model_version: 1,
    question: asked,
    decision: { candidates: [{ resolution_id, exemplar_id: null }] },
    at,
  });
  return decision;
}
