/** An encoder behind HTTP: asked, pinned, and missed without losing a message. And what happens while it thinks. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import * as store from '../../packages/server/src/store/index.ts';
import { pgliteTemplate } from '../database/pglite-template.ts';
import { call, type Caller, setUp, startTestServer, startVisitor, type TestServer } from './harness.ts';

const DIMENSIONS = 16;
let double: Server;
let asked = 0;
/** What the service does before it answers. */
let before: () => Promise<unknown> = async () => undefined;
let database: store.Database;
let server: TestServer;
let owner: Caller;
let workspace: { readonly id: string; readonly public_key: string };
let settings: Record<string, string>;

beforeAll(async () => {
  double = createServer((request, response) => {
    void request.toArray().then(async (chunks) => {
      const { input } = JSON.parse(chunks.join('')) as { input: string[] };
      asked += 1;
      await before();
      const data = input.map((text, index) => ({
        index,
        embedding: Array.from({ length: DIMENSIONS }, (_, i) => 1 + ((text.charCodeAt(i) || 0) % 7)),
      }));
      response.setHeader('content-type', 'application/json').end(JSON.stringify({ data }));
    });
  });
  await new Promise<void>((resolve) => double.listen(0, '127.0.0.1', resolve));
  settings = {
    UNDERSTUDY_ENCODER_URL: `http://127.0.0.1:${(double.address() as AddressInfo).port}/v1`,
    UNDERSTUDY_ENCODER_MODEL: 'm',
    UNDERSTUDY_ENCODER_DIMENSIONS: String(DIMENSIONS),
  };
  database = await store.openDatabase({ memory: true, template: await pgliteTemplate() });
  server = await startTestServer(database, settings);
  const done = await setUp(server);
  owner = done.owner;
  workspace = done.me.workspace;
}, 60_000);
afterAll(async () => {
  await server?.close();
  await database?.close();
  double?.closeAllConnections();
  double?.close();
});

let counter = 0;
async function decided(text: string) {
  const visitor = await startVisitor(server.url, workspace.public_key);
  const body = { client_id: `client-${String(counter++).padStart(6, '0')}`, text };
  const { value } = await call(server.url, 'postVisitorMessage', { ...visitor, body });
  const params = { id: value.message.conversation_id };
  return expect.poll(async () => (await call(server.url, 'getConversation', { ...owner, params })).value, {
    timeout: 20_000,
  });
}
const vectors = async () => {
  const rows = await database.asWorkspace(workspace.id, (tx) =>
    tx.selectFrom('question_vectors').select('encoder_id').execute(),
  );
  return rows.map((row) => row.encoder_id);
};

it('is asked for vectors, under an id of its own', async () => {
  await (await decided('How do I export invoices?')).toMatchObject({ status: 'waiting' });
  expect(asked).toBe(1);
  expect(await vectors()).toEqual([expect.stringMatching(/^http:127\.0\.0\.1:\d+\/m\/16$/)]);
});

it('decides under the settings that hold when the decision is committed, not when it was begun', async () => {
  before = async () => {
    before = async () => undefined;
    await call(server.url, 'updateSettings', { ...owner, body: { autonomy: 'off', max_error: 0.02 } });
  };
  const ledger = () =>
    database.asWorkspace(workspace.id, (tx) => store.readEvents(tx, { after_seq: 0, encoder_id: 'none' }));
  const kinds = async () => (await ledger()).map((event) => event.kind);
  const poll = await decided('Where is my invoice of March?');
  await poll.toMatchObject({ status: 'waiting', decisions: [{}] });
  const { value } = await call(server.url, 'listConversations', {
    ...owner,
    query: { view: 'all', limit: 1 },
  });
  const params = { id: value.items[0]?.id ?? '' };
  const { decisions } = (await call(server.url, 'getConversation', { ...owner, params })).value;
  const changed = (await ledger()).findLast((event) => event.kind === 'settings-changed');
  expect(decisions[0]?.model_version).toBeGreaterThanOrEqual(changed?.seq ?? Infinity);
  // Another accepted error: fitted again at once, after the change
  await expect.poll(kinds, { timeout: 10_000 }).toContain('model-refitted');
  const all = await kinds();
  expect(all.lastIndexOf('model-refitted')).toBeGreaterThan(all.lastIndexOf('settings-changed'));
}, 30_000);

it('refuses to start with another encoder than the pinned one, and says what to do', async () => {
  await expect(startTestServer(database)).rejects.toMatchObject({
    code: 'encoder-changed',
    message: expect.stringMatching(/expected http:127.*set UNDERSTUDY_ENCODER_\* as before/),
  });
});

it('is missed without losing a message: the question is decided on words alone', async () => {
  const known = (await vectors()).length;
  double.closeAllConnections();
  await new Promise((resolve) => double.close(resolve));
  const poll = await decided('Can I change my address?');
  await poll.toMatchObject({ status: 'waiting', decisions: [{ action: 'hand_off' }] });
  expect(await vectors()).toHaveLength(known);
}, 30_000);
