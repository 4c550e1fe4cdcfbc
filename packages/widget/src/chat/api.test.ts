import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createApi, failureOf } from './api.ts';
import type { Storage } from './storage.ts';

const SESSION = {
  token: 'fresh',
  expires_at: '2030-01-01T00:00:00Z',
  conversation_id: null,
  widget: { greeting: '', color: '#000000', position: 'right', origins: [], reply_expectation: '' },
  workspace_name: 'Desk',
};
const answer = (status: number, body: unknown, headers: Record<string, string> = {}) =>
  new Response(JSON.stringify(body), { status, headers });

function memory(): Storage {
  const kept = new Map<string, string>();
  return {
    get: (key) => kept.get(key) ?? null,
    set: (key, value) => kept.set(key, value),
    remove: (key) => kept.delete(key),
  };
}

const server = vi.fn<(url: string, init: RequestInit) => Promise<Response>>();
beforeEach(() => vi.stubGlobal('fetch', server));
afterEach(() => {
  server.mockReset();
  vi.unstubAllGlobals();
});
const bearer = (call: number) =>
  (server.mock.calls[call]?.[1].headers as Record<string, string>)?.authorization;

describe('the session', () => {
  it('is renewed once when the server no longer knows the token, and the call is repeated with the new one', async () => {
    const storage = memory();
    storage.set('token', 'old');
    server
      .mockResolvedValueOnce(answer(401, {}))
      .mockResolvedValueOnce(answer(200, SESSION))
      .mockResolvedValueOnce(answer(200, { status: 'waiting' }));
    const outcome = await createApi('https://desk.example', 'pk_1', storage).requestHuman('cnv_000001');
    expect(outcome).toEqual({ ok: true, value: { status: 'waiting' } });
    expect([bearer(0), bearer(2)]).toEqual(['Bearer old', 'Bearer fresh']);
    expect(server).toHaveBeenCalledTimes(3);
  });

  it('is started once for calls at the same time', async () => {
    server.mockImplementation(async () => answer(200, SESSION));
    const api = createApi('https://desk.example', 'pk_1', memory());
    await Promise.all([api.startSession(), api.startSession()]);
    expect(server).toHaveBeenCalledTimes(1);
  });

  it('takes the visitor that another tab started in the meantime', async () => {
    const storage = memory();
    server.mockImplementationOnce(async () => {
      storage.set('token', 'of the other tab');
      return answer(200, SESSION);
    });
    server.mockImplementation(async (_, init) =>
      answer(200, { ...SESSION, token: (JSON.parse(init.body as string) as { token: string }).token }),
    );
    await createApi('https://desk.example', 'pk_1', storage).startSession();
    expect(storage.get('token')).toBe('of the other tab');
  });
});

describe('failures', () => {
  it('tells what passes by itself from what does not', () => {
    expect(failureOf(answer(429, {}, { 'retry-after': '7' }))).toEqual({
      kind: 'busy',
      rate_limited: true,
      retry_after_ms: 7000,
    });
    expect(failureOf(answer(503, {}))).toEqual({ kind: 'busy', rate_limited: false, retry_after_ms: null });
    expect(failureOf(answer(400, {}))).toEqual({ kind: 'refused', status: 400 });
  });

  it('calls a lost connection and a broken body offline', async () => {
    server.mockRejectedValueOnce(new TypeError('Failed to fetch'));
    server.mockResolvedValueOnce(new Response('<html>', { status: 200 }));
    const api = createApi('https://desk.example', 'pk_1', memory());
    expect(await api.conversation('cnv_000001', 0)).toEqual({ ok: false, failure: { kind: 'offline' } });
    expect(await api.conversation('cnv_000001', 0)).toEqual({ ok: false, failure: { kind: 'offline' } });
  });
});
