/** What is seen after an answer or a draft, as the ledger hears of it: each signal once, none from our own action. */
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as store from '../../packages/server/src/store/index.ts';
import { AnsweredDesk, client_id, KNOWN } from './answered-desk.ts';
import { call } from './harness.ts';

let desk: AnsweredDesk;

beforeAll(async () => {
  desk = await AnsweredDesk.inMemory();
}, 60_000);
afterAll(() => desk?.close());

const rate = async (given: { visitor: object; conversation_id: string }, score: number) =>
  call(desk.server.url, 'rateConversation', {
    ...given.visitor,
    params: { id: given.conversation_id },
    body: { score },
  });
const feedback = async (given: Awaited<ReturnType<AnsweredDesk['answered']>>, solved: boolean) =>
  call(desk.server.url, 'rateAnswer', {
    ...given.visitor,
    params: { id: given.conversation_id },
    body: { message_id: given.message_id, solved },
  });
const say = async (given: { visitor: object; conversation_id: string }, text: string) => {
  const body = { client_id: client_id(), text, conversation_id: given.conversation_id };
  await call(desk.server.url, 'postVisitorMessage', { ...given.visitor, body });
};
/** The next draft for the team, with the decision behind it. */
const drafted = async () => {
  const asked = await desk.ask('export invoices as CSV please');
  const { draft } = await desk.read(asked.conversation_id);
  return { ...asked, decision_id: draft?.decision_id ?? '', text: draft?.text ?? '' };
};

describe('an answer', () => {
  it('is told as shown when it is sent, and the ledger hears of it with what was seen', async () => {
    const answered = await desk.answered();
    await feedback(answered, true);
    const { decision_id } = answered;
    const seen = async () =>
      (await desk.ledger('outcome-seen')).filter(({ outcome }) => outcome?.['decision_id'] === decision_id);
    await desk.waitFor(async () => (await seen()).length > 0);
    const shown = (await desk.ledger('answer-shown')).find(
      (event) => event['shown']?.['decision_id'] === decision_id,
    );
    expect(shown?.['shown']).toMatchObject({
      resolution_id: desk.resolution_id,
      action: 'answer',
      confidence: 0.9,
      audited: true,
    });
    expect((await seen())[0]?.['outcome']).toMatchObject({ signal: 'confirmed', edited: null });
  }, 15_000);

  it('is confirmed or denied by the buttons, each once', async () => {
    const answered = await desk.answered();
    await feedback(answered, false);
    await feedback(answered, false);
    expect(await desk.signalsOf(answered.decision_id)).toEqual(['denied']);
  });

  it.each([
    ['that worked, thank you!', ['thanked']],
    ['👍', ['thumb-up']],
    ['👎', ['thumb-down']],
    ['no, still broken', ['denied']],
  ])('is judged by the words after it: %s', async (text, signals) => {
    const answered = await desk.answered();
    const known = (await desk.read(answered.conversation_id)).messages.length;
    await say(answered, text);
    await desk.waitFor(async () => (await desk.read(answered.conversation_id)).messages.length > known + 1);
    expect(await desk.signalsOf(answered.decision_id)).toEqual(signals);
  });

  it.each([
    [5, ['rated-high']],
    [4, ['rated-high']],
    [3, []],
    [1, ['rated-low']],
  ])('is rated %i', async (score, signals) => {
    const answered = await desk.answered();
    await rate(answered, score);
    await rate(answered, 2);
    expect(await desk.signalsOf(answered.decision_id)).toEqual(signals);
  });

  it('is not what a rating is about where a human agent had the last word', async () => {
    const answered = await desk.answered();
    await desk.reply(answered.conversation_id, 'Let me look into this for you, one moment please.');
    await rate(answered, 1);
    expect(await desk.signalsOf(answered.decision_id)).toEqual([]);
    const outcomes = await desk.tx((tx) => store.listOutcomes(tx, answered.conversation_id));
    expect(outcomes.find(({ kind }) => kind === 'rated')?.detail).toEqual({ score: 1 });
  });

  it('is followed by a wish for a person, by the button; a denial that hands over is no such wish', async () => {
    const wished = await desk.answered();
    const params = { id: wished.conversation_id };
    await call(desk.server.url, 'requestHuman', { ...wished.visitor, params });
    expect(await desk.signalsOf(wished.decision_id)).toEqual(['asked-for-human']);
    const denied = await desk.answered();
    await feedback(denied, false);
    expect(await desk.signalsOf(denied.decision_id)).not.toContain('asked-for-human');
  });

  it('is followed by a wish for a person, in words', async () => {
    const answered = await desk.answered();
    await say(answered, 'I want to talk to a human please');
    await desk.waitFor(async () => (await desk.read(answered.conversation_id)).status === 'waiting');
    expect(await desk.signalsOf(answered.decision_id)).toEqual(['asked-for-human']);
  });

  it('did not last where the customer opens it again or comes again with the same, but late thanks are thanks', async () => {
    const answered = await desk.answered();
    await feedback(answered, true);
    await say(answered, 'thanks again!');
    expect(await desk.signalsOf(answered.decision_id)).toEqual(['confirmed']);
    const open = await desk.answered();
    await feedback(open, true);
    await say(open, 'Sorry, the export of the invoices is empty.');
    expect(await desk.signalsOf(open.decision_id)).toEqual(['confirmed', 'reopened']);

    const first = await desk.answered();
    await feedback(first, true);
    const again = await desk.answered({ visitor: first.visitor });
    expect(again.conversation_id).not.toBe(first.conversation_id);
    expect(await desk.signalsOf(first.decision_id)).toEqual(['came-again', 'confirmed']);
    expect(await desk.signalsOf(again.decision_id)).toEqual([]);
  });

  it('is remembered when the account leaves, once', async () => {
    const answered = await desk.answered();
    const conversation = await desk.tx((tx) => store.getConversation(tx, answered.conversation_id));
    const customer_id = conversation?.customer_id ?? '';
    await desk.tx((tx) =>
      tx.updateTable('customers').set({ account: 'acct-7' }).where('id', '=', customer_id).execute(),
    );
    const params = { id: 'acct-7' };
    const told = () => call(desk.server.url, 'reportAccountLeft', { ...desk.owner, params });
    expect((await told()).value).toEqual({ answers: 1 });
    await told();
    expect(await desk.signalsOf(answered.decision_id)).toEqual(['account-left']);
    const nobody = { ...desk.owner, params: { id: 'acct-8' } };
    expect((await call(desk.server.url, 'reportAccountLeft', nobody)).value).toEqual({ answers: 0 });
  });
});

describe('a draft', () => {
  it('is accepted, edited by how much, or discarded, by hand or by writing something else', async () => {
    const accepted = await drafted();
    const use = (decision_id: string, kind: 'accepted' | 'edited') => ({ decision_id, use: kind });
    await desk.reply(accepted.conversation_id, accepted.text, use(accepted.decision_id, 'accepted'));
    expect(await desk.signalsOf(accepted.decision_id)).toEqual(['draft-accepted']);

    const edited = await drafted();
    await desk.reply(edited.conversation_id, `${KNOWN} Have fun!`, use(edited.decision_id, 'edited'));
    expect(await desk.signalsOf(edited.decision_id)).toEqual(['draft-edited']);

    const discarded = await drafted();
    const params = { id: discarded.conversation_id };
    const body = { decision_id: discarded.decision_id };
    await call(desk.server.url, 'discardDraft', { ...desk.owner, params, body });
    await desk.reply(discarded.conversation_id, 'Please write to billing, they will send you the file.');
    expect(await desk.signalsOf(discarded.decision_id)).toEqual(['draft-discarded']);

    const passed = await drafted();
    await desk.reply(passed.conversation_id, 'Please wait until tomorrow, the export is being repaired.');
    expect(await desk.signalsOf(passed.decision_id)).toEqual(['draft-discarded']);

    const of = (id: string) => (event: Record<string, Record<string, unknown>>) =>
      event['outcome']?.['decision_id'] === id;
    await desk.waitFor(async () => (await desk.ledger('outcome-seen')).some(of(passed.decision_id)));
    const seen = await desk.ledger('outcome-seen');
    expect(seen.find(of(accepted.decision_id))?.['outcome']?.['edited']).toBe(0);
    const share = seen.find(of(edited.decision_id))?.['outcome']?.['edited'] as number;
    expect(share).toBeGreaterThan(0);
    expect(share).toBeLessThan(0.2);
    const shown = (await desk.ledger('answer-shown')).map((event) => event['shown']);
    expect(shown.find((row) => row?.['decision_id'] === passed.decision_id)).toMatchObject({
      action: 'draft',
    });
  }, 20_000);

  it('that nobody answered is no outcome: newer words of the customer put it aside by themselves', async () => {
    const first = await drafted();
    await say(first, 'or as an Excel file?');
    await desk.waitFor(async () => {
      const { draft } = await desk.read(first.conversation_id);
      return draft !== null && draft.decision_id !== first.decision_id;
    });
    expect(await desk.signalsOf(first.decision_id)).toEqual([]);
  });
});

it('observes the steps of imported tickets, under what they taught, without their arguments', async () => {
  const at = '2026-03-01T10:00:00Z';
  const agent = {
    role: 'agent',
    by: 'agent-7',
    text: 'Please reset the gateway: hold the button for ten seconds.',
  };
  const customer = { role: 'customer', text: 'My gateway blinks red', at };
  const rows = [
    {
      id: 't1',
      at,
      text: customer.text,
      messages: [customer, { ...agent, at: '2026-03-01T10:05:00Z' }],
      actions: ['pull-up-account', { call: 'send-reset', args: ['Mia Chen', 'mia@example.com'] }],
      meta: { solved: true },
    },
    { id: 't2', at, text: 'Hello?', messages: [{ role: 'customer', text: 'Hello?' }], actions: ['greet'] },
    { id: 't3', at, text: 'Nothing done', messages: [customer, agent] },
  ];
  const ndjson = rows.map((row) => JSON.stringify(row)).join('\n');
  const response = await fetch(`${desk.server.url}/v1/imports?source=paths`, {
    method: 'POST',
    headers: { ...desk.owner.headers, 'content-type': 'application/gzip' },
    body: gzipSync(ndjson),
  });
  expect(response.status).toBe(200);
  await desk.waitFor(async () => (await desk.ledger('path-observed')).length >= 2);
  const paths = (await desk.ledger('path-observed')).map((event) => event['path']);
  expect(paths).toHaveLength(2);
  const full = paths.find((path) => path?.['agent'] === 'agent-7');
  expect(full).toMatchObject({
    steps: ['pull-up-account', 'send-reset'],
    agent: 'agent-7',
    resolved: true,
    duration_ms: 300_000,
    at_ms: Date.parse(at),
  });
  const { items } = (
    await call(desk.server.url, 'listResolutions', { ...desk.owner, query: { q: 'gateway' } })
  ).value;
  expect(items.map((item) => item.id)).toContain(full?.['topic_id']);
  const bare = paths.find((path) => path !== full);
  expect(bare).toMatchObject({
    steps: ['greet'],
    topic_id: null,
    agent: null,
    resolved: null,
    duration_ms: null,
  });
  expect(JSON.stringify(paths)).not.toContain('mia@example.com');
}, 20_000);
