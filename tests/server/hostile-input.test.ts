/** What only somebody with bad intent, or a broken program, sends: it is refused in words, and nobody else feels it. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { endpoints, streams, ticket } from '@understudy/contract';
import * as store from '../../packages/server/src/store/index.ts';
import { pgliteTemplate } from '../database/pglite-template.ts';
import { client_id } from './answered-desk.ts';
import {
  call,
  type Caller,
  OWNER,
  setUp,
  startTestServer,
  startVisitor,
  type TestServer,
} from './harness.ts';

let server: TestServer;
let owner: Caller;
let visitor: Caller;
beforeAll(async () => {
  server = await startTestServer(
    await store.openDatabase({ memory: true, template: await pgliteTemplate() }),
  );
  const done = await setUp(server);
  owner = done.owner;
  visitor = await startVisitor(server.url, done.me.workspace.public_key);
}, 120_000);
afterAll(async () => {
  await server?.close();
  await server?.database.close();
});

it('text that no database keeps is refused, wherever it stands', async () => {
  const said = { client_id: client_id(), text: 'Where is my invoice?' };
  const { value } = await call(server.url, 'postVisitorMessage', { ...visitor, body: said });
  const params = { id: value.message.conversation_id };
  const refused = { code: 'invalid-request', detail: expect.stringContaining('U+0000') };
  const at = '2026-11-20T09:31:00Z';
  const answers = [
    await call(server.url, 'postVisitorMessage', { ...visitor, body: { ...said, text: 'a\0b' } }),
    await call(server.url, 'postVisitorMessage', {
      ...visitor,
      body: { ...said, client_id: client_id(), context: { 'pl\0an': 'free' } },
    }),
    await call(server.url, 'rateConversation', { ...visitor, params, body: { score: 1, comment: 'a\0b' } }),
    await call(server.url, 'tellRelease', { ...owner, body: { name: '4.2', at, notes: 'a\0b' } }),
    await call(server.url, 'listConversations', { ...owner, query: { q: 'a\0b' } as never }),
  ];
  for (const { problem } of answers) expect(problem).toMatchObject(refused);
  const deep = `{"score":1,"comment":${'['.repeat(100_000)}"\\u0000"${']'.repeat(100_000)}}`;
  const response = await fetch(`${server.url}/v1/widget/conversations/${params.id}/rating`, {
    method: 'POST',
    headers: { ...visitor.headers, 'content-type': 'application/json' },
    body: deep,
  });
  expect([response.status, await response.json()]).toMatchObject([400, refused]);
}, 120_000);

it('a time that no database reads is refused, and in a stream the lines beside it are taken', async () => {
  const item = (account_id: string, at: string) => ({ account_id, facts: { plan: 'free' }, events: [], at });
  const times = ['0000-01-01T00:00:00Z', '0001-01-01T00:00:00+14:00', '9999-12-31T23:59:59-12:00'];
  for (const at of times) {
    const since = { scope: { kind: 'since', at }, dry_run: true };
    const refused = [
      await call(server.url, 'tellRelease', { ...owner, body: { name: '4.2', at } as never }),
      await call(server.url, 'startRollback', { ...owner, body: since as never }),
    ];
    expect(refused.map(({ problem }) => problem.code)).toEqual(['invalid-request', 'invalid-request']);
    const text = 'Where is my invoice?';
    const asked = { id: 't1', text, messages: [{ role: 'customer', text, at }] };
    expect(ticket.safeParse(asked).error?.issues.map(({ path }) => path)).toEqual([['messages', 0, 'at']]);
  }
  const lines = [...times, '2026-11-20T09:31:00Z'].map((at, n) => JSON.stringify(item(`a${n}`, at)));
  const response = await fetch(`${server.url}${endpoints.tellContext.path}`, {
    method: 'POST',
    headers: { ...owner.headers, 'content-type': 'application/x-ndjson' },
    body: lines.join('\n'),
  });
  expect([response.status, await response.json()]).toMatchObject([200, { accepted: 1, rejected: 3 }]);
}, 120_000);

it('a day at the ends of the calendar is refused, and a range may be long, or the wrong way round', async () => {
  const figures = [
    'getOverview',
    'getQuality',
    'getTwin',
    'listTopicFigures',
    'listFigureRows',
    'getWorth',
  ] as const;
  const ask = async (query: Readonly<Record<string, string>>) =>
    Promise.all(figures.map(async (name) => (await call(server.url, name, { ...owner, query })).status));
  for (const day of ['0000-01-01', '0001-01-01', '1899-12-31', '2200-01-01', '9999-12-31'])
    for (const query of [{ to: day }, { from: day, to: day }] as Record<string, string>[])
      expect([day, ...(await ask(query))]).toEqual([day, ...figures.map(() => 400)]);
  for (const [from, to] of [
    ['1900-01-01', '1900-01-01'],
    ['2199-12-31', '2199-12-31'],
    ['2010-01-01', '2026-01-01'],
    ['2026-05-01', '2026-01-01'],
  ] as const)
    expect([from, ...(await ask({ from, to }))]).toEqual([from, ...figures.map(() => 200)]);
  const exported = await fetch(`${server.url}${streams.exportFigures.path}?to=0000-01-01`, owner);
  expect([exported.status, await exported.json()]).toMatchObject([400, { code: 'invalid-request' }]);
  const body = { valid_until: '9999-12-31' };
  const validity = await call(server.url, 'setValidity', { ...owner, params: { id: 'res_none00' }, body });
  expect(validity.problem.code).toBe('invalid-request');
}, 120_000);

it('a cursor that nobody was given begins with the first page, in every list', async () => {
  const lists = Object.entries(endpoints).filter(
    ([, endpoint]) => !endpoint.path.includes(':') && 'query' in endpoint && 'cursor' in endpoint.query.shape,
  );
  expect(lists.length).toBeGreaterThan(10);
  const forged = [
    '999999999999999 x',
    '5 \0x',
    '9999999999 x',
    '999999999999999 1 5 x',
    '5 1 5 \0',
    '[2,"\\q"]',
    '[2,"\\u0000"]',
    '2 a\0',
    '1e-----5 x',
    '5 0.\0',
  ];
  for (const [name, { path }] of lists)
    for (const text of forged) {
      const query = `cursor=${Buffer.from(text).toString('base64url')}`;
      const { status } = await fetch(`${server.url}${path}?${query}`, owner);
      expect([name, text, status]).toEqual([name, text, 200]);
    }
}, 120_000);

it('passwords are guessed ten times a minute from one address, whatever the requests say they are', async () => {
  const statuses: number[] = [];
  for (let i = 0; i < 12; i++) {
    const headers = { authorization: `Bearer somebody-else-${i}-${'x'.repeat(30)}${i}` };
    const body = { email: OWNER.email, password: `not this one ${i}` };
    statuses.push((await call(server.url, 'signIn', { headers, body })).status);
  }
  expect(statuses).toEqual([...Array<number>(10).fill(401), 429, 429]);
}, 120_000);

it.each([
  ['a parameter longer than any id', `/v1/lessons/les_${'a'.repeat(300)}/review`, [404, 'not-found']],
  ['an escape that is none', '/v1/lessons/%E0%A4%A/review', [400, 'invalid-request']],
  ['an escape that is none, where nothing is', '/v1/%zz', [400, 'invalid-request']],
])('%s is told as a problem, too', async (_, path, refused) => {
  const response = await fetch(`${server.url}${path}`, { method: 'POST', headers: owner.headers });
  expect(response.headers.get('content-type')).toContain('application/problem+json');
  expect(response.headers.get('cache-control')).toBe('no-store');
  expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  const problem = await response.json();
  expect([response.status, problem.code]).toEqual(refused);
  expect(problem.request_id).toBe(response.headers.get('x-request-id'));
  expect(JSON.stringify(problem)).not.toContain('aaaa');
});
