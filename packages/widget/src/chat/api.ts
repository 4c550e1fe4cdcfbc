/**
 * The widget's part of the HTTP API. A call never throws: what went wrong is a value that says whether to wait and
 * try again, or to show it. The visitor's token is started, kept and renewed here and nowhere else.
 */
import type { Attachment, Body, Problem, Result } from '@understudy/contract';
import type { Identified } from './identity.ts';
import { type Storage, TOKEN } from './storage.ts';

export type Session = Result<'startVisitorSession'>;

/** `offline`: no answer came; `busy`: the server asks to wait; `refused`: repeating it will not help. */
export type Failure =
  | { readonly kind: 'offline' }
  | { readonly kind: 'busy'; readonly rate_limited: boolean; readonly retry_after_ms: number | null }
  | { readonly kind: 'refused'; readonly status: number; readonly problem?: RefusalProblem };
export type RefusalProblem = Partial<Pick<Problem, 'code' | 'detail'>>;
export type Outcome<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly failure: Failure };

export interface Api {
  /** Starts a session, or renews the one whose token is stored. Calls at the same time share one request. */
  startSession(): Promise<Outcome<Session>>;
  send(body: Body<'postVisitorMessage'>): Promise<Outcome<Result<'postVisitorMessage'>>>;
  /** `onShare` hears how much has gone, 0 to 1. */
  upload(file: File, name: string, onShare: (share: number) => void): Promise<Outcome<Attachment>>;
  conversation(id: string, after: number): Promise<Outcome<Result<'getVisitorConversation'>>>;
  conversations(): Promise<Outcome<Result<'listVisitorConversations'>>>;
  read(id: string, seq: number): Promise<Outcome<Result<'readConversation'>>>;
  guide(id: string): Promise<Outcome<Result<'getVisitorGuide'>>>;
  reportGuide(id: string, run: Body<'recordGuideRun'>): Promise<Outcome<Result<'recordGuideRun'>>>;
  setReplyAddress(id: string, body: Body<'setReplyAddress'>): Promise<Outcome<Result<'setReplyAddress'>>>;
  requestHuman(id: string): Promise<Outcome<Result<'requestHuman'>>>;
  rate(id: string, body: Body<'rateAnswer'>): Promise<Outcome<Result<'rateAnswer'>>>;
  thumb(id: string, body: Body<'thumbAnswer'>): Promise<Outcome<Result<'thumbAnswer'>>>;
  score(id: string, body: Body<'rateConversation'>): Promise<Outcome<Result<'rateConversation'>>>;
  choose(id: string, body: Body<'chooseClarification'>): Promise<Outcome<Result<'chooseClarification'>>>;
  /** A raw authorised request for the event stream; renews the session once on 401. Throws as `fetch` does. */
  open(path: string, init: RequestInit): Promise<Response>;
  /** Whether this device has been here before. */
  isKnown(): boolean;
  /** Drops the visitor's token from this device. */
  forget(): void;
}

const TIMEOUT_MS = 20_000;

const NOBODY: Identified = {
  turn: 0,
  token: async () => null,
  started: () => undefined,
  refused: () => undefined,
};

/** @param who whom the page has named */
export function createApi(
  base_url: string,
  workspace: string,
  storage: Storage,
  who: Identified = NOBODY,
): Api {
  let starting: Promise<Outcome<Session>> | null = null;

  async function start(): Promise<Outcome<Session>> {
    const { turn } = who;
    const identity = await who.token();
    const token = storage.get(TOKEN);
    const outcome = await read<Session>(() => post('/v1/widget/sessions', { workspace, token, identity }));
    // Another tab may have started a visitor while we asked: there must be only one.
    const newer = storage.get(TOKEN);
    if (outcome.ok && newer !== token && newer) return start();
    if (outcome.ok) storage.set(TOKEN, outcome.value.token);
    // The page has named somebody meanwhile: what was anonymous is theirs with this token and that proof.
    if (who.turn !== turn) return start();
    if (outcome.ok) who.started(outcome.value, identity);
    const { code, detail } = problemOf(outcome);
    if (code === 'identity-invalid' || code === 'identity-required') who.refused(detail ?? code);
    if (identity !== null && code === 'identity-invalid') return start();
    if (!outcome.ok && outcome.failure.kind === 'refused' && token && outcome.failure.status === 401) {
      storage.remove(TOKEN);
      return start();
    }
    return outcome;
  }

  function startSession(): Promise<Outcome<Session>> {
    starting ??= start().finally(() => {
      starting = null;
    });
    return starting;
  }

  const post = (path: string, body?: unknown): Promise<Response> =>
    fetch(base_url + path, { ...json(body), method: 'POST', signal: AbortSignal.timeout(TIMEOUT_MS) });

  async function renewing(request: (authorization: string) => Promise<Response>): Promise<Response> {
    const once = () => request(`Bearer ${storage.get(TOKEN) ?? ''}`);
    const response = await once();
    if (response.status !== 401) return response;
    const session = await startSession();
    return session.ok ? once() : response;
  }

  const open = (path: string, init: RequestInit): Promise<Response> =>
    renewing((authorization) => {
      const headers = { ...(init.headers as Record<string, string>), authorization };
      return fetch(base_url + path, { ...init, headers });
    });

  const call = <T>(path: string, init: RequestInit): Promise<Outcome<T>> =>
    read<T>(() => open(`/v1/widget/${path}`, { ...init, signal: AbortSignal.timeout(TIMEOUT_MS) }));
  const act = <T>(id: string, what: string, body?: unknown) =>
    call<T>(`conversations/${encodeURIComponent(id)}/${what}`, { ...json(body), method: 'POST' });

  return {
    startSession,
    open,
    isKnown: () => storage.get(TOKEN) !== null,
    forget: () => storage.remove(TOKEN),
    send: (body) => call('messages', { ...json(body), method: 'POST' }),
    upload: (file, name, onShare) =>
      read(async () => {
        const { sendFile } = await import('./send-file.ts');
        const url = `${base_url}/v1/widget/attachments?name=${encodeURIComponent(name)}`;
        return renewing((authorization) => sendFile({ url, authorization, file, onShare }));
      }),
    conversation: (id, after) => call(`conversations/${encodeURIComponent(id)}?after=${after}`, {}),
    conversations: () => call('conversations', {}),
    read: (id, seq) => act(id, 'read', { seq }),
    guide: (id) => call(`guides/${encodeURIComponent(id)}`, {}),
    // The page that it is about may be left at the same moment.
    reportGuide: (id, run) =>
      call(`guides/${encodeURIComponent(id)}/runs`, { ...json(run), method: 'POST', keepalive: true }),
    setReplyAddress: (id, body) => act(id, 'reply-address', body),
    requestHuman: (id) => act(id, 'hand-off'),
    rate: (id, body) => act(id, 'feedback', body),
    thumb: (id, body) => act(id, 'thumb', body),
    score: (id, body) => act(id, 'rating', body),
    choose: (id, body) => act(id, 'choice', body),
  };
}

const json = (body: unknown): RequestInit =>
  body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };

async function read<T>(request: () => Promise<Response>): Promise<Outcome<T>> {
  try {
    const response = await request();
    if (response.ok) return { ok: true, value: (await response.json()) as T };
    const failure = failureOf(response);
    if (failure.kind !== 'refused') return { ok: false, failure };
    const problem = (await response.json().catch(() => ({}))) as RefusalProblem;
    return { ok: false, failure: { ...failure, problem } };
  } catch {
    return { ok: false, failure: { kind: 'offline' } };
  }
}

const problemOf = (outcome: Outcome<unknown>): RefusalProblem =>
  outcome.ok || outcome.failure.kind !== 'refused' ? {} : (outcome.failure.problem ?? {});

/** 408, 429 and 5xx pass by themselves; any other refusal does not. */
export function failureOf(response: Pick<Response, 'status' | 'headers'>): Failure {
  const { status } = response;
  const rate_limited = status === 429;
  if (!rate_limited && status !== 408 && status < 500) return { kind: 'refused', status };
  const seconds = Number(response.headers.get('retry-after') || Number.NaN);
  return { kind: 'busy', rate_limited, retry_after_ms: seconds >= 0 ? Math.min(seconds, 300) * 1000 : null };
}
