/** What a lesson would change, what it must not break, and what it did: by the server's own jobs and model. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LessonDetail } from '@understudy/contract';
import type { EncodedQuestion } from '@understudy/engine';
import { settleAudit } from '../../packages/server/src/flow/settle-audit.ts';
import { readEffect } from '../../packages/server/src/lesson-effect.ts';
import * as store from '../../packages/server/src/store/index.ts';
import { AnsweredDesk } from './answered-desk.ts';
import { call } from './harness.ts';

let desk: AnsweredDesk;

beforeAll(async () => {
  desk = await AnsweredDesk.inMemory();
}, 120_000);
afterAll(() => desk?.close());

const get = async (id: string): Promise<LessonDetail> =>
  (await call(desk.server.url, 'getLesson', { ...desk.owner, params: { id } })).value;
const review = (id: string, body: object) =>
  call(desk.server.url, 'reviewLesson', { ...desk.owner, params: { id }, body: body as never });
const lessons = async () =>
  (await call(desk.server.url, 'listLessons', { ...desk.owner, query: { limit: 100 } })).value.items;

async function teach(question: string, reply: string) {
  const known = new Set((await lessons()).map(({ id }) => id));
  const { conversation_id } = await desk.ask(question);
  await desk.reply(conversation_id, reply);
  const found = async () => (await lessons()).find(({ id }) => !known.has(id));
  await desk.waitFor(async () => (await found()) !== undefined);
  return (await found()) ?? Promise.reject(new Error('expected a lesson'));
}

async function preview(id: string): Promise<LessonDetail> {
  await call(desk.server.url, 'previewLesson', { ...desk.owner, params: { id } });
  await desk.waitFor(async () => ['done', 'failed'].includes((await get(id)).impact.state));
  return get(id);
}

const questionOf = async (conversation_id: string): Promise<EncodedQuestion> => {
  const [row] = await desk.tx((tx) => store.listDecisions(tx, conversation_id));
  return row?.question as EncodedQuestion;
};
const judge = async (decision_id: string, verdict: 'right' | 'wrong') => {
  await call(desk.server.url, 'judgeAudit', {
    ...desk.owner,
    params: { id: decision_id },
    body: { verdict },
  });
  const later = desk.parts(() => Date.now() + 60_000);
  await settleAudit(later, { workspace_id: desk.workspace.id, decision_id });
};
/** A person said that this answer is wrong for this question. */
const refuse = (question: EncodedQuestion, resolution_id: string) =>
  desk.tx((tx) =>
    store.insertBlockingTest(tx, {
      id: 'by hand',
      question,
      question_id: question.id,
      resolution_id,
      expect: 'must-not',
      source: 'negative-knowledge',
      decision_id: 'dec_none',
      at: new Date(),
    }),
  );
const tests = () => desk.tx((tx) => store.listBlockingTests(tx));

describe('a preview', () => {
  it('tells which past questions a lesson would have answered', async () => {
    const asked = await desk.ask('the label printer prints blank labels only');
    const other = await desk.ask('Do you ship to Norway?');
    const lesson = await teach(
      'Our label printer prints nothing but blank labels',
      'Turn the roll of labels around: the printer heats one side of the paper only.',
    );
    const { impact, impact_score } = await preview(lesson.id);
    const { length } = await desk.tx((tx) => tx.selectFrom('decisions').select('id').execute());
    const known = (await desk.tx((tx) => store.getResolution(tx, desk.resolution_id)))?.title;
    // This desk knew one answer, and drafted it for everything.
    const counts = { would_answer: 1, changed: 1, changed_right: 0 };
    // Its own conversation tells nothing.
    expect(impact).toMatchObject({ state: 'done', done: length - 1, tickets: length - 1, ...counts });
    const { text } = await questionOf(asked.conversation_id);
    const [decided] = await desk.tx((tx) => store.listDecisions(tx, asked.conversation_id));
    expect(impact.cases).toContainEqual({
      decision_id: decided?.id,
      question: text,
      before: { action: 'draft', title: known },
      after: { action: 'draft', title: lesson.title },
      was_right: null,
      answer_id: lesson.resolution_id,
      verdict: null,
    });
    const stranger = (await questionOf(other.conversation_id)).text;
    expect(impact.cases.map(({ question }) => question)).not.toContain(stranger);
    expect(impact_score).toBe(1);
  });

  it('takes from the score what people called right', async () => {
    const asked = await desk.ask('Which colour has the visitor badge?');
    const [decision] = await desk.tx((tx) => store.listDecisions(tx, asked.conversation_id));
    const sent = { draft_state: 'accepted' as const };
    await desk.tx((tx) =>
      tx
        .updateTable('decisions')
        .set(sent)
        .where('id', '=', decision?.id ?? '')
        .execute(),
    );
    const lesson = await teach(
      'Which colour has a visitor badge?',
      'Visitor badges are orange, and are worn visibly.',
    );
    const { impact, impact_score } = await preview(lesson.id);
    expect(impact).toMatchObject({ would_answer: 1, changed: 1, changed_right: 1 });
    expect(impact_score).toBe(-4);
    expect(impact.cases[0]).toMatchObject({
      question: 'Which colour has the visitor badge?',
      was_right: true,
    });
  });

  it('of a lesson that nobody knows is refused', async () => {
    const params = { id: 'les_000000000unknownunknownunkno' };
    const { problem } = await call(desk.server.url, 'previewLesson', { ...desk.owner, params });
    expect(problem.status).toBe(404);
  });

  it('of a lesson that is not in the model fails, and says so', async () => {
    const lesson = await teach(
      'Where do I find the audit trail?',
      'The audit trail stands under Administration, in the tab History.',
    );
    await desk.tx((tx) =>
      tx.updateTable('lessons').set({ exemplar_id: null }).where('id', '=', lesson.id).execute(),
    );
    expect((await preview(lesson.id)).impact).toMatchObject({ state: 'failed', tickets: 0 });
  });
});

describe('the replay gate', () => {
  it('keeps a lesson open that brings a wrong answer back, with the question', async () => {
    const wrong = await desk.ask('the espresso machine shows error 17 again');
    const question = await questionOf(wrong.conversation_id);
    const lesson = await teach(
      'Our espresso machine shows error 17',
      'Error 17 means that the water tank of the espresso machine is empty: fill it up.',
    );
    await refuse(question, lesson.resolution_id ?? '');
    const { problem } = await review(lesson.id, { verdict: 'approve' });
    expect([problem.status, problem.code]).toEqual([409, 'conflict']);
    const { status, gate } = await get(lesson.id);
    expect(status).toBe('open');
    expect(gate).toMatchObject({ passed: false, source_fixed: true });
    expect(gate?.broken).toEqual([
      {
        question: question.text,
        expected: lesson.title,
        found: lesson.title,
        why: 'People said that this answer is wrong for this question.',
      },
    ]);
    await desk.tx((tx) => tx.deleteFrom('blocking_tests').execute());
    expect((await review(lesson.id, { verdict: 'approve' })).value.status).toBe('approved');
    expect((await get(lesson.id)).gate).toMatchObject({ passed: true, broken: [] });
  });

  it('keeps a lesson open that would be merged into what is wrong for its question', async () => {
    const known = await teach(
      'How do I rename a cost centre?',
      'Cost centres are renamed under Accounting, with the pencil beside the name.',
    );
    const lesson = await teach(
      'The name of our department is wrong in the cost reports',
      'Departments take their names from the payroll: ask there to have it changed.',
    );
    const question = await questionOf(lesson.learned_from.conversation_id ?? '');
    await refuse(question, known.resolution_id ?? '');
    const into = { verdict: 'merge', into: known.resolution_id };
    expect((await review(lesson.id, into)).problem.code).toBe('conflict');
    const { status, resolution_id, gate } = await get(lesson.id);
    expect([status, resolution_id]).toEqual(['open', lesson.resolution_id]);
    expect(gate?.broken.map((each) => [each.question, each.expected])).toEqual([
      [question.text, known.title],
    ]);
    await desk.tx((tx) => tx.deleteFrom('blocking_tests').execute());
    expect((await review(lesson.id, into)).value).toMatchObject({
      status: 'approved',
      resolution_id: known.resolution_id,
    });
  });

  it('is passed by a reason only once its reviewer was shown what would break', async () => {
    const asked = await desk.ask('the reader of the loyalty cards beeps three times');
    const lesson = await teach(
      'The loyalty card reader beeps three times',
      'Please send your password to our desk at https://pаypal-billing.example/login and we will look.',
    );
    expect(lesson.stage).toBe('captured');
    const question = await questionOf(asked.conversation_id);
    await refuse(question, lesson.resolution_id ?? '');
    const allTheSame = { verdict: 'approve', override: { reason: 'The address is ours' } };
    expect((await review(lesson.id, allTheSame)).problem.code).toBe('conflict');
    const { status, gate } = await get(lesson.id);
    expect(status).toBe('open');
    expect(gate?.broken.map((each) => each.question)).toEqual([question.text]);
    expect((await review(lesson.id, allTheSame)).value.status).toBe('approved');
    await desk.tx((tx) => tx.deleteFrom('blocking_tests').execute());
  });

  it('and the preview keep no question of somebody who is erased', async () => {
    const text = 'the franking machine swallows every second envelope of our newsletter';
    const asked = await desk.ask(text);
    const lesson = await teach(
      'Our franking machine swallows envelopes',
      'Turn the small wheel of the franking machine to “thin”: envelopes are no longer swallowed then.',
    );
    await refuse(await questionOf(asked.conversation_id), lesson.resolution_id ?? '');
    await review(lesson.id, { verdict: 'approve' });
    const before = await preview(lesson.id);
    expect(before.impact.cases.map(({ question }) => question)).toContain(text);
    expect(before.gate?.broken.map(({ question }) => question)).toEqual([text]);
    const { customer } = await desk.read(asked.conversation_id);
    const { report } = (
      await call(desk.server.url, 'erasePerson', { ...desk.owner, body: { person: customer.id } })
    ).value;
    expect(report.found).toBe(0);
    expect(JSON.stringify(await get(lesson.id))).not.toContain('every second envelope');
    await desk.tx((tx) => tx.deleteFrom('blocking_tests').execute());
  });

  it('does not count what was broken before', async () => {
    const asked = await desk.ask('How do I book the big meeting room?');
    const question = await questionOf(asked.conversation_id);
    const known = desk.resolution_id;
    const must = { id: 'never held', question, question_id: question.id, resolution_id: known } as const;
    await desk.tx((tx) =>
      store.insertBlockingTest(tx, {
        ...must,
        // First without the lesson as well, if it came up at all: nothing that the lesson breaks.
        expect: 'must-not',
        source: 'audit',
        decision_id: 'dec_none',
        at: new Date(),
      }),
    );
    const lesson = await teach(
      'The fax number has to be changed',
      'Write the new fax number into the form Contacts and press Publish.',
    );
    expect((await review(lesson.id, { verdict: 'approve' })).value.status).toBe('approved');
    await desk.tx((tx) => tx.deleteFrom('blocking_tests').execute());
  });
});

describe('blocking tests', () => {
  it('grow from audits: what was right must stay, what was wrong must not come back', async () => {
    const right = await desk.answered();
    const wrong = await desk.answered();
    await judge(right.decision_id, 'right');
    await judge(wrong.decision_id, 'wrong');
    const found = await tests();
    expect(
      found.map(({ decision_id, expect: what, resolution_id }) => [decision_id, what, resolution_id]),
    ).toEqual(
      expect.arrayContaining([
        [right.decision_id, 'must', desk.resolution_id],
        [wrong.decision_id, 'must-not', desk.resolution_id],
      ]),
    );
    const own = found.find(({ decision_id }) => decision_id === wrong.decision_id);
    expect(own?.question).toMatchObject({ text: 'And how do I export last year’s invoices?' });
  });

  it('grow from a mark in the inbox', async () => {
    const { decision_id } = await desk.answered({ audited: false });
    const correction = {
      text: 'Invoices of last year are exported under Archive, with the button Old years.',
    };
    await call(desk.server.url, 'correctAnswer', {
      ...desk.owner,
      params: { id: decision_id },
      body: { verdict: 'wrong', correction } as never,
    });
    expect((await tests()).find((test) => test.decision_id === decision_id)).toMatchObject({
      expect: 'must-not',
      source: 'negative-knowledge',
      resolution_id: desk.resolution_id,
    });
  });
});

describe('the effect of a lesson', () => {
  it('counts what its resolution did since it came, with the interval of its risk', async () => {
    const lesson = (await lessons()).findLast(({ resolution_id }) => resolution_id === desk.resolution_id);
    const { effect } = await get(lesson?.id ?? '');
    // Two answers were judged, and one was marked in the inbox, which is no audit.
    expect(effect).toMatchObject({ answers: 3, audited: 2, wrong: 1 });
    // Clopper–Pearson, by SciPy: beta.ppf(.05, 1, 2), beta.ppf(.95, 2, 1).
    expect(effect.risk?.value).toBe(0.5);
    expect(effect.risk?.low).toBeCloseTo(0.025321, 6);
    expect(effect.risk?.high).toBeCloseTo(0.974679, 6);
  });

  it('stands beside its topic on as many days before as after, with intervals', async () => {
    const DAY_MS = 86_400_000;
    const at = new Date('2031-03-05T15:00:00Z');
    const topic_id = 'top_of_the_lesson';
    const nothing = { confirmed: 0, assumed: 0, durable: 0, failed: 0, audited_right: 0, audited_wrong: 0 };
    const day = (offset: number, counts: { conversations: number; alone: number; handed_off: number }) => {
      const start = new Date(Date.UTC(2031, 2, 5) + offset * DAY_MS);
      return { span: 'day' as const, start, topic_id, handle_ms: 0, ...nothing, ...counts };
    };
    await desk.tx((tx) =>
      tx
        .insertInto('topic_figures')
        .values([
          day(-3, { conversations: 90, alone: 90, handed_off: 0 }), // further away than its days after
          day(-2, { conversations: 6, alone: 0, handed_off: 6 }),
          day(-1, { conversations: 4, alone: 1, handed_off: 3 }),
          day(0, { conversations: 50, alone: 25, handed_off: 25 }), // counts for neither
          { ...day(1, { conversations: 8, alone: 6, handed_off: 2 }), audited_right: 3, audited_wrong: 1 },
          day(3, { conversations: 70, alone: 0, handed_off: 70 }), // not over
        ] as never)
        .execute(),
    );
    const lesson = { resolution_id: 'res_none', at };
    const read = (topic: { id: string; name: string } | null, days: number) =>
      desk.tx((tx) => readEffect(tx, lesson, { topic, now_ms: at.getTime() + days * DAY_MS }));
    const { topic } = await read({ id: topic_id, name: 'invoices' }, 2);
    expect(topic).toMatchObject({
      name: 'invoices',
      before: { from: '2031-03-03', to: '2031-03-04', conversations: 10, wrong: null },
      after: { from: '2031-03-06', to: '2031-03-07', conversations: 8 },
    });
    const shares = [topic?.before.alone, topic?.after.alone, topic?.after.handed_off, topic?.after.wrong];
    expect(shares.map((share) => share?.value)).toEqual([0.1, 0.75, 0.25, 0.25]);
    // One of ten, exactly: the bounds of Clopper and Pearson at 5 % on either side.
    expect(topic?.before.alone?.low).toBeCloseTo(0.0051, 4);
    expect(topic?.before.alone?.high).toBeCloseTo(0.3942, 4);
    expect((await read({ id: topic_id, name: 'invoices' }, 0)).topic).toBeNull();
    expect((await read(null, 2)).topic).toBeNull();
  });

  it('is nothing for a lesson that came later than all of it', async () => {
    const lesson = await teach(
      'Can I pay with a purchase order?',
      'Yes: choose “Purchase order” as the payment method and upload the signed form.',
    );
    expect((await get(lesson.id)).effect).toEqual({
      answers: 0,
      drafts: 0,
      accepted: 0,
      edited: 0,
      audited: 0,
      wrong: 0,
      risk: null,
      topic: null,
    });
  });
});
