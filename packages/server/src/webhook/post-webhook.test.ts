import { lookup } from 'node:dns';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createWebhookPoster, type PosterOptions } from './post-webhook.ts';

/** Names that answer with addresses as somebody evil would set them up. */
const NAMES: Readonly<Record<string, readonly string[]>> = {
  'loopback.example': ['127.0.0.1'],
  'private.example': ['10.1.2.3'],
  'metadata.example': ['169.254.169.254'],
  'metadata-six.example': ['fd00:ec2::254'],
  'one-of-two.example': ['93.184.216.34', '169.254.169.254'],
  'mapped.example': ['::ffff:169.254.169.254'],
};
const resolve = ((host: string, options: object, done: (error: Error | null, found: unknown) => void) => {
  const addresses = NAMES[host];
  if (addresses === undefined) return lookup(host, options, done as never);
  const found = addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
  return done(null, found);
}) as typeof lookup;

let port = 0;
let redirected = 0;
const seen: string[] = [];
const answers: Readonly<Record<string, (request: IncomingMessage, response: ServerResponse) => void>> = {
  '/ok': (_, response) => response.writeHead(204).end(),
  '/moved': (_, response) => response.writeHead(302, { location: '/target' }).end(),
  '/target': (_, response) => {
    redirected += 1;
    response.end();
  },
  '/silent': () => undefined,
  '/upgraded': ({ socket }) =>
    socket.end('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n'),
  '/endless': (_, response) => {
    response.writeHead(200);
    const drip = setInterval(() => response.write('x'.repeat(30_000)), 5);
    response.on('close', () => clearInterval(drip));
  },
};
const receiver = createServer((request, response) => {
  seen.push(request.url ?? '');
  request.resume().on('end', () => answers[request.url ?? '']?.(request, response));
});

beforeAll(async () => {
  await new Promise<void>((listening) => receiver.listen(0, '127.0.0.1', listening));
  ({ port } = receiver.address() as AddressInfo);
});
afterAll(() => receiver.closeAllConnections());

const post = (url: string, options: Partial<PosterOptions> = {}) =>
  createWebhookPoster({ allows_private: false, resolve, ...options })({
    url: url.replace('PORT', String(port)),
    headers: { 'webhook-id': 'dlv_1' },
    body: '{"é":1}',
  });

describe('what only this server can reach', () => {
  it.each([
    'http://127.0.0.1:PORT/ok',
    'http://localhost:PORT/ok',
    'http://[::1]:PORT/ok',
    'http://[::ffff:127.0.0.1]:PORT/ok',
    'http://2130706433:PORT/ok',
    'http://0x7f.1:PORT/ok',
    'http://0177.0.0.1:PORT/ok',
    'http://0.0.0.0:PORT/ok',
    'http://10.0.0.1/',
    'http://192.168.1.1/',
    'http://100.64.0.1/',
    'http://[fc00::1]/',
    'http://loopback.example:PORT/ok',
    'https://loopback.example:PORT/ok',
    'http://private.example/',
  ])('is refused: %s', async (url) => {
    const before = seen.length;
    expect(await post(url)).toMatchObject({ status: null, error: expect.stringContaining('refused') });
    expect(seen.length).toBe(before);
  });

  it.each([
    'http://169.254.169.254/latest/meta-data/',
    'http://2852039166/',
    'http://[::ffff:169.254.169.254]/',
    'http://[fe80::1]/',
    'http://[fd00:ec2::254]/',
    'http://[64:ff9b::a9fe:a9fe]/',
    'http://[64:ff9b:1::a9fe:a9fe]/',
    'http://[::ffff:0:a9fe:a9fe]/',
    'http://169.254.169.254./',
    'http://100.100.100.200/',
    'http://168.63.129.16/',
    'http://[fd00:ec2::23]/',
    'http://[fd20:ce::254]/',
    'http://metadata.example/',
    'http://metadata-six.example/',
    'http://one-of-two.example/',
    'http://mapped.example/',
  ])(
    'is refused even where private addresses are allowed, if credentials are kept there: %s',
    async (url) => {
      const answer = await post(url, { allows_private: true, limit_ms: 2_000 });
      expect(answer).toMatchObject({ status: null, error: expect.stringContaining('link-local') });
    },
  );

  it('is reached where the operator allows private addresses', async () => {
    for (const host of ['127.0.0.1', '2130706433', 'loopback.example'])
      expect(await post(`http://${host}:PORT/ok`, { allows_private: true })).toMatchObject({
        status: 204,
        error: null,
      });
  });
});

describe('a receiver', () => {
  const allowed = { allows_private: true };

  it('that redirects is told as it is, and not followed', async () => {
    expect(await post('http://127.0.0.1:PORT/moved', allowed)).toMatchObject({ status: 302 });
    expect(redirected).toBe(0);
  });

  it('that says nothing is given up', async () => {
    const answer = await post('http://127.0.0.1:PORT/silent', { ...allowed, limit_ms: 200 });
    expect(answer).toMatchObject({ status: null, error: 'No answer within 0.2 s.' });
    expect(answer.took_ms).toBeGreaterThanOrEqual(190);
  });

  it('that speaks another protocol from there on is no yes, and holds nobody up', async () => {
    expect(await post('http://127.0.0.1:PORT/upgraded', allowed)).toMatchObject({ status: null });
  });

  it('that never ends its answer costs no memory: the status is enough', async () => {
    expect(await post('http://127.0.0.1:PORT/endless', allowed)).toMatchObject({ status: 200 });
    await expect
      .poll(() => new Promise<number>((told) => receiver.getConnections((_, n) => told(n))), {
        timeout: 5_000,
      })
      .toBeLessThanOrEqual(1); // the silent one may be left
  });

  it('that is not there, or breaks off, is told by its code', async () => {
    expect(await post('http://127.0.0.1:1/', allowed)).toMatchObject({ error: 'ECONNREFUSED' });
    expect(await post('http://no-such-name.invalid/', allowed)).toMatchObject({
      error: expect.stringMatching(/ENOTFOUND|EAI_AGAIN/),
    });
  });
});
