/** Calls the HTTP API by the names of the contract's table; answers are parsed, refusals become `CliError`. */
import {
  type Body,
  type EndpointName,
  endpoints,
  type Params,
  problem,
  type Query,
  type Result,
} from '@understudy/contract';
import { CliError, EXIT } from './cli-error.ts';

export interface Server {
  readonly url: string;
  /** API key, or the token that the running server left for its own machine. */
  readonly token: string;
}

interface Input<N extends EndpointName> {
  readonly params?: Params<N>;
  readonly query?: Query<N>;
  readonly body?: Body<N>;
}

const TIMEOUT_MS = 30_000;

export async function call<N extends EndpointName>(
  server: Server,
  name: N,
  input: Input<N> = {},
): Promise<Result<N>> {
  const { method } = endpoints[name];
  const url = urlOf(name, input.params as Record<string, string>, input.query as Record<string, unknown>);
  const response = await request(server, url, {
    method,
    signal: AbortSignal.timeout(TIMEOUT_MS),
    ...(input.body !== undefined && {
      body: JSON.stringify(input.body),
      headers: { 'content-type': 'application/json' },
    }),
  });
  return endpoints[name].response.parse(await response.json()) as Result<N>;
}

/** Sends NDJSON as it is made; the server reads as fast as it can store. */
export async function upload(
  server: Server,
  query: Query<'startImport'>,
  body: AsyncIterable<Uint8Array>,
): Promise<Result<'startImport'>> {
  const response = await request(server, urlOf('startImport', {}, query), {
    method: 'POST',
    headers: { 'content-type': 'application/x-ndjson' },
    body: body as never, // Node's fetch takes it; the types of browsers, with which tests are checked, do not
    duplex: 'half',
  });
  return endpoints.startImport.response.parse(await response.json());
}

/** The response of a path whose body is a stream. */
export const stream = (server: Server, path: string): Promise<Response> =>
  request(server, path, { method: 'GET' });

export function urlOf(
  name: EndpointName,
  params: Record<string, string> = {},
  query: Record<string, unknown> = {},
): string {
  const path = endpoints[name].path.replace(/:([a-z_]+)/g, (_, key: string) =>
    encodeURIComponent(params[key] ?? ''),
  );
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) {
    if (typeof value === 'string' || typeof value === 'number') search.set(key, `${value}`);
  }
  return search.size > 0 ? `${path}?${search.toString()}` : path;
}

async function request(
  server: Server,
  path: string,
  init: RequestInit & { duplex?: 'half' },
): Promise<Response> {
  const headers = { ...(init.headers as Record<string, string>), authorization: `Bearer ${server.token}` };
  let response: Response;
  try {
    response = await fetch(new URL(path, server.url), { ...init, headers });
  } catch (error) {
    throw new CliError('server-unreachable', `No answer from ${server.url} (${reasonOf(error)}).`, {
      advice: 'Is the server running? `understudy doctor` looks for what is wrong.',
      exit_code: EXIT.unreachable,
    });
  }
  if (response.ok) return response;
  throw await refusal(response);
}

async function refusal(response: Response): Promise<CliError> {
  const parsed = problem.safeParse(await response.json().catch(() => null));
  const told = parsed.success ? parsed.data : null;
  const found = told ? `${told.code}: ${told.detail ?? told.title}` : `HTTP ${response.status}`;
  const isKey = response.status === 401 || response.status === 403;
  return new CliError('server-refused', `The server refused (${found}).`, {
    advice: isKey
      ? 'Set UNDERSTUDY_API_KEY to a key with the scope that this needs (console: Settings, API keys).'
      : `The server's log tells more${told ? ` under request id ${told.request_id}` : ''}.`,
  });
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message : error.message;
}
