/** What a person whispers is what the AI agent says next: once, to nobody else, past no guard, and labelled by nobody. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEFAULT_SETTINGS, type Decision } from '@understudy/engine';
import { steerReply } from '../../packages/server/src/flow/steer-reply.ts';
import { newId } from '../../packages/server/src/ids.ts';
import * as store from '../../packages/server/src/store/index.ts';
import { engines } from '../database/databases.ts';
import { AnsweredDesk, client_id, KNOWN } from './answered-desk.ts';
import { call, type Caller, cookieOf, OWNER, startTestServer } from './harness.ts';

const WORDS = 'Students pay half: open Plans, choose Student, and upload a photo of your card.';

describe.each(engines.slice(0, 1))('whispers on $name', ({ open }) => {
  let desk: AnsweredDesk;
  beforeAll(async () => {
    desk = await AnsweredDesk.open(await startTestServer(await open()));
  }, 60_000);
  afterAll(() => desk?.close());

  const whisper = (id: string, say: { text: string } | { resolution_id: string }, is_lesson = false) =>
    call(desk.server.url, 'whisper', { ...desk.owner, params: { id }, body: { say, is_lesson } });
  const handBack = (id: string) => call(desk.server.url, 'handBack', { ...desk.owner, params: { id } });
  const write = (visitor: Caller, text: string) =>
    call(desk.server.url, 'postVisitorMessage', { ...visitor, body: { client_id: client_id(), text } });
  const readBy = async (visitor: Caller, id: string) =>
    (await call(desk.server.url, 'getVisitorConversation', { ...visitor, params: { id } })).value.messages;
  const saidBy = async (id: string) =>
    (await desk.read(id)).messages.filter(({ author }) => author === 'ai').map(({ text }) => text);
  const said = async (id: string, n = 1) =>
    desk.waitFor(async () => (await desk.read(id)).whispers.filter((w) => w.state === 'said').length === n);

  /** A customer who was handed over and given back waits, and the AI agent has the word. */
  async function waiting(text = 'Is there anything cheaper for people at university?') {
    const asked = await desk.ask(text);
    await handBack(asked.conversation_id);
    return asked;
  }

  it('answers the customer who waits, now, in the person’s words; only the team knows', async () => {
    const { visitor, conversation_id: id } = await waiting();
    const { value } = await whisper(id, { text: WORDS });
    expect(value).toMatchObject({ by: 'Ada', state: 'waiting', resolution_id: null });
    await said(id);
    expect(await saidBy(id)).toEqual([WORDS]);

    const { messages, whispers, decisions, status } = await desk.read(id);
    const reply = messages.find(({ author }) => author === 'ai');
    expect(whispers).toMatchObject([{ id: value.id, state: 'said', decision_id: reply?.decision_id }]);
    expect(messages.find(({ id: note }) => note === value.message_id)).toMatchObject({
      kind: 'note',
      author_name: 'Ada',
      text: WORDS,
    });
    expect(decisions.find((each) => each.id === reply?.decision_id)).toMatchObject({
      action: 'answer',
      audited: false,
      audit_probability: 0,
      reasons: [{ code: 'whispered', text: 'Ada whispered what to say.' }],
    });
    expect(status).toBe('ai');
    const theirs = await readBy(visitor, id);
    expect(theirs.filter(({ text }) => text === WORDS)).toMatchObject([{ author: 'ai', author_name: null }]);
    expect(JSON.stringify(theirs)).not.toContain('Ada');
  });

  it('answers whoever writes next with the resolution that was chosen', async () => {
    const { visitor, conversation_id: id } = await waiting();
    await whisper(id, { text: WORDS });
    await said(id);
    await whisper(id, { resolution_id: desk.resolution_id });
    expect((await desk.read(id)).whispers.map(({ state }) => state)).toEqual(['said', 'waiting']);
    expect(await saidBy(id)).toEqual([WORDS]);
    const { message } = (await write(visitor, 'And where do I find my invoices as a table?')).value;
    await said(id, 2);
    expect(await saidBy(id)).toEqual([WORDS, KNOWN]);
    const decision = (await desk.read(id)).decisions.at(-1);
    expect(decision).toMatchObject({ message_id: message.id, reasons: [{ code: 'whispered' }] });
  });

  it('counts as nothing that the AI agent did: no answer shown, no label, no audit', async () => {
    const { visitor, conversation_id: id } = await waiting();
    await whisper(id, { resolution_id: desk.resolution_id });
    await said(id);
    await write(visitor, 'That did not help at all, it is still broken.');
    await desk.waitFor(async () => (await desk.read(id)).status === 'waiting');
    await desk.reply(id, 'I moved the invoice to your archive myself; reload the page and it is there.');
    await desk.waitFor(async () =>
      JSON.stringify(await desk.ledger('lesson-applied')).includes('university'),
    );
    const steered = (await desk.read(id)).whispers[0]?.decision_id ?? '';
    expect(await desk.signalsOf(steered)).toEqual([]);
    for (const kind of ['decision-labelled', 'answer-shown', 'outcome-seen'])
      expect(JSON.stringify(await desk.ledger(kind))).not.toContain(steered);
    const audits = (await call(desk.server.url, 'listAudits', { ...desk.owner, query: { view: 'all' } }))
      .value;
    expect(audits.items).toEqual([]);
    expect(await desk.tx(store.countDecisions)).toMatchObject({ answer: 0 });
  });

  it('is said once, however often the step runs', async () => {
    const { conversation_id: id } = await waiting();
    const [row] = await desk.tx((tx) => store.listDecisions(tx, id));
    const at = new Date();
    await desk.tx(async (tx) => {
      const conversation = await store.getConversation(tx, id);
      const note = { id: newId('message', 1), conversation_id: id, author: 'agent', kind: 'note' } as const;
      await store.appendMessage(tx, { ...note, text: WORDS, at });
      const words = { resolution_id: null, is_lesson: false, by: 'Ada', at };
      const { generation = 0 } = conversation ?? {};
      const ids = { id: newId('whisper', 1), conversation_id: id, message_id: note.id };
      await store.insertWhisper(tx, { ...ids, generation, ...words });
    });
    const models = { settings: async () => DEFAULT_SETTINGS, decide: async () => row?.decision as Decision };
    const parts = { ...desk.parts(), models, encoder: { id: 'none', encode: async () => [] } } as never;
    const job = { workspace_id: desk.workspace.id, conversation_id: id };
    const runs = await Promise.all([steerReply(parts, job), steerReply(parts, job), steerReply(parts, job)]);
    expect(runs.filter(Boolean)).toHaveLength(1);
    expect(await steerReply(parts, job)).toBe(false);
    expect(await saidBy(id)).toEqual([WORDS]);
  });

  it('can be taken back until it was said, and one at a time waits', async () => {
    const { visitor, conversation_id: id } = await waiting();
    await whisper(id, { text: WORDS });
    await said(id);
    const first = (await whisper(id, { text: 'Say this and nothing else.' })).value;
    expect((await whisper(id, { text: 'Or that.' })).problem.code).toBe('conflict');
    const takeBack = (whisper_id: string) =>
      call(desk.server.url, 'takeBackWhisper', { ...desk.owner, params: { id: whisper_id } });
    expect((await takeBack(first.id)).value.state).toBe('taken-back');
    expect((await takeBack(first.id)).problem.code).toBe('conflict');
    await write(visitor, 'What about quarterly payment by cheque then?');
    await desk.waitFor(async () => (await desk.read(id)).status === 'waiting');
    expect(await saidBy(id)).toEqual([WORDS]);
    const [used] = (await desk.read(id)).whispers;
    expect((await takeBack(used?.id ?? '')).problem.code).toBe('conflict');
  });

  it('is not said any more once its author was suspended', async () => {
    const { visitor, conversation_id: id } = await waiting();
    await whisper(id, { text: WORDS });
    await said(id);
    const { url } = desk.server;
    const person = { name: 'Bob', email: 'bob@example.com', password: OWNER.password };
    const { value: bob } = await call(url, 'addMember', {
      ...desk.owner,
      body: { ...person, role: 'agent' },
    });
    const { headers } = await call(url, 'signIn', { body: person });
    const body = { say: { text: 'Ask for the manager.' }, is_lesson: false };
    await call(url, 'whisper', { headers: { cookie: cookieOf(headers) }, params: { id }, body });
    const states = async () => (await desk.read(id)).whispers.map(({ state }) => state);
    expect(await states()).toEqual(['said', 'waiting']);
    const suspension = { params: { id: bob.id }, body: { suspended: true, hold_lessons: false } };
    await call(url, 'suspendMember', { ...desk.owner, ...suspension });
    expect(await states()).toEqual(['said', 'taken-back']);
    await write(visitor, 'What about quarterly payment by cheque then?');
    await desk.waitFor(async () => (await desk.read(id)).status === 'waiting');
    expect(await saidBy(id)).toEqual([WORDS]);
  });

  it('says nothing where a later message alarms a guard, nor after the word changed hands', async () => {
    const { visitor, conversation_id: id } = await waiting();
    await whisper(id, { text: WORDS });
    await said(id);
    await whisper(id, { text: 'You are welcome, all the best with your studies.' });
    await write(visitor, 'My lawyer will sue you for this.');
    await desk.waitFor(async () => (await desk.read(id)).status === 'waiting');
    expect((await desk.read(id)).whispers.map(({ state }) => state)).toEqual(['said', 'lapsed']);
    await handBack(id);
    await write(visitor, 'Well, where are my invoices?');
    await desk.waitFor(async () => (await desk.read(id)).status === 'waiting');
    expect(await saidBy(id)).toEqual([WORDS]);
  });

  it('is refused while people have the word, and for what customers must not read', async () => {
    const { conversation_id: id } = await desk.ask('Is there a discount for students?');
    expect((await whisper(id, { text: WORDS })).problem.code).toBe('conflict');
    await handBack(id);
    expect((await whisper(id, { resolution_id: 'res_unknown0' })).problem.code).toBe('not-found');
    const { messages } = await desk.read(id);
    expect(messages.filter(({ kind, author }) => kind === 'note' && author === 'agent')).toEqual([]);
  });

  it('becomes a lesson where its author wants that, and goes with the customer', async () => {
    const { conversation_id: id } = await waiting('Is there a discount for pupils and apprentices?');
    await whisper(
      id,
      { text: 'Apprentices pay half: choose Student under Plans and upload your contract.' },
      true,
    );
    await said(id);
    const taught = async () => (await call(desk.server.url, 'listLessons', desk.owner)).value.items[0];
    await desk.waitFor(async () => (await taught())?.learned_from.conversation_id === id);
    expect(await taught()).toMatchObject({
      kind: 'new-resolution',
      question: 'Is there a discount for pupils and apprentices?',
      learned_from: { author: 'Ada', source: 'human-reply' },
    });
    const { customer } = await desk.read(id);
    const count = () =>
      desk.tx((tx) => tx.selectFrom('whispers').select('id').where('conversation_id', '=', id).execute());
    expect(await count()).toHaveLength(1);
    await call(desk.server.url, 'erasePerson', {
      ...desk.owner,
      body: { person: customer.id, dry_run: false },
    });
    expect(await count()).toEqual([]);
  });
});
