import { endpoints } from '@understudy/contract';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { ApiError, call, problemError, urlOf } from './client.ts';
import { type RouteName, routes } from './routes.ts';

afterEach(() => vi.unstubAllGlobals());

test('every route is the one of the contract', () => {
  for (const name of Object.keys(routes) as RouteName[]) {
    expect(routes[name]).toEqual({ method: endpoints[name].method, path: endpoints[name].path });
  }
});

describe('urlOf', () => {
  test('fills in and escapes parameters, leaves out empty query values', () => {
    expect(urlOf('getConversation', { id: 'cnv_a/b' })).toBe('/v1/conversations/cnv_a%2Fb');
    expect(urlOf('listConversations', {}, { view: 'all', q: '', cursor: undefined, limit: 50 })).toBe(
      '/v1/conversations?view=all&limit=50',
    );
  });
});

describe('call', () => {
  const answer = (status: number, body: unknown) =>
    vi.fn<typeof fetch>(() => Promise.resolve(new Response(JSON.stringify(body), { status })));

  test('sends JSON and gives the answer', async () => {
    const fetch = answer(200, { ok: true });
    vi.stubGlobal('fetch', fetch);
    expect(await call('discardDraft', { params: { id: 'cnv_1' }, body: { decision_id: 'dec_1' } })).toEqual({
      ok: true,
    });
    const [url, init] = fetch.mock.calls[0] ?? [];
    expect(url).toBe('/v1/conversations/cnv_1/draft/discard');
    expect(init).toMatchObject({
      method: 'POST',
      body: '{"decision_id":"dec_1"}',
      credentials: 'same-origin',
    });
  });

  test('without a body says no content type, which a server would refuse with an empty body', async () => {
    const fetch = answer(200, {});
    vi.stubGlobal('fetch', fetch);
    await call('takeOver', { params: { id: 'cnv_1' } });
    expect(fetch.mock.calls[0]?.[1]?.headers).not.toHaveProperty('content-type');
  });

  test('a problem becomes an error with its code', async () => {
    vi.stubGlobal(
      'fetch',
      answer(409, {
        title: 'Conflict',
        code: 'conflict',
        status: 409,
        type: 'x',
        request_id: 'r',
        detail: 'Somebody was faster.',
      }),
    );
    await expect(call('me', {})).rejects.toMatchObject({
      code: 'conflict',
      status: 409,
      message: 'Somebody was faster.',
      retryable: false,
    });
  });

  test('no network is an error worth trying again', async () => {
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')));
    await expect(call('me', {})).rejects.toMatchObject({ code: 'offline', retryable: true });
  });
});

test('only what may pass is tried again', () => {
  expect(
    [400, 401, 403, 404, 409, 429, 500].filter((status) => problemError(status, null).retryable),
  ).toEqual([]);
  expect([502, 503, 504].every((status) => problemError(status, '<html>').retryable)).toBe(true);
  expect(problemError(503, null)).toBeInstanceOf(ApiError);
});
