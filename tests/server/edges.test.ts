/** Uploads and requests of every wrong form, and the ways that are seldom walked. */
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ImportJob } from '@understudy/contract';
import * as store from '../../packages/server/src/store/index.ts';
import { pgliteTemplate } from '../database/pglite-template.ts';
import { call, type Caller, setUp, startTestServer, startVisitor, type TestServer } from './harness.ts';

let server: TestServer;
let owner: Caller;
let workspace: { readonly id: string; readonly public_key: string };
beforeAll(async () => {
  server = await startTestServer(
    await store.openDatabase({ memory: true, template: await pgliteTemplate() }),
  );
  const done = await setUp(server);
  owner = done.owner;
  workspace = done.me.workspace;
}, 60_000);
afterAll(async () => {
  await server?.close();
  await server?.database.close();
});

const ticket = (n: number) => ({
  id: `t${n}`,
  at: '2026-01-01T00:00:00.000Z',
  text: `How do I export the invoices of company ${n}?`,
  messages: [
    { role: 'customer', text: `How do I export the invoices of company ${n}?` },
    {
      role: 'agent',
      text: 'Open Billing, choose Invoices, click Export and pick CSV. The file comes by mail.',
    },
  ],
});
const lines = (count: number) =>
  Array.from({ length: count }, (_, n) => JSON.stringify(ticket(n))).join('\n');

async function upload(body: BodyInit, type = 'application/x-ndjson', source = 'desk'): Promise<ImportJob> {
  const headers = { ...owner.headers, 'content-type': type };
  const response = await fetch(`${server.url}/v1/imports?source=${source}`, {
    method: 'POST',
    headers,
    body,
  });
  expect(response.status).toBe(200);
  const { id } = (await response.json()) as ImportJob;
  const look = async () => (await call(server.url, 'getImport', { ...owner, params: { id } })).value;
  await expect.poll(async () => (await look()).state, { timeout: 20_000 }).toMatch(/done|failed/);
  return look();
}
async function exported(): Promise<unknown[]> {
  const response = await fetch(`${server.url}/v1/export`, { headers: owner.headers ?? {} });
  return (await response.text())
    .trim()
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as unknown);
}

it('takes plain and gzip uploads, knows tickets that come again, and rejects lines, not files', async () => {
  expect(await upload(lines(3))).toMatchObject({ state: 'done', accepted: 3, known: 0, rejected: 0 });
  const again = await upload(new Uint8Array(gzipSync(`${lines(4)}\nno json\n{"id":1}`)), 'application/gzip');
  expect(again).toMatchObject({ state: 'done', accepted: 1, known: 3, rejected: 2 });
  const { value } = await call(server.url, 'listRejectedRows', { ...owner, params: { id: again.id } });
  expect(value.items.map((row) => row.line)).toEqual([5, 6]);
}, 60_000);

it('ends an upload that breaks off as failed or with what came, and goes on taking others', async () => {
  const whole = new Uint8Array(gzipSync(lines(50)));
  const broken = await upload(whole.slice(0, whole.length >> 1), 'application/gzip', 'broken');
  // What came before the break is kept; the line that was cut off is told.
  expect(broken).toMatchObject({ state: 'done', rejected: 1 });
  expect(broken.accepted).toBeLessThan(50);
  expect((await upload(lines(1), 'application/x-ndjson', 'after')).state).toBe('done');
}, 60_000);

it('exports what it imported, and imports what it exported', async () => {
  const first = await exported();
  expect(first.length).toBeGreaterThan(3);
  const other = await startTestServer(
    await store.openDatabase({ memory: true, template: await pgliteTemplate() }),
  );
  const mine = { server, owner };
  try {
    const done = await setUp(other);
    server = other;
    owner = done.owner;
    const body = first.map((line) => JSON.stringify(line)).join('\n');
    // Two sources brought the same tickets, so they stand twice in the export; the file is one source again.
    const bringsTwice = await upload(body);
    const once = new Map(first.map((row) => [(row as { id: string }).id, row]));
    expect(bringsTwice).toMatchObject({ state: 'done', accepted: once.size, rejected: 0 });
    const ids = (rows: Iterable<unknown>) => [...rows].map((row) => JSON.stringify(row)).toSorted();
    expect(ids(await exported())).toEqual(ids(once.values()));
  } finally {
    ({ server, owner } = mine);
    await other.close();
    await other.database.close();
  }
}, 90_000);

it('refuses what is too large, unknown or forged, as problems', async () => {
  const visitor = await startVisitor(server.url, workspace.public_key);
  const body = { client_id: 'client-000001', text: 'x'.repeat(5 * 1024 * 1024) };
  expect((await call(server.url, 'postVisitorMessage', { ...visitor, body })).problem.code).toBe(
    'payload-too-large',
  );
  const long = { ...body, text: 'x'.repeat(20_001) };
  expect((await call(server.url, 'postVisitorMessage', { ...visitor, body: long })).problem.code).toBe(
    'invalid-request',
  );
  const unknown = await call(server.url, 'startVisitorSession', {
    body: { workspace: 'pk_unknown_workspace' },
  });
  expect(unknown.problem.code).toBe('not-found');
  const forged = { headers: { authorization: `Bearer ${visitor.token.slice(0, -4)}AAAA` } };
  const short = { client_id: 'client-000002', text: 'hello' };
  expect((await call(server.url, 'postVisitorMessage', { ...forged, body: short })).problem.code).toBe(
    'unauthenticated',
  );
});

it('discards a draft once, and takes a click on a clarifying choice as a label and as words', async () => {
  const visitor = await startVisitor(server.url, workspace.public_key);
  const body = { client_id: 'client-000003', text: 'How do I export the invoices of my company?' };
  const { value } = await call(server.url, 'postVisitorMessage', { ...visitor, body });
  const id = value.message.conversation_id;
  const read = async () => (await call(server.url, 'getConversation', { ...owner, params: { id } })).value;
  await expect.poll(async () => (await read()).draft, { timeout: 20_000 }).not.toBeNull();
  const { draft } = await read();
  const discard = { decision_id: draft?.decision_id ?? '' };
  for (let times = 0; times < 2; times++)
    expect(
      (await call(server.url, 'discardDraft', { ...owner, params: { id }, body: discard })).value.ok,
    ).toBe(true);
  expect((await read()).draft).toBeNull();

  const resolution_id = draft?.resolution_id ?? '';
  const message_id = `msg_clarify_${id}`;
  await server.database.asWorkspace(workspace.id, (tx) =>
    store.appendMessage(tx, {
      id: message_id,
      conversation_id: id,
      author: 'ai',
      kind: 'clarify',
      text: 'Which?',
      at: new Date(),
      choices: [
        {
          resolution_id,
          label: 'Export invoices',
        },
      ],
    }),
  );
  const choice = { message_id, resolution_id, client_id: 'client-000004' };
  await call(server.url, 'chooseClarification', { ...visitor, params: { id }, body: choice }).then(
    (answer) => answer.value,
  );
  expect((await read()).messages.map((message) => message.text)).toContain('Export invoices');
  const outcomes = await server.database.asWorkspace(workspace.id, (tx) => store.listOutcomes(tx, id));
  const seen = outcomes.map(({ kind, detail }) => ({ kind, detail }));
  expect(seen).toContainEqual({ kind: 'choice', detail: { resolution_id } });
  expect(seen.filter(({ kind }) => kind === 'draft-discarded')).toHaveLength(1);
}, 60_000);
