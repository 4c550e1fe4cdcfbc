/** From a click to the next customer, by the server's own jobs: refused, bound to a condition, merged, split, retired. */
import type { Result } from '@understudy/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AnsweredDesk } from './answered-desk.ts';
import { call } from './harness.ts';

let desk: AnsweredDesk;

beforeAll(async () => {
  desk = await AnsweredDesk.inMemory({ audit_undo_ms: 0 });
}, 60_000);
afterAll(() => desk?.close());

const on = (id: string, body?: object) => ({ ...desk.owner, params: { id }, body: body as never });
const get = async (id: string) => (await call(desk.server.url, 'getResolution', on(id))).value;
const lesson = async (id: string) => (await call(desk.server.url, 'getLesson', on(id))).value;
const changes = async (kind: 'negative') =>
  (await call(desk.server.url, 'listLessons', { ...desk.owner, query: { kind } })).value.items;
const rollBack = (id: string) => {
  const body = { scope: { kind: 'lessons' as const, ids: [id] } };
  return call(desk.server.url, 'startRollback', { ...desk.owner, body });
};
/** Told to the model. */
const applied = async (count: number, kind: string) =>
  desk.waitFor(async () => (await desk.ledger(kind)).length >= count);
const teach = async (question: string, answer: string): Promise<string> => {
  const { conversation_id } = await desk.ask(question);
  const before = (await desk.ledger('lesson-applied')).length;
  await desk.reply(conversation_id, answer);
  await applied(before + 1, 'lesson-applied');
  const { items } = (await call(desk.server.url, 'listResolutions', { ...desk.owner, query: { limit: 100 } }))
    .value;
  return items.find(({ text }) => text === answer)?.id ?? '';
};
type Shown = Result<'getConversation'>['decisions'][number];
const decided = async (question: string): Promise<Shown> => {
  const { conversation_id } = await desk.ask(question);
  const decision = (await desk.read(conversation_id)).decisions.at(-1);
  if (decision === undefined) throw new Error('nothing was decided');
  return decision;
};

const LABEL =
  'The label printer has to be set to thermal paper: open Printers, choose the model, then Thermal.';
const ROLL = 'Rolls of labels are ordered in the shop, under Accessories; they arrive on Thursdays.';

describe('an answer that a person calls wrong', () => {
  it('is taken out for the same question, says why, and stands again once that is taken back', async () => {
    const { decision_id, question } = await answered();
    const wrong = desk.resolution_id;
    const correction = {
      text: 'Archived invoices are exported by the bookkeeper: write to books@example.com.',
    };
    await call(desk.server.url, 'correctAnswer', on(decision_id, { verdict: 'wrong', correction }));
    await applied(1, 'answer-refused');
    const [refusal] = await changes('negative');
    expect(refusal).toMatchObject({ status: 'approved', resolution_id: wrong, question });
    const after = await decided(question);
    expect(after.candidates.map(({ resolution_id }) => resolution_id)).not.toContain(wrong);
    expect(after.reasons.map(({ code }) => code)).toContain('refused');
    await desk.waitFor(async () => (await lesson(refusal?.id ?? '')).impact.state === 'done');
    await rollBack(refusal?.id ?? '');
    await applied(1, 'events-forgotten');
    const again = await decided(question);
    expect(again.candidates.map(({ resolution_id }) => resolution_id)).toContain(wrong);
    expect(again.reasons.map(({ code }) => code)).not.toContain('refused');
  });
});

describe('on the Knowledge page', () => {
  it('a condition, a split, a merge and a retirement are lessons that say what they changed', async () => {
    const label = await teach('The label printer prints empty labels', LABEL);
    await desk.ask('Labels come out of the label printer empty');
    const roll = await teach('Where do I order rolls for the label printer?', ROLL);
    const path = (name: string, made: { value: { lesson_id: string | null } }) => {
      if (made.value?.lesson_id == null) throw new Error(`${name} made no lesson: ${JSON.stringify(made)}`);
      return made.value.lesson_id;
    };

    const set = await call(desk.server.url, 'setConditions', on(label, { conditions: ['plan:free'] }));
    const condition = path('setConditions', set);
    await applied(1, 'conditions-set');
    expect(await get(label)).toMatchObject({ conditions: ['plan:free'], retired_at: null });
    expect(await lesson(condition)).toMatchObject({
      kind: 'condition',
      status: 'approved',
      question: 'It holds only where plan is free.',
      change: { conditions: { before: [], after: ['plan:free'] }, moves: null },
      previewable: true,
    });
    const unknown = await decided('The label printer prints empty labels');
    expect(unknown.reasons.map(({ code }) => code)).toContain('condition-unknown');
    expect(
      (await call(desk.server.url, 'setConditions', on(label, { conditions: ['free'] }))).problem.code,
    ).toBe('invalid-request');

    const merged = path(
      'mergeResolution',
      await call(desk.server.url, 'mergeResolution', on(label, { into: roll })),
    );
    await applied(1, 'resolution-retired');
    const moves = (await lesson(merged)).change?.moves;
    expect(moves).toMatchObject({ from: { resolution_id: label, text: LABEL }, count: 1 });
    expect(moves?.exemplars.map(({ text }) => text)).toEqual(['The label printer prints empty labels']);
    expect(await get(label)).toMatchObject({ merged_into: { resolution_id: roll }, exemplars: 0 });
    expect((await decided('The label printer prints empty labels')).candidates[0]?.resolution_id).toBe(roll);
    expect((await call(desk.server.url, 'restoreResolution', on(label))).problem.code).toBe('conflict');

    const { items } = (await call(desk.server.url, 'listExemplars', on(roll))).value;
    expect(items.map(({ text }) => text).toSorted()).toEqual([
      'The label printer prints empty labels',
      'Where do I order rolls for the label printer?',
    ]);
    const chosen = items.filter(({ text }) => text.includes('empty')).map(({ id }) => id);
    const words = {
      title: 'Empty labels',
      text: 'Turn the roll round: the side that prints has to face down.',
    };
    const split = path(
      'splitResolution',
      await call(desk.server.url, 'splitResolution', on(roll, { exemplars: chosen, ...words })),
    );
    await applied(2, 'resolution-retired');
    const own = (await lesson(split)).resolution_id ?? '';
    expect(await get(own)).toMatchObject({ ...words, exemplars: 1, stage: 'suggest' });
    expect((await decided('The label printer prints empty labels')).candidates[0]?.resolution_id).toBe(own);

    const retired = path(
      'retireResolution',
      await call(desk.server.url, 'retireResolution', on(own, { reason: 'nobody has such rolls' })),
    );
    expect(await lesson(retired)).toMatchObject({
      kind: 'retirement',
      reviewed: { by: 'Ada', reason: 'nobody has such rolls' },
      previewable: false,
    });
    expect((await call(desk.server.url, 'previewLesson', on(retired))).problem.code).toBe('conflict');
    for (const id of [retired, split, merged, condition]) await rollBack(id);
    await applied(5, 'events-forgotten');
    expect(await get(label)).toMatchObject({
      conditions: [],
      merged_into: null,
      exemplars: 1,
      retired_at: null,
    });
    expect((await decided('The label printer prints empty labels')).candidates[0]?.resolution_id).toBe(label);
  });
});

/** The decision that answered, with its question. */
async function answered(): Promise<{ decision_id: string; question: string }> {
  const { decision_id, conversation_id } = await desk.answered({ audited: false });
  const { messages } = await desk.read(conversation_id);
  return { decision_id, question: messages.findLast(({ author }) => author === 'customer')?.text ?? '' };
}
