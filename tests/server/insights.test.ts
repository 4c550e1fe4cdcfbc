/** What is read from the model for people: topics, their paths, the glossary, the estimated risk; and the night's work. */
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nextNight } from '../../packages/server/src/next-night.ts';
import { settleAudit } from '../../packages/server/src/flow/settle-audit.ts';
import { tendTopics } from '../../packages/server/src/flow/tend-topics.ts';
import { toWireEstimate } from '../../packages/server/src/translate-insights.ts';
import { AnsweredDesk } from './answered-desk.ts';
import { call, cookieOf } from './harness.ts';

const INVOICE = 'Open Billing, choose Invoices, click Export and pick the CSV format for your books.';
const BLOCKED = 'A blocked card is opened again under Payments: choose the card and press Unblock.';
const EXPIRED = 'When a card has expired, order its successor under Payments, Order a card.';
const PARCEL = 'A parcel that is late is searched for: open Orders, choose Track, then press Search.';
let desk: AnsweredDesk;

/** Tickets of three accounts each; those of cards say `card`, and in their second half `plastic`. */
function tickets() {
  const asked = (n: number, text: string, answer: string, actions: readonly string[] = []) => ({
    id: `t${n}`,
    at: new Date(Date.UTC(2026, 0, 1 + n)).toISOString(),
    text,
    actions,
    meta: { account: `account ${n % 5}`, solved: true },
    messages: [
      { role: 'customer', text },
      { role: 'agent', text: answer, by: 'Grace' },
    ],
  });
  const steps = ['look up invoice', 'send invoice'];
  return Array.from({ length: 12 }, (_, n) => [
    asked(n, `Where can I export invoice number ${n} for our books?`, INVOICE, steps),
    asked(n + 100, `Parcel ${n} is late, when does it come?`, PARCEL),
    asked(n + 200, `My ${n < 6 ? 'card' : 'plastic'} was blocked today, number ${n}`, BLOCKED),
    asked(n + 300, `The ${n < 6 ? 'card' : 'plastic'} has expired, item ${n}`, EXPIRED),
    asked(n + 400, `Please send the invoice again, export ${n}`, INVOICE, [...steps, 'call back']),
  ]).flat();
}

async function importAll(): Promise<void> {
  const body = tickets()
    .map((ticket) => JSON.stringify(ticket))
    .join('\n');
  const headers = { ...desk.owner.headers, 'content-type': 'application/x-ndjson' };
  const url = `${desk.server.url}/v1/imports?source=desk`;
  const { id } = (await (await fetch(url, { method: 'POST', headers, body })).json()) as { id: string };
  const state = async () =>
    (await call(desk.server.url, 'getImport', { ...desk.owner, params: { id } })).value.state;
  await desk.waitFor(async () => (await state()) === 'done');
}

beforeAll(async () => {
  desk = await AnsweredDesk.inMemory();
  await importAll();
}, 90_000);
afterAll(() => desk?.close());

const topics = async (query: Record<string, string | number> = {}) =>
  (await call(desk.server.url, 'listTopics', { ...desk.owner, query })).value;
const glossary = async () => (await call(desk.server.url, 'getGlossary', desk.owner)).value;
const change = (term: string, meaning: string, state: 'on' | 'off', caller = desk.owner) =>
  call(desk.server.url, 'changeGlossary', { ...caller, params: { term }, body: { meaning, state } });
const topicOf = async (word: string) => {
  const topic = (await topics()).items.find(({ question }) => question?.toLowerCase().includes(word));
  if (topic === undefined) throw new Error(`expected a topic about ${word}`);
  return topic;
};

describe('topics', () => {
  it('are named, counted, and lead to their resolutions, most tickets first', async () => {
    const { items } = await topics();
    expect(items.map(({ tickets: count }) => count)).toEqual(
      items.map(({ tickets: count }) => count).toSorted((a, b) => b - a),
    );
    const parcel = await topicOf('parcel');
    expect(parcel).toMatchObject({ tickets: 12, accounts: 5, provisional: false });
    expect(parcel.name).toContain('parcel');
    expect(parcel.resolutions).toHaveLength(1);
    const days = (Date.parse(parcel.last_at ?? '') - Date.parse(parcel.first_at ?? '')) / 86_400_000;
    expect(days).toBe(11);
  });

  it('come one alone, and the lessons of its resolutions alone', async () => {
    const parcel = await topicOf('parcel');
    expect(await topics({ id: parcel.id })).toEqual({ items: [parcel], next_cursor: null });
    const lessonsOf = async (topic_id: string) =>
      (await call(desk.server.url, 'listLessons', { ...desk.owner, query: { topic_id, limit: 100 } })).value
        .items;
    const of = parcel.resolutions.map(({ id }) => id);
    const lessons = await lessonsOf(parcel.id);
    expect(lessons.length).toBeGreaterThan(0);
    expect(lessons.every(({ resolution_id }) => of.includes(resolution_id ?? ''))).toBe(true);
    expect(await lessonsOf('topic-none')).toEqual([]);
  });

  it('come page by page, each once', async () => {
    const all = (await topics()).items.map(({ id }) => id);
    const seen: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const page = await topics({ limit: 1, ...(cursor && { cursor }) });
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.next_cursor;
    }
    expect(seen).toEqual(all);
  });

  it('show the steps that people took, in counts', async () => {
    const id = (await topicOf('invoice')).id;
    const { value } = await call(desk.server.url, 'getTopicPath', { ...desk.owner, params: { id } });
    expect(value.edges).toContainEqual({ from: 'look up invoice', to: 'send invoice', paths: 24 });
    expect(value.variants.map(({ steps, paths }) => [steps.length, paths])).toEqual([
      [2, 12],
      [3, 12],
    ]);
    const none = await call(desk.server.url, 'getTopicPath', { ...desk.owner, params: { id: 'topic-none' } });
    expect(none.problem.code).toBe('not-found');
  });

  it('keep an erased question to themselves', async () => {
    const before = await topicOf('parcel');
    await desk.tx((tx) => tx.deleteFrom('exemplars').where('question_text', '=', before.question).execute());
    const after = (await topics()).items.find(({ id }) => id === before.id);
    expect(after?.question).toBeNull();
  });
});

describe('the glossary', () => {
  it('proposes what customers call a thing, with its evidence, and is asked no more about it', async () => {
    const { proposals, entries } = await glossary();
    expect(entries).toEqual([]);
    expect(proposals).toMatchObject([{ term: 'plastic', meaning: 'card', accounts: 5, questions: 12 }]);
    expect(proposals[0]?.coverage).toBe(1);
    expect(proposals[0]?.examples.length).toBeGreaterThan(0);
    for (const text of proposals[0]?.examples ?? []) expect(text).toContain('plastic');
    const { value } = await change('Plastic', 'card', 'on');
    expect(value).toMatchObject({ term: 'plastic', meaning: 'card', state: 'on' });
    const after = await glossary();
    expect(after.proposals).toEqual([]);
    expect(after.entries).toEqual([value]);
  });

  it('takes a change back, tells the ledger each change once, and nothing that changes nothing', async () => {
    const before = (await desk.ledger('glossary-changed')).length;
    await change('dongle', 'adapter', 'on');
    await change('dongle', 'adapter', 'on');
    await change('dongle', 'adapter', 'off');
    await change('dongle', 'adapter', 'on');
    const told = (await desk.ledger('glossary-changed')).slice(before).map(({ entry }) => entry);
    expect(told.map((entry) => entry?.['state'])).toEqual(['on', 'off', 'on']);
    const entry = (await glossary()).entries.find(({ term }) => term === 'dongle');
    expect(entry).toMatchObject({ meaning: 'adapter', state: 'on' });
  });

  it.each(['two words', 'x', ' ', 'a'.repeat(41), '<b>'])('refuses %j as a term', async (term) => {
    const params = { term: encodeURIComponent(term) };
    const body = { meaning: 'card', state: 'on' as const };
    const { problem } = await call(desk.server.url, 'changeGlossary', { ...desk.owner, params, body });
    expect(problem.code).toBe('invalid-request');
  });

  it('is changed by leads, and read by all', async () => {
    const body = {
      name: 'Bo',
      email: 'bo@example.com',
      password: 'correct horse battery',
      role: 'agent' as const,
    };
    await call(desk.server.url, 'addMember', { ...desk.owner, body });
    const { headers } = await call(desk.server.url, 'signIn', { body });
    const agent = { headers: { cookie: cookieOf(headers) } };
    expect((await call(desk.server.url, 'getGlossary', agent)).status).toBe(200);
    expect((await change('dongle', 'adapter', 'off', agent)).problem.code).toBe('forbidden');
  });
});

describe('the estimated risk', () => {
  it('is absent until something was audited', async () => {
    const { value } = await call(desk.server.url, 'learning', desk.owner);
    expect(value.estimate).toBeNull();
  });

  it('comes with the first verdict on an answer that was given alone', async () => {
    const { decision_id } = await desk.answered();
    const params = { id: decision_id };
    await call(desk.server.url, 'judgeAudit', { ...desk.owner, params, body: { verdict: 'right' } });
    const later = desk.parts(() => Date.now() + 60_000);
    await settleAudit(later, { workspace_id: desk.workspace.id, decision_id });
    // The single writer takes the verdict with the next lesson.
    const { conversation_id } = await desk.ask('Can a printer for labels be restarted at all?');
    await desk.reply(conversation_id, 'Please restart the label printer and hold the green button down.');
    const estimate = async () => (await call(desk.server.url, 'learning', desk.owner)).value.estimate;
    await expect
      .poll(estimate, { timeout: 10_000 })
      .toMatchObject({ answers: 1, audited: 1, wrong: 0, low: 0 });
    const today = new Date().toISOString().slice(0, 10);
    expect(await estimate()).toMatchObject({
      by_stakes: [{ stakes: 'money-security', audited: 1 }],
      range: { to: today },
    });
  }, 20_000);

  it('is told with its interval and what stands behind it', () => {
    const risk = { risk: 0.021, low: 0.012, high: 0.034, answers: 940, audited: 141 };
    const overall = { ...risk, error: 0.006, lambda: 0.4, effective_audits: 200 };
    const nothing = { ...overall, risk: null, audited: 0 };
    const by_stakes = [
      { stakes: 'read-only' as const, risk: overall },
      { stakes: 'account-changing' as const, risk: nothing },
    ];
    const since_ms = Date.UTC(2026, 2, 3, 23, 59);
    const now_ms = Date.UTC(2026, 5, 1);
    const told = toWireEstimate({ overall, by_stakes, since_ms }, now_ms);
    expect(told?.text).toBe('estimated 2.1 % wrong (1.2–3.4 %), from 940 answers, 141 audited');
    expect(told).toMatchObject({ wrong: 0.021, low: 0.012, high: 0.034, confidence: 0.9 });
    expect(told?.range).toEqual({ from: '2026-03-03', to: '2026-06-01' });
    expect(told?.by_stakes.map(({ stakes }) => stakes)).toEqual(['read-only']);
    expect(toWireEstimate({ overall: nothing, by_stakes: [], since_ms }, now_ms)).toBeNull();
  });
});

describe('the night', () => {
  it('is the next three o’clock', () => {
    const at = (iso: string) => nextNight(Date.parse(iso)).toISOString();
    expect(at('2026-05-01T02:59:59.999Z')).toBe('2026-05-01T03:00:00.000Z');
    expect(at('2026-05-01T03:00:00.000Z')).toBe('2026-05-02T03:00:00.000Z');
    expect(at('2026-12-31T23:00:00.000Z')).toBe('2027-01-01T03:00:00.000Z');
  });

  it('promises what the model proposes once, within bounds, and fits new labels', async () => {
    const merge = (n: number) => ({ kind: 'topics-merged' as const, from: `topic-${n}`, into: 'topic-0' });
    const proposed = Array.from({ length: 450 }, (_, n) => merge(n + 1));
    const jobs: string[] = [];
    const logged: object[] = [];
    const models = {
      catchUp: async () => 1_000_001,
      topicChanges: async () => proposed,
      labelsSinceFit: async () => 3,
    };
    const parts = {
      ...desk.parts(),
      models,
      jobs: { enqueue: async (_: unknown, name: string) => void jobs.push(name) },
      log: { info: (counts: object) => void logged.push(counts) },
    };
    const tend = () => tendTopics(parts as never, { workspace_id: desk.workspace.id });
    await tend();
    await tend();
    const rows = await desk.tx((tx) =>
      tx.selectFrom('outbox').select('payload').where('id', '=', 'topics.1000001').execute(),
    );
    expect(rows.map((row) => row.payload)).toEqual([proposed.slice(0, 400)]);
    expect(jobs.slice(0, 2)).toEqual(['apply-lessons', 'refit-model']);
    expect(logged[0]).toMatchObject({ split: 0, merged: 400, left: 50, labels: 3 });
  });

  it('waits once, whatever is learned by day', async () => {
    const read = sql<{ data: object; start_after: Date }>`
      select data, start_after from pgboss.job where name = 'tend-topics' and state = 'created'`;
    const { rows } = await read.execute(desk.server.database.db);
    expect(rows.map(({ data }) => data)).toEqual([{ workspace_id: desk.workspace.id }]);
    expect(new Date(rows[0]?.start_after ?? 0).getUTCHours()).toBe(3);
  });
});
