/** Files that go with messages, over HTTP: in, out, to whom, how many, and gone. */
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { applyRetention, DEFAULT_RETENTION } from '../../packages/server/src/flow/apply-retention.ts';
import { erasePerson } from '../../packages/server/src/flow/erase-person.ts';
import { dropUnsent } from '../../packages/server/src/flow/keep-attachment.ts';
import * as store from '../../packages/server/src/store/index.ts';
import { addWorkspace, engines } from '../database/databases.ts';
import { AnsweredDesk, client_id } from './answered-desk.ts';
import { call, type Caller, startTestServer, startVisitor, type TestServer } from './harness.ts';
import { makeJpeg, makePdf, makePng } from './sample-files.ts';
import { TaughtDesk } from './taught-desk.ts';

describe.each(engines.filter(({ missing }) => !missing))('attachments on $name', ({ open }) => {
  let server: TestServer;
  let desk: AnsweredDesk;
  let visitor: Caller;
  beforeAll(async () => {
    server = await startTestServer(await open());
    desk = await AnsweredDesk.open(server);
  }, 60_000);
  afterAll(async () => {
    await server?.close();
    await server?.database.close();
  });

  const newVisitor = () => startVisitor(server.url, desk.workspace.public_key);
  interface Sent {
    readonly status: number;
    readonly id: string;
    readonly code: string;
    readonly detail: string;
  }
  async function upload(
    path: string,
    caller: Caller,
    { name, bytes, type = 'application/octet-stream' }: { name: string; bytes: BodyInit; type?: string },
  ): Promise<Sent> {
    const response = await fetch(`${server.url}${path}?${new URLSearchParams({ name })}`, {
      method: 'POST',
      headers: { ...caller.headers, 'content-type': type },
      body: bytes,
      ...(bytes instanceof ReadableStream && { duplex: 'half' as const }),
    });
    return { status: response.status, ...((await response.json()) as Omit<Sent, 'status'>) };
  }
  const give = (caller: Caller, name: string, bytes: Buffer, type?: string) =>
    upload('/v1/widget/attachments', caller, { name, bytes: new Uint8Array(bytes), ...(type && { type }) });
  const say = (caller: Caller, text: string, attachments: string[], conversation_id?: string) =>
    call(server.url, 'postVisitorMessage', {
      ...caller,
      body: { client_id: client_id(), text, attachments, ...(conversation_id && { conversation_id }) },
    });
  const get = (path: string, caller: Caller) => fetch(server.url + path, { headers: { ...caller.headers } });
  const rows = (tx: store.Tx) => tx.selectFrom('attachments').select(['id', 'message_id']).execute();

  it('goes with a message, to the team and back to its visitor, and to nobody else', async () => {
    visitor = await newVisitor();
    const taken = await give(
      visitor,
      'At home jane@example.com.jpg',
      makeJpeg({ place: 'GPS 52.52 N' }),
      'image/jpeg',
    );
    expect(taken).toMatchObject({ status: 200, name: 'At home [email].jpg', type: 'image/jpeg' });
    const { value } = await say(visitor, 'This is what I see', [taken.id]);
    const shown = { id: taken.id, name: 'At home [email].jpg', type: 'image/jpeg', size: expect.any(Number) };
    expect(value.message).toMatchObject({ text: 'This is what I see', attachments: [shown] });
    const seen = await desk.read(value.message.conversation_id);
    expect(seen.messages[0]?.attachments).toEqual([shown]);

    const stranger = await newVisitor();
    const file = await get(`/v1/attachments/${taken.id}`, desk.owner);
    expect([file.status, (await get(`/v1/widget/attachments/${taken.id}`, visitor)).status]).toEqual([
      200, 200,
    ]);
    for (const caller of [stranger, {}, desk.owner])
      expect((await get(`/v1/widget/attachments/${taken.id}`, caller)).status).toBe(
        caller === stranger ? 404 : 401,
      );
    expect((await get(`/v1/attachments/${taken.id}`, visitor)).status).toBe(401);
    const bytes = Buffer.from(await file.arrayBuffer());
    expect(bytes.toString('latin1')).not.toContain('GPS');
    expect(bytes.length).toBe(value.message.attachments[0]?.size);
    expect(Object.fromEntries(file.headers)).toMatchObject({
      'content-type': 'image/jpeg',
      'content-disposition': `inline; filename="At home _email_.jpg"; filename*=UTF-8''At%20home%20%5Bemail%5D.jpg`,
      'content-security-policy': "sandbox; default-src 'none'; frame-ancestors 'none'",
      'x-content-type-options': 'nosniff',
      'cross-origin-resource-policy': 'same-origin',
      'cache-control': 'private, max-age=300',
    });
    // That a person looked at it stands in the audit log, with what is looked at, once an hour.
    await get(`/v1/attachments/${taken.id}`, desk.owner);
    const entries = (
      await call(server.url, 'listAuditLog', { ...desk.owner, query: { category: 'personal-data' } })
    ).value;
    expect(entries.items.filter(({ action }) => action === 'attachment')).toMatchObject([
      { subject: { kind: 'attachment', id: taken.id } },
    ]);
  });

  it('is saved, not shown, where it is no picture', async () => {
    for (const [name, bytes, type] of [
      ['a.pdf', makePdf(), 'application/pdf'],
      ['a.csv', Buffer.from('a,b'), 'text/csv'],
      ['a.json', Buffer.from('{"a":1}'), 'application/json'], // comes as a file, though there is a parser for it
      ['ä “b”.txt', Buffer.from('<b>x'), 'text/plain'],
    ] as const) {
      const kept = await give(visitor, name, bytes, type);
      expect([kept.status, kept.detail]).toEqual([200, undefined]);
      const file = await get(`/v1/widget/attachments/${kept.id}`, visitor);
      expect(file.headers.get('content-disposition')).toMatch(
        /^attachment; filename="[\w .]+"; filename\*=UTF-8''/,
      );
      expect(await file.text()).toBe(bytes.toString());
    }
  });

  it('is refused with what was wrong, and nothing is kept of it', async () => {
    const someone = await newVisitor();
    const before = (await desk.tx(rows)).length;
    const big = new ReadableStream({
      pull: (stream) => stream.enqueue(new Uint8Array(1_000_000)),
    });
    const cases = [
      [await give(someone, 'a.svg', Buffer.from('<svg/>')), 415, 'unsupported-media-type', /expected a PNG/],
      [
        await give(someone, 'a.png', makePng(), 'image/gif'),
        415,
        'unsupported-media-type',
        /image\/gif.*PNG/,
      ],
      [await give(someone, 'a.png', Buffer.alloc(0)), 400, 'invalid-request', /empty/],
      [await give(someone, 'a/b.png', makePng()), 400, 'invalid-request', /path/],
      [await give(someone, `${'a'.repeat(10_000)}.png`, makePng()), 400, 'invalid-request', /^undefined$/],
      [await give(someone, 'a.txt', Buffer.alloc(10_000_001, 0x61)), 413, 'payload-too-large', /10 MB/],
      [
        await upload('/v1/widget/attachments', someone, { name: 'a.txt', bytes: big }),
        413,
        'payload-too-large',
        /10 MB/,
      ],
    ] as const;
    for (const [{ status, code, detail }, ...expected] of cases) {
      const [expected_status, expected_code, why] = expected;
      expect([status, code]).toEqual([expected_status, expected_code]);
      expect(String(detail)).toMatch(why);
    }
    expect(await desk.tx(rows)).toHaveLength(before);
    // The whole of what is allowed comes through.
    expect((await give(someone, 'a.txt', Buffer.alloc(10_000_000, 0x61))).status).toBe(200);
  });

  it('holds its limits: files that wait, files of a message, bytes of a conversation', async () => {
    const someone = await newVisitor();
    const ids: string[] = [];
    for (let i = 0; i < 10; i++) ids.push((await give(someone, `${i}.png`, makePng())).id);
    expect(await give(someone, '11.png', makePng())).toMatchObject({ status: 409, code: 'conflict' });
    expect((await say(someone, 'six', ids.slice(0, 6))).problem.code).toBe('invalid-request');
    expect((await say(someone, 'twice', [ids[0] ?? '', ids[0] ?? ''])).problem.code).toBe('invalid-request');
    const { conversation_id } = (await say(someone, 'five', ids.slice(0, 5))).value.message;
    await desk.tx((tx) => sql`update attachments set size = 49999950 where id = ${ids[0] ?? ''}`.execute(tx));
    const full = { status: 413, code: 'payload-too-large', detail: expect.stringContaining('50 MB') };
    expect(await give(someone, '12.png', makePng())).toMatchObject(full);
    // Also one that was uploaded before.
    const late = await say(someone, 'more', [ids[6] ?? ''], conversation_id);
    expect(late.problem).toMatchObject(full);
    expect((await desk.read(conversation_id)).messages.map(({ text }) => text)).not.toContain('more');
  });

  it('is taken 30 times a minute of one visitor', async () => {
    const someone = await newVisitor();
    const statuses = new Map<number, number>();
    for (let i = 0; i < 32; i++) {
      const { status } = await give(someone, 'a.png', Buffer.alloc(0));
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
    }
    expect(Object.fromEntries(statuses)).toEqual({ 400: 30, 429: 2 });
    expect((await give(await newVisitor(), 'a.png', makePng())).status).toBe(200);
  });

  it('is sent once, by whoever uploaded it, and the same request twice is one message', async () => {
    const [one, other] = [await newVisitor(), await newVisitor()];
    const { id } = await give(one, 'a.png', makePng());
    expect((await say(other, 'mine now', [id])).problem).toMatchObject({ code: 'not-found' });
    const body = { client_id: client_id(), text: 'mine', attachments: [id] };
    const first = (await call(server.url, 'postVisitorMessage', { ...one, body })).value.message;
    const again = (await call(server.url, 'postVisitorMessage', { ...one, body })).value.message;
    expect(again).toEqual(first);
    const less = await call(server.url, 'postVisitorMessage', { ...one, body: { ...body, attachments: [] } });
    expect(less.problem.code).toBe('idempotency-mismatch');
    expect((await say(one, 'once more', [id])).problem.code).toBe('not-found');
  });

  it('needs no words: the AI agent asks for some, once, and then a person sees what was attached', async () => {
    const someone = await newVisitor();
    expect((await say(someone, ' ', [])).problem.errors?.[0]).toMatchObject({
      message: 'expected words or an attachment',
    });
    const { id } = await give(someone, 'shot.png', makePng());
    const { conversation_id } = (await say(someone, '', [id])).value.message;
    await desk.waitFor(async () => (await desk.read(conversation_id)).messages.length > 1);
    const asked = await desk.read(conversation_id);
    expect(asked.preview).not.toBe('');
    expect(asked.messages[1]).toMatchObject({
      author: 'ai',
      text: expect.stringContaining('in a few words'),
    });
    const more = await give(someone, 'more.png', makePng());
    await say(someone, '', [more.id], conversation_id);
    await desk.waitFor(async () => (await desk.read(conversation_id)).status === 'waiting');
    const note = (await desk.read(conversation_id)).messages.find(({ kind }) => kind === 'note')?.text;
    expect(note).toContain('The customer wants:\n– attached shot.png\n– attached more.png');
    // A question without words is none that a lesson could have.
    const lessons = (await desk.tx((tx) => tx.selectFrom('lessons').selectAll().execute())).length;
    await desk.reply(
      conversation_id,
      'Open Billing, choose Cards, and remove the card that is crossed out there.',
    );
    const busy = () =>
      server.database.asSystem((tx) =>
        sql`select from pgboss.job where name = 'draw-lesson' and state <> 'completed'`.execute(tx),
      );
    await expect.poll(async () => (await busy()).rows.length, { timeout: 20_000 }).toBe(0);
    expect(await desk.tx((tx) => tx.selectFrom('lessons').selectAll().execute())).toHaveLength(lessons);
  });

  it('comes from the team, too, to the conversation that it was uploaded for; a note’s stays inside', async () => {
    const someone = await newVisitor();
    const { conversation_id } = (await say(someone, 'How do I see my invoice?', [])).value.message;
    const path = `/v1/conversations/${conversation_id}/attachments`;
    const attach = async () =>
      (await upload(path, desk.owner, { name: 'guide.pdf', bytes: new Uint8Array(makePdf()) })).id;
    const [shown, inside, unsent] = [await attach(), await attach(), await attach()];
    const reply = (kind: 'message' | 'note', attachments: string[], id = conversation_id) => ({
      ...desk.owner,
      params: { id },
      body: { client_id: client_id(), kind, text: kind === 'note' ? 'Look' : '', attachments },
    });
    const elsewhere = (await say(await newVisitor(), 'Hello?', [])).value.message.conversation_id;
    expect(
      (await call(server.url, 'postAgentMessage', reply('message', [shown], elsewhere))).problem.code,
    ).toBe('not-found');
    const sent = reply('message', [shown]);
    const first = await call(server.url, 'postAgentMessage', sent);
    expect(first.value.attachments).toMatchObject([{ id: shown, name: 'guide.pdf' }]);
    expect((await call(server.url, 'postAgentMessage', sent)).value).toEqual(first.value);
    expect((await call(server.url, 'postAgentMessage', reply('note', [inside]))).status).toBe(200);
    const statuses = [];
    for (const id of [shown, inside, unsent])
      statuses.push((await get(`/v1/widget/attachments/${id}`, someone)).status);
    expect(statuses).toEqual([200, 404, 404]);
    const told = await desk.tx(async (tx) => {
      const conversation = await store.getConversation(tx, conversation_id);
      return store.exportSubject(tx, conversation?.customer_id ?? '');
    });
    expect(told['attachments']?.map(({ id }) => id)).toEqual([shown]);
    // A visitor cannot send what the team has uploaded.
    expect((await say(someone, 'that', [unsent], conversation_id)).problem.code).toBe('not-found');
  });

  it('is another workspace’s in no way', async () => {
    const { id } = await give(visitor, 'a.png', makePng());
    const other = await addWorkspace(server.database);
    expect(await server.database.asWorkspace(other, (tx) => store.getAttachment(tx, id))).toBeUndefined();
    expect(await server.database.asWorkspace(other, rows)).toEqual([]);
  });

  it('goes after a day where it was not sent', async () => {
    const someone = await newVisitor();
    const [kept, sent] = [await give(someone, 'a.png', makePng()), await give(someone, 'b.png', makePng())];
    await say(someone, 'b', [sent.id]);
    const jobs = await server.database.asSystem((tx) =>
      sql<{ waits: boolean }>`select start_after > now() + interval '23 hours' as waits from pgboss.job
        where name = 'drop-unsent' and data ->> 'attachment_id' = ${kept.id}`.execute(tx),
    );
    expect(jobs.rows).toEqual([{ waits: true }]);
    const { id: workspace_id } = desk.workspace;
    for (const { id } of [kept, sent]) await dropUnsent(server, { workspace_id, attachment_id: id });
    expect((await get(`/v1/widget/attachments/${kept.id}`, someone)).status).toBe(404);
    expect((await get(`/v1/widget/attachments/${sent.id}`, someone)).status).toBe(200);
  });
});

describe.each(engines)('what is kept of files on $name', ({ open, missing }) => {
  describe.skipIf(missing)('with a fresh database', () => {
    let database: store.Database;
    let desk: TaughtDesk;
    beforeAll(async () => {
      database = await open();
    });
    afterAll(() => database?.close());

    const DAY_MS = 86_400_000;
    /** A customer who has sent one file, without words, and uploaded another. */
    async function sent(n: string, at: Date) {
      await desk.tx(async (tx) => {
        const [customer_id, conversation_id] = [`cus_${n}`, `cnv_${n}`];
        const email = `${n}@example.com`;
        await store.findOrCreateCustomer(tx, {
          id: customer_id,
          external_id: `host-${n}-1`,
          name: null,
          email,
          account: null,
        });
        await store.createConversation(tx, {
          id: conversation_id,
          customer_id,
          channel: 'widget',
          status: 'ai',
          subject: '',
          at,
        });
        const file = {
          uploader: 'customer',
          customer_id,
          conversation_id: null,
          type: 'text/plain',
          at,
        } as const;
        const bytes = Buffer.from(`of ${n}`);
        const more = { ...file, bytes, size: bytes.length, sha256: Buffer.alloc(32, 1) };
        const first = await store.insertAttachment(tx, { id: `att_${n}1`, name: `${n}.txt`, ...more });
        await store.insertAttachment(tx, { id: `att_${n}2`, name: 'later.txt', ...more });
        const message = {
          id: `msg_${n}`,
          conversation_id,
          author: 'customer',
          kind: 'message',
          text: '',
          at,
        } as const;
        await store.appendMessage(tx, { ...message, attachments: [first] });
      });
    }
    const left = () =>
      desk.tx(async (tx) =>
        (await tx.selectFrom('attachments').select('id').orderBy('id').execute()).map(({ id }) => id),
      );

    it('goes in the night by its own rule; the message stays', async () => {
      desk = await TaughtDesk.open(database);
      const now = Date.UTC(2026, 5, 1);
      desk.now_ms = now;
      await sent('old', new Date(now - 40 * DAY_MS));
      await sent('new', new Date(now - DAY_MS));
      await desk.tx((tx) => store.putRetention(tx, { ...DEFAULT_RETENTION, attachments: 30 }));
      await applyRetention(desk.parts, { workspace_id: desk.workspace_id }, new AbortController().signal);
      expect(await left()).toEqual(['att_new1', 'att_new2']);
      const shown = await desk.tx((tx) => store.listMessagesOf(tx, ['cnv_new', 'cnv_old']));
      expect(shown.map(({ text, attachments }) => [text, attachments.length])).toEqual([
        ['', 1],
        ['[attachment]', 0],
      ]);
    });

    it('is told to the person whose it is, and goes with them, sent or not', async () => {
      desk = await TaughtDesk.open(database);
      await sent('grace', new Date(desk.now_ms));
      await sent('alan', new Date(desk.now_ms));
      const tables = await desk.tx((tx) => store.exportSubject(tx, 'cus_grace'));
      expect(tables['attachments']).toHaveLength(2);
      expect(tables['attachments']).toEqual(
        expect.arrayContaining([
          expect.objectContaining({ id: 'att_grace1', name: 'grace.txt', size: 8 }),
          expect.objectContaining({ id: 'att_grace2', name: 'later.txt', message_id: null }),
        ]),
      );
      const { report } = await erasePerson(desk.parts, {
        workspace_id: desk.workspace_id,
        person: 'grace@example.com',
        dry_run: false,
        by: 'Eve',
      });
      expect(report.tables['attachments']).toEqual({ deleted: 2, changed: 0 });
      expect(await left()).toEqual(['att_alan1', 'att_alan2']);
    });
  });
});
