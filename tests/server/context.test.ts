/** What the company's systems tell and what customers see: kept, learned from, and never shown to another account. */
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as store from '../../packages/server/src/store/index.ts';
import { engines } from '../database/databases.ts';
import { client_id } from './answered-desk.ts';
import {
  call,
  type Caller,
  type EventReader,
  openEvents,
  setUp,
  startTestServer,
  startVisitor,
  type TestServer,
} from './harness.ts';

const HOUR_MS = 3_600_000;
const now = Date.now();
const hoursAgo = (hours: number) => new Date(now - hours * HOUR_MS).toISOString();

const PAGE = {
  route: '/billing/*',
  title: 'Billing of ann@example.org',
  query: { tab: 'usage', token: 'abcdef' },
  seconds: 40,
  events: [
    { kind: 'click' as const, name: 'Upgrade', route: '/billing/*', status: null, ago_ms: 4_000 },
    { kind: 'request-failed' as const, name: 'POST', route: '/api/pay', status: 403, ago_ms: 3_000 },
  ],
  viewport: { width: 1_280, height: 800 },
  locale: 'de-DE',
  release: null,
};

describe.each(engines.filter((engine) => !engine.missing))('context on $name', (engine) => {
  let server: TestServer;
  let owner: Caller;
  let key: Caller;
  let workspace: { id: string; public_key: string };
  let events: EventReader;

  beforeAll(async () => {
    server = await startTestServer(await engine.open());
    const done = await setUp(server);
    owner = done.owner;
    workspace = done.me.workspace;
    events = await openEvents(server.url, '/v1/events', owner);
    const body = { name: 'billing system', scopes: ['context:write' as const] };
    const { value } = await call(server.url, 'createApiKey', { ...owner, body });
    key = { headers: { authorization: `Bearer ${value.secret}` } };
  }, 60_000);
  afterAll(async () => {
    events?.close();
    await server?.close();
    await server?.database.close();
  });

  const tx = <T>(work: (tx: store.Tx) => Promise<T>) => server.database.asWorkspace(workspace.id, work);
  const tell = (body: unknown) => call(server.url, 'tellContext', { ...key, body });
  const tellLines = async (lines: string) => {
    const response = await fetch(`${server.url}/v1/context`, {
      method: 'POST',
      headers: { ...key.headers, 'content-type': 'application/x-ndjson' },
      body: lines,
    });
    return (await response.json()) as { accepted: number; rejected: number; errors: unknown[] };
  };
  const accountOf = async (id: string) => (await tx((all) => store.getAccounts(all, [id])))[0];
  const valuesOf = async (id: string) =>
    Object.fromEntries(
      Object.entries((await accountOf(id))?.facts ?? {}).map(([name, { value }]) => [name, value]),
    );
  const fieldOf = async (name: string) => {
    const { items } = (await call(server.url, 'listFactFields', owner)).value;
    return items.find((field) => field.name === name);
  };
  const read = async (id: string) =>
    (await call(server.url, 'getConversation', { ...owner, params: { id } })).value;

  type Said = { readonly page?: typeof PAGE | null; readonly context?: Record<string, string> };
  async function say(visitor: Caller, text: string, said: Said = {}) {
    const body = { client_id: client_id(), text, ...said };
    const { message } = (await call(server.url, 'postVisitorMessage', { ...visitor, body })).value;
    return message;
  }
  /** Until something is there; looked for again with each news of the console. */
  async function waitFor<T>(look: () => Promise<T | undefined>): Promise<T> {
    for (;;) {
      const known = events.seen.length;
      const found = await look();
      if (found !== undefined) return found;
      await events.until((event) => events.seen.indexOf(event) >= known);
    }
  }
  /** Asks, and answers with the tokens that the decision was made with. */
  async function ask(visitor: Caller, text: string, said: Said = {}) {
    const { id, conversation_id } = await say(visitor, text, said);
    const decision = await waitFor(() =>
      tx(async (all) =>
        (await store.listDecisions(all, conversation_id)).find((row) => row.message_id === id),
      ),
    );
    const { context } = decision.question as { context: string[] };
    return { conversation_id, message_id: id, tokens: context };
  }
  const newVisitor = () => startVisitor(server.url, workspace.public_key);
  /** A visitor whose account a signed token has named; or stands in the row without one. */
  async function visitorOf(account_id: string, { signed = true } = {}) {
    const visitor = await newVisitor();
    await tx((all) =>
      sql`update customers set verified_at = ${signed ? new Date() : null}, account_id = ${account_id}
        where id = (select max(id) from customers)`.execute(all),
    );
    return visitor;
  }

  describe('facts', () => {
    it('are taken one or many at a time, each by its newest word, and late ones overwrite nothing', async () => {
      await tell({ account_id: 'one', facts: { tier: 'free', seats: 3 }, at: hoursAgo(5) });
      const { value } = await tell({
        items: [
          { account_id: 'one', facts: { tier: 'pro' }, at: hoursAgo(1) },
          { account_id: 'one', facts: { tier: 'trial', seats: 4 }, at: hoursAgo(3) },
        ],
      });
      expect(value).toEqual({ accepted: 2, rejected: 0, errors: [], excluded_fields: [] });
      expect(await valuesOf('one')).toEqual({ tier: 'pro', seats: 4 });
      expect(await fieldOf('seats')).toMatchObject({ type: 'number', accounts: 1, is_used: true });
    });

    it('that claim to come from the future give way to the next word', async () => {
      await tell({ account_id: 'ahead', facts: { tier: 'free' }, at: hoursAgo(-48) });
      await tell({
        account_id: 'ahead',
        facts: { tier: 'pro' },
        at: new Date(Date.now() + 1_000).toISOString(),
      });
      expect(await valuesOf('ahead')).toEqual({ tier: 'pro' });
    });

    it('that look personal are not kept, and the field says why', async () => {
      const { value } = await tell({
        account_id: 'personal',
        facts: {
          contact: 'Ann, ann@example.org',
          phone: '555 1234',
          tier: 'free',
          note: '<script>1</script>',
        },
        at: hoursAgo(1),
      });
      expect(value.excluded_fields).toEqual(['contact', 'phone']);
      expect(await valuesOf('personal')).toEqual({ tier: 'free', note: '<script>1</script>' });
      expect(await fieldOf('contact')).toMatchObject({ is_used: false, unused_why: 'value', examples: [] });
      expect(await fieldOf('phone')).toMatchObject({ is_used: false, unused_why: 'name', examples: [] });
    });

    it.each([
      [{ plan: { name: 'free' } }, 'objects and lists are not taken'],
      [{ plan: ['free'] }, 'objects and lists are not taken'],
      [{ plan: 'x'.repeat(201) }, '200 characters'],
      [{ constructor: 'x' }, 'none that every object has'],
      [{ 'a:b': 'x' }, 'expected a name of at most 50 letters'],
      [Object.fromEntries(Array.from({ length: 51 }, (_, i) => [`f${i}`, 1])), '50 facts at most'],
    ])('of a form that is none are refused, with what was expected: %j', async (facts, why) => {
      const { problem } = await tell({ account_id: 'odd', facts, at: hoursAgo(1) });
      expect(problem.code).toBe('invalid-request');
      expect(JSON.stringify(problem.errors)).toContain(why);
      expect(await accountOf('odd')).toBeUndefined();
    });

    it('with a key that would change every object are refused', async () => {
      const body = `{"account_id":"odd","facts":{"__proto__":{"tier":"x"}},"at":"${hoursAgo(1)}"}`;
      const headers = { ...key.headers, 'content-type': 'application/json' };
      const response = await fetch(`${server.url}/v1/context`, { method: 'POST', headers, body });
      expect(response.status).toBe(400);
      expect(await accountOf('odd')).toBeUndefined();
      expect(({} as { tier?: string }).tier).toBeUndefined();
    });

    it('that come as a stream are taken line by line: bad ones are told by number, good ones stay', async () => {
      const line = (account_id: string, facts: unknown) =>
        JSON.stringify({
          account_id,
          facts,
          events: [{ name: 'upgraded', at: hoursAgo(2) }],
          at: hoursAgo(1),
        });
      const lines = [
        line('s1', { tier: 'free' }),
        '{"account_id": "s2", ',
        '',
        line('s3', { tier: { name: 'free' } }),
        `{"account_id":"s4","facts":{"__proto__":{"x":1}},"at":"${hoursAgo(1)}"}`,
        line('s5', { tier: 'pro' }),
        '[1]',
      ].join('\n');
      const taken = await tellLines(lines);
      expect(taken).toMatchObject({ accepted: 2, rejected: 4 });
      expect(taken.errors).toEqual([
        { line: 2, reason: 'expected a JSON object' },
        { line: 4, reason: expect.stringContaining('facts.tier: expected a text') },
        { line: 5, reason: expect.stringContaining('__proto__') },
        { line: 7, reason: expect.any(String) },
      ]);
      expect([await valuesOf('s1'), await valuesOf('s5')]).toEqual([{ tier: 'free' }, { tier: 'pro' }]);
      const before = [await accountOf('s1'), await fieldOf('tier')];
      await tellLines(lines);
      expect([await accountOf('s1'), await fieldOf('tier')]).toEqual(before);
      const { rows } = await tx((all) =>
        sql<{
          n: number;
        }>`select count(*)::int as n from account_events where account_id in ('s1', 's5')`.execute(all),
      );
      expect(rows).toEqual([{ n: 2 }]);
    });

    it('of an account go when it is erased, and the values that it alone had', async () => {
      await tell({
        account_id: 'gone',
        facts: { tier: 'unheard-of', seats: 7 },
        events: [{ name: 'upgraded', at: hoursAgo(1) }],
        at: hoursAgo(1),
      });
      expect((await fieldOf('tier'))?.examples.length).toBeGreaterThan(0);
      const params = { account_id: 'gone' };
      expect((await call(server.url, 'eraseAccountContext', { ...key, params })).value).toEqual({
        facts: 2,
        events: 1,
      });
      expect(await accountOf('gone')).toBeUndefined();
      const { rows } = await tx((all) => sql`select values from fact_fields`.execute(all));
      expect(JSON.stringify(rows)).not.toContain('unheard-of');
      expect((await call(server.url, 'eraseAccountContext', { ...key, params })).value).toEqual({
        facts: 0,
        events: 0,
      });
    });
  });

  it('releases are told once by their name, and the newest word stands', async () => {
    const at = hoursAgo(10);
    await call(server.url, 'tellRelease', { ...key, body: { name: '4.1', at: hoursAgo(90) } });
    await call(server.url, 'tellRelease', { ...key, body: { name: '4.2', at } });
    await call(server.url, 'tellRelease', { ...key, body: { name: '4.2', at, notes: 'New billing page' } });
    const { items } = (await call(server.url, 'listReleases', owner)).value;
    expect(items.map(({ name, notes }) => [name, notes])).toEqual([
      ['4.2', 'New billing page'],
      ['4.1', ''],
    ]);
  });

  it('what a customer saw is kept without personal data, shown to the team, and to no visitor', async () => {
    const visitor = await newVisitor();
    const { conversation_id: id, message_id } = await ask(visitor, 'I cannot complete this step', {
      page: PAGE,
    });
    const { pages, account } = await read(id);
    // It goes in time, without anybody’s doing.
    const night = await server.database.asSystem((all) =>
      sql`select data from pgboss.job where name = 'apply-retention' and state = 'created'`.execute(all),
    );
    expect(night.rows).toEqual([{ data: { workspace_id: workspace.id } }]);
    expect(account).toBeNull();
    expect(pages).toMatchObject([
      { message_id, page: { route: '/billing/*', query: { tab: 'usage' }, seconds: 40 } },
    ]);
    expect(JSON.stringify(pages)).not.toMatch(/ann@example|abcdef/);
    const withheld = await ask(visitor, 'And now I tell you nothing of it', {
      context: { page_withheld: 'yes', section: 'help' },
      page: null,
    });
    expect(withheld.tokens).toContain('section:help');
    expect((await read(id)).pages.map(({ page }) => page?.route)).toEqual(['/billing/*', undefined]);
    expect(withheld.tokens.filter((token) => /^(page|did|error|stay|page_withheld):/.test(token))).toEqual(
      [],
    );
    const own = await call(server.url, 'getVisitorConversation', { ...visitor, params: { id } });
    expect(JSON.stringify(own.value)).not.toMatch(/billing|upgrade/i);
  });

  it('a question is asked with its page, its release and the facts of a proved account', async () => {
    await tell({
      account_id: 'acme',
      facts: { plan: 'Free', invoice: 'open', sso: true, users: 12, trial_ends: '2026-05-01' },
      events: [
        { name: 'upgraded', at: hoursAgo(30) },
        { name: 'long ago', at: hoursAgo(24 * 20) },
      ],
      at: hoursAgo(1),
    });
    await call(server.url, 'tellRelease', { ...key, body: { name: '4.2', at: hoursAgo(10) } });
    const visitor = await visitorOf('acme');
    const { tokens, conversation_id } = await ask(visitor, 'My upgrade does not work', { page: PAGE });
    expect(tokens).toEqual(
      expect.arrayContaining([
        'page:/billing/*',
        'did:/billing/*|click upgrade',
        'error:403 /api/pay',
        'release:4.2',
        'plan:free',
        'invoice:open',
        'sso:yes',
        'users:10-99',
        'recent:upgraded',
      ]),
    );
    expect(tokens.filter((token) => /trial_ends|long ago|ann@/.test(token))).toEqual([]);
    const { account } = await read(conversation_id);
    expect(account?.facts.map(({ name }) => name)).toEqual(['invoice', 'plan', 'sso', 'trial_ends', 'users']);
    expect(account?.events.map(({ name }) => name)).toEqual(['upgraded', 'long ago']);
  });

  it('who only claims an account gets none of its facts, nor may a page say what the company tells', async () => {
    await tell({
      account_id: 'acme',
      facts: { plan: 'free', invoice: 'open', Tier: 'gold' },
      at: hoursAgo(1),
    });
    const claims = {
      account_id: 'acme',
      account: 'acme',
      plan: 'enterprise',
      tier: 'gold',
      recent: 'upgraded',
      'recent:paid': 'twice',
      section: 'help',
    };
    const { tokens, conversation_id } = await ask(
      await visitorOf('acme', { signed: false }),
      'What is my plan?',
      {
        context: claims,
      },
    );
    expect(tokens.filter((token) => /^(plan|invoice|sso|users|tier|recent):/.test(token))).toEqual([]);
    expect(tokens).toContain('section:help');
    expect((await read(conversation_id)).account).toBeNull();
  });

  it('signed traits count, but what looks personal; facts go before them, and no page may say them', async () => {
    await tell({ account_id: 'signed', facts: { invoice: 'paid' }, at: hoursAgo(1) });
    const visitor = await visitorOf('signed');
    const traits = { edition: 'cloud', invoice: 'open', full_name: 'Ann Lee', note: 'ann@example.org' };
    await tx((all) =>
      sql`update customers set traits = ${JSON.stringify(traits)}::jsonb where id = (select max(id) from customers)`.execute(
        all,
      ),
    );
    const context = { edition: 'server', full_name: 'Somebody' };
    const { tokens } = await ask(visitor, 'Which edition do I have?', { context });
    expect(tokens).toEqual(expect.arrayContaining(['edition:cloud', 'invoice:paid']));
    expect(tokens.filter((token) => /server|full_name|ann|invoice:open/.test(token))).toEqual([]);
  });

  it('a field that is switched off is asked with no more from the next question on, and on again', async () => {
    await tell({ account_id: 'switch', facts: { invoice: 'overdue', lane: 'fast' }, at: hoursAgo(1) });
    const visitor = await visitorOf('switch');
    const lanes = async () =>
      (await ask(visitor, `Is it fast? ${client_id()}`)).tokens.filter((token) => token.startsWith('lane:'));
    const put = (is_used: boolean) =>
      call(server.url, 'switchFactField', { ...owner, params: { name: 'lane' }, body: { is_used } });
    expect(await lanes()).toEqual(['lane:fast']);
    expect((await put(false)).value).toMatchObject({
      is_used: false,
      unused_why: 'switched-off',
      examples: ['fast'],
    });
    expect(await lanes()).toEqual([]);
    await tell({ account_id: 'switch', facts: { lane: 'slow' }, at: new Date().toISOString() });
    expect(await lanes()).toEqual([]);
    expect((await put(true)).value).toMatchObject({ is_used: true, unused_why: null });
    expect(await lanes()).toEqual(['lane:slow']);
    const { items } = (await call(server.url, 'listAuditLog', owner)).value;
    const switches = items.filter(({ action }) => action === 'switchFactField');
    expect(switches.map(({ detail }) => [detail?.['name'], detail?.['is_used']])).toEqual([
      ['lane', true],
      ['lane', false],
    ]);
    const missing = await call(server.url, 'switchFactField', {
      ...owner,
      params: { name: 'nothing' },
      body: { is_used: false },
    });
    expect(missing.problem.code).toBe('not-found');
  });

  it('a fact of one account surfaces in nothing that another one, or any visitor, is told', async () => {
    await tell({
      account_id: 'theirs',
      facts: { project: 'Zeppelin Nine', street: 'Elm Street 5' },
      events: [{ name: 'bought Zeppelin', at: hoursAgo(2) }],
      at: hoursAgo(1),
    });
    const theirs = await visitorOf('theirs');
    const first = await ask(theirs, 'How do I change the colour of the calendar?', { page: PAGE });
    expect(first.tokens).toContain('project:zeppelin nine');
    expect(JSON.stringify(first.tokens)).not.toMatch(/elm/i);
    const answer = 'Open Calendar, choose Appearance, then pick a colour and press Save at the bottom.';
    const body = { client_id: client_id(), kind: 'message' as const, text: answer };
    await call(server.url, 'postAgentMessage', { ...owner, params: { id: first.conversation_id }, body });
    const lesson = await waitFor(async () =>
      (await call(server.url, 'listLessons', owner)).value.items.find(
        (item) => item.learned_from.conversation_id === first.conversation_id,
      ),
    );
    await waitFor(() =>
      tx(
        async (all) => (await sql`select seq from events where kind = 'lesson-applied'`.execute(all)).rows[0],
      ),
    );
    await tell({ account_id: 'ours', facts: { project: 'Balloon' }, at: hoursAgo(1) });
    const ours = await visitorOf('ours');
    const second = await ask(ours, 'change the colour of my calendar please', { page: PAGE });
    const inbox = await read(second.conversation_id);
    expect(inbox.draft?.text).toBe(answer);
    const params = { id: lesson.resolution_id ?? '' };
    const { title, text, links, versions } = (await call(server.url, 'getResolution', { ...owner, params }))
      .value;
    const told = {
      answers: [inbox.draft, inbox.messages, inbox.account],
      resolution: [title, text, links, versions],
      lesson: [lesson.title, lesson.question],
      topics: (await call(server.url, 'listTopics', owner)).value,
      widget: [
        (
          await call(server.url, 'getVisitorConversation', {
            ...theirs,
            params: { id: first.conversation_id },
          })
        ).value,
        (
          await call(server.url, 'getVisitorConversation', {
            ...ours,
            params: { id: second.conversation_id },
          })
        ).value,
      ],
    };
    expect(JSON.stringify(told)).not.toMatch(/zeppelin|elm street/i);
    expect(JSON.stringify(inbox.account)).toContain('Balloon');
  });

  it('erasing a person takes what they saw, and the account that is theirs alone', async () => {
    await tell({ account_id: 'solo', facts: { tier: 'solo-tier' }, at: hoursAgo(1) });
    const visitor = await visitorOf('solo');
    const { conversation_id } = await ask(visitor, 'Where do I see my own usage?', { page: PAGE });
    const { customer, pages } = await read(conversation_id);
    expect(pages).toHaveLength(1);
    const exported = (await call(server.url, 'exportCustomer', { ...owner, params: { id: customer.id } }))
      .value;
    expect(exported.tables['page_contexts']).toHaveLength(1);
    expect(exported.tables['accounts']).toMatchObject([{ account_id: 'solo' }]);
    const erased = await call(server.url, 'erasePerson', {
      ...owner,
      body: { person: customer.id, dry_run: false },
    });
    expect(erased.value.report.found).toBe(0);
    expect(erased.value.report.tables['page_contexts']?.deleted).toBe(1);
    expect(erased.value.report.tables['accounts']?.deleted).toBe(1);
    expect(await accountOf('solo')).toBeUndefined();
    const { rows } = await tx((all) =>
      sql`select page from page_contexts where conversation_id = ${conversation_id}`.execute(all),
    );
    expect(rows).toEqual([]);
  });
});
