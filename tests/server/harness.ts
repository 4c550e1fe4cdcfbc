/** A server for a test: real ports, real encoder, a database of its own, and a client that checks every answer against the contract. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type Body,
  type EndpointName,
  endpoints,
  type Problem,
  problem,
  type Result,
} from '@understudy/contract';
import { expect } from 'vitest';
import { type Env, readEnv } from '../../packages/server/src/env.ts';
import { startServer, type StartOptions } from '../../packages/server/src/main.ts';
import type { Database } from '../../packages/server/src/store/index.ts';

export interface TestServer {
  readonly url: string;
  readonly setup_token: string;
  readonly database: Database;
  readonly env: Env;
  close(): Promise<void>;
}

/** `settings` go over those of a test, by the names of the environment. */
export async function startTestServer(
  database: Database,
  settings: Readonly<Record<string, string>> = {},
  timing: Pick<StartOptions, 'audit_undo_ms' | 'count_every_ms'> = {},
): Promise<TestServer> {
  const data_dir = mkdtempSync(join(tmpdir(), 'understudy-test-'));
  const env = readEnv({
    PORT: '0',
    UNDERSTUDY_DATA: data_dir,
    LOG_LEVEL: process.env.TEST_LOG_LEVEL ?? 'silent',
    ...settings,
  });
  const options = {
    env,
    database,
    say: () => undefined,
    turn_window_ms: 0,
    requests_per_minute: 1_000_000,
    ...timing,
  };
  const server = await startServer(options);
  const setup_token = new URL(server.setup_url ?? 'http://none/').searchParams.get('token') ?? '';
  const close = async () => {
    await server.close();
    rmSync(data_dir, { recursive: true, force: true });
  };
  return { url: server.url, setup_token, database, env, close };
}

export interface Caller {
  readonly headers?: Readonly<Record<string, string>>;
}
export interface Request<N extends EndpointName> extends Caller {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string | number>>;
  readonly body?: Body<N>;
}
export interface Answer<N extends EndpointName> {
  readonly status: number;
  readonly headers: Headers;
  /** The parsed answer; throws where it was a problem. */
  readonly value: Result<N>;
  readonly problem: Problem;
}

/** Calls an endpoint by its name in the contract; what comes back must have the form that the contract says. */
export async function call<N extends EndpointName>(
  url: string,
  name: N,
  request: Request<N> = {},
): Promise<Answer<N>> {
  const endpoint = endpoints[name];
  const path = endpoint.path.replace(/:(\w+)/g, (_, key: string) => request.params?.[key] ?? 'missing');
  const query = new URLSearchParams(Object.entries(request.query ?? {}).map(([k, v]) => [k, String(v)]));
  const hasBody = request.body !== undefined;
  const response = await fetch(`${url}${path}?${query}`, {
    method: endpoint.method,
    headers: { ...(hasBody && { 'content-type': 'application/json' }), ...request.headers },
    ...(hasBody && { body: JSON.stringify(request.body) }),
  });
  const json: unknown = await response.json();
  if (response.ok) {
    const value = (endpoint.response as import('zod').ZodType).parse(json) as Result<N>;
    expect(json).toEqual(value); // nothing that the contract does not name
    return { status: response.status, headers: response.headers, value, problem: undefined as never };
  }
  expect(response.headers.get('content-type')).toContain('application/problem+json');
  const told = problem.parse(json);
  expect(told.status).toBe(response.status);
  return {
    status: response.status,
    headers: response.headers,
    problem: told,
    get value(): Result<N> {
      throw new Error(
        `${name}: ${told.code}: ${told.detail ?? told.title} ${JSON.stringify(told.errors ?? '')}`,
      );
    },
  };
}

export const OWNER = { name: 'Ada', email: 'ada@example.com', password: 'correct horse battery' };

/** Sets the server up and answers the owner's cookie and the workspace. */
export async function setUp(server: Pick<TestServer, 'url' | 'setup_token'>) {
  const body = { token: server.setup_token, workspace_name: 'Acme', ...OWNER };
  const { value: me, headers } = await call(server.url, 'setup', { body });
  return { me, owner: { headers: { cookie: cookieOf(headers) } } };
}

export function cookieOf(headers: Headers): string {
  return headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ');
}

export async function startVisitor(
  url: string,
  workspace: string,
): Promise<Caller & { readonly token: string }> {
  const { value } = await call(url, 'startVisitorSession', { body: { workspace } });
  return { token: value.token, headers: { authorization: `Bearer ${value.token}` } };
}

export interface StreamEvent {
  readonly id: number;
  readonly data: { readonly type: string } & Record<string, unknown>;
}

/** A stream of server-sent events; `until` resolves with the first event that fits, also one that came before. */
export interface EventReader {
  readonly seen: readonly StreamEvent[];
  until(fits: (event: StreamEvent) => boolean): Promise<StreamEvent>;
  close(): void;
}

export async function openEvents(
  url: string,
  path: string,
  caller: Caller,
  last_id?: number,
): Promise<EventReader> {
  const abort = new AbortController();
  const headers = { ...caller.headers, ...(last_id !== undefined && { 'last-event-id': String(last_id) }) };
  const response = await fetch(url + path, { headers, signal: abort.signal });
  if (!response.ok || response.body === null) throw new Error(`${path}: ${response.status}`);
  const seen: StreamEvent[] = [];
  const waiting = new Set<() => void>();
  const opened = Promise.withResolvers<void>();
  const read = async (body: ReadableStream<Uint8Array>) => {
    let text = '';
    const decoder = new TextDecoder();
    for await (const chunk of body) {
      text += decoder.decode(chunk, { stream: true });
      const blocks = text.split('\n\n');
      text = blocks.pop() ?? '';
      for (const block of blocks) {
        const data = /^data: (.*)$/m.exec(block)?.[1];
        if (data !== undefined)
          seen.push({ id: Number(/^id: (\d+)$/m.exec(block)?.[1]), data: JSON.parse(data) });
        opened.resolve();
      }
      for (const wake of waiting) wake();
    }
  };
  read(response.body).catch(() => undefined);
  await opened.promise;
  return {
    seen,
    async until(fits) {
      for (;;) {
        const event = seen.find(fits);
        if (event !== undefined) return event;
        await new Promise<void>((resolve) => waiting.add(resolve));
      }
    },
    close: () => abort.abort(),
  };
}
