/** What reviewers say of the cases that a preview shows: it holds lessons back, counts as known, and can be taken back. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { CaseVerdict, ImpactCase, Lesson, LessonDetail } from '@understudy/contract';
import type { EncodedQuestion } from '@understudy/engine';
import * as store from '../../packages/server/src/store/index.ts';
import { AnsweredDesk } from './answered-desk.ts';
import { call, type Caller, cookieOf, OWNER } from './harness.ts';

let desk: AnsweredDesk;
let lead: Caller;

beforeAll(async () => {
  desk = await AnsweredDesk.inMemory();
  const { password } = OWNER;
  const body = { name: 'Mara', email: 'mara@example.com', password, role: 'lead' as const };
  await call(desk.server.url, 'addMember', { ...desk.owner, body });
  const { headers } = await call(desk.server.url, 'signIn', { body: { email: body.email, password } });
  lead = { headers: { cookie: cookieOf(headers) } };
}, 120_000);
afterEach(() => desk.tx((tx) => tx.deleteFrom('blocking_tests').execute()));
afterAll(() => desk?.close());

const get = async (id: string): Promise<LessonDetail> =>
  (await call(desk.server.url, 'getLesson', { ...desk.owner, params: { id } })).value;
const approve = (id: string) =>
  call(desk.server.url, 'reviewLesson', { ...desk.owner, params: { id }, body: { verdict: 'approve' } });
const lessons = async () =>
  (await call(desk.server.url, 'listLessons', { ...desk.owner, query: { limit: 100 } })).value.items;
const tests = () => desk.tx((tx) => store.listBlockingTests(tx));
const expected = async () => (await tests()).map(({ source, expect: what }) => [source, what]);

async function teach(question: string, reply: string): Promise<Lesson> {
  const known = new Set((await lessons()).map(({ id }) => id));
  const { conversation_id } = await desk.ask(question);
  await desk.reply(conversation_id, reply);
  const found = async () => (await lessons()).find(({ id }) => !known.has(id));
  await desk.waitFor(async () => (await found()) !== undefined);
  return (await found()) ?? Promise.reject(new Error('expected a lesson'));
}

/** What the preview of a lesson shows of this question. */
async function preview(id: string, question: string): Promise<ImpactCase> {
  await call(desk.server.url, 'previewLesson', { ...desk.owner, params: { id } });
  await desk.waitFor(async () => ['done', 'failed'].includes((await get(id)).impact.state));
  return shown(id, question);
}
const shown = async (id: string, question: string): Promise<ImpactCase> =>
  (await get(id)).impact.cases.find((each) => each.question === question) ??
  Promise.reject(new Error(`expected the preview to show “${question}”`));

function judge(id: string, of: ImpactCase, verdict: CaseVerdict | null, by = desk.owner) {
  const { decision_id, answer_id } = of;
  const body = { decision_id, resolution_id: answer_id ?? 'res_none00', verdict };
  return call(desk.server.url, 'judgeCase', { ...by, params: { id }, body });
}

describe('what a reviewer says of a case', () => {
  it('holds this lesson back where it is wrong, until it is taken back', async () => {
    const text = 'the espresso machine shows error 17 again';
    await desk.ask(text);
    const lesson = await teach(
      'Our espresso machine shows error 17',
      'Error 17 means that the water tank of the espresso machine is empty: fill it up.',
    );
    const of = await preview(lesson.id, text);
    expect([of.answer_id, of.verdict]).toEqual([lesson.resolution_id, null]);
    const { value } = await judge(lesson.id, of, 'wrong');
    expect(value.cases.find((each) => each.question === text)?.verdict).toBe('wrong');
    expect((await approve(lesson.id)).problem.code).toBe('conflict');
    const { status, gate } = await get(lesson.id);
    expect(status).toBe('open');
    expect(gate?.broken).toEqual([
      {
        question: text,
        expected: lesson.title,
        found: lesson.title,
        why: 'People said that this answer is wrong for this question.',
      },
    ]);
    await judge(lesson.id, of, null);
    expect((await shown(lesson.id, text)).verdict).toBeNull();
    expect(await tests()).toEqual([]);
    expect((await approve(lesson.id)).value.status).toBe('approved');
  });

  it('holds later lessons back where it was right, and counts as right in their previews', async () => {
    const text = 'the label printer prints blank labels only';
    await desk.ask(text);
    const right = await teach(
      'Our label printer prints nothing but blank labels',
      'Turn the roll of labels around: the printer heats one side of the paper only.',
    );
    const of = await preview(right.id, text);
    // The lesson is decided on meanwhile: the word is about the answer, and stands.
    expect((await approve(right.id)).value.status).toBe('approved');
    expect((await judge(right.id, of, 'right')).status).toBe(200);
    const later = await teach(
      'the label printer prints blank labels only',
      'Buy new labels in the shop of the manufacturer, they are cheap there.',
    );
    await preview(later.id, text);
    const { impact } = await get(later.id);
    expect(impact.changed_right).toBe(1);
    expect(impact.cases[0]).toMatchObject({ question: text, was_right: true, verdict: null });
    expect((await approve(later.id)).problem.code).toBe('conflict');
    const { gate } = await get(later.id);
    expect(gate?.broken.map((each) => [each.question, each.expected, each.found])).toContainEqual([
      text,
      right.title,
      later.title,
    ]);
  });

  it('is one word, the newest of whoever reviews, and puts back what it was said against', async () => {
    const text = 'Which colour has the visitor badge?';
    const { conversation_id } = await desk.ask(text);
    const lesson = await teach(
      'Which colour has a visitor badge?',
      'Visitor badges are orange, and are worn visibly.',
    );
    const of = await preview(lesson.id, text);
    const [decision] = await desk.tx((tx) => store.listDecisions(tx, conversation_id));
    const question = decision?.question as EncodedQuestion;
    await desk.tx((tx) =>
      store.insertBlockingTest(tx, {
        id: 'an audit',
        question,
        question_id: question.id,
        resolution_id: of.answer_id ?? '',
        expect: 'must-not',
        source: 'audit',
        decision_id: of.decision_id,
        at: new Date(Date.now() - 60_000),
      }),
    );
    await judge(lesson.id, of, 'right');
    expect(await expected()).toEqual([['preview', 'must']]);
    await judge(lesson.id, of, 'wrong', lead);
    expect((await shown(lesson.id, text)).verdict).toBe('wrong');
    expect(await expected()).toContainEqual(['preview', 'must-not']);
    expect(await expected()).not.toContainEqual(['preview', 'must']);
    await judge(lesson.id, of, 'right', lead);
    await judge(lesson.id, of, null);
    expect(await expected()).toEqual([['audit', 'must-not']]);
    const both = [judge(lesson.id, of, 'right'), judge(lesson.id, of, 'wrong', lead)];
    expect((await Promise.all(both)).map(({ status }) => status)).toEqual([200, 200]);
    expect((await expected()).filter(([source]) => source === 'preview')).toHaveLength(1);
  });

  it('is no label of a random sample: nothing of it stands in the ledger', async () => {
    const text = 'where does the parcel locker stand';
    await desk.ask(text);
    const lesson = await teach(
      'Where is the parcel locker?',
      'The parcel locker stands in the yard behind the gate, and is open all night.',
    );
    const of = await preview(lesson.id, text);
    const written = () =>
      desk.tx(async (tx) => {
        const events = await store.readEvents(tx, { after_seq: 0, encoder_id: 'none' });
        const promised = await tx.selectFrom('outbox').select('id').execute();
        return [events.length, promised.length];
      });
    const before = await written();
    await judge(lesson.id, of, 'right');
    await judge(lesson.id, of, 'wrong');
    expect(await written()).toEqual(before);
    const { items } = (
      await call(desk.server.url, 'listAuditLog', { ...desk.owner, query: { category: 'lessons' } })
    ).value;
    expect(items[0]).toMatchObject({
      action: 'judgeCase',
      subject: { kind: 'lesson', id: lesson.id },
      detail: { decision_id: of.decision_id, resolution_id: of.answer_id, verdict: 'wrong' },
    });
  });

  it('is refused of what the preview does not show, and goes with the person who asked', async () => {
    const text = 'the franking machine swallows every second envelope of our newsletter';
    const { conversation_id } = await desk.ask(text);
    const lesson = await teach(
      'Our franking machine swallows envelopes',
      'Turn the small wheel of the franking machine to “thin”: envelopes are no longer swallowed then.',
    );
    const of = await preview(lesson.id, text);
    const codeOf = async (id: string, shows: ImpactCase) => {
      const { status, problem } = await judge(id, shows, 'right');
      return [status, problem.code];
    };
    expect(await codeOf('les_000000unknown', of)).toEqual([404, 'not-found']);
    expect(await codeOf(lesson.id, { ...of, answer_id: desk.resolution_id })).toEqual([409, 'conflict']);
    expect(await tests()).toEqual([]);
    await judge(lesson.id, of, 'right');
    expect(await tests()).toHaveLength(1);
    const { customer } = await desk.read(conversation_id);
    const erased = await call(desk.server.url, 'erasePerson', {
      ...desk.owner,
      body: { person: customer.id },
    });
    expect(erased.value.report.found).toBe(0);
    expect(await tests()).toEqual([]);
    expect(await codeOf(lesson.id, of)).toEqual([409, 'conflict']);
  });
});
