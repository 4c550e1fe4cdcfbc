/** Who may call what: every endpoint with everybody who should not, and the forms that the answers take. */
import { SignJWT } from 'jose';
import { type EndpointName, endpoints, type Role } from '@understudy/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createVisitorTokens } from '../../packages/server/src/http/visitor-token.ts';
import { createKey } from '../../packages/server/src/http/api-key.ts';
import { createApiKey } from '../../packages/server/src/store/index.ts';
import { addWorkspace, engines } from '../database/databases.ts';
import {
  call,
  type Caller,
  cookieOf,
  setUp,
  startTestServer,
  startVisitor,
  type TestServer,
} from './harness.ts';

const names = Object.keys(endpoints) as EndpointName[];
const PASSWORD = 'correct horse battery';
/** A body that every endpoint with one gets, so that nobody is refused for its form. */
const BODIES: Partial<Record<EndpointName, unknown>> = {
  postVisitorMessage: { client_id: 'client-000001', text: 'hi' },
  rateAnswer: { message_id: 'msg_000000', solved: true },
  chooseClarification: { message_id: 'msg_000000', resolution_id: null, client_id: 'client-000001' },
  postAgentMessage: { client_id: 'client-000001', kind: 'message', text: 'hi' },
  discardDraft: { decision_id: 'dec_000000' },
  judgeCase: { decision_id: 'dec_000000', resolution_id: 'res_000000', verdict: null },
  setLessonStage: { stage: 'shadow' },
  retireResolution: {},
  judgeAudit: { verdict: 'right' },
  rateConversation: { score: 5 },
  updateSettings: {},
  tryHighStakes: { text: 'hi', high_stakes: [] },
  changeGlossary: { meaning: 'card', state: 'off' },
  addMember: { name: 'B', email: 'b@example.com', password: PASSWORD, role: 'agent' },
  createApiKey: { name: 'k', scopes: ['export'] },
};
const ids = { id: 'cnv_000000' };
const idsOf: Partial<Record<EndpointName, string>> = {
  setLessonStage: 'les_000000',
  retireResolution: 'res_000000',
  restoreResolution: 'res_000000',
  listExemplars: 'res_000000',
  getWorkflow: 'wfl_000000',
  getGuide: 'gde_000000',
  getLesson: 'les_000000',
  judgeCase: 'les_000000',
  getRollback: 'rbk_000000',
  getIncident: 'inc_000000',
  listDeliveries: 'whk_000000',
  exportCustomer: 'cus_000000',
  getResolution: 'res_000000',
  getImport: 'imp_000000',
  listRejectedRows: 'imp_000000',
  revokeApiKey: 'key_000000',
  getAudit: 'dec_000000',
  judgeAudit: 'dec_000000',
  undoVerdict: 'dec_000000',
};
const RANK: Record<Role, number> = { agent: 1, lead: 2, owner: 3 };

describe.each(engines.filter((engine) => !engine.missing))('access on $name', (engine) => {
  let server: TestServer;
  let owner: Caller;
  let workspace: { id: string; public_key: string };
  const people: Partial<Record<Role, Caller>> = {};

  beforeAll(async () => {
    server = await startTestServer(await engine.open());
    const done = await setUp(server);
    owner = done.owner;
    workspace = done.me.workspace;
    people.owner = owner;
    for (const role of ['agent', 'lead'] as const) {
      const email = `${role}@example.com`;
      await call(server.url, 'addMember', {
        ...owner,
        body: { name: role, email, password: PASSWORD, role },
      });
      const { headers } = await call(server.url, 'signIn', { body: { email, password: PASSWORD } });
      people[role] = { headers: { cookie: cookieOf(headers) } };
    }
  }, 60_000);
  afterAll(async () => {
    await server?.close();
    await server?.database.close();
  });

  const tryAs = async (name: EndpointName, caller: Caller) => {
    const request = { ...caller, params: { id: idsOf[name] ?? ids.id }, body: BODIES[name] };
    return call(server.url, name, request as never);
  };
  const codeOf = async (name: EndpointName, caller: Caller) => {
    const answer = await tryAs(name, caller);
    return answer.status === 200 ? 'ok' : answer.problem.code;
  };
  const guarded = names.filter((name) => endpoints[name].access.kind !== 'public');

  it.each(guarded)('%s refuses strangers and forgeries', async (name) => {
    const bearer = (token: string) => ({ headers: { authorization: `Bearer ${token}` } });
    const claims = { workspace_id: workspace.id, customer_id: 'cus_000000', verified: false };
    const elsewhere = await createVisitorTokens('another secret').sign(claims, Date.now());
    const expired = await createVisitorTokens(server.env.secret_key).sign(
      claims,
      Date.now() - 31 * 24 * 3_600_000,
    );
    const unsigned = `${btoa('{"alg":"none"}')}.${btoa(JSON.stringify({ ws: workspace.id, sub: 'cus_0' }))}.`;
    const ownKey = await new SignJWT({ ws: workspace.id })
      .setProtectedHeader({ alg: 'HS256' })
      .setSubject('cus_000000')
      .setExpirationTime('1h')
      .sign(new TextEncoder().encode(server.env.secret_key));
    const strangers: Caller[] = [
      {},
      bearer('nonsense'),
      bearer(elsewhere.token),
      bearer(expired.token),
      bearer(unsigned),
      bearer(ownKey),
      bearer(`usk_${'a'.repeat(40)}`),
      { headers: { cookie: 'understudy.session_token=forged.value' } },
    ];
    for (const stranger of strangers) expect(await codeOf(name, stranger)).toBe('unauthenticated');
  });

  it.each(guarded)('%s takes its own kind of caller only', async (name) => {
    const { access } = endpoints[name];
    const visitor = await startVisitor(server.url, workspace.public_key);
    expect(await codeOf(name, access.kind === 'visitor' ? owner : visitor)).toBe('unauthenticated');
  });

  it('lets a role do what the table says, and no more', async () => {
    for (const name of names) {
      const { access } = endpoints[name];
      if (access.kind !== 'member') continue;
      for (const role of ['agent', 'lead'] as const) {
        if (RANK[role] >= RANK[access.role]) continue;
        expect([name, role, await codeOf(name, people[role] ?? {})]).toEqual([name, role, 'forbidden']);
      }
    }
  });

  it('lets a key do what its scopes say, until it is revoked', async () => {
    for (const scope of ['conversations:read', 'export'] as const) {
      const { value: key } = await call(server.url, 'createApiKey', {
        ...owner,
        body: { name: scope, scopes: [scope] },
      });
      const caller = { headers: { authorization: `Bearer ${key.secret}` } };
      for (const name of names) {
        const { access } = endpoints[name];
        if (access.kind !== 'member' || access.scope === scope) continue;
        expect([name, scope, await codeOf(name, caller)]).toEqual([name, scope, 'forbidden']);
      }
      await call(server.url, 'revokeApiKey', { ...owner, params: { id: key.id } });
      expect(await codeOf('listConversations', caller)).toBe('unauthenticated');
    }
  });

  it('never shows a key again', async () => {
    const { value: key } = await call(server.url, 'createApiKey', {
      ...owner,
      body: { name: 'k', scopes: ['export'] },
    });
    const listed = await call(server.url, 'listApiKeys', owner);
    expect(JSON.stringify(listed.value)).not.toContain(key.secret);
    expect(listed.value.items.some((item) => item.id === key.id)).toBe(true);
  });

  it('shows a workspace nothing of another one', async () => {
    const other = await addWorkspace(server.database);
    const secret = createKey();
    const scopes = [
      'conversations:read',
      'conversations:write',
      'knowledge:read',
      'import',
      'admin',
    ] as const;
    const key = { id: 'key_other00', name: 'other', prefix: secret.prefix, hash: secret.hash, scopes };
    await server.database.asWorkspace(other, (tx) => createApiKey(tx, key));
    const outsider = { headers: { authorization: `Bearer ${secret.secret}` } };
    const visitor = await startVisitor(server.url, workspace.public_key);
    const body = { client_id: 'client-000002', text: 'Where is my parcel?' };
    const asked = await call(server.url, 'postVisitorMessage', { ...visitor, body });
    const params = { id: asked.value.message.conversation_id };
    for (const name of [
      'getConversation',
      'takeOver',
      'handBack',
      'putBack',
      'resolveConversation',
      'reopenConversation',
    ] as const) {
      expect([name, (await call(server.url, name, { ...outsider, params })).problem.code]).toEqual([
        name,
        'not-found',
      ]);
      expect([name, (await call(server.url, name, { ...owner, params })).status]).toEqual([name, 200]);
    }
    const reply = { client_id: 'client-000003', kind: 'message' as const, text: 'hi' };
    const refused = await call(server.url, 'postAgentMessage', { ...outsider, params, body: reply });
    expect(refused.problem.code).toBe('not-found');
    expect(
      (await call(server.url, 'listConversations', { ...outsider, query: { view: 'all' } })).value.items,
    ).toEqual([]);
  });

  it('refuses a change that another site sends with our cookie', async () => {
    const origin = { headers: { ...owner.headers, origin: 'https://evil.example' } };
    expect(await codeOf('updateSettings', origin)).toBe('forbidden');
    const own = { headers: { ...owner.headers, origin: server.url } };
    expect(await codeOf('updateSettings', own)).toBe('ok');
  });

  it('sets up once', async () => {
    const body = {
      token: server.setup_token,
      name: 'E',
      email: 'e@example.com',
      password: PASSWORD,
      workspace_name: 'E',
    };
    expect((await call(server.url, 'setup', { body })).problem.code).toBe('setup-done');
    const { value } = await call(server.url, 'checkSetup', { query: { token: server.setup_token } });
    expect(value).toEqual({ valid: false, setup_done: true });
  });

  it('says the same of a wrong password and of an unknown address', async () => {
    const wrong = await call(server.url, 'signIn', {
      body: { email: 'ada@example.com', password: 'wrong password' },
    });
    const unknown = await call(server.url, 'signIn', {
      body: { email: 'nobody@example.com', password: 'wrong password' },
    });
    expect([wrong.problem.code, wrong.problem.detail]).toEqual([
      unknown.problem.code,
      unknown.problem.detail,
    ]);
    expect(wrong.status).toBe(401);
  });

  it('ends a session', async () => {
    const { headers } = await call(server.url, 'signIn', {
      body: { email: 'lead@example.com', password: PASSWORD },
    });
    const caller = { headers: { cookie: cookieOf(headers) } };
    expect(headers.getSetCookie().join()).toMatch(/HttpOnly.*SameSite=Lax/i);
    await call(server.url, 'signOut', caller);
    expect(await codeOf('me', caller)).toBe('unauthenticated');
  });

  it('answers every GET of the table to the owner', async () => {
    for (const name of names) {
      const { access, method } = endpoints[name];
      if (access.kind !== 'member' || method !== 'GET') continue;
      expect(await codeOf(name, owner)).toBe(endpoints[name].path.includes(':id') ? 'not-found' : 'ok');
    }
  });

  it('tells mistakes as problems with a path', async () => {
    const post = (body: string, type = 'application/json') =>
      fetch(`${server.url}/v1/session`, { method: 'POST', headers: { 'content-type': type }, body });
    const malformed = await (await post('{"email":')).json();
    expect(malformed).toMatchObject({ code: 'invalid-request', errors: [{ path: 'body' }] });
    const wrong = await (await post('{"email":"x","password":"y"}')).json();
    expect(wrong).toMatchObject({ code: 'invalid-request', errors: [{ path: 'body.email' }] });
    expect(await (await post('x', 'text/csv')).json()).toMatchObject({
      code: 'unsupported-media-type',
      status: 415,
    });
    expect(await (await fetch(`${server.url}/v1/nothing`)).json()).toMatchObject({ code: 'not-found' });
    const visitor = await startVisitor(server.url, workspace.public_key);
    const body = { client_id: 'client-000009', text: 'x'.repeat(5_000_000) };
    const large = await call(server.url, 'postVisitorMessage', { ...visitor, body });
    expect([large.status, large.problem.code]).toEqual([413, 'payload-too-large']);
  });

  it('publishes an OpenAPI 3.1 document that names every endpoint', async () => {
    const document = await (await fetch(`${server.url}/openapi.json`)).json();
    expect(document.openapi).toBe('3.1.0');
    for (const name of names) {
      const { path, method } = endpoints[name];
      const operation = document.paths[path.replace(/:(\w+)/g, '{$1}')]?.[method.toLowerCase()];
      expect(operation?.operationId).toBe(name);
      expect(operation.responses['200']).toBeDefined();
    }
  });

  it('lets other sites use the widget, where the workspace lists them', async () => {
    const origin = 'https://shop.example';
    const preflight = await fetch(`${server.url}/v1/widget/messages`, {
      method: 'OPTIONS',
      headers: { origin },
    });
    expect([preflight.status, preflight.headers.get('access-control-allow-origin')]).toEqual([204, origin]);
    const { value: settings } = await call(server.url, 'getSettings', owner);
    const widget = { ...settings.widget, origins: [origin] };
    await call(server.url, 'updateSettings', { ...owner, body: { widget } });
    const body = { workspace: workspace.public_key };
    const listed = await call(server.url, 'startVisitorSession', { headers: { origin }, body });
    expect(listed.status).toBe(200);
    const other = await call(server.url, 'startVisitorSession', {
      headers: { origin: 'https://evil.example' },
      body,
    });
    expect(other.problem.code).toBe('forbidden');
  });
});
