/**
 * The demo product's own server: its pages, its API with the failures of a real one, and what only a company's backend
 * can do: sign who is signed in, and tell Understudy what is known of the accounts.
 *
 *   UNDERSTUDY_URL=http://127.0.0.1:3000 PUBLIC_KEY=pk_… IDENTITY_KEY=kid:secret API_KEY=us_… node serve.ts
 *
 * `IDENTITY_KEY` (console: Settings, Identity) and `API_KEY` (scope `context:write`) may be left out: then nobody is
 * verified, and no facts are known. Listens on loopback only.
 */
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { signIdentity } from '@understudy/widget/server';

export interface DemoOptions {
  /** Origin of the Understudy server. */
  readonly understudy_url: string;
  readonly public_key: string;
  readonly identity_key: { readonly kid: string; readonly secret: string } | null;
  readonly api_key: string | null;
  /** 0 for any that is free. */
  readonly port: number;
}

/** The demo's whole user base. */
export const USERS = {
  mara: { user_id: 'mara', name: 'Mara Lindqvist', email: 'mara@atelier.example', account_id: 'acc-026' },
  jonas: { user_id: 'jonas', name: 'Jonas Keller', email: 'jonas@kontor.example', account_id: 'acc-031' },
} as const;

const FACTS = [
  { account_id: 'acc-026', facts: { plan: 'studio', lifecycle: 'customer', seats: 14 } },
  { account_id: 'acc-031', facts: { plan: 'free', lifecycle: 'trial', seats: 2 } },
];
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
};
const MAX_BODY_BYTES = 10_000;

export async function serveDemo(options: DemoOptions): Promise<{ url: string; stop: () => Promise<void> }> {
  await tellFacts(options);
  const server = createServer((request, response) => {
    answer(options, request, response).catch(() => response.writeHead(500).end());
  });
  await new Promise<void>((resolve) => server.listen(options.port, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, stop: () => stop(server) };
}

function stop(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}

async function answer(
  options: DemoOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://demo');
  if (pathname === '/config.json') {
    const { public_key, understudy_url } = options;
    return json(response, 200, { public_key, understudy_url });
  }
  if (pathname === '/identity') return identity(options, searchParams.get('user') ?? '', response);
  if (pathname.startsWith('/api/')) return save(pathname, request, response);
  file(pathname, response);
}

/** A real product reads the user from its own session, never from the address. */
async function identity(options: DemoOptions, user: string, response: ServerResponse): Promise<void> {
  const known = Object.entries(USERS).find(([name]) => name === user)?.[1];
  if (known === undefined || options.identity_key === null) return json(response, 404, {});
  json(response, 200, { token: await signIdentity({ ...options.identity_key, user: known }) });
}

/** Refuses as the state says: a week that is signed off, a plan without roles, an invoice without a VAT number. */
async function save(path: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  let body = '';
  for await (const chunk of request) {
    body += String(chunk);
    if (body.length > MAX_BODY_BYTES) return json(response, 413, {});
  }
  const { state } = JSON.parse(body) as { state: Record<string, string> };
  const refusals: Readonly<Record<string, number>> = {
    '/api/timesheets': state['week'] === 'signed-off' ? 409 : 0,
    '/api/team': state['user'] === 'mara' ? 0 : 403,
    '/api/invoices': state['invoice'] === 'open' ? 402 : 0,
  };
  json(response, refusals[path] || 200, {});
}

function file(path: string, response: ServerResponse): void {
  const isAsset = extname(path) in TYPES && !path.includes('..');
  const name = isAsset ? path.slice(1) : 'index.html';
  try {
    const bytes = readFileSync(join(import.meta.dirname, name));
    response.writeHead(200, { 'content-type': TYPES[extname(name)], 'cache-control': 'no-store' }).end(bytes);
  } catch {
    response.writeHead(404).end();
  }
}

function json(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  response.end(JSON.stringify(body));
}

/** What the company knows of its accounts, and which release is out. */
async function tellFacts({ understudy_url, api_key }: DemoOptions): Promise<void> {
  if (api_key === null) return;
  const at = new Date().toISOString();
  const tell = async (path: string, body: unknown) => {
    const headers = { authorization: `Bearer ${api_key}`, 'content-type': 'application/json' };
    const told = await fetch(understudy_url + path, { method: 'POST', headers, body: JSON.stringify(body) });
    if (!told.ok) throw new Error(`${path} answered ${told.status}: ${await told.text()}`);
  };
  await tell('/v1/context', { items: FACTS.map((item) => ({ ...item, events: [], at })) });
  await tell('/v1/releases', { name: '4.9', at });
}

function optionsFrom(env: NodeJS.ProcessEnv): DemoOptions {
  const [kid, secret] = (env['IDENTITY_KEY'] ?? '').split(':');
  return {
    understudy_url: env['UNDERSTUDY_URL'] ?? 'http://127.0.0.1:3000',
    public_key: env['PUBLIC_KEY'] ?? '',
    identity_key: kid && secret ? { kid, secret } : null,
    api_key: env['API_KEY'] ?? null,
    port: Number(env['PORT'] ?? 4000),
  };
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { url } = await serveDemo(optionsFrom(process.env));
  process.stdout.write(`The demo product: ${url}\n`);
}
