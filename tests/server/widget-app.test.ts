/** What the widget asks for beyond messages: a visitor's own conversations, how far they read, thumbs and comments. */
import type { EndpointName } from '@understudy/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as store from '../../packages/server/src/store/index.ts';
import { AnsweredDesk } from './answered-desk.ts';
import { call, type Caller, startVisitor } from './harness.ts';

let desk: AnsweredDesk;
let url: string;

beforeAll(async () => {
  desk = await AnsweredDesk.inMemory();
  url = desk.server.url;
}, 60_000);
afterAll(() => desk?.close());

const refuse = async <N extends EndpointName>(at: string, name: N, request: Parameters<typeof call<N>>[2]) =>
  (await call(at, name, request)).problem.code;
const list = async (visitor: Caller) => (await call(url, 'listVisitorConversations', visitor)).value.items;
const read = (visitor: Caller, id: string, seq: number) =>
  call(url, 'readConversation', { ...visitor, params: { id }, body: { seq } });

describe('a visitor’s conversations', () => {
  it('are their own, with what the team said and they have not read', async () => {
    const asked = await desk.ask('My keyboard smells of burnt toast');
    const { visitor, conversation_id } = asked;
    await desk.reply(conversation_id, 'Please unplug it, and send us a picture of the plug.');
    const [own, ...more] = await list(visitor);
    expect(more).toEqual([]);
    expect(own).toMatchObject({
      id: conversation_id,
      subject: expect.stringContaining('burnt toast') as string,
      preview: 'Please unplug it, and send us a picture of the plug.',
      status: 'human',
    });
    // That it was handed over is no reply.
    expect(own?.unread).toBe(1);
    expect(await list(await startVisitor(url, desk.workspace.public_key))).toEqual([]);
  });

  it('are read up to a position that never goes back, nor beyond what was said', async () => {
    const { visitor, conversation_id } = await desk.ask('My chair sings at night');
    await desk.reply(conversation_id, 'Which song is it?');
    const last = (await desk.read(conversation_id)).messages.at(-1)?.seq ?? 0;
    await read(visitor, conversation_id, last - 1);
    expect((await list(visitor))[0]?.unread).toBe(1);
    await read(visitor, conversation_id, 999_999);
    await read(visitor, conversation_id, 1);
    expect((await list(visitor))[0]?.unread).toBe(0);
    await desk.reply(conversation_id, 'Please tell us, we like music.');
    expect((await list(visitor))[0]?.unread).toBe(1);
  });

  it('are nobody else’s to read', async () => {
    const { conversation_id } = await desk.ask('My lamp is shy');
    const stranger = await startVisitor(url, desk.workspace.public_key);
    const given = { ...stranger, params: { id: conversation_id }, body: { seq: 5 } };
    expect(await refuse(url, 'readConversation', given)).toBe('not-found');
  });

  it('are the newest twenty, of those that were held in the widget', async () => {
    const { visitor, conversation_id } = await desk.ask('My paint will not dry');
    await desk.tx(async (tx) => {
      const { customer_id = '' } = (await store.getConversation(tx, conversation_id)) ?? {};
      for (let at = 0; at < 22; at++) {
        const made = { id: `cnv_painted${at}`, customer_id, status: 'resolved', subject: `${at}` } as const;
        const channel = at === 21 ? 'import' : 'widget';
        await store.createConversation(tx, { ...made, channel, at: new Date(Date.now() + 1_000 + at) });
      }
    });
    const newest = Array.from({ length: 20 }, (_, back) => `${20 - back}`);
    expect((await list(visitor)).map(({ subject }) => subject)).toEqual(newest);
  });
});

describe('a thumb', () => {
  const thumb = (
    given: { readonly visitor: Caller; readonly conversation_id: string; readonly message_id: string },
    body: {
      thumb: 'up' | 'down';
      reason?: 'wrong' | 'outdated' | 'hard-to-follow' | 'other';
      comment?: string;
    },
  ) => ({
    ...given.visitor,
    params: { id: given.conversation_id },
    body: { message_id: given.message_id, ...body },
  });

  it('counts once, the first one; its reason may come later, and the first of them stands', async () => {
    const answered = await desk.answered();
    await call(url, 'thumbAnswer', thumb(answered, { thumb: 'down' }));
    await call(url, 'thumbAnswer', thumb(answered, { thumb: 'up', reason: 'other' }));
    const comment = 'Mail ann@example.com, card 4111 1111 1111 1111, says otherwise';
    await call(url, 'thumbAnswer', thumb(answered, { thumb: 'down', reason: 'outdated', comment }));
    await call(url, 'thumbAnswer', thumb(answered, { thumb: 'down', reason: 'wrong' }));
    expect(await desk.signalsOf(answered.decision_id)).toEqual(['thumb-down']);
    const { feedback } = await desk.read(answered.conversation_id);
    expect(feedback).toEqual([
      {
        message_id: answered.message_id,
        thumb: 'down',
        reason: 'outdated',
        score: null,
        comment: expect.stringMatching(/^Mail \[email\], card \[card\]/) as string,
        at: expect.any(String) as string,
      },
    ]);
    const outcomes = await desk.tx((tx) => store.listOutcomes(tx, answered.conversation_id));
    expect(JSON.stringify(outcomes)).not.toMatch(/ann@|4111/);
  });

  it('is of an answer that was decided on, in one’s own conversation', async () => {
    const answered = await desk.answered();
    const own = (await desk.read(answered.conversation_id)).messages[0]?.id ?? '';
    const of_question = thumb({ ...answered, message_id: own }, { thumb: 'up' });
    expect(await refuse(url, 'thumbAnswer', of_question)).toBe('not-found');
    const visitor = await startVisitor(url, desk.workspace.public_key);
    const of_stranger = thumb({ ...answered, visitor }, { thumb: 'up' });
    expect(await refuse(url, 'thumbAnswer', of_stranger)).toBe('not-found');
    expect((await desk.read(answered.conversation_id)).feedback).toEqual([]);
  });
});

it('a rating may have a comment, at once or later; the first of each stands, without personal data', async () => {
  const answered = await desk.answered();
  const rate = (body: { score: number; comment?: string }) =>
    call(url, 'rateConversation', {
      ...answered.visitor,
      params: { id: answered.conversation_id },
      body,
    });
  await rate({ score: 2 });
  await rate({ score: 5, comment: 'Slow. Write to ann@example.com' });
  await rate({ score: 2, comment: 'Too late' });
  const { feedback } = await desk.read(answered.conversation_id);
  expect(feedback).toMatchObject([{ message_id: null, score: 2, comment: 'Slow. Write to [email]' }]);
});

it('office hours, questions and language reach the visitor; what makes no sense is refused', async () => {
  const { value: settings } = await call(url, 'getSettings', desk.owner);
  const hours = { time_zone: 'Europe/Berlin', weekly: [{ day: 1, from: '09:00', to: '17:00' }] };
  const suggested_questions = ['How do I export my invoices?'];
  const widget = { ...settings.widget, hours, suggested_questions, language: 'ar' as const };
  await call(url, 'updateSettings', { ...desk.owner, body: { widget } });
  const body = { workspace: desk.workspace.public_key };
  const session = (await call(url, 'startVisitorSession', { body })).value;
  expect(session.widget).toMatchObject({ hours, suggested_questions, language: 'ar' });
  const wrong = [
    { ...widget, hours: { ...hours, time_zone: 'Mars/Olympus' } },
    { ...widget, hours: { ...hours, weekly: [{ day: 1, from: '22:00', to: '02:00' }] } },
    { ...widget, hours: { ...hours, weekly: [{ day: 8, from: '09:00', to: '17:00' }] } },
    { ...widget, suggested_questions: Array.from({ length: 7 }, (_, at) => `Question ${at}?`) },
  ];
  for (const each of wrong)
    expect(await refuse(url, 'updateSettings', { ...desk.owner, body: { widget: each } })).toBe(
      'invalid-request',
    );
});
