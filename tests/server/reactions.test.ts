/** What a customer says back to an answer: an outcome, not a new question. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import * as store from '../../packages/server/src/store/index.ts';
import { pgliteTemplate } from '../database/pglite-template.ts';
import {
  call,
  type Caller,
  type EventReader,
  openEvents,
  setUp,
  startTestServer,
  startVisitor,
} from './harness.ts';
import type { TestServer } from './harness.ts';

let server: TestServer;
let owner: Caller;
let workspace: { readonly id: string; readonly public_key: string };
let events: EventReader;
let counter = 0;
const client_id = () => `client-${String(counter++).padStart(6, '0')}`;

beforeAll(async () => {
  const database = await store.openDatabase({ memory: true, template: await pgliteTemplate() });
  server = await startTestServer(database);
  const done = await setUp(server);
  owner = done.owner;
  workspace = done.me.workspace;
  events = await openEvents(server.url, '/v1/events', owner);
}, 60_000);
afterAll(async () => {
  events?.close();
  await server?.close();
  await server?.database.close();
});

const say = async (visitor: Caller, text: string) => {
  const body = { client_id: client_id(), text };
  return (await call(server.url, 'postVisitorMessage', { ...visitor, body })).value.message;
};
const status = (id: string, wanted: string) =>
  events.until(({ data }) => {
    const row = data['conversation'] as { id?: string; status?: string } | undefined;
    return data.type === 'conversation' && row?.id === id && row.status === wanted;
  });
const spoken = (id: string, text: RegExp) =>
  events.until(({ data }) => {
    const said = data['message'] as { conversation_id?: string; author?: string; text?: string } | undefined;
    return said?.conversation_id === id && said.author === 'ai' && text.test(said.text ?? '');
  });
const read = async (id: string) =>
  (await call(server.url, 'getConversation', { ...owner, params: { id } })).value;
const outcomesOf = (id: string) =>
  server.database.asWorkspace(workspace.id, async (tx) =>
    (await store.listOutcomes(tx, id)).map(({ kind, decision_id }) => ({ kind, decision_id })),
  );

/** A conversation in which the AI agent has just answered. */
async function answered() {
  const visitor = await startVisitor(server.url, workspace.public_key);
  const { conversation_id } = await say(visitor, 'How do I export my invoices?');
  await status(conversation_id, 'waiting');
  await call(server.url, 'handBack', { ...owner, params: { id: conversation_id } });
  const decision_id = `dec_${conversation_id}`;
  await server.database.asWorkspace(workspace.id, async (tx) => {
    const at = new Date();
    const asked = {
      id: `msg_q_${conversation_id}`,
      conversation_id,
      author: 'customer',
      kind: 'message',
      text: 'export?',
      at,
    } as const;
    await store.appendMessage(tx, asked);
    const [first] = await store.listDecisions(tx, conversation_id);
    const decision = { ...(first?.decision as object), action: 'answer' };
    await store.insertDecision(tx, {
      id: decision_id,
      conversation_id,
      message_id: asked.id,
      generation: 0,
      action: 'answer',
      at,
      resolution_id: null,
      confidence: 0.9,
      audited: false,
      model_version: 0,
      question: { text: 'export?' },
      decision,
    });
    await store.settleDecision(tx, { id: decision_id, state: 'sent' });
    const answer = {
      id: `msg_a_${conversation_id}`,
      conversation_id,
      author: 'ai',
      kind: 'message',
      text: 'Open Billing.',
      decision_id,
      at,
    } as const;
    await store.appendMessage(tx, answer);
  });
  return { visitor, conversation_id, decision_id };
}

it('takes thanks as success: an outcome of that answer and a word back, no hand-off, no lesson, however often', async () => {
  const { visitor, conversation_id, decision_id } = await answered();
  await say(visitor, 'that worked 👍');
  await spoken(conversation_id, /Glad/);
  const known = events.seen.length;
  await say(visitor, 'thanks again!');
  await events.until(
    (event) => events.seen.indexOf(event) >= known && /Glad/.test(JSON.stringify(event.data)),
  );
  expect(
    (await outcomesOf(conversation_id)).filter((outcome) => outcome.decision_id === decision_id),
  ).toEqual([{ kind: 'confirmed', decision_id }]);
  const { status: now, messages, decisions } = await read(conversation_id);
  expect(now).toBe('ai');
  expect(decisions.map((decision) => decision.id)).toContain(decision_id);
  expect(decisions).toHaveLength(2); // the first question's, and the answer's: none for the thanks
  expect(messages.filter((message) => message.kind === 'hand-off')).toHaveLength(1);
  expect((await call(server.url, 'listLessons', owner)).value.items).toEqual([]);
});

it('answers mere politeness without counting it as success', async () => {
  const { visitor, conversation_id, decision_id } = await answered();
  await say(visitor, 'ok great');
  await spoken(conversation_id, /anything else/);
  const outcomes = await outcomesOf(conversation_id);
  expect(outcomes.filter((outcome) => outcome.decision_id === decision_id)).toEqual([]);
});

it('hands over what was not solved', async () => {
  const { visitor, conversation_id, decision_id } = await answered();
  const known = events.seen.length;
  await say(visitor, 'no, still broken');
  await events.until((event) => {
    const row = event.data['conversation'] as { id?: string; status?: string } | undefined;
    return events.seen.indexOf(event) >= known && row?.id === conversation_id && row.status === 'waiting';
  });
  expect((await outcomesOf(conversation_id)).filter((row) => row.decision_id === decision_id)).toEqual([
    { kind: 'not-solved', decision_id },
    { kind: 'escalated', decision_id },
  ]);
});

it('decides on a new question after an answer', async () => {
  const { visitor, conversation_id } = await answered();
  const known = events.seen.length;
  await say(visitor, 'thanks, and how do I delete my account?');
  await events.until((event) => {
    const said = event.data['message'] as { conversation_id?: string; kind?: string } | undefined;
    const isNew = events.seen.indexOf(event) >= known;
    return isNew && said?.conversation_id === conversation_id && said.kind === 'hand-off';
  });
  expect((await read(conversation_id)).decisions).toHaveLength(3);
});

it('asks for words once where there are none, then hands over', async () => {
  const visitor = await startVisitor(server.url, workspace.public_key);
  const { conversation_id } = await say(visitor, '😭😭');
  await spoken(conversation_id, /few words/);
  await say(visitor, '😡');
  await status(conversation_id, 'waiting');
  const { messages } = await read(conversation_id);
  expect(messages.map(({ author, kind }) => [author, kind])).toEqual([
    ['customer', 'message'],
    ['ai', 'message'],
    ['customer', 'message'],
    ['system', 'hand-off'],
    ['system', 'note'],
  ]);
});
