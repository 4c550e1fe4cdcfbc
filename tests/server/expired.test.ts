/** Credentials that were good once, or never: each gets the same answer, and what came with it is not stored. */
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { EndpointName } from '@understudy/contract';
import { createVisitorTokens } from '../../packages/server/src/http/visitor-token.ts';
import * as store from '../../packages/server/src/store/index.ts';
import { pgliteTemplate } from '../database/pglite-template.ts';
import {
  call,
  type Caller,
  cookieOf,
  OWNER,
  setUp,
  startTestServer,
  startVisitor,
  type TestServer,
} from './harness.ts';

let server: TestServer;
let owner: Caller;
let workspace: { readonly id: string; readonly public_key: string };
beforeAll(async () => {
  const template = await pgliteTemplate();
  server = await startTestServer(await store.openDatabase({ memory: true, template }));
  const done = await setUp(server);
  owner = done.owner;
  workspace = done.me.workspace;
}, 60_000);
afterAll(async () => {
  await server?.close();
  await server?.database.close();
});

const bearer = (token: string): Caller => ({ headers: { authorization: `Bearer ${token}` } });
async function codeOf(name: EndpointName, caller: Caller): Promise<string> {
  const answer = await call(server.url, name, caller as never);
  if (answer.status === 200) return 'ok';
  return answer.problem.code;
}
async function signIn(): Promise<Caller> {
  const { email, password } = OWNER;
  const { headers } = await call(server.url, 'signIn', { body: { email, password } });
  return { headers: { cookie: cookieOf(headers) } };
}

it('a session that expired, was signed with another key or names another session is nobody', async () => {
  const session = await signIn();
  expect(await codeOf('me', session)).toBe('ok');
  const [, value = ''] = (session.headers?.['cookie'] ?? '').split('=');
  const [token = '', signature = ''] = decodeURIComponent(value).split('.');
  const forged = [
    `${token}.${'A'.repeat(signature.length)}`,
    token,
    `${token.slice(0, -1)}${token.endsWith('x') ? 'y' : 'x'}.${signature}`,
    '.',
    '',
  ];
  for (const each of forged) {
    const cookie = `understudy.session_token=${encodeURIComponent(each)}`;
    expect([each, await codeOf('me', { headers: { cookie } })]).toEqual([each, 'unauthenticated']);
  }
  expect(await codeOf('me', session)).toBe('ok');
  // The cookie's own time is the browser's business: what counts is the session's, in the database
  await sql`update auth.session set "expiresAt" = now() - interval '1 second' where token = ${token}`.execute(
    server.database.db,
  );
  expect(await codeOf('me', session)).toBe('unauthenticated');
  expect(await codeOf('listConversations', session)).toBe('unauthenticated');
  // An event stream is refused in the same way
  const stream = await fetch(`${server.url}/v1/events`, { headers: session.headers ?? {} });
  expect(stream.status).toBe(401);
  expect(await codeOf('me', await signIn())).toBe('ok');
  expect(await codeOf('me', owner)).toBe('ok');
});

it('a key that was revoked, changed by a character or lacks the scope imports nothing', async () => {
  const create = async (scope: 'import' | 'export') =>
    (await call(server.url, 'createApiKey', { ...owner, body: { name: scope, scopes: [scope] } })).value;
  const key = await create('import');
  const other = await create('export');
  const upload = async (secret: string) => {
    const headers = { authorization: `Bearer ${secret}`, 'content-type': 'application/x-ndjson' };
    const body = '{"id":"k-1","text":"Where are my invoices?"}\n';
    const response = await fetch(`${server.url}/v1/imports?source=keys`, { method: 'POST', headers, body });
    const told = (await response.json()) as { code?: string; detail?: string };
    return [response.status, told.code, told.detail];
  };
  expect(await upload(other.secret)).toEqual([403, 'forbidden', expect.stringContaining('import')]);
  const changed = key.secret.slice(0, -1) + (key.secret.endsWith('a') ? 'b' : 'a');
  expect(await upload(changed)).toEqual([401, 'unauthenticated', undefined]);
  await call(server.url, 'revokeApiKey', { ...owner, params: { id: key.id } });
  expect(await upload(key.secret)).toEqual([401, 'unauthenticated', undefined]);
  expect((await call(server.url, 'latestImport', owner)).value.items).toEqual([]);
});

it('a visitor whose token expired or is forged leaves no message, and gets a new one', async () => {
  const claims = { workspace_id: workspace.id, customer_id: 'cus_000000', verified: false };
  const LONG_AGO_MS = Date.now() - 366 * 24 * 3_600_000;
  const own = createVisitorTokens(server.env.secret_key);
  const expired = (await own.sign(claims, LONG_AGO_MS)).token;
  const forged = (await createVisitorTokens('another secret').sign(claims, Date.now())).token;
  const good = await startVisitor(server.url, workspace.public_key);
  const [head = '', , signature = ''] = good.token.split('.');
  const payload = Buffer.from(JSON.stringify({ ws: workspace.id, sub: 'cus_other' })).toString('base64url');
  for (const token of [expired, forged, `${head}.${payload}.${signature}`]) {
    const body = { client_id: 'client-forged-1', text: 'Where is my parcel?' };
    const answer = await call(server.url, 'postVisitorMessage', { ...bearer(token), body });
    expect([answer.status, answer.problem.code]).toEqual([401, 'unauthenticated']);
  }
  const { value } = await call(server.url, 'listConversations', { ...owner, query: { view: 'all' } });
  expect(value.items).toEqual([]);
});

it('an empty message is refused; one of emoji alone is stored as it came', async () => {
  const visitor = await startVisitor(server.url, workspace.public_key);
  for (const text of ['', ' \n\t ']) {
    const body = { client_id: 'client-empty-1', text };
    const answer = await call(server.url, 'postVisitorMessage', { ...visitor, body });
    expect([answer.status, answer.problem.code]).toEqual([400, 'invalid-request']);
    expect(answer.problem.errors?.[0]?.path).toBe('body.text');
  }
  const text = '😡😡👨‍👩‍👧‍👦🇩🇪';
  const body = { client_id: 'client-emoji-1', text };
  const { value } = await call(server.url, 'postVisitorMessage', { ...visitor, body });
  const params = { id: value.message.conversation_id };
  const { messages } = (await call(server.url, 'getConversation', { ...owner, params })).value;
  expect(messages[0]?.text).toBe(text);
});
