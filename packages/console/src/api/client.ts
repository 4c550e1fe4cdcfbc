/** A thin fetch client over the contract: typed in, typed out, and every failure one `ApiError`. */
import type { Attachment, Body, Params, Problem, Query, Result } from '@understudy/contract';
import { type RouteName, routes } from './routes.ts';

/** `offline`: no answer came at all; the other codes are the contract's. */
type Code = Problem['code'] | 'offline';

export class ApiError extends Error {
  readonly code: Code;
  readonly status: number;
  readonly problem: Problem | null;

  constructor(code: Code, status: number, problem: Problem | null) {
    super(
      problem?.detail ??
        problem?.title ??
        (status === 0 ? 'The server cannot be reached.' : `HTTP ${status}`),
    );
    this.code = code;
    this.status = status;
    this.problem = problem;
  }

  /** Whether the same request may well succeed in a moment. */
  get retryable(): boolean {
    return this.code === 'offline' || this.status === 502 || this.status === 503 || this.status === 504;
  }
}

type Part<K extends string, T> = [T] extends [never]
  ? { readonly [key in K]?: undefined }
  : { readonly [key in K]: T };
type OptionalPart<K extends string, T> = [T] extends [never]
  ? { readonly [key in K]?: undefined }
  : { readonly [key in K]?: T };
export type Input<N extends RouteName> = Part<'params', Params<N>> &
  OptionalPart<'query', Query<N>> &
  Part<'body', Body<N>>;

/** The URL of an endpoint: parameters filled in and escaped, empty query values left out. */
export function urlOf(
  name: RouteName,
  params: Record<string, string> = {},
  query: Record<string, unknown> = {},
): string {
  const path = routes[name].path.replace(/:([a-z_]+)/g, (_, key: string) =>
    encodeURIComponent(params[key] ?? ''),
  );
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) {
    if (typeof value === 'string' ? value !== '' : typeof value === 'number' || typeof value === 'boolean') {
      search.set(key, String(value));
    }
  }
  const text = search.toString();
  return text === '' ? path : `${path}?${text}`;
}

/** Turns the body of a failed response into an error; anything but problem+json (a proxy's page) keeps its status only. */
export function problemError(status: number, body: unknown): ApiError {
  if (typeof body === 'object' && body !== null && 'code' in body && 'title' in body) {
    const problem = body as Problem;
    return new ApiError(problem.code, status, problem);
  }
  return new ApiError(
    status === 401 ? 'unauthenticated' : status >= 500 ? 'unavailable' : 'internal',
    status,
    null,
  );
}

/** Calls an endpoint with the session cookie. Throws `ApiError` only. */
export async function call<N extends RouteName>(
  name: N,
  input: Input<N>,
  signal?: AbortSignal,
): Promise<Result<N>> {
  const { params, query, body } = input as {
    params?: Record<string, string>;
    query?: Record<string, unknown>;
    body?: unknown;
  };
  const init: RequestInit = {
    method: routes[name].method,
    credentials: 'same-origin',
    headers: { accept: 'application/json' },
  };
  if (signal) init.signal = signal;
  if (body !== undefined) {
    init.body = JSON.stringify(body);
    init.headers = { accept: 'application/json', 'content-type': 'application/json' };
  }
  const response = await reach(urlOf(name, params, query), init);
  const answer: unknown = await response.json().catch(() => null);
  if (!response.ok) throw problemError(response.status, answer);
  return answer as Result<N>;
}

async function reach(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init);
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new ApiError('offline', 0, null);
  }
}

/** Uploads a file for the next reply. */
export async function attach(conversationId: string, file: File): Promise<Attachment> {
  const response = await reach(urlOf('postAgentAttachment', { id: conversationId }, { name: file.name }), {
    method: 'POST',
    credentials: 'same-origin',
    headers: { 'content-type': file.type || 'application/octet-stream' },
    body: file,
  });
  const answer: unknown = await response.json().catch(() => null);
  if (!response.ok) throw problemError(response.status, answer);
  return answer as Attachment;
}

/** Where the browser finds a file that goes with a message. */
export const attachmentUrl = (id: string): string => `/v1/attachments/${encodeURIComponent(id)}`;

/** Sends a file as it lies on disk; `onProgress` hears the share sent, 0 to 1. fetch cannot report that, so XMLHttpRequest. */
export function upload(
  file: Blob,
  source: string,
  onProgress: (share: number) => void,
): Promise<Result<'startImport'>> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', urlOf('startImport', {}, { source }));
    request.setRequestHeader(
      'content-type',
      source.endsWith('.gz') ? 'application/gzip' : 'application/x-ndjson',
    );
    request.responseType = 'json';
    request.upload.addEventListener('progress', (event) =>
      onProgress(event.total > 0 ? event.loaded / event.total : 0),
    );
    request.addEventListener('error', () => reject(new ApiError('offline', 0, null)));
    request.addEventListener('load', () => {
      if (request.status >= 200 && request.status < 300) resolve(request.response as Result<'startImport'>);
      else reject(problemError(request.status, request.response));
    });
    request.send(file);
  });
}
