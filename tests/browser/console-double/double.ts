/**
 * A double of the API in memory, with the built console in front. Requests are parsed and every answer is checked with
 * the contract's own schemas, so a test cannot pass against an API that does not exist.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  type Body,
  type ConsoleEvent,
  consoleEvent,
  type EndpointName,
  endpoints,
  type Result,
} from '@understudy/contract';
import { type Desk, makeDesk } from './desk.ts';
import { makeHandlers } from './handlers.ts';
import { Refusal } from './refusal.ts';
import { serveFile } from './static.ts';

export interface Recorded {
  readonly name: EndpointName;
  readonly params: Record<string, string>;
  readonly body: unknown;
}

export interface Double {
  readonly url: string;
  readonly desk: Desk;
  /** Every request that reached the API, in order. */
  readonly requests: readonly Recorded[];
  sent<N extends EndpointName>(name: N): readonly { params: Record<string, string>; body: Body<N> }[];
  /** The next `times` calls of an endpoint fail with 503, or with 500 where `retryable` is false. */
  fail(name: EndpointName, times: number, retryable?: boolean): void;
  emit(event: ConsoleEvent): void;
  close(): Promise<void>;
}

export async function startDouble(options: Partial<Desk> = {}): Promise<Double> {
  const desk = { ...makeDesk(), ...options };
  const requests: Recorded[] = [];
  const failures = new Map<EndpointName, { times: number; retryable: boolean }>();
  const streams = new Set<ServerResponse>();
  let eventId = 0;
  const emit = (event: ConsoleEvent) => {
    const data = JSON.stringify(consoleEvent.parse(event));
    for (const stream of streams) stream.write(`id: ${++eventId}\nevent: ${event.type}\ndata: ${data}\n\n`);
  };
  const handlers = makeHandlers(desk, emit);

  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const url = new URL(request.url ?? '/', 'http://double');
    if (url.pathname === '/v1/events') return openStream(response, streams);
    if (!url.pathname.startsWith('/v1/')) return serveFile(url.pathname, response);
    const found = match(request.method ?? 'GET', url.pathname);
    if (!found) throw new Refusal(404, 'not-found');
    const { name, params } = found;
    const endpoint = endpoints[name] as {
      query?: { parse(value: unknown): unknown };
      body?: { parse(value: unknown): unknown };
    };
    const text = await read(request);
    const body = endpoint.body ? endpoint.body.parse(JSON.parse(text)) : text;
    const query = endpoint.query?.parse(Object.fromEntries(url.searchParams)) ?? {};
    requests.push({ name, params, body });
    const failure = failures.get(name);
    if (failure && failure.times-- > 0)
      throw new Refusal(failure.retryable ? 503 : 500, failure.retryable ? 'unavailable' : 'internal');
    if (endpoints[name].access.kind === 'member' && !desk.signedIn) throw new Refusal(401, 'unauthenticated');
    const { access } = endpoints[name];
    if (access.kind === 'member' && access.role === 'lead' && desk.me.role === 'agent')
      throw new Refusal(403, 'forbidden', 'This takes the role lead or a higher one.');
    const handler = handlers[name];
    if (!handler) throw new Error(`the double has no handler for ${name}`);
    const result = endpoints[name].response.parse(handler({ params, query, body } as never)) as Result<
      typeof name
    >;
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(result));
  };

  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => refuse(response, error));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    desk,
    requests,
    sent: (name) => requests.filter((request) => request.name === name) as never,
    fail: (name, times, retryable = true) => failures.set(name, { times, retryable }),
    emit,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function match(
  method: string,
  path: string,
): { name: EndpointName; params: Record<string, string> } | undefined {
  for (const [name, endpoint] of Object.entries(endpoints)) {
    const pattern = new RegExp(`^${endpoint.path.replace(/:([a-z_]+)/g, '(?<$1>[^/]+)')}$`);
    const found = endpoint.method === method ? pattern.exec(path) : null;
    if (found) return { name: name as EndpointName, params: { ...found.groups } };
  }
  return undefined;
}

async function read(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

function openStream(response: ServerResponse, streams: Set<ServerResponse>): void {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  response.write(': open\n\n');
  streams.add(response);
  response.on('close', () => streams.delete(response));
}

function refuse(response: ServerResponse, error: unknown): void {
  const { status, code } = error instanceof Refusal ? error : { status: 500, code: 'internal' };
  const detail = error instanceof Refusal ? error.detail : String(error);
  response.writeHead(status, { 'content-type': 'application/problem+json' });
  response.end(
    JSON.stringify({
      type: `https://understudy.dev/errors/${code}`,
      title: titleOf(code),
      status,
      code,
      detail,
      errors: error instanceof Refusal ? error.errors : undefined,
      request_id: 'req_double',
    }),
  );
}

const titleOf = (code: string): string =>
  code === 'unavailable' ? 'The database is away for the moment.' : code;
