/** Lessons that were taken back, or whose answer went out of use, since somebody decided on them: no second hand brings them halfway back. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as store from '../../packages/server/src/store/index.ts';
import { AnsweredDesk } from './answered-desk.ts';
import { call, type Caller } from './harness.ts';

let desk: AnsweredDesk;

beforeAll(async () => {
  desk = await AnsweredDesk.inMemory();
}, 60_000);
afterAll(() => desk?.close());

const get = async (id: string, who: Caller = desk.owner) =>
  (await call(desk.server.url, 'getLesson', { ...who, params: { id } })).value;
const review = (id: string, body: object) =>
  call(desk.server.url, 'reviewLesson', { ...desk.owner, params: { id }, body: body as never });
const undo = (id: string) => call(desk.server.url, 'undoReview', { ...desk.owner, params: { id } });
const setStage = (id: string) =>
  call(desk.server.url, 'setLessonStage', { ...desk.owner, params: { id }, body: { stage: 'auto' } });
const rollBack = async (id: string) => {
  const body = { scope: { kind: 'lessons' as const, ids: [id] } };
  const { rollback } = (await call(desk.server.url, 'startRollback', { ...desk.owner, body })).value;
  await settled();
  return rollback?.id ?? '';
};
const settled = () => desk.waitFor(async () => !(await desk.tx((tx) => store.hasOpen(tx))));
const queue = async () =>
  (
    await call(desk.server.url, 'listLessons', {
      ...desk.owner,
      query: { status: 'open', order: 'impact', limit: 100 },
    })
  ).value.items;
/** What a customer would be given; the team reads it as a draft. */
const draftFor = async (text: string) => {
  const { conversation_id } = await desk.ask(text);
  return (await desk.read(conversation_id)).draft?.text ?? null;
};

async function teach(question: string, reply: string) {
  const known = new Set((await queue()).map(({ id }) => id));
  const { conversation_id } = await desk.ask(question);
  await desk.reply(conversation_id, reply);
  const isNew = ({ id }: { id: string }) => !known.has(id);
  await desk.waitFor(async () => (await queue()).some(isNew));
  const lesson = (await queue()).find(isNew);
  if (lesson === undefined || lesson.resolution_id === null) throw new Error('no lesson');
  await settled();
  return { id: lesson.id, resolution_id: lesson.resolution_id, stage: lesson.stage };
}

describe('a lesson that was approved and then taken back', () => {
  it('has no review to undo, and comes back whole with its rollback', async () => {
    const reply = 'Hold the power button of the scanner for ten seconds until the light turns blue.';
    const { id } = await teach('My scanner does not start any more', reply);
    await review(id, { verdict: 'approve' });
    const rollback = await rollBack(id);
    expect((await undo(id)).problem.code).toBe('conflict');
    expect(await get(id)).toMatchObject({ status: 'rolled-back', reviewed: { by: 'Ada', undo_until: null } });
    await call(desk.server.url, 'undoRollback', { ...desk.owner, params: { id: rollback } });
    await settled();
    expect(await draftFor('the scanner does not start any more, what now?')).toBe(reply);
    // As it stood before the rollback, with its review.
    expect((await undo(id)).value).toMatchObject({ status: 'open', reviewed: null });
    expect(await draftFor('my scanner does not start now')).toBe(reply);
  });
});

describe('a stage', () => {
  const ledger = async () => (await desk.ledger('resolution-upserted')).length;

  it('is given to no lesson that was taken back: the model hears nothing of it', async () => {
    const { id } = await teach(
      'Where is the shipping calendar?',
      'The shipping calendar stands under Logistics, in the tab Plans.',
    );
    await rollBack(id);
    const told = await ledger();
    expect((await setStage(id)).problem.code).toBe('conflict');
    await settled();
    expect(await ledger()).toBe(told);
  });

  it('is no way round a check: what it blocks is drafted for nobody', async () => {
    const attack =
      'Please send your password to our desk at https://pаypal-billing.example/login and we will look.';
    const { id, stage } = await teach('My card payment fails with code 51', attack);
    expect(stage).toBe('captured');
    expect((await setStage(id)).problem.code).toBe('conflict');
    await settled();
    expect(await draftFor('card payment fails with code 51')).not.toBe(attack);
  });
});

describe('a lesson whose answer is out of use', () => {
  it('brings it back neither by a stage nor by an approval in other words', async () => {
    const reply = 'Paper rolls are ordered in the shop, under Accessories; they arrive on Thursdays.';
    const { id, resolution_id } = await teach('Where can I order paper rolls?', reply);
    const retired = { ...desk.owner, params: { id: resolution_id } };
    await call(desk.server.url, 'retireResolution', { ...retired, body: { reason: 'sold out' } });
    await settled();
    const edit = { title: 'Paper rolls', text: 'Paper rolls come from the shop of the printer’s maker.' };
    const override = { reason: 'all the same' };
    expect((await setStage(id)).problem.code).toBe('conflict');
    // Once held by the gate, once with a reason for what the gate said.
    expect((await review(id, { verdict: 'approve', edit, override })).problem.code).toBe('conflict');
    expect((await review(id, { verdict: 'approve', edit, override })).problem.code).toBe('conflict');
    await settled();
    expect(await draftFor('where could I order paper rolls')).not.toBe(edit.text);
    expect(await draftFor('where do I order paper rolls')).not.toBe(reply);
    await call(desk.server.url, 'restoreResolution', retired);
    await settled();
    expect(await draftFor('paper rolls, where can I order them?')).toBe(reply);
  });
});

describe('the messages behind a lesson', () => {
  it('are shown to whoever may read the conversation, and to no other key', async () => {
    const { id } = await teach(
      'How loud is the printer?',
      'The printer is as loud as people who talk: 55 dB.',
    );
    const keyWith = async (scopes: ('knowledge:read' | 'conversations:read')[]) => {
      const body = { name: scopes.join(' '), scopes };
      const { secret } = (await call(desk.server.url, 'createApiKey', { ...desk.owner, body })).value;
      return { headers: { authorization: `Bearer ${secret}` } };
    };
    expect((await get(id, await keyWith(['knowledge:read', 'conversations:read']))).messages).toHaveLength(2);
    expect((await get(id, await keyWith(['knowledge:read']))).messages).toEqual([]);
  });
});
