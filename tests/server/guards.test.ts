/** What must go to a person whatever the answer is worth, and what that person reads first. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as store from '../../packages/server/src/store/index.ts';
import { pgliteTemplate } from '../database/pglite-template.ts';
import { AnsweredDesk, client_id, KNOWN } from './answered-desk.ts';
import { call, startTestServer, type TestServer } from './harness.ts';

let server: TestServer;
let desk: AnsweredDesk;
beforeAll(async () => {
  server = await startTestServer(
    await store.openDatabase({ memory: true, template: await pgliteTemplate() }),
  );
  desk = await AnsweredDesk.open(server);
}, 60_000);
afterAll(async () => {
  await server?.close();
  await server?.database.close();
});

const reasonsOf = async (id: string) =>
  (await desk.read(id)).decisions.at(-1)?.reasons.map((reason) => reason.code);
const notesOf = async (id: string) =>
  (await desk.read(id)).messages.filter((message) => message.kind === 'note').map(({ text }) => text);

/** What the customer says after an answer of the AI agent; waits until the team has it. */
async function sayAgain(answered: Awaited<ReturnType<AnsweredDesk['answered']>>, text: string) {
  const { visitor, conversation_id } = answered;
  const body = { client_id: client_id(), text, conversation_id };
  await call(server.url, 'postVisitorMessage', { ...visitor, body });
  await desk.waitFor(async () => (await desk.read(conversation_id)).status === 'waiting');
}

describe('a hand-off', () => {
  it('comes with a summary that the customer never sees', async () => {
    const { visitor, conversation_id } = await desk.ask('My lawyer will write to you about the invoice');
    const { decisions, draft, messages } = await desk.read(conversation_id);
    expect(decisions[0]).toMatchObject({ action: 'hand_off' });
    expect(draft).toBeNull();
    expect(messages.map(({ author, kind }) => [author, kind])).toEqual([
      ['customer', 'message'],
      ['system', 'hand-off'],
      ['system', 'note'],
    ]);
    expect(await notesOf(conversation_id)).toEqual([
      [
        'Handed over: This may be about a legal matter (“lawyer*”): a person answers.',
        'The customer wants:\n– “My lawyer will write to you about the invoice”',
        'Answered so far:\n– nothing',
      ].join('\n\n'),
    ]);
    const own = await call(server.url, 'getVisitorConversation', {
      ...visitor,
      params: { id: conversation_id },
    });
    expect(JSON.stringify(own.value)).not.toContain('Handed over');
  });

  it('says at once what is urgent, and gives no advice', async () => {
    const { conversation_id } = await desk.ask('I want to kill myself because of these invoices');
    expect(await reasonsOf(conversation_id)).toEqual(['high-stakes']);
    expect((await notesOf(conversation_id))[0]).toMatch(/^Handed over: Urgent: this may be about harm/);
    const { messages } = await desk.read(conversation_id);
    expect(messages.filter(({ author }) => author === 'ai')).toEqual([]);
  });

  it('quotes what was answered, and says that the customer asked for a person', async () => {
    const answered = await desk.answered();
    await call(server.url, 'requestHuman', { ...answered.visitor, params: { id: answered.conversation_id } });
    const note = (await notesOf(answered.conversation_id)).at(-1);
    expect(note).toContain('Handed over: The customer asked for a person.');
    expect(note).toContain(`Answered so far:\n– “${KNOWN}”`);
  });
});

describe('a conversation', () => {
  it('gets no answer twice', async () => {
    const answered = await desk.answered();
    await sayAgain(answered, 'And the other invoices as CSV, how do I export those?');
    expect(await reasonsOf(answered.conversation_id)).toContain('repeats-itself');
    const { messages } = await desk.read(answered.conversation_id);
    expect(messages.filter(({ author }) => author === 'ai')).toHaveLength(1);
  });

  it('goes to a person where the customer gets angry', async () => {
    const answered = await desk.answered();
    await sayAgain(answered, 'THIS IS RIDICULOUS, I am fed up!!! Nobody tells me where the paper tray is');
    expect(await reasonsOf(answered.conversation_id)).toEqual(['angry']);
  });

  it('goes by a rule of the lead, from the next message on', async () => {
    const own = { class: 'vip' as const, on: true, handling: 'human' as const, phrases: ['account:cus_*'] };
    const high_stakes = [own];
    const saved = await call(server.url, 'updateSettings', { ...desk.owner, body: { high_stakes } });
    const classOf = (name: string) => saved.value.high_stakes.find((rule) => rule.class === name);
    expect(classOf('vip')).toEqual(own);
    expect(classOf('legal')?.phrases).toContain('lawyer*');
    const { conversation_id } = await desk.ask('export invoices as CSV please');
    const reasons = await reasonsOf(conversation_id);
    const row = await desk.tx((tx) => store.getWorkspace(tx));
    expect(row.settings).toMatchObject({ high_stakes });
    expect(reasons).toEqual(['high-stakes']);
    await call(server.url, 'updateSettings', { ...desk.owner, body: { high_stakes: [] } });
    const again = await desk.ask('export invoices as CSV please');
    expect(await reasonsOf(again.conversation_id)).not.toContain('high-stakes');
  });

  it('is decided on in a workspace that was set up before there were such rules', async () => {
    await desk.tx(async (tx) => {
      const { high_stakes: _, ...settings } = (await store.getWorkspace(tx)).settings;
      await store.updateWorkspace(tx, { settings });
    });
    const { conversation_id } = await desk.ask('I would like a refund for the CSV export');
    expect(await reasonsOf(conversation_id)).toContain('high-stakes');
  });
});

describe('the rules', () => {
  const tried = async (text: string, high_stakes: never[] = []) =>
    (await call(server.url, 'tryHighStakes', { ...desk.owner, body: { text, context: [], high_stakes } }))
      .value.found;

  it('can be tried on a sentence before they are saved', async () => {
    expect(await tried('please cancel my plan')).toEqual([
      { class: 'cancellation', handling: 'draft', phrase: 'cancel * plan' },
    ]);
    expect(await tried('How do I add a label?')).toEqual([]);
    const rule = { class: 'legal', on: true, handling: 'draft', phrases: ['label'] } as const;
    expect(await tried('How do I add a label?', [rule] as never)).toEqual([
      { class: 'legal', handling: 'draft', phrase: 'label' },
    ]);
  });

  it('are refused where they cannot be read', async () => {
    const rule = (phrases: string[]) => ({
      class: 'legal' as const,
      on: true,
      handling: 'human' as const,
      phrases,
    });
    for (const high_stakes of [
      [rule(['*'])],
      [rule(['x'.repeat(81)])],
      [rule(Array.from({ length: 501 }, (_, n) => `word ${n}`))],
      [rule(['lawyer']), rule(['court'])],
    ]) {
      const refused = await call(server.url, 'updateSettings', { ...desk.owner, body: { high_stakes } });
      expect(refused.problem.code).toBe('invalid-request');
    }
  });
});
