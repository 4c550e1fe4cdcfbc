/** The loop, through the API: a question nobody can answer, a person's answer, a lesson, and the next customer's draft. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { engines } from '../database/databases.ts';
import {
  call,
  type Caller,
  type EventReader,
  openEvents,
  setUp,
  startTestServer,
  startVisitor,
  type TestServer,
} from './harness.ts';

const ANSWER =
  'Open Billing, choose Invoices, then click Export and pick the CSV format. The file arrives within five minutes.';
let counter = 0;
const client_id = () => `client-${String(counter++).padStart(6, '0')}`;

describe.each(engines.filter((engine) => !engine.missing))('the story on $name', (engine) => {
  let server: TestServer;
  let owner: Caller;
  let workspace: string;
  let events: EventReader;

  beforeAll(async () => {
    server = await startTestServer(await engine.open());
    const done = await setUp(server);
    owner = done.owner;
    workspace = done.me.workspace.public_key;
    events = await openEvents(server.url, '/v1/events', owner);
  }, 60_000);
  afterAll(async () => {
    events?.close();
    await server?.close();
    await server?.database.close();
  });

  const ask = async (text: string) => {
    const visitor = await startVisitor(server.url, workspace);
    const body = { client_id: client_id(), text };
    const { value } = await call(server.url, 'postVisitorMessage', { ...visitor, body });
    return { visitor, id: value.message.conversation_id, message: value.message };
  };
  const statusOf = (id: string, status: string) =>
    events.until(({ data }) => data.type === 'conversation' && isOf(data['conversation'], id, status));
  const read = async (id: string) =>
    (await call(server.url, 'getConversation', { ...owner, params: { id } })).value;

  it('hands over what it does not know, learns the answer within a second, and drafts it for the next customer', async () => {
    const first = await ask('How do I export my invoices as a CSV file? I am bob@example.org');
    expect(first.message.text).toContain('[email]');
    await statusOf(first.id, 'waiting');
    const before = await read(first.id);
    expect(before.decisions).toHaveLength(1);
    expect(before.decisions[0]?.action).toBe('hand_off');
    expect(before.draft).toBeNull();
    expect(before.messages.map((message) => [message.author, message.kind])).toEqual([
      ['customer', 'message'],
      ['system', 'hand-off'],
      ['system', 'note'],
    ]);

    const known = events.seen.length;
    const started = performance.now();
    const body = { client_id: client_id(), kind: 'message' as const, text: ANSWER };
    await call(server.url, 'postAgentMessage', { ...owner, params: { id: first.id }, body });
    await events.until((event) => event.data.type === 'learning' && events.seen.indexOf(event) >= known);
    const second = await ask('export invoices as CSV please');
    await statusOf(second.id, 'waiting');
    const after = await read(second.id);
    expect(performance.now() - started).toBeLessThan(5_000);
    expect(after.draft).toMatchObject({ text: ANSWER, state: 'open' });
    expect(after.decisions[0]?.candidates[0]?.exemplar?.text).toContain('export my invoices');

    const lessons = (await call(server.url, 'listLessons', owner)).value.items;
    expect(lessons).toHaveLength(1);
    expect(lessons[0]).toMatchObject({
      kind: 'new-resolution',
      stage: 'suggest',
      learned_from: { author: 'Ada' },
    });
    const widget = await call(server.url, 'getVisitorConversation', {
      ...first.visitor,
      params: { id: first.id },
    });
    expect(widget.value.status).toBe('human');
    expect(widget.value.messages.at(-1)).toMatchObject({ author: 'agent', text: ANSWER });
  }, 30_000);

  it('replaces what a reply taught by the correction that follows it, and lists every source', async () => {
    const first = await ask('My printer shows error E42 while printing labels');
    await statusOf(first.id, 'waiting');
    const reply = async (id: string, text: string) => {
      const body = { client_id: client_id(), kind: 'message' as const, text };
      await call(server.url, 'postAgentMessage', { ...owner, params: { id }, body });
    };
    /** The model says that it learned something more than once for each reply: asked again each time. */
    const learned = async <T>(look: () => Promise<T | undefined>): Promise<T> => {
      for (;;) {
        const known = events.seen.length;
        const found = await look();
        if (found !== undefined) return found;
        await events.until((event) => event.data.type === 'learning' && events.seen.indexOf(event) >= known);
      }
    };
    const lessonsOf = async (id: string) =>
      (await call(server.url, 'listLessons', { ...owner, query: { limit: 100 } })).value.items.filter(
        (lesson) => lesson.learned_from.conversation_id === id,
      );
    await reply(
      first.id,
      'Please switch the printer off, wait ten seconds, and switch it on again at the back.',
    );
    const taught = await learned(async () => (await lessonsOf(first.id))[0]);
    const said = { client_id: client_id(), text: 'That did not help, still E42', conversation_id: first.id };
    await call(server.url, 'postVisitorMessage', { ...first.visitor, body: said });
    const better =
      'Sorry! E42 means that the label roll is empty: open the left cover and put in a new roll.';
    await reply(first.id, better);
    const lesson = await learned(async () =>
      (await lessonsOf(first.id)).find((item) => item.resolution_id !== taught.resolution_id),
    );
    expect(lesson.kind).toBe('correction');
    expect(await lessonsOf(first.id)).toHaveLength(1);

    // The lesson stands a moment before the model has heard of it: whoever asks in between gets the earlier reply.
    const draftOf = async (id: string) => (await read(id)).draft?.text ?? '';
    let second = await ask('Error E42 on the label printer');
    await statusOf(second.id, 'waiting');
    while (!(await draftOf(second.id)).includes('label roll is empty')) {
      second = await ask('Error E42 on the label printer');
      await statusOf(second.id, 'waiting');
    }
    const { decisions } = await read(second.id);
    const candidates = decisions[0]?.candidates.map((candidate) => candidate.resolution_id);
    expect(candidates).not.toContain(taught.resolution_id);

    await reply(second.id, better);
    const params = { id: lesson.resolution_id ?? '' };
    const row = await learned(async () => {
      const { value } = await call(server.url, 'getResolution', { ...owner, params });
      return value.sources.length > 1 ? value : undefined;
    });
    expect([row.sources.length, row.version]).toEqual([2, 1]);
  }, 30_000);

  it('says nothing after a person took over, also where a job is under way', async () => {
    for (let round = 0; round < 5; round++) {
      const { id } = await ask('export invoices as CSV please');
      const taken = await call(server.url, 'takeOver', { ...owner, params: { id } });
      expect(taken.value.status).toBe('human');
      const at = taken.value.updated_at;
      await events.until(
        ({ data }) => isOf(data['conversation'], id, 'human') && hasDraft(data['conversation']),
      );
      const { messages, status } = await read(id);
      expect(status).toBe('human');
      expect(messages.filter((message) => message.author === 'ai')).toEqual([]);
      expect(messages.filter((message) => message.kind === 'hand-off' && message.at > at)).toEqual([]);
    }
  }, 30_000);

  it('always honours the wish for a person', async () => {
    const { id } = await ask('I want to talk to a human please');
    await statusOf(id, 'waiting');
    expect((await read(id)).decisions[0]?.reasons.map((reason) => reason.code)).toContain('wants-human');
    const other = await ask('export invoices as CSV please');
    const asked = await call(server.url, 'requestHuman', { ...other.visitor, params: { id: other.id } });
    expect(asked.value.status).toBe('waiting');
    const again = await call(server.url, 'requestHuman', { ...other.visitor, params: { id: other.id } });
    expect(again.value.status).toBe('waiting');
    const { messages } = await read(other.id);
    expect(messages.filter((message) => message.kind === 'hand-off')).toHaveLength(1);
  }, 30_000);

  it('takes the same message once, and refuses another one under the same id', async () => {
    const visitor = await startVisitor(server.url, workspace);
    const body = { client_id: client_id(), text: 'Where is my parcel?' };
    const answers = await Promise.all(
      [0, 1, 2, 3].map(() => call(server.url, 'postVisitorMessage', { ...visitor, body })),
    );
    expect(new Set(answers.map(({ value }) => value.message.id)).size).toBe(1);
    const other = { ...body, text: 'Something else' };
    const refused = await call(server.url, 'postVisitorMessage', { ...visitor, body: other });
    expect(refused.problem.code).toBe('idempotency-mismatch');
  });

  it('resumes a stream after the last event that the page had', async () => {
    const { visitor, id } = await ask('Where can I change my address?');
    const live = await openEvents(server.url, '/v1/widget/events', visitor);
    await call(server.url, 'requestHuman', { ...visitor, params: { id } });
    const handed = await live.until(({ data }) => data.type === 'status' && data['status'] === 'waiting');
    live.close();
    const body = {
      client_id: client_id(),
      kind: 'message' as const,
      text: 'You can change it in your profile.',
    };
    await call(server.url, 'postAgentMessage', { ...owner, params: { id }, body });
    const resumed = await openEvents(server.url, '/v1/widget/events', visitor, handed.id);
    await resumed.until(({ data }) => data.type === 'status' && data['status'] === 'human');
    // That the AI agent stops writing may come in between: its job ends when it sees that a person was asked for.
    const news = resumed.seen.filter(({ data }) => data.type !== 'typing');
    expect(news.map(({ data }) => data.type)).toEqual(['message', 'status']);
    expect(resumed.seen.every((event) => event.id > handed.id)).toBe(true);
    resumed.close();
  });

  it('shows notes and other people’s conversations to no visitor', async () => {
    const { visitor, id } = await ask('A question with a note');
    const body = { client_id: client_id(), kind: 'note' as const, text: 'secret note' };
    await call(server.url, 'postAgentMessage', { ...owner, params: { id }, body });
    const own = await call(server.url, 'getVisitorConversation', { ...visitor, params: { id } });
    expect(JSON.stringify(own.value)).not.toContain('secret note');
    const stranger = await startVisitor(server.url, workspace);
    const refused = await call(server.url, 'getVisitorConversation', { ...stranger, params: { id } });
    expect(refused.problem.code).toBe('not-found');
  });
});

function isOf(conversation: unknown, id: string, status: string): boolean {
  const { id: own, status: has } = (conversation ?? {}) as { id?: string; status?: string };
  return own === id && has === status;
}

function hasDraft(conversation: unknown): boolean {
  return (conversation as { has_draft?: boolean }).has_draft === true;
}
