import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Emit } from '../sdk/commands.ts';
import { signIdentity } from '../sdk-server/sign-identity.ts';
import { createApi } from './api.ts';
import { type IdentityKeeper, keepIdentity } from './identity.ts';
import { type Storage, TOKEN } from './storage.ts';

const tokenOf = (id: string, expires_in_s = 300) =>
  signIdentity({ secret: 'secret', kid: 'idk_000001', user: { user_id: id }, expires_in_s });
const VERIFIED = { identity: { verified: true as const, name: null } };
const ANONYMOUS = { identity: null };

function memory(): Storage {
  const kept = new Map<string, string>();
  return {
    get: (key) => kept.get(key) ?? null,
    set: (key, value) => kept.set(key, value),
    remove: (key) => kept.delete(key),
  };
}

const storage = memory();
const emit = vi.fn<Emit>();
const onChange = vi.fn<() => void>();
const onPerson = vi.fn<(news: 'joined' | 'left') => void>();
let keeper: IdentityKeeper;
/** As the start of a session does. */
async function start(session: typeof VERIFIED | typeof ANONYMOUS = VERIFIED): Promise<string | null> {
  const token = await keeper.token();
  keeper.started(session, token);
  return token;
}

beforeEach(() => {
  vi.useFakeTimers();
  for (const key of ['user', TOKEN]) storage.remove(key);
  for (const mock of [emit, onChange, onPerson]) mock.mockReset();
  keeper = keepIdentity({ storage, emit, onChange, onPerson });
});
afterEach(() => {
  keeper.close(true);
  vi.useRealTimers();
});

describe('a token of the page', () => {
  it('goes with the start of a session, and not before the page has named somebody', async () => {
    expect(await keeper.token()).toBeNull();
    const token = await tokenOf('42');
    keeper.identify({ token });
    expect(onChange).toHaveBeenCalledTimes(1);
    expect(await start()).toBe(token);
    expect(onPerson.mock.calls).toEqual([['joined']]);
  });

  it('is fetched anew before it ends, by its own times: the clock of the device does not count', async () => {
    const getToken = vi.fn<() => Promise<string>>(async () => tokenOf('42', 100));
    keeper.identify({ getToken });
    const token = keeper.token();
    vi.setSystemTime(Date.now() + 7 * 3_600_000);
    keeper.started(VERIFIED, await token);
    await vi.advanceTimersByTimeAsync(79_000);
    expect(onChange).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(onChange).toHaveBeenCalledTimes(2);
    await start();
    expect(getToken).toHaveBeenCalledTimes(2);
    expect(onPerson).toHaveBeenCalledTimes(1);
  });

  it('that cannot be fetched is told once and asked for again, ever more slowly', async () => {
    const getToken = vi.fn<() => Promise<string>>(async () => {
      throw new Error('503');
    });
    onChange.mockImplementation(() => void keeper.token());
    keeper.identify({ getToken });
    await vi.advanceTimersByTimeAsync(20_000);
    const early = getToken.mock.calls.length;
    await vi.advanceTimersByTimeAsync(20_000);
    expect(early).toBeGreaterThan(3);
    expect(getToken.mock.calls.length - early).toBeLessThan(early);
    expect(emit.mock.calls).toEqual([['identity-error', { problem: 'getToken failed: 503' }]]);
  });

  it.each([
    ['nothing', async () => undefined as never, 'getToken gave no token'],
    ['no text', async () => 42 as never, 'getToken gave no token'],
    ['no answer', () => new Promise<string>(() => undefined), 'getToken failed: no answer within 10 seconds'],
  ])('is missed where the page gives %s', async (_, getToken, problem) => {
    keeper.identify({ getToken });
    const token = keeper.token();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(await token).toBeNull();
    expect(emit).toHaveBeenCalledWith('identity-error', { problem });
  });

  it('that the server refuses is told with its reason, and the visitor goes on unsigned', async () => {
    keeper.identify({ token: await tokenOf('42') });
    await keeper.token();
    keeper.refused('`exp` is 3 hours away, at most 1 hour.');
    expect(emit).toHaveBeenCalledWith('identity-error', {
      problem: '`exp` is 3 hours away, at most 1 hour.',
    });
    expect(await keeper.token()).toBeNull();
    await vi.advanceTimersByTimeAsync(600_000);
    expect(onChange).toHaveBeenCalledTimes(1);
  });

  it('that comes late is not used: the page has named somebody else meanwhile', async () => {
    const slow = Promise.withResolvers<string>();
    keeper.identify({ getToken: () => slow.promise });
    const asked = keeper.token();
    const second = await tokenOf('second');
    keeper.identify({ token: second });
    slow.resolve(await tokenOf('first'));
    expect(await asked).toBe(second);
  });
});

describe('another person', () => {
  it('sees nothing of the one before, and does not inherit the visitor’s token', async () => {
    keeper.identify({ token: await tokenOf('x') });
    await start();
    storage.set(TOKEN, 'of x');
    keeper.identify({ token: await tokenOf('y') });
    await start();
    expect(onPerson.mock.calls).toEqual([['joined'], ['left'], ['joined']]);
    expect(storage.get(TOKEN)).toBeNull();
  });

  it('is nobody where the same one is named again, also after a reload', async () => {
    keeper.identify({ token: await tokenOf('x') });
    await start();
    storage.set(TOKEN, 'of x');
    keeper = keepIdentity({ storage, emit, onChange, onPerson });
    keeper.identify({ token: await tokenOf('x') });
    await start();
    expect(onPerson.mock.calls).toEqual([['joined']]);
    expect(storage.get(TOKEN)).toBe('of x');
  });

  it('inherits an anonymous visitor’s token: that is the merge', async () => {
    storage.set(TOKEN, 'anonymous');
    keeper.identify({ token: await tokenOf('x') });
    expect(await start()).not.toBeNull();
    expect(storage.get(TOKEN)).toBe('anonymous');
    expect(onPerson.mock.calls).toEqual([['joined']]);
  });

  it('leaves where the session has ended and nobody was named again', async () => {
    keeper.identify({ token: await tokenOf('x') });
    await start();
    keeper = keepIdentity({ storage, emit, onChange, onPerson });
    await start(VERIFIED);
    expect(onPerson.mock.calls).toEqual([['joined']]);
    await start(ANONYMOUS);
    expect(onPerson.mock.calls).toEqual([['joined'], ['left']]);
  });

  it('is forgotten at shutdown, and no timer goes on', async () => {
    keeper.identify({ getToken: () => tokenOf('x') });
    await start();
    keeper.close(true);
    await vi.advanceTimersByTimeAsync(3_600_000);
    expect(onChange).toHaveBeenCalledTimes(1);
    expect(storage.get('user')).toBeNull();
  });
});

describe('the start of a session', () => {
  const server = vi.fn<(url: string, init: RequestInit) => Promise<Response>>();
  const sent = () => server.mock.calls.map(([, init]) => JSON.parse(init.body as string) as object);
  const session = (more: object) =>
    new Response(JSON.stringify({ token: 'fresh', conversation_id: null, ...more }), { status: 200 });
  beforeEach(() => vi.stubGlobal('fetch', server.mockReset()));
  afterEach(() => void vi.unstubAllGlobals());
  const apiOf = () => createApi('https://desk.example', 'pk_1', storage, keeper);

  it('that was under way is made again with the token: the visitor’s own is the other proof', async () => {
    const first = Promise.withResolvers<Response>();
    server.mockReturnValueOnce(first.promise).mockImplementation(async () => session(VERIFIED));
    const api = apiOf();
    const started = api.startSession();
    await vi.advanceTimersByTimeAsync(0);
    const token = await tokenOf('42');
    keeper.identify({ token });
    first.resolve(session({ ...ANONYMOUS, token: 'anonymous' }));
    expect(await started).toMatchObject({ ok: true, value: VERIFIED });
    expect(sent()).toEqual([
      { workspace: 'pk_1', token: null, identity: null },
      { workspace: 'pk_1', token: 'anonymous', identity: token },
    ]);
  });

  it('that takes a signature is told to a page that has named nobody, and made once it has', async () => {
    const body = { code: 'identity-required', detail: 'Sign in first.' };
    server
      .mockResolvedValueOnce(new Response(JSON.stringify(body), { status: 403 }))
      .mockResolvedValueOnce(session(VERIFIED));
    const api = apiOf();
    expect(await api.startSession()).toMatchObject({ ok: false, failure: { kind: 'refused' } });
    expect(emit.mock.calls).toEqual([['identity-error', { problem: 'Sign in first.' }]]);
    keeper.identify({ token: await tokenOf('42') });
    expect(await api.startSession()).toMatchObject({ ok: true, value: VERIFIED });
  });

  it('goes on unsigned after a refusal, and keeps the visitor’s token', async () => {
    storage.set(TOKEN, 'anonymous');
    const body = { code: 'identity-invalid', detail: '`sub` is missing.' };
    server
      .mockResolvedValueOnce(new Response(JSON.stringify(body), { status: 403 }))
      .mockResolvedValueOnce(session(ANONYMOUS));
    keeper.identify({ token: await tokenOf('42') });
    expect(await apiOf().startSession()).toMatchObject({ ok: true, value: ANONYMOUS });
    expect(sent()[1]).toEqual({ workspace: 'pk_1', token: 'anonymous', identity: null });
    expect(emit).toHaveBeenCalledWith('identity-error', { problem: '`sub` is missing.' });
  });
});
