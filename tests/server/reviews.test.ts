/** A lesson's way through a person's hands, by the server's own jobs. */
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
const review = (id: string, body: object, who: Caller = desk.owner) =>
  call(desk.server.url, 'reviewLesson', { ...who, params: { id }, body: body as never });
const undo = (id: string) => call(desk.server.url, 'undoReview', { ...desk.owner, params: { id } });
const queue = async () =>
  (
    await call(desk.server.url, 'listLessons', {
      ...desk.owner,
      query: { status: 'open', order: 'impact', limit: 100 },
    })
  ).value;
const resolutions = async () =>
  (await call(desk.server.url, 'listResolutions', { ...desk.owner, query: { limit: 100 } })).value.items;
const draftFor = async (text: string) => {
  const { conversation_id } = await desk.ask(text);
  return (await desk.read(conversation_id)).draft?.text ?? null;
};

/** Asks, replies as a human agent, and waits for the lesson that is drawn from it. */
async function teach(question: string, reply: string) {
  const known = new Set((await queue()).items.map(({ id }) => id));
  const { conversation_id } = await desk.ask(question);
  await desk.reply(conversation_id, reply);
  await desk.waitFor(async () => (await queue()).items.some(({ id }) => !known.has(id)));
  const lesson = (await queue()).items.find(({ id }) => !known.has(id));
  if (lesson === undefined) throw new Error('no lesson');
  await desk.waitFor(async () => !(await hasOpenPromise()));
  return lesson;
}

const hasOpenPromise = () => desk.server.database.asWorkspace(desk.workspace.id, (tx) => store.hasOpen(tx));
const settled = () => desk.waitFor(async () => !(await hasOpenPromise()));

describe('a lesson in the queue', () => {
  it('is usable at once, and shows on one screen where it comes from', async () => {
    const reply = 'Hold the power button of the scanner for ten seconds until the light turns blue.';
    const lesson = await teach('My scanner does not start any more', reply);
    expect(lesson).toMatchObject({ status: 'open', stage: 'suggest', kind: 'new-resolution' });
    expect(await draftFor('the scanner does not start any more, what now?')).toBe(reply);
    const detail = await get(lesson.id);
    expect(detail.proposed.text).toBe(reply);
    expect(detail.messages.map(({ text }) => text)).toEqual(['My scanner does not start any more', reply]);
    expect(detail.all_findings.length).toBeGreaterThan(0);
    expect(detail.reviewed).toBeNull();
  });

  it('leaves the queue when it is approved, and comes back by an undo', async () => {
    const lesson = await teach(
      'Where is the shipping calendar?',
      'The shipping calendar stands under Logistics, in the tab Plans.',
    );
    const { value } = await review(lesson.id, { verdict: 'approve' });
    expect(value).toMatchObject({ status: 'approved', stage: 'suggest', reviewed: { by: 'Ada' } });
    expect((await queue()).items.map(({ id }) => id)).not.toContain(lesson.id);
    expect((await undo(lesson.id)).value).toMatchObject({ status: 'open', reviewed: null });
    expect((await queue()).items.map(({ id }) => id)).toContain(lesson.id);
  });

  it('is worded anew by an edit, which an undo takes back', async () => {
    const said = 'Press the gear, then Themes, and choose the dark one of the two.';
    const better = 'Open Settings, then Appearance, and choose “Dark”.';
    const lesson = await teach('How do I get a dark theme on the tablet?', said);
    await review(lesson.id, { verdict: 'approve', edit: { title: 'Dark theme', text: better } });
    await settled();
    expect(await draftFor('how do I get the dark theme on my tablet')).toBe(better);
    expect((await resolutions()).find(({ id }) => id === lesson.resolution_id)).toMatchObject({
      title: 'Dark theme',
    });
    await undo(lesson.id);
    await settled();
    expect(await draftFor('how can I get a dark theme on the tablet')).toBe(said);
  });
});

describe('a rejected lesson', () => {
  it('is as if it had never been, until the reviewer takes that back', async () => {
    const reply = 'Tell the courier to leave the parcel with the neighbours of the blue house.';
    const lesson = await teach('The courier can not find our warehouse entrance', reply);
    const before = await desk.ledger('lesson-applied');
    await review(lesson.id, { verdict: 'reject', reason: 'Only this customer’s case' });
    await settled();
    expect(await draftFor('the courier can not find the entrance of our warehouse')).not.toBe(reply);
    expect((await resolutions()).map(({ id }) => id)).not.toContain(lesson.resolution_id);
    expect((await get(lesson.id)).reviewed?.reason).toBe('Only this customer’s case');
    expect((await desk.ledger('events-forgotten')).length).toBeGreaterThan(0);
    await undo(lesson.id);
    await settled();
    expect((await desk.ledger('lesson-applied')).length).toBe(before.length + 1);
    expect(await draftFor('our courier can not find the warehouse entrance')).toBe(reply);
  });
});

describe('a merged lesson', () => {
  it('becomes one more way to ask what is known', async () => {
    const first = await teach(
      'How do I rename a cost centre?',
      'Cost centres are renamed under Accounting, with the pencil beside the name.',
    );
    const second = await teach(
      'The name of our department is wrong in the cost reports',
      'Go to Accounting and change it there with the small pencil, please.',
    );
    await review(second.id, { verdict: 'merge', into: first.resolution_id });
    await settled();
    expect(await get(second.id)).toMatchObject({ status: 'approved', resolution_id: first.resolution_id });
    const known = (await resolutions()).find(({ id }) => id === first.resolution_id);
    expect(known?.exemplars).toBe(2);
    await undo(second.id);
    await settled();
    expect((await resolutions()).find(({ id }) => id === first.resolution_id)?.exemplars).toBe(1);
    expect((await resolutions()).find(({ id }) => id === second.resolution_id)?.exemplars).toBe(1);
  });
});

describe('a lesson that a check doubts', () => {
  const attack =
    'Please send your password to our desk at https://pаypal-billing.example/login and we will look.';

  it('is kept from the model until a person takes the responsibility', async () => {
    const lesson = await teach('My card payment fails with code 51', attack);
    expect(lesson.findings.some(({ verdict }) => verdict === 'block')).toBe(true);
    expect(lesson.stage).toBe('captured');
    expect(await draftFor('card payment fails with code 51')).not.toBe(attack);
    expect((await resolutions()).map(({ id }) => id)).not.toContain(lesson.resolution_id);
    const refused = await review(lesson.id, { verdict: 'approve' });
    expect(refused.problem.code).toBe('conflict');
    await review(lesson.id, { verdict: 'approve', override: { reason: 'The address is ours' } });
    await settled();
    expect((await resolutions()).map(({ id }) => id)).toContain(lesson.resolution_id);
    await undo(lesson.id);
    await settled();
    expect(await get(lesson.id)).toMatchObject({ status: 'open', stage: 'captured' });
    expect((await resolutions()).map(({ id }) => id)).not.toContain(lesson.resolution_id);
  });

  it('is left out when several are approved at once', async () => {
    const good = await teach(
      'Where do I find the list of holidays?',
      'The list of holidays is in the menu Team, under Calendar.',
    );
    const doubtful = (await queue()).items.find(({ stage }) => stage === 'captured');
    const ids = [good.id, doubtful?.id ?? ''];
    const { value } = await call(desk.server.url, 'approveLessons', { ...desk.owner, body: { ids } });
    expect(value.approved).toEqual([good.id]);
    expect(value.left.map(({ id }) => id)).toEqual([doubtful?.id]);
  });
});

describe('a retired resolution', () => {
  it('is found by nobody, and as it was when it comes back', async () => {
    const reply = 'Paper rolls are ordered in the shop, under Accessories; they arrive on Thursdays.';
    const id = (await teach('Where can I order paper rolls?', reply)).resolution_id ?? '';
    const change = (name: 'retireResolution' | 'restoreResolution') =>
      call(desk.server.url, name, { ...desk.owner, params: { id }, body: {} as never });
    const read = async () =>
      (await call(desk.server.url, 'getResolution', { ...desk.owner, params: { id } })).value;
    await change('retireResolution');
    await settled();
    expect(await draftFor('where do I order paper rolls')).not.toBe(reply);
    expect((await read()).retired_at).not.toBeNull();
    expect((await resolutions()).map((each) => each.id)).not.toContain(id);
    await change('restoreResolution');
    await settled();
    expect(await draftFor('where would I order paper rolls')).toBe(reply);
    expect(await read()).toMatchObject({ retired_at: null, versions: [{ text: reply, author: 'Ada' }] });
  });
});

describe('two reviewers', () => {
  it('do not collide', async () => {
    const lesson = await teach(
      'How long are drafts kept?',
      'Drafts are kept for thirty days, then they are removed.',
    );
    const other = await secondLead();
    await call(desk.server.url, 'lockLesson', { ...other, params: { id: lesson.id } });
    expect((await get(lesson.id)).locked_by).toBe('Bea');
    expect((await get(lesson.id, other)).locked_by).toBeNull();
    const refused = await review(lesson.id, { verdict: 'approve' });
    expect(refused.problem).toMatchObject({ code: 'conflict', detail: expect.stringContaining('Bea') });
    await review(lesson.id, { verdict: 'approve' }, other);
    const late = await review(lesson.id, { verdict: 'reject', reason: 'no' });
    expect(late.problem).toMatchObject({ code: 'conflict', detail: expect.stringContaining('Bea') });
    expect((await undo(lesson.id)).problem.code).toBe('conflict');
  });
});

async function secondLead(): Promise<Caller> {
  const body = {
    name: 'Bea',
    email: 'bea@example.com',
    password: 'correct horse battery',
    role: 'lead' as const,
  };
  await call(desk.server.url, 'addMember', { ...desk.owner, body });
  const { headers } = await call(desk.server.url, 'signIn', {
    body: { email: body.email, password: body.password },
  });
  return {
    headers: {
      cookie: headers
        .getSetCookie()
        .map((each) => each.split(';')[0])
        .join('; '),
    },
  };
}
