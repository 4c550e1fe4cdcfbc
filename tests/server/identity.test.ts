/**
 * Who a visitor is, over HTTP: signed by the host's server, merged only with proof, and refused in every way that a token
 * can be wrong. Tokens are made by hand, as a host without a library would.
 */
import { createHmac, generateKeyPairSync, sign } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Body } from '@understudy/contract';
import { addWorkspace, engines } from '../database/databases.ts';
import { type Caller, call, openEvents, setUp, startTestServer, type TestServer } from './harness.ts';

const now_s = () => Math.floor(Date.now() / 1000);
const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

interface Key {
  readonly id: string;
  readonly secret: string;
}
interface Twist {
  readonly header?: Record<string, unknown>;
  readonly secret?: string;
}

function signed(
  key: Key,
  claims: Record<string, unknown>,
  { header, secret = key.secret }: Twist = {},
): string {
  const body = { exp: now_s() + 300, ...claims };
  const text = `${part({ alg: 'HS256', typ: 'JWT', kid: key.id, ...header })}.${part(body)}`;
  return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`;
}

let server: TestServer;
let owner: Caller;
let workspace: { id: string; public_key: string };
let key: Key;

beforeAll(async () => {
  server = await startTestServer(await (engines[0] as (typeof engines)[0]).open());
  const done = await setUp(server);
  ({ owner } = done);
  ({ workspace } = done.me);
  key = await createKey();
}, 60_000);
afterAll(async () => {
  await server?.close();
  await server?.database.close();
});

const createKey = async (): Promise<Key> => (await call(server.url, 'createIdentityKey', owner)).value;
const retire = (id: string, retired = true) =>
  call(server.url, 'setIdentityKey', { ...owner, params: { id }, body: { retired } });
const start = (body: Omit<Body<'startVisitorSession'>, 'workspace'> = {}) =>
  call(server.url, 'startVisitorSession', { body: { workspace: workspace.public_key, ...body } });
const session = async (body: Parameters<typeof start>[0] = {}) => (await start(body)).value;
const bearer = (token: string): Caller => ({ headers: { authorization: `Bearer ${token}` } });
let sent = 0;
const say = (token: string, text: string) =>
  call(server.url, 'postVisitorMessage', {
    ...bearer(token),
    body: { client_id: `client-${++sent}-id`, text },
  });
const read = (token: string, id: string) =>
  call(server.url, 'getVisitorConversation', { ...bearer(token), params: { id } });
const customerOf = async (id: string) => {
  const { rows } = await server.database.asWorkspace(workspace.id, (tx) =>
    sql<Record<string, unknown>>`select u.* from customers u join conversations c on c.customer_id = u.id
      where c.id = ${id}`.execute(tx),
  );
  return rows[0];
};
/** How much the customer wrote, as they read it. */
const writtenBy = async (token: string, id: string): Promise<number> =>
  (await read(token, id)).value.messages.filter(({ author }) => author === 'customer').length;
const setRequired = (required: boolean) =>
  call(server.url, 'updateSettings', { ...owner, body: { identity: { required } } });

describe('a signed visitor', () => {
  it('is who the token says, with name, account and traits of their own', async () => {
    const claims = {
      sub: 'u-1',
      name: 'Grace',
      email: 'grace@example.com',
      account_id: 'acme',
      traits: { plan: 'free', seats: 3 },
    };
    const started = await session({ identity: signed(key, claims) });
    expect(started.identity).toEqual({ verified: true, name: 'Grace' });
    const { value } = await say(started.token, 'How do I change my plan?');
    expect(await customerOf(value.message.conversation_id)).toMatchObject({
      external_id: 'user:u-1',
      name: 'Grace',
      email: 'grace@example.com',
      account_id: 'acme',
      traits: { plan: 'free', seats: 3 },
      verified: true,
    });
    const params = { id: value.message.conversation_id };
    const shown = (await call(server.url, 'getConversation', { ...owner, params })).value;
    expect(shown).toMatchObject({ customer: { name: 'Grace' }, verified_at: expect.any(String) });
  });

  it('keeps signed traits, whatever the page says', async () => {
    const { token } = await session({ identity: signed(key, { sub: 'u-2', traits: { plan: 'free' } }) });
    const body = {
      client_id: 'client-traits',
      text: 'Hello there',
      context: { plan: 'enterprise', sub: 'u-1' },
    };
    const { value } = await call(server.url, 'postVisitorMessage', { ...bearer(token), body });
    expect(await customerOf(value.message.conversation_id)).toMatchObject({
      external_id: 'user:u-2',
      traits: { plan: 'free' },
    });
    await session({ token, identity: signed(key, { sub: 'u-2', traits: { plan: 'pro' } }) });
    expect(await customerOf(value.message.conversation_id)).toMatchObject({
      traits: { plan: 'pro' },
      account_id: null,
    });
  });

  it('has a visitor’s token that ends with the proof, and is not prolonged without a new one', async () => {
    const exp = now_s() + 120;
    const first = await session({ identity: signed(key, { sub: 'u-3', exp }) });
    expect(Date.parse(first.expires_at)).toBe((exp + 60) * 1000);
    const again = await session({ token: first.token });
    expect(again).toMatchObject({ expires_at: first.expires_at, identity: { verified: true } });
    const renewed = await session({
      token: first.token,
      identity: signed(key, { sub: 'u-3', exp: exp + 60 }),
    });
    expect(Date.parse(renewed.expires_at)).toBe((exp + 120) * 1000);
    expect((await session()).identity).toBeNull();
  });

  it('is in the export of what is stored, and gone after an erasure by the host’s own id', async () => {
    const { token } = await session({
      identity: signed(key, { sub: 'host-id-4', account_id: 'globex', traits: { shoe: 'size-of-37' } }),
    });
    const { value } = await say(token, 'Please forget me.');
    const id = String((await customerOf(value.message.conversation_id))?.['id']);
    const exported = await call(server.url, 'exportCustomer', { ...owner, params: { id } });
    expect(exported.value.tables['customers']).toEqual([
      expect.objectContaining({
        account_id: 'globex',
        traits: { shoe: 'size-of-37' },
        verified_at: expect.any(String),
      }),
    ]);
    const erased = await call(server.url, 'erasePerson', {
      ...owner,
      body: { person: 'host-id-4' },
    });
    expect(erased.value.report).toMatchObject({ customers: 1, found: 0 });
    expect((await say(token, 'Am I still here?')).problem.code).toBe('not-found');
  });
});

describe('a merge', () => {
  it('takes the conversations of an anonymous visitor along, with both proofs, and tells the audit log', async () => {
    const anonymous = await session();
    const { value } = await say(anonymous.token, 'I cannot complete this step.');
    const id = value.message.conversation_id;
    const before = String((await customerOf(id))?.['id']);
    const merged = await session({
      token: anonymous.token,
      identity: signed(key, { sub: 'm-1', name: 'Mary' }),
    });
    expect(merged).toMatchObject({ conversation_id: id, identity: { verified: true, name: 'Mary' } });
    expect((await read(merged.token, id)).value.messages[0]?.text).toBe('I cannot complete this step.');
    expect(await customerOf(id)).toMatchObject({ external_id: 'user:m-1' });
    expect((await read(anonymous.token, id)).problem.code).toBe('not-found');
    expect((await say(anonymous.token, 'Still me')).problem.code).toBe('not-found');
    const log = await call(server.url, 'listAuditLog', { ...owner, query: { category: 'personal-data' } });
    const entry = log.value.items.find(({ action }) => action === 'mergeVisitor');
    expect(entry).toMatchObject({ outcome: 'done', detail: { from: before, conversations: 1 } });
    expect((await call(server.url, 'verifyAuditLog', owner)).value.broken).toBeNull();
    const { rows } = await server.database.asWorkspace(workspace.id, (tx) =>
      // That somebody types may be told by whoever began before the merge; what is said never is.
      sql`select from stream_events where audience = ${before} and payload ->> 'type' <> 'typing'`.execute(
        tx,
      ),
    );
    expect(rows).toEqual([]);
  });

  it('lets the old token hear nothing of what is written afterwards', async () => {
    const anonymous = await session();
    const { value } = await say(anonymous.token, 'Is anybody there?');
    const ears = await openEvents(server.url, '/v1/widget/events', bearer(anonymous.token), 0);
    const { token } = await session({ token: anonymous.token, identity: signed(key, { sub: 'm-2' }) });
    const own = await openEvents(server.url, '/v1/widget/events', bearer(token));
    const body = { client_id: 'agent-says-1', kind: 'message' as const, text: 'For Mary alone.' };
    await call(server.url, 'postAgentMessage', {
      ...owner,
      params: { id: value.message.conversation_id },
      body,
    });
    const isIt = (event: { data: unknown }) => JSON.stringify(event.data).includes('For Mary alone.');
    await own.until(isIt);
    const late = await openEvents(server.url, '/v1/widget/events', bearer(anonymous.token), 0);
    expect([...ears.seen, ...late.seen].filter(isIt)).toEqual([]);
    for (const each of [ears, own, late]) each.close();
  });

  it('never takes anything from another person', async () => {
    const x = await session({ identity: signed(key, { sub: 'm-x' }) });
    const { value } = await say(x.token, 'My secret matter.');
    const id = value.message.conversation_id;
    const y = await session({ token: x.token, identity: signed(key, { sub: 'm-y' }) });
    expect(y.conversation_id).toBeNull();
    expect((await read(y.token, id)).problem.code).toBe('not-found');
    expect((await read(x.token, id)).value.messages[0]?.text).toBe('My secret matter.');
    expect(await customerOf(id)).toMatchObject({ external_id: 'user:m-x' });
  });

  it('needs a token of this workspace: one of another changes nothing', async () => {
    const anonymous = await session();
    const { value } = await say(anonymous.token, 'Mine, elsewhere.');
    const other = await addWorkspace(server.database);
    const { rows } = await server.database.asSystem((tx) =>
      sql<{ public_key: string }>`select public_key from workspaces where id = ${other}`.execute(tx),
    );
    const elsewhere = { workspace: rows[0]?.public_key ?? '', token: anonymous.token };
    const { value: theirs } = await call(server.url, 'startVisitorSession', { body: elsewhere });
    expect(theirs.conversation_id).toBeNull();
    const identity = signed(key, { sub: 'm-1' });
    const refused = await call(server.url, 'startVisitorSession', { body: { ...elsewhere, identity } });
    expect(refused.problem).toMatchObject({
      code: 'identity-invalid',
      detail: expect.stringContaining('has never had'),
    });
    expect((await read(anonymous.token, value.message.conversation_id)).status).toBe(200);
    const forged = await session({
      token: `${anonymous.token.slice(0, -4)}AAAA`,
      identity: signed(key, { sub: 'm-3' }),
    });
    expect(forged.conversation_id).toBeNull();
  });

  it('is wholly forgotten by an erasure: what was written before it, and the entry that names both', async () => {
    const words = 'My order for the harp of my late grandmother never came.';
    const anonymous = await session();
    const { value } = await say(anonymous.token, words);
    const before = String((await customerOf(value.message.conversation_id))?.['id']);
    await session({ token: anonymous.token, identity: signed(key, { sub: 'harpist-of-old' }) });
    const erased = await call(server.url, 'erasePerson', { ...owner, body: { person: 'harpist-of-old' } });
    expect(erased.value.report).toMatchObject({ customers: 1, conversations: 1, found: 0 });
    const log = await call(server.url, 'listAuditLog', { ...owner, query: { category: 'personal-data' } });
    expect(log.value.items.some(({ action }) => action === 'mergeVisitor')).toBe(true);
    expect(JSON.stringify(log.value)).not.toContain(before);
    expect((await call(server.url, 'verifyAuditLog', owner)).value.broken).toBeNull();
  });

  it('takes along what was uploaded and not sent yet', async () => {
    const anonymous = await session();
    const { value } = await say(anonymous.token, 'A file comes with the next one.');
    const id = value.message.conversation_id;
    const insert = (customer_id: string) =>
      server.database.asWorkspace(workspace.id, (tx) =>
        sql`insert into attachments (id, uploader, customer_id, name, type, size, bytes, sha256, at)
          values ('att_merged00', 'customer', ${customer_id}, 'a.txt', 'text/plain', 1, 'a', 'a', now())`.execute(
          tx,
        ),
      );
    await insert(String((await customerOf(id))?.['id']));
    await session({ token: anonymous.token, identity: signed(key, { sub: 'm-5' }) });
    const { rows } = await server.database.asWorkspace(workspace.id, (tx) =>
      sql`select customer_id from attachments where id = 'att_merged00'`.execute(tx),
    );
    expect(rows).toEqual([{ customer_id: (await customerOf(id))?.['id'] }]);
  });

  it('of many at once keeps every message', async () => {
    const anonymous = await session();
    await say(anonymous.token, 'First of all');
    const identity = signed(key, { sub: 'm-4' });
    const answers = await Promise.all([
      ...Array.from({ length: 4 }, () => start({ token: anonymous.token, identity })),
      ...Array.from({ length: 4 }, (_, i) => say(anonymous.token, `And then ${i}`)),
    ]);
    const kept = answers.slice(4).filter(({ status }) => status === 200).length;
    const { token, conversation_id } = await session({ identity });
    expect(await writtenBy(token, conversation_id ?? '')).toBe(1 + kept);
    expect(answers.map(({ status }) => status).filter((status) => status >= 500)).toEqual([]);
  });
});

describe('refused', () => {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
  const rsa = () => {
    const text = `${part({ alg: 'RS256', kid: key.id })}.${part({ sub: '1', exp: now_s() + 300 })}`;
    return `${text}.${sign('sha256', Buffer.from(text), privateKey).toString('base64url')}`;
  };
  const none = () => `${part({ alg: 'none' })}.${part({ sub: '1', exp: now_s() + 300 })}.`;

  it.each<readonly [string, () => string, string]>([
    ['forged', () => signed(key, { sub: '1' }, { secret: 'guess' }), 'The signature does not match key'],
    [
      'of no key of ours',
      () => signed(key, { sub: '1' }, { header: { kid: 'idk_elsewhere' } }),
      'which this workspace has never had',
    ],
    ['alg none, unsigned', none, 'The token is not signed'],
    [
      'alg none, signed',
      () => signed(key, { sub: '1' }, { header: { alg: 'none' } }),
      'The header says alg none',
    ],
    ['RS256', rsa, 'The header says alg RS256, expected HS256.'],
    [
      'RS256 taken for HS256',
      () => signed(key, { sub: '1' }, { header: { alg: 'RS256' }, secret: pem }),
      'alg RS256',
    ],
    [
      'HS256 with a public key',
      () => signed(key, { sub: '1' }, { secret: pem }),
      'The signature does not match',
    ],
    ['expired', () => signed(key, { sub: '1', exp: now_s() - 3 * 3_600 }), '`exp` is 3 hours ago'],
    ['not yet valid', () => signed(key, { sub: '1', nbf: now_s() + 600 }), '`nbf` is 10 minutes ahead'],
    [
      'too long',
      () => signed(key, { sub: '1', exp: now_s() + 3 * 3_600 }),
      '`exp` is 3 hours away, at most 1 hour.',
    ],
    [
      'too long since it was issued',
      () => signed(key, { sub: '1', iat: now_s() - 3_600 }),
      'From `iat` to `exp` it is 65 minutes',
    ],
    [
      'of a clock hours ahead',
      () => signed(key, { sub: '1', iat: now_s() + 7_200, exp: now_s() + 7_500 }),
      '`exp` is 2.1 hours away',
    ],
    [
      'of a clock hours behind',
      () => signed(key, { sub: '1', iat: now_s() - 7_200, exp: now_s() - 6_900 }),
      '`exp` is 1.9 hours ago',
    ],
    ['without sub', () => signed(key, {}), '`sub` is missing'],
    ['with a script as address', () => signed(key, { sub: '1', email: '<script>' }), '`email`'],
    ['no token at all', () => 'hello', 'A signed token has three parts'],
  ])('a token that is %s', async (_, token, why) => {
    const before = await rowsOf('customers');
    const { problem } = await start({ identity: token() });
    expect(problem).toMatchObject({ code: 'identity-invalid', status: 403 });
    expect(problem.errors?.map(({ message }) => message).join(' ')).toContain(why);
    expect(await rowsOf('customers')).toBe(before);
  });

  it('a token of a megabyte, and one that is somewhat too long', async () => {
    expect((await start({ identity: 'x'.repeat(1_000_000) })).problem.code).toBe('payload-too-large');
    const long = await start({ identity: signed(key, { sub: '1', note: 'x'.repeat(20_000) }) });
    expect(long.problem).toMatchObject({ code: 'invalid-request', errors: [{ path: 'body.identity' }] });
  });

  it('a token with HTML in each field changes nothing but the words', async () => {
    const html = '<img src=x onerror=alert(1)>';
    const claims = { sub: html, name: html, account_id: html, traits: { bio: html } };
    const { token, identity } = await session({ identity: signed(key, claims) });
    expect(identity?.name).toBe(html);
    const { value } = await say(token, 'Hello');
    expect(await customerOf(value.message.conversation_id)).toMatchObject({ traits: { bio: html } });
  });

  it('a token replayed after its key was retired; not after it was taken back into use', async () => {
    const second = await createKey();
    const identity = signed(second, { sub: 'r-1' });
    const unnamed = signed(key, { sub: 'r-1' }, { header: { kid: undefined } });
    expect((await start({ identity: unnamed })).problem.detail).toContain('no `kid`');
    expect((await start({ identity })).status).toBe(200);
    await retire(second.id);
    expect((await start({ identity })).problem.detail).toMatch(
      /^Signed with key idk_\S+, which was retired on 20/,
    );
    await retire(second.id, false);
    expect((await start({ identity })).status).toBe(200);
    await retire(second.id);
  });
});

const rowsOf = async (table: string): Promise<number> => {
  const { rows } = await server.database.asWorkspace(workspace.id, (tx) =>
    sql<{ n: number }>`select count(*)::int as n from ${sql.table(table)}`.execute(tx),
  );
  return rows[0]?.n ?? 0;
};

describe('keys', () => {
  it('keep their secret sealed, show it once, and leave no trace of it in the audit log', async () => {
    const made = await createKey();
    const { rows } = await server.database.asWorkspace(workspace.id, (tx) =>
      sql<{
        all: string;
        sealed: Buffer;
      }>`select row_to_json(k)::text as all, sealed_secret as sealed from identity_keys k
        where id = ${made.id}`.execute(tx),
    );
    expect(rows[0]?.sealed.includes(made.secret)).toBe(false);
    const listed = await call(server.url, 'getIdentity', owner);
    expect(JSON.stringify(listed.value)).not.toContain(made.secret);
    await retire(made.id);
    const log = (await call(server.url, 'listAuditLog', { ...owner, query: { category: 'keys' } })).value
      .items;
    expect(log.slice(0, 2)).toMatchObject([
      { action: 'setIdentityKey', subject: { kind: 'identity_key', id: made.id }, detail: { retired: true } },
      { action: 'createIdentityKey', subject: { kind: 'identity_key', id: made.id } },
    ]);
    expect(JSON.stringify(log)).not.toContain(made.secret);
  });

  it('are five at most, and the last one stays where identity is required', async () => {
    const made: Key[] = [];
    for (let i = 0; i < 4; i++) made.push(await createKey());
    expect((await call(server.url, 'createIdentityKey', owner)).problem.code).toBe('conflict');
    for (const each of made) await retire(each.id);
    await setRequired(true);
    expect((await retire(key.id)).problem.code).toBe('conflict');
    await setRequired(false);
    await retire(key.id);
    expect((await setRequired(true)).problem).toMatchObject({ code: 'conflict' });
    await retire(key.id, false);
  });
});

describe('where identity is required', () => {
  it('an unsigned visitor gets no session and writes nothing, also not with a token from before', async () => {
    const anonymous = await session();
    const { value } = await say(anonymous.token, 'From before');
    const id = value.message.conversation_id;
    await setRequired(true);
    try {
      const written = await writtenBy(anonymous.token, id);
      expect((await start()).problem.code).toBe('identity-required');
      expect((await start({ token: anonymous.token })).problem.code).toBe('identity-required');
      expect((await say(anonymous.token, 'Let me in')).problem).toMatchObject({
        code: 'identity-required',
        status: 403,
      });
      const wish = await call(server.url, 'requestHuman', { ...bearer(anonymous.token), params: { id } });
      expect(wish.problem.code).toBe('identity-required');
      expect(await writtenBy(anonymous.token, id)).toBe(written);
      expect((await read(anonymous.token, id)).status).toBe(200);
      const signedIn = await session({ token: anonymous.token, identity: signed(key, { sub: 'q-1' }) });
      expect(signedIn.conversation_id).toBe(id);
      expect((await say(signedIn.token, 'Now it is me')).status).toBe(200);
      expect((await session({ token: signedIn.token })).identity?.verified).toBe(true);
    } finally {
      await setRequired(false);
    }
  });

  it('says beforehand how many it would have met', async () => {
    const before = (await call(server.url, 'getIdentity', owner)).value;
    await say((await session()).token, 'Unsigned');
    await say((await session({ identity: signed(key, { sub: 'q-2' }) })).token, 'Signed');
    const after = (await call(server.url, 'getIdentity', owner)).value;
    expect([after.conversations - before.conversations, after.unsigned - before.unsigned]).toEqual([2, 1]);
  });
});

describe('the check', () => {
  const check = async (token: string) =>
    (await call(server.url, 'checkIdentity', { ...owner, body: { token } })).value;

  it('agrees with the session, and shows whom the token names', async () => {
    const good = signed(key, { sub: 'c-1', traits: { plan: 'free' } });
    expect(await check(` ${good}\n`)).toMatchObject({
      accepted: true,
      findings: [],
      claims: { sub: 'c-1', traits: { plan: 'free' } },
    });
    const bad = signed(key, { sub: 'c-1', exp: now_s() + 3 * 3_600 });
    expect(await check(bad)).toMatchObject({
      accepted: false,
      findings: [{ code: 'exp-far', level: 'error' }],
    });
    expect((await start({ identity: bad })).problem.code).toBe('identity-invalid');
    expect(await check('')).toEqual({
      accepted: false,
      claims: null,
      findings: [expect.objectContaining({ code: 'empty' })],
    });
  });

  it('keeps nothing: no customer, no entry, no word of it', async () => {
    const before = [await rowsOf('customers'), await rowsOf('audit_log')];
    await check(signed(key, { sub: 'never-seen-before' }));
    expect([await rowsOf('customers'), await rowsOf('audit_log')]).toEqual(before);
  });
});
