/** Replies by e-mail for customers who have left: what is sent, when, to whom, and what is not. */
import { createServer, type AddressInfo } from 'node:net';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readEnv } from '../../packages/server/src/env.ts';
import { mailReply } from '../../packages/server/src/flow/mail-reply.ts';
import type { Jobs } from '../../packages/server/src/jobs/jobs.ts';
import { createLog } from '../../packages/server/src/log.ts';
import { createMailer, type Mail } from '../../packages/server/src/mail/mailer.ts';
import { createStopTokens } from '../../packages/server/src/mail/stop-token.ts';
import { writeReplyMail } from '../../packages/server/src/mail/write-reply-mail.ts';
import * as store from '../../packages/server/src/store/index.ts';
import { addWorkspace } from '../database/databases.ts';
import { pgliteTemplate } from '../database/pglite-template.ts';
import { client_id } from './answered-desk.ts';
import { call, type Caller, setUp, startTestServer, startVisitor, type TestServer } from './harness.ts';
import { type Received, SmtpDouble } from './smtp-double.ts';

const FROM = 'support@desk.example';

/** Of a mail: its head by names in lower case, and its parts decoded. */
function read({ raw }: Received) {
  const [head = '', ...rest] = raw.split('\r\n\r\n');
  const lines = head.replace(/\r\n[ \t]+/g, ' ').split('\r\n');
  const headers = lines.map((line) => /^([\w-]+): (.*)$/.exec(line)?.slice(1) ?? [line, '']);
  const body = rest
    .join('\r\n\r\n')
    .replace(/=\r\n/g, '')
    .replace(/(?:=[0-9A-F]{2})+/g, (bytes) => Buffer.from(bytes.replaceAll('=', ''), 'hex').toString());
  return { headers: headers.map(([name = '', value = '']) => [name.toLowerCase(), value] as const), body };
}
const header = (mail: Received, name: string) =>
  read(mail)
    .headers.filter(([key]) => key === name)
    .map(([, value]) => value);

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => probe.once('listening', resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

describe('the settings', () => {
  it('are all given, or none; the secret may come from a file', () => {
    const some = { UNDERSTUDY_SMTP_URL: 'smtp://u:secret@mail.example' };
    expect(() => readEnv(some)).toThrow(/UNDERSTUDY_MAIL_FROM: expected.*UNDERSTUDY_URL: expected/s);
    expect(() => readEnv(some)).not.toThrow(/secret/);
    expect(() =>
      readEnv({ UNDERSTUDY_SMTP_URL: 'http://x', UNDERSTUDY_MAIL_FROM: 'Ada <a@b.example>' }),
    ).toThrow(/SMTP_URL.*MAIL_FROM/s);
  });
});

describe('an e-mail', () => {
  const mail: Mail = {
    from_name: 'Shop',
    to: 'jane@example.com',
    subject: 'Reply',
    text: 'Hello',
    html: '<p>Hello</p>',
    message_id: 'msg_1',
    headers: {},
  };

  it('has one recipient and the headers that we gave, whatever names and addresses hold', async () => {
    const smtp = await SmtpDouble.start();
    const mailer = createMailer({ url: `smtp://127.0.0.1:${smtp.port}`, from: FROM });
    const evil = 'Shop\r\nBcc: victim@example.com\r\n\r\n<b>spam</b>';
    await mailer.send({ ...mail, from_name: evil, subject: evil });
    for (const to of [
      'jane@example.com, victim@example.com',
      'jane@example.com>\r\nRCPT TO:<victim@example.com',
    ])
      await expect(mailer.send({ ...mail, to })).rejects.toMatchObject({ is_final: true });
    await smtp.stop();
    expect(smtp.received[0]).toMatchObject({ from: FROM, to: ['jane@example.com'] });
    for (const received of smtp.received) {
      expect([header(received, 'bcc'), header(received, 'to').length]).toEqual([[], 1]);
      expect(received.to).not.toContain('victim@example.com');
    }
    expect(read(smtp.received[0] as Received).body).not.toMatch(/spam/);
  });

  it('does not travel in the clear to another machine, nor to one with a false certificate', async () => {
    const plain = await SmtpDouble.start({ host: '127.0.0.2' });
    const false_one = await SmtpDouble.start({ offers_tls: true });
    const urls = [`smtp://127.0.0.2:${plain.port}`, `smtp://127.0.0.1:${false_one.port}`];
    for (const url of urls) {
      const sent = createMailer({ url, from: FROM }).send(mail);
      await expect(sent).rejects.toMatchObject({
        is_final: false,
        message: expect.stringMatching(/tls|certificate/i),
      });
    }
    await createMailer({ url: `${urls[0]}?requireTLS=false`, from: FROM }).send(mail);
    expect([plain.received.length, false_one.received.length]).toEqual([1, 0]);
    await plain.stop();
    await false_one.stop();
  });

  it('says what went wrong without an address in it', async () => {
    const smtp = await SmtpDouble.start();
    const mailer = createMailer({ url: `smtp://127.0.0.1:${smtp.port}`, from: FROM });
    smtp.refusals.push({ code: 550, text: 'jane@example.com: no such user' });
    await expect(mailer.send(mail)).rejects.toMatchObject({
      is_final: true,
      message: expect.stringMatching(/550.*\[email\]: no such user/),
    });
    await smtp.stop();
  });

  it('is one of 20 a day at most to one address, whichever way that is written', async () => {
    const smtp = await SmtpDouble.start();
    let now_ms = Date.UTC(2026, 5, 1);
    const mailer = createMailer({ url: `smtp://127.0.0.1:${smtp.port}`, from: FROM }, () => now_ms);
    const ways = ['jane@example.com', 'Jane@Example.com', 'jane+1@example.com'];
    const send = (i: number) => mailer.send({ ...mail, to: ways[i % ways.length] ?? '' });
    for (let i = 0; i < 20; i++) await send(i);
    for (const i of ways.keys())
      await expect(send(i)).rejects.toMatchObject({ is_final: true, message: expect.stringContaining('20') });
    await mailer.send({ ...mail, to: 'joan@example.com' });
    expect(smtp.received).toHaveLength(21);
    now_ms += 86_400_000;
    await send(0);
    expect(smtp.received.at(-1)?.to).toEqual(['jane@example.com']);
    await smtp.stop();
  });

  it.each(['en', 'de', 'ar'] as const)('is words and tags of ours around the reply, in %s', (language) => {
    const text = 'Click <script>alert(1)</script> & "go"\nthen wait';
    const written = writeReplyMail({
      language,
      team: 'Shop & Co',
      author: '<i>Ada</i>',
      text,
      files: ['a<b>.pdf'],
      page: 'https://shop.example/a?x="',
      stop_url: 'https://desk.example/stop',
    });
    expect(written.text).toContain(text);
    expect(written.text).toContain('https://desk.example/stop');
    expect(written.html).toContain(`<html lang="${language}" dir="${language === 'ar' ? 'rtl' : 'ltr'}">`);
    expect(written.html).toContain(
      'Click &lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;go&quot;\nthen wait',
    );
    expect(written.html).toContain('href="https://shop.example/a?x=&quot;"');
    expect(written.html).not.toMatch(/<script|<i>|<b>|\{\w+\}/);
    expect(written.text + written.subject).not.toMatch(/\{\w+\}/);
  });
});

describe('replies by e-mail', () => {
  let server: TestServer;
  let smtp: SmtpDouble;
  let owner: Caller;
  let workspace: { readonly id: string; readonly public_key: string };
  let now_ms = 0;
  const later: { readonly message_id: string; readonly startAfter: Date | undefined }[] = [];

  beforeAll(async () => {
    smtp = await SmtpDouble.start();
    const port = await freePort();
    server = await startTestServer(
      await store.openDatabase({ memory: true, template: await pgliteTemplate() }),
      {
        PORT: String(port),
        UNDERSTUDY_URL: `http://127.0.0.1:${port}`,
        UNDERSTUDY_SMTP_URL: `smtp://127.0.0.1:${smtp.port}`,
        UNDERSTUDY_MAIL_FROM: FROM,
      },
    );
    const done = await setUp(server);
    owner = done.owner;
    workspace = done.me.workspace;
  }, 60_000);
  afterAll(async () => {
    await server?.close();
    await server?.database.close();
    await smtp?.stop();
  });

  const tx = <T>(work: (handle: store.Tx) => Promise<T>) => server.database.asWorkspace(workspace.id, work);
  const params = (id: string) => ({ params: { id } });
  const mailsOf = async (id: string) =>
    (await call(server.url, 'getConversation', { ...owner, ...params(id) })).value.mails;

  /** The job, as it runs when it is due; what it puts off is kept in `later`. */
  async function run(message_id: string, workspace_id = workspace.id, url = `smtp://127.0.0.1:${smtp.port}`) {
    const jobs: Pick<Jobs, 'enqueue'> = {
      enqueue: async (_tx, _name, data, options) => {
        later.push({
          message_id: (data as { message_id: string }).message_id,
          startAfter: options?.startAfter,
        });
      },
    };
    const mail = {
      mailer: createMailer({ url, from: FROM }),
      stops: createStopTokens(server.env.secret_key),
      public_url: server.url,
    };
    const log = createLog('silent');
    const ports = { database: server.database, jobs: jobs as Jobs, now_ms: () => now_ms, log, mail };
    await mailReply(ports, { workspace_id, message_id });
  }

  /** A visitor whose question waits, and who wants the reply by e-mail. */
  async function ask({ email = 'jane@example.com', page = '', language = 'en' as 'en' | 'de' } = {}) {
    const visitor = await startVisitor(server.url, workspace.public_key);
    const body = { client_id: client_id(), text: 'My invoice is wrong' };
    const { conversation_id: id } = (await call(server.url, 'postVisitorMessage', { ...visitor, body })).value
      .message;
    await call(server.url, 'requestHuman', { ...visitor, ...params(id) });
    const wish = { ...visitor, ...params(id), body: { email, language, ...(page !== '' && { page }) } };
    expect((await call(server.url, 'setReplyAddress', wish)).value).toEqual({ email });
    return { visitor, id };
  }
  async function reply(id: string, text = 'It is corrected now.') {
    const body = { client_id: client_id(), kind: 'message' as const, text };
    return (await call(server.url, 'postAgentMessage', { ...owner, ...params(id), body })).value;
  }

  it('go out once they have stayed unseen, once', async () => {
    const session = await call(server.url, 'startVisitorSession', {
      body: { workspace: workspace.public_key },
    });
    expect(session.value.offers_mail).toBe(true);
    const { visitor, id } = await ask({ page: `${server.url}/demo?token=secret#here` });
    const own = (await call(server.url, 'getVisitorConversation', { ...visitor, ...params(id) })).value;
    expect(own.reply_address).toBe('jane@example.com');
    const message = await reply(id, 'Fixed: <b>12,00 €</b>\nSee Billing.');
    const jobs = await server.database.asSystem((handle) =>
      sql<{ in_s: number }>`select extract(epoch from start_after - created_on)::int as in_s from pgboss.job
        where name = 'mail-reply' and data ->> 'message_id' = ${message.id}`.execute(handle),
    );
    expect(jobs.rows[0]?.in_s).toBeGreaterThan(290);
    expect(await mailsOf(id)).toMatchObject([{ message_id: message.id, state: 'waiting', error: null }]);
    await run(message.id);
    const [mail] = smtp.received.splice(0) as [Received];
    expect(mail).toMatchObject({ from: FROM, to: ['jane@example.com'] });
    expect(Object.fromEntries(read(mail).headers)).toMatchObject({
      from: 'Acme <support@desk.example>',
      to: 'jane@example.com',
      subject: 'Reply from Acme',
      'message-id': `<${message.id}@desk.example>`,
      'auto-submitted': 'auto-replied',
      'list-unsubscribe': expect.stringContaining(`${server.url}/v1/mail/stop?token=`),
      'list-unsubscribe-post': 'List-Unsubscribe=One-Click',
    });
    const { body } = read(mail);
    expect(body).toContain('Ada replied to you in the chat');
    expect(body).toContain('Fixed: &lt;b&gt;12,00 €&lt;/b&gt;');
    expect(body).toContain(`${server.url}/demo`);
    expect(body).not.toMatch(/secret|#here/);
    expect(await mailsOf(id)).toMatchObject([{ state: 'sent', error: null }]);
    await run(message.id);
    expect(smtp.received).toEqual([]);
  });

  it('stay where they were seen', async () => {
    const { visitor, id } = await ask();
    const message = await reply(id);
    await call(server.url, 'readConversation', { ...visitor, ...params(id), body: { seq: message.seq } });
    await run(message.id);
    expect([smtp.received, (await mailsOf(id))[0]?.state]).toEqual([[], 'seen']);
  });

  it('are not of a team’s notes, and not sent to who did not ask', async () => {
    const { id } = await ask();
    const body = { client_id: client_id(), kind: 'note' as const, text: 'Careful with this one.' };
    await call(server.url, 'postAgentMessage', { ...owner, ...params(id), body });
    expect(await mailsOf(id)).toEqual([]);
  });

  it('are tried again where the mail server asks for that, and not where it refuses', async () => {
    const first = await ask();
    const message = await reply(first.id);
    now_ms = Date.UTC(2026, 5, 1);
    later.length = 0;
    smtp.refusals.push({ code: 451, text: 'try again later' });
    await run(message.id);
    expect(later).toEqual([{ message_id: message.id, startAfter: new Date(now_ms + 60_000) }]);
    expect(await mailsOf(first.id)).toMatchObject([
      { state: 'waiting', error: expect.stringContaining('try again') },
    ]);
    await run(message.id);
    expect(smtp.received.splice(0)).toHaveLength(1);
    expect(await mailsOf(first.id)).toMatchObject([{ state: 'sent', error: null }]);

    const second = await ask();
    const refused = await reply(second.id);
    smtp.refusals.push({ code: 550, text: 'no such user' });
    later.length = 0;
    await run(refused.id);
    await run(refused.id);
    expect([smtp.received, later]).toEqual([[], []]);
    expect(await mailsOf(second.id)).toMatchObject([
      { state: 'failed', error: expect.stringContaining('no such user') },
    ]);
  });

  it('are given up within a day where nobody answers', async () => {
    const { id } = await ask();
    const message = await reply(id);
    later.length = 0;
    const nobody = `smtp://127.0.0.1:${await freePort()}`;
    for (let i = 0; i < 9; i++) {
      await run(message.id, workspace.id, nobody);
      now_ms = later.at(-1)?.startAfter?.getTime() ?? now_ms;
    }
    expect(later).toHaveLength(7);
    expect(await mailsOf(id)).toMatchObject([
      { state: 'failed', error: expect.stringMatching(/ECONNREFUSED/) },
    ]);
  });

  it('end by the link, which only its button and a mail program use', async () => {
    const { id } = await ask({ language: 'de' });
    await run((await reply(id)).id);
    const waiting = await reply(id, 'And one more thing.');
    const [mail] = smtp.received.splice(0) as [Received];
    expect(header(mail, 'subject')[0]).toContain('Antwort von Acme');
    const [, url = ''] = /<(.*)>/.exec(header(mail, 'list-unsubscribe')[0] ?? '') ?? [];
    const page = await fetch(url);
    expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('Keine E-Mails mehr')]);
    expect((await mailsOf(id)).map(({ state }) => state).toSorted()).toEqual(['sent', 'waiting']);
    const forged = await fetch(`${url.slice(0, -4)}AAAA`, { method: 'POST' });
    expect(forged.status).toBe(404);
    const stopped = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: 'List-Unsubscribe=One-Click',
    });
    expect([stopped.status, await stopped.text()]).toEqual([200, expect.stringContaining('Erledigt')]);
    await run(waiting.id);
    expect(smtp.received).toEqual([]);
    expect((await mailsOf(id)).map(({ state }) => state).toSorted()).toEqual(['sent', 'stopped']);
    await reply(id, 'Nobody is mailed this.');
    expect(await mailsOf(id)).toHaveLength(2);
  });

  it('end in the widget', async () => {
    const { visitor, id } = await ask();
    const message = await reply(id);
    const body = { email: null };
    expect((await call(server.url, 'setReplyAddress', { ...visitor, ...params(id), body })).value).toEqual(
      body,
    );
    await run(message.id);
    expect([smtp.received, (await mailsOf(id))[0]?.state]).toEqual([[], 'stopped']);
    expect(await tx((handle) => store.getReplyAddress(handle, id))).toBeUndefined();
  });

  it('go to one well-formed address, by the visitor of the conversation only', async () => {
    const { id } = await ask();
    const visitor = await startVisitor(server.url, workspace.public_key);
    const wish = (email: string) =>
      call(server.url, 'setReplyAddress', { ...visitor, ...params(id), body: { email } });
    for (const email of [
      'x',
      'a@b.example\r\nBcc: c@d.example',
      'a@b.example,c@d.example',
      '"A" <a@b.example>',
    ])
      expect((await wish(email)).problem.code).toBe('invalid-request');
    expect((await wish('eve@example.com')).problem.code).toBe('not-found');
    expect((await tx((handle) => store.getReplyAddress(handle, id)))?.address).toBe('jane@example.com');
  });

  it('lead back only to pages that may have the widget', async () => {
    const { id } = await ask({ page: 'https://evil.example/login' });
    await run((await reply(id)).id);
    expect(read((smtp.received.splice(0) as [Received])[0]).body).not.toContain('evil');
  });

  it('leave nothing of the address behind where the customer is erased', async () => {
    const { id } = await ask({ email: 'grace.hopper@example.com' });
    await reply(id);
    const { customer } = (await call(server.url, 'getConversation', { ...owner, ...params(id) })).value;
    const told = (await call(server.url, 'exportCustomer', { ...owner, ...params(customer.id) })).value
      .tables;
    expect(told['reply_addresses']).toMatchObject([{ address: 'grace.hopper@example.com', language: 'en' }]);
    expect(told['reply_mails']).toMatchObject([{ conversation_id: id, state: 'waiting' }]);
    const body = { person: customer.id, dry_run: false };
    const { value } = await call(server.url, 'erasePerson', { ...owner, body });
    expect(value.report.tables).toMatchObject({
      reply_addresses: { deleted: 1 },
      reply_mails: { deleted: 1 },
    });
    expect(
      await tx((handle) => handle.selectFrom('reply_addresses').select('address').execute()),
    ).not.toContainEqual({
      address: 'grace.hopper@example.com',
    });
  });

  it('say whose an address is where somebody asks to be erased by it, but for who has another one', async () => {
    const { id } = await ask({ email: 'hedy.lamarr@example.com' });
    const { customer } = (await call(server.url, 'getConversation', { ...owner, ...params(id) })).value;
    const other = await ask({ email: 'hedy.lamarr@example.com' });
    await tx((handle) =>
      sql`update customers set email = 'joan@example.com' where id = (
        select customer_id from conversations where id = ${other.id})`.execute(handle),
    );
    const body = { person: 'Hedy.Lamarr@example.com', dry_run: false };
    const { value } = await call(server.url, 'erasePerson', { ...owner, body });
    expect(value.report).toMatchObject({ customers: 1, conversations: 1, found: 0 });
    expect((await call(server.url, 'getConversation', { ...owner, ...params(id) })).problem.code).toBe(
      'not-found',
    );
    expect(
      (await call(server.url, 'exportCustomer', { ...owner, ...params(customer.id) })).problem.code,
    ).toBe('not-found');
    expect((await call(server.url, 'getConversation', { ...owner, ...params(other.id) })).value.id).toBe(
      other.id,
    );
    expect(await tx((handle) => store.getReplyAddress(handle, other.id))).toBeUndefined();
  });

  it('never carry what another workspace says', async () => {
    const { id } = await ask();
    const message = await reply(id);
    await run(message.id, await addWorkspace(server.database));
    expect([smtp.received, (await mailsOf(id))[0]?.state]).toEqual([[], 'waiting']);
  });

  it('are tried out by a lead, to themselves, and the audit log says so', async () => {
    expect((await call(server.url, 'getMailSetup', owner)).value).toEqual({ from: FROM });
    expect((await call(server.url, 'sendTestMail', owner)).value).toEqual({ sent_to: 'ada@example.com' });
    expect((smtp.received.splice(0) as [Received])[0].to).toEqual(['ada@example.com']);
    smtp.refusals.push({ code: 554, text: 'no' });
    expect((await call(server.url, 'sendTestMail', owner)).problem).toMatchObject({
      code: 'conflict',
      detail: expect.stringContaining('554'),
    });
    const { items } = (await call(server.url, 'listAuditLog', { ...owner, query: { category: 'settings' } }))
      .value;
    expect(items.map(({ action, outcome }) => [action, outcome])).toEqual([
      ['sendTestMail', 'conflict'],
      ['sendTestMail', 'done'],
    ]);
  });
});

describe('without the settings', () => {
  it('nothing is offered, and nothing is promised', async () => {
    const server = await startTestServer(
      await store.openDatabase({ memory: true, template: await pgliteTemplate() }),
    );
    try {
      const { owner, me } = await setUp(server);
      const { public_key } = me.workspace;
      const session = await call(server.url, 'startVisitorSession', { body: { workspace: public_key } });
      expect(session.value.offers_mail).toBe(false);
      const visitor = { headers: { authorization: `Bearer ${session.value.token}` } };
      const said = await call(server.url, 'postVisitorMessage', {
        ...visitor,
        body: { client_id: client_id(), text: 'Hello there' },
      });
      const { conversation_id: id } = said.value.message;
      const wish = { ...visitor, params: { id }, body: { email: 'jane@example.com' } };
      expect((await call(server.url, 'setReplyAddress', wish)).problem.code).toBe('conflict');
      expect((await call(server.url, 'getMailSetup', owner)).value).toEqual({ from: null });
      expect((await call(server.url, 'sendTestMail', owner)).problem.code).toBe('conflict');
      expect((await fetch(`${server.url}/v1/mail/stop?token=x`)).status).toBe(404);
    } finally {
      await server.close();
      await server.database.close();
    }
  }, 60_000);
});
