/** The audit log through the API and the command line: what is in it, what is never in it, and that tampering is found. */
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AuditLogEntry } from '@understudy/contract';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { main } from '../../packages/cli/src/main.ts';
import { engines } from '../database/databases.ts';
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

/** The command line in this process: it starts in no time. */
async function understudy(data_dir: string, ...args: string[]) {
  vi.stubEnv('UNDERSTUDY_DATA', data_dir);
  const printed: string[] = [];
  const terminal = {
    print: (text: string) => void printed.push(text),
    note: () => undefined,
    redraw: null,
    colour: false,
  };
  const code = await main(args, terminal);
  vi.unstubAllEnvs();
  const out = printed.join('\n');
  return { code, out, json: args.includes('--json') ? (JSON.parse(out) as Record<string, unknown>) : {} };
}

const SECRET = 'a message that nobody may keep elsewhere';

describe.each(engines.filter((engine) => !engine.missing))('audit log on $name', (engine) => {
  let server: TestServer;
  let owner: Caller;
  let agent: Caller;
  let workspace: { id: string; public_key: string };
  let folder: string;

  beforeAll(async () => {
    server = await startTestServer(await engine.open());
    const done = await setUp(server);
    owner = done.owner;
    workspace = done.me.workspace;
    folder = mkdtempSync(join(tmpdir(), 'understudy-audit-log-'));
  }, 60_000);
  afterAll(async () => {
    await server?.close();
    await server?.database.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const log = async (query: Record<string, string> = {}) =>
    (await call(server.url, 'listAuditLog', { ...owner, query: { limit: 100, ...query } })).value.items;
  /** What one step adds, oldest first. */
  const added = async (step: () => Promise<unknown>): Promise<AuditLogEntry[]> => {
    const before = (await log())[0]?.seq ?? 0;
    await step();
    return (await log()).filter((entry) => entry.seq > before).toReversed();
  };
  const signIn = (email: string, password = OWNER.password) =>
    call(server.url, 'signIn', { body: { email, password } });

  it('begins with the set-up', async () => {
    const [first] = await log();
    const { value: me } = await call(server.url, 'me', owner);
    expect(first).toMatchObject({
      seq: 1,
      category: 'sign-in',
      action: 'setup',
      actor: { kind: 'member', id: me.id, name: OWNER.name },
      detail: { email: OWNER.email },
    });
  });

  it('keeps who joined, and each sign-in, also one that failed, without the password', async () => {
    const person = { name: 'Grace', email: 'grace@example.com', password: 'another long password' };
    const [joined] = await added(() =>
      call(server.url, 'addMember', { ...owner, body: { ...person, role: 'agent' } }),
    );
    const { name, email } = person;
    expect(joined).toMatchObject({
      action: 'addMember',
      actor: { name: OWNER.name },
      detail: { name, email, role: 'agent' },
    });
    const tries = await added(async () => {
      agent = { headers: { cookie: cookieOf((await signIn('Grace@example.com', person.password)).headers) } };
      await signIn(email, 'wrong password');
      await signIn('nobody@example.com', 'wrong password');
    });
    const grace = joined?.subject;
    expect(
      tries.map(({ outcome, actor, subject, detail }) => ({ outcome, actor: actor.id, subject, ...detail })),
    ).toEqual([
      { outcome: 'done', actor: grace?.id, subject: grace, email: 'Grace@example.com' },
      { outcome: 'unauthenticated', actor: null, subject: grace, email },
      { outcome: 'unauthenticated', actor: null, subject: null, email: 'nobody@example.com' },
    ]);
    expect(JSON.stringify(await log())).not.toContain('password');
  });

  it('keeps old and new of changed settings, and nothing of those that stay', async () => {
    const [entry, ...more] = await added(() =>
      call(server.url, 'updateSettings', { ...owner, body: { max_error: 0.01, autonomy: 'draft' } }),
    );
    expect(more).toEqual([]);
    expect(entry?.detail).toEqual({
      changes: { max_error: [0.05, 0.01], autonomy: [expect.any(String), 'draft'] },
    });
  });

  it('keeps keys without their secrets, and what a key did under its id', async () => {
    let secret = '';
    let id = '';
    const entries = await added(async () => {
      const body = { name: 'Nightly', scopes: ['admin' as const] };
      const { value } = await call(server.url, 'createApiKey', { ...owner, body });
      ({ secret, id } = value);
      const key = { headers: { authorization: `Bearer ${secret}` } };
      await call(server.url, 'updateSettings', { ...key, body: { max_error: 0.02 } });
      await call(server.url, 'revokeApiKey', { ...owner, params: { id } });
    });
    const subject = { kind: 'key', id };
    expect(entries).toMatchObject([
      { action: 'createApiKey', subject, detail: { name: 'Nightly', scopes: ['admin'] } },
      { action: 'updateSettings', actor: { kind: 'key', id, name: 'Nightly' }, via: 'key' },
      { action: 'revokeApiKey', subject },
    ]);
    expect(JSON.stringify(entries)).not.toContain(secret.slice(-20));
  });

  it('keeps who read a conversation, once in an hour, and never what was said', async () => {
    const visitor = await startVisitor(server.url, workspace.public_key);
    const body = { client_id: 'client-000001', text: SECRET };
    const { value } = await call(server.url, 'postVisitorMessage', { ...visitor, body });
    const params = { id: value.message.conversation_id };
    const read = (who: Caller) => call(server.url, 'getConversation', { ...who, params });
    const readings = await added(() =>
      read(agent)
        .then(() => read(agent))
        .then(() => read(owner)),
    );
    const subject = { kind: 'conversation', id: params.id };
    expect(readings).toMatchObject([
      { category: 'personal-data', actor: { name: 'Grace' }, subject },
      { category: 'personal-data', actor: { name: OWNER.name }, subject },
    ]);
    const reply = { client_id: 'client-000002', kind: 'message' as const, text: SECRET };
    const [said] = await added(() => call(server.url, 'postAgentMessage', { ...agent, params, body: reply }));
    expect(said).toMatchObject({ action: 'postAgentMessage', subject, detail: { kind: 'message' } });
    expect(JSON.stringify(await log())).not.toContain(SECRET.slice(2, 20));
  });

  it('keeps what was refused and what failed', async () => {
    const entries = await added(async () => {
      await call(server.url, 'updateSettings', { ...agent, body: { max_error: 0.5 } });
      await fetch(`${server.url}/v1/export`, { headers: { ...agent.headers } });
      await call(server.url, 'takeOver', { ...agent, params: { id: 'cnv_000000' } });
    });
    expect(entries.map(({ action, outcome }) => [action, outcome])).toEqual([
      ['updateSettings', 'forbidden'],
      ['export', 'forbidden'],
      ['takeOver', 'not-found'],
    ]);
  });

  it('keeps exports and the end of a session', async () => {
    const entries = await added(async () => {
      await (await fetch(`${server.url}/v1/export`, { headers: { ...owner.headers } })).text();
      await call(server.url, 'signOut', agent);
    });
    expect(entries.map(({ category, action }) => [category, action])).toEqual([
      ['export', 'export'],
      ['sign-in', 'signOut'],
    ]);
  });

  it('shows one kind, or one person, page by page', async () => {
    const exports = await log({ category: 'export' });
    expect(new Set(exports.map((entry) => entry.category))).toEqual(new Set(['export']));
    const refused = exports.find((entry) => entry.outcome === 'forbidden');
    const hers = await log({ actor_id: refused?.actor.id ?? '' });
    expect(new Set(hers.map((entry) => entry.actor.name))).toEqual(new Set(['Grace']));
    const all = (await log()).map((entry) => entry.seq);
    const { value: first } = await call(server.url, 'listAuditLog', { ...owner, query: { limit: 5 } });
    const rest = await log({ cursor: first.next_cursor ?? '' });
    expect([...first.items, ...rest].map((entry) => entry.seq)).toEqual(all);
  });

  it('can be computed again by a stranger from its export', async () => {
    const file = join(folder, 'log.ndjson');
    const run = await understudy(server.env.data_dir, 'audit', 'export', file, '--json');
    expect(run).toMatchObject({ code: 0, json: { file } });
    const lines = readFileSync(file, 'utf8').trim().split('\n');
    expect(lines).toHaveLength(Number(run.json['rows']));
    const sha256 = (parts: readonly (string | number | null | undefined)[]) =>
      createHash('sha256')
        .update(parts.map((part) => part ?? '').join('\n'))
        .digest('hex');
    let previous = '0'.repeat(64);
    for (const [i, line] of lines.entries()) {
      const e = JSON.parse(line) as Record<string, string | number | null>;
      expect([e['seq'], e['prev_hash']]).toEqual([i + 1, previous]);
      expect(sha256(['understudy/audit-log-detail/1', e['salt'], e['detail']])).toBe(e['detail_hash']);
      const words = [
        'workspace_id',
        'seq',
        'at',
        'category',
        'action',
        'outcome',
        'actor_kind',
        'actor_id',
        'via',
      ];
      const hashed = [...words, 'subject_kind', 'subject_id', 'detail_hash'].map((key) => e[key]);
      previous = sha256(['understudy/audit-log/1', e['prev_hash'], ...hashed]);
      expect(e['hash']).toBe(previous);
    }
    expect(lines.at(-1)).toContain('"via":"local"'); // the export stands in what it exported
  });

  it('is verified by the command line, which finds the end cut off and a row changed', async () => {
    const verify = (...args: string[]) => understudy(server.env.data_dir, 'audit', 'verify', ...args);
    const well = await verify('--json');
    expect(well).toMatchObject({ code: 0, json: { ok: true, erased: 0, broken: null } });
    const head = well.json['head'] as { seq: number; hash: string };
    expect((await verify('--head', head.hash)).out).toContain(`head ${head.seq} ${head.hash}`);
    const tamper = (change: ReturnType<typeof sql>) =>
      server.database.asSystem(async (tx) => {
        await sql`alter table audit_log disable trigger user`.execute(tx);
        await change.execute(tx);
        await sql`alter table audit_log enable trigger user`.execute(tx);
      });
    await tamper(sql`delete from audit_log where seq > ${head.seq - 2}::bigint`);
    await tamper(sql`update audit_log_heads set (seq, hash) =
      (select seq, hash from audit_log where seq = ${head.seq - 2}::bigint)`);
    const short = await call(server.url, 'verifyAuditLog', owner);
    expect(short.value).toMatchObject({ ok: true, entries: head.seq - 2 });
    const cut = await verify('--head', head.hash, '--json');
    expect(cut).toMatchObject({
      code: 1,
      json: { broken: { seq: head.seq - 1, why: 'noted-head-missing' } },
    });

    await tamper(sql`update audit_log set outcome = 'other' where seq = 2`);
    const changed = await verify();
    expect([changed.code, changed.out]).toEqual([
      1,
      expect.stringContaining('BROKEN at entry 2: it was changed'),
    ]);
  });
});
