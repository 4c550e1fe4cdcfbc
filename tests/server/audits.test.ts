/** Audits: answers that went out alone and were drawn, the verdicts of people, and what the model hears of them. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from 'kysely';
import type { Decision } from '@understudy/engine';
import { settleAudit } from '../../packages/server/src/flow/settle-audit.ts';
import * as store from '../../packages/server/src/store/index.ts';
import { addWorkspace } from '../database/databases.ts';
import { AnsweredDesk } from './answered-desk.ts';
import { call, cookieOf } from './harness.ts';

const UNDO_MS = 10_000;
let desk: AnsweredDesk;

beforeAll(async () => {
  desk = await AnsweredDesk.inMemory();
}, 60_000);
afterAll(() => desk?.close());

const queue = async (query: Record<string, string | number> = {}) =>
  (await call(desk.server.url, 'listAudits', { ...desk.owner, query })).value;
const judge = (id: string, body: object, caller = desk.owner) =>
  call(desk.server.url, 'judgeAudit', { ...caller, params: { id }, body: body as never });
const undo = (id: string, caller = desk.owner) =>
  call(desk.server.url, 'undoVerdict', { ...caller, params: { id } });
const labelsOf = async (decision_id: string) =>
  (await desk.ledger('decision-labelled')).filter(({ label }) => label?.['decision_id'] === decision_id);
const outcomesOf = async (id: string) =>
  (await desk.tx((tx) => store.listOutcomes(tx, id))).filter((row) => row.kind === 'audit-verdict');
/** As the job does it, once the time for undo is over. */
const settle = (decision_id: string) =>
  settleAudit(
    desk.parts(() => Date.now() + UNDO_MS + 1_000),
    { workspace_id: desk.workspace.id, decision_id },
  );
const promised = async (id: string) => {
  const rows = await desk.tx((tx) =>
    tx.selectFrom('outbox').select('payload').where('id', '=', id).execute(),
  );
  return rows.flatMap((row) => row.payload as { kind: string; label: Record<string, unknown> }[]);
};

async function colleague(name: string) {
  const body = {
    name,
    email: `${name}@example.com`,
    password: 'correct horse battery',
    role: 'agent' as const,
  };
  await call(desk.server.url, 'addMember', { ...desk.owner, body });
  const { headers } = await call(desk.server.url, 'signIn', { body });
  return { headers: { cookie: cookieOf(headers) } };
}

describe('the queue', () => {
  it('takes what was answered alone and drawn, and nothing else', async () => {
    const drawn = await desk.answered();
    const other = await desk.answered({ audited: false });
    const { items, counts } = await queue();
    expect(items.map((item) => item.id)).toContain(drawn.decision_id);
    expect(items.map((item) => item.id)).not.toContain(other.decision_id);
    expect(counts.open).toBe(items.length);
    const item = items.find(({ id }) => id === drawn.decision_id);
    expect(item).toMatchObject({ conversation_id: drawn.conversation_id, judged: null });
    expect(item?.question).toContain('last year');
    expect(item?.answer.text).toContain('Open Billing');
    expect(item?.decision).toMatchObject({ action: 'answer', audit_probability: 0.25, audited: true });
    const one = await call(desk.server.url, 'getAudit', { ...desk.owner, params: { id: drawn.decision_id } });
    expect(one.value).toEqual(item);
  });

  it('comes open ones first, oldest first, page by page', async () => {
    const made = [await desk.answered(), await desk.answered(), await desk.answered()];
    await judge(made[0]?.decision_id ?? '', { verdict: 'unsure' });
    const seen: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const page = await queue({ view: 'all', limit: 2, ...(cursor && { cursor }) });
      seen.push(...page.items.map((item) => item.id));
      cursor = page.next_cursor;
    }
    const { counts } = await queue();
    expect(seen).toHaveLength(counts.open + counts.judged);
    expect(new Set(seen).size).toBe(seen.length);
    const places = made.map(({ decision_id }) => seen.indexOf(decision_id));
    expect(places[1]).toBeLessThan(places[2] ?? 0);
    expect(places[2]).toBeLessThan(places[0] ?? 0);
    const judged = await queue({ view: 'judged' });
    expect(judged.items.map((item) => item.id)).toContain(made[0]?.decision_id);
  });
});

describe('a verdict', () => {
  it.each([
    { verdict: 'right', correct: true, harmless: undefined },
    { verdict: 'wrong', correct: false, harmless: undefined },
    { verdict: 'harmless', correct: false, harmless: true },
  ])('$verdict is a label with the probability of the draw, once it counts, and once', async (each) => {
    const { decision_id, conversation_id } = await desk.answered();
    const { value } = await judge(decision_id, { verdict: each.verdict });
    expect(value.judged).toMatchObject({ verdict: each.verdict, by: 'Ada' });
    expect(await promised(`audit.${decision_id}`)).toEqual([]);
    await settle(decision_id);
    await settle(decision_id);
    const [event, ...more] = await promised(`audit.${decision_id}`);
    expect(more).toEqual([]);
    expect(event?.label).toMatchObject({
      decision_id,
      resolution_id: desk.resolution_id,
      correct: each.correct,
      propensity: 0.25,
      least_propensity: 0.05,
    });
    expect(event?.label.harmless).toBe(each.harmless);
    const [outcome, ...others] = await outcomesOf(conversation_id);
    expect(others).toEqual([]);
    expect(outcome).toMatchObject({ decision_id, detail: { verdict: each.verdict, judged_by: 'Ada' } });
  });

  it('that nobody can give closes the item and is no label', async () => {
    const { decision_id, conversation_id } = await desk.answered();
    await judge(decision_id, { verdict: 'unsure' });
    await settle(decision_id);
    expect(await promised(`audit.${decision_id}`)).toEqual([]);
    expect(await outcomesOf(conversation_id)).toHaveLength(1);
    expect((await queue()).items.map((item) => item.id)).not.toContain(decision_id);
  });

  it('reaches the ledger by the single writer', async () => {
    const { decision_id, conversation_id } = await desk.answered();
    await judge(decision_id, { verdict: 'wrong' });
    await settle(decision_id);
    await desk.reply(
      conversation_id,
      'You can ask our team for a printed copy of the invoices of last year.',
    );
    await desk.waitFor(async () => (await labelsOf(decision_id)).length > 0);
    const labels = await labelsOf(decision_id);
    expect(labels.map(({ label }) => [label?.['correct'], label?.['propensity']])).toEqual([[false, 0.25]]);
  });

  it('stands against whoever comes second; the same click twice is one', async () => {
    const grace = await colleague('Grace');
    const { decision_id } = await desk.answered();
    const [ours, theirs] = await Promise.all([
      judge(decision_id, { verdict: 'right' }),
      judge(decision_id, { verdict: 'wrong' }, grace),
    ]);
    const refused = ours.status === 200 ? theirs : ours;
    expect(new Set([ours.status, theirs.status])).toEqual(new Set([200, 409]));
    expect(refused.problem.detail).toMatch(/judged this already: (right|wrong)/);
    const winner = ours.status === 200 ? desk.owner : grace;
    const again = await judge(decision_id, { verdict: ours.status === 200 ? 'right' : 'wrong' }, winner);
    expect(again.status).toBe(200);
    const stranger = winner === grace ? desk.owner : grace;
    expect((await undo(decision_id, stranger)).problem.detail).toMatch(/Only (Ada|Grace) can take this back/);
  });

  it('may be taken back until it counts, and another one given: only the last one counts', async () => {
    const { decision_id } = await desk.answered();
    await judge(decision_id, { verdict: 'right' });
    expect((await undo(decision_id)).value.judged).toBeNull();
    await settle(decision_id);
    expect(await promised(`audit.${decision_id}`)).toEqual([]);
    await judge(decision_id, { verdict: 'wrong' });
    // The job of the first verdict comes while the second one may still be taken back.
    await settleAudit(desk.parts(), { workspace_id: desk.workspace.id, decision_id });
    expect(await promised(`audit.${decision_id}`)).toEqual([]);
    await settle(decision_id);
    expect((await promised(`audit.${decision_id}`))[0]?.label['correct']).toBe(false);
    expect((await undo(decision_id)).problem).toMatchObject({ code: 'conflict' });
  });

  it('takes no correction of what was right, none that is unknown, and not the answer itself', async () => {
    const { decision_id } = await desk.answered();
    const code = async (body: object) => (await judge(decision_id, body)).problem.code;
    const text = 'Invoices of last year are under Archive, one file a month.';
    expect(await code({ verdict: 'right', correction: { text } })).toBe('invalid-request');
    expect(await code({ verdict: 'wrong', correction: { resolution_id: 'res_000000' } })).toBe('not-found');
    const same = { resolution_id: desk.resolution_id };
    expect(await code({ verdict: 'wrong', correction: same })).toBe('conflict');
    expect(await code({ verdict: 'good' })).toBe('invalid-request');
    const nobody = await call(desk.server.url, 'judgeAudit', {
      ...desk.owner,
      params: { id: 'dec_000000' },
      body: { verdict: 'right' },
    });
    expect(nobody.problem.code).toBe('not-found');
  });
});

describe('selected labels', () => {
  it('are none: what a person fixes after an answer teaches, but does not label the answer', async () => {
    const { decision_id, conversation_id, message_id, visitor } = await desk.answered({ audited: false });
    const body = { message_id, solved: false };
    await call(desk.server.url, 'rateAnswer', { ...visitor, params: { id: conversation_id }, body });
    const before = (await desk.ledger('lesson-applied')).length;
    await desk.reply(
      conversation_id,
      'For last year please open Archive, choose the year, and click Download.',
    );
    await desk.waitFor(async () => (await desk.ledger('lesson-applied')).length > before);
    expect(await labelsOf(decision_id)).toEqual([]);
  });

  it.each([
    { name: 'the least of its cell', told: { least_propensity: 0.05 }, least: 0.05 },
    { name: 'the workspace’s rate, where an older decision does not tell', told: {}, least: 0.15 },
  ])('of drafts weigh like audits where answers go out alone: $name', async ({ told, least }) => {
    const { conversation_id } = await desk.ask('Where do I find the export of my invoices as CSV?');
    const [row] = await desk.tx((tx) => store.listDecisions(tx, conversation_id));
    const { least_propensity: _, ...older } = (row as store.DecisionRow).decision as Decision;
    const decision = { ...older, threshold: 0.99, ...told };
    await desk.tx((tx) =>
      sql`update decisions set decision = ${store.json(decision)} where id = ${row?.id}`.execute(tx),
    );
    await desk.reply(conversation_id, 'Please restart the label printer and hold the green button down.');
    await desk.waitFor(async () => (await labelsOf(row?.id ?? '')).length > 0);
    const [event] = await labelsOf(row?.id ?? '');
    expect(event?.label).toMatchObject({ propensity: 1, least_propensity: least });
  });
});

it('keeps the audits of others out of sight', async () => {
  const { decision_id } = await desk.answered();
  const theirs = await addWorkspace(desk.server.database);
  const rows = await desk.server.database.asWorkspace(theirs, async (tx) => ({
    audit: await store.getAudit(tx, decision_id),
    counts: await store.countAudits(tx),
  }));
  expect(rows).toEqual({ audit: undefined, counts: { open: 0, judged: 0 } });
  const insert = desk.server.database.asWorkspace(theirs, (tx) =>
    sql`insert into audits (workspace_id, decision_id, conversation_id, audit_rate, opened_at)
        values (${desk.workspace.id}, 'dec_x', 'cnv_x', 0.1, now())`.execute(tx),
  );
  await expect(insert).rejects.toMatchObject({ code: '42501' });
});
