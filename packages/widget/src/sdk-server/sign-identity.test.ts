import { decodeProtectedHeader, jwtVerify, SignJWT } from 'jose';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { signIdentity } from './sign-identity.ts';

const SECRET = 'understudy_identity_0123456789abcdefghijklmnopqrstuvwxyzABCDEFG';
const KID = 'idk_000000001';
const GOLDEN = [
  'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCIsImtpZCI6ImsxIn0',
  'eyJzdWIiOiI0MiIsImlhdCI6MTc2NzMyMzA0NSwiZXhwIjoxNzY3MzIzMTA1fQ',
  'Vgbc-CpIqyKGT-8-eOYduUQa9Xx9a3UKdFb96cypJqI',
].join('.');
const NOW_MS = Date.UTC(2026, 0, 2, 3, 4, 5);

describe('a signed identity', () => {
  beforeEach(() => vi.useFakeTimers({ now: NOW_MS, toFake: ['Date'] }));
  afterEach(() => void vi.useRealTimers());
  const user = {
    user_id: '42',
    email: 'zoë@example.com',
    name: 'Zoë 日本 ~?>',
    account_id: 'acme',
    traits: { plan: 'free', seats: 3, beta: true, left: null },
  };

  it('is what jose would have signed, letter by letter', async () => {
    const iat = NOW_MS / 1000;
    const { user_id: sub, ...rest } = user;
    const golden = await new SignJWT({ sub, ...rest, iat, exp: iat + 600 })
      .setProtectedHeader({ alg: 'HS256', typ: 'JWT', kid: KID })
      .sign(new TextEncoder().encode(SECRET));
    expect(await signIdentity({ secret: SECRET, kid: KID, user, expires_in_s: 600 })).toBe(golden);
  });

  it('is taken by jose, and lives for five minutes unless said otherwise', async () => {
    const token = await signIdentity({ secret: SECRET, kid: KID, user });
    expect(decodeProtectedHeader(token)).toEqual({ alg: 'HS256', typ: 'JWT', kid: KID });
    const key = new TextEncoder().encode(SECRET);
    const { payload } = await jwtVerify(token, key, { algorithms: ['HS256'], currentDate: new Date(NOW_MS) });
    const { user_id: sub, ...rest } = user;
    expect(payload).toEqual({ sub, ...rest, iat: NOW_MS / 1000, exp: NOW_MS / 1000 + 300 });
    await expect(jwtVerify(token, new TextEncoder().encode('another'), {})).rejects.toThrow(
      'signature verification failed',
    );
  });

  it('has the value that openssl computes', async () => {
    // printf '%s' "$HEADER.$PAYLOAD" | openssl dgst -sha256 -hmac secret -binary | basenc --base64url | tr -d =
    const token = await signIdentity({
      secret: 'secret',
      kid: 'k1',
      user: { user_id: '42' },
      expires_in_s: 60,
    });
    expect(token).toBe(GOLDEN);
  });

  it.each([
    [{ expires_in_s: 3_601 }, RangeError],
    [{ expires_in_s: 0 }, RangeError],
    [{ expires_in_s: Number.NaN }, RangeError],
    [{ secret: '' }, TypeError],
    [{ kid: undefined as never }, TypeError],
    [{ user: { user_id: 42 as never } }, TypeError],
  ])('refuses %o before anything is signed', async (wrong, error) => {
    await expect(signIdentity({ secret: SECRET, kid: KID, user, ...wrong })).rejects.toThrow(error);
  });
});
