import { createHmac, generateKeyPairSync, sign } from 'node:crypto';
import fc from 'fast-check';
import { jwtVerify, SignJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import { diagnoseIdentity, type KnownKey } from './diagnose-identity.ts';
import { span } from './identity-times.ts';
import { verifyIdentity } from './verify-identity.ts';

const NOW_MS = Date.UTC(2026, 10, 27, 12);
const NOW_S = NOW_MS / 1000;
const KEY: KnownKey = { id: 'idk_one', secret: 'secret of the first key', retired_at: null };
const OTHER: KnownKey = { id: 'idk_two', secret: 'c2Vjb25kIHNlY3JldA', retired_at: null };
const RETIRED: KnownKey = {
  id: 'idk_old',
  secret: 'an old secret',
  retired_at: new Date(NOW_MS - 86_400_000),
};
const ALL = [KEY, OTHER, RETIRED];

const GOOD = { sub: '42', email: 'ada@example.com', iat: NOW_S, exp: NOW_S + 300 };

const part = (value: unknown) =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');
/** As a host without a library would make it. */
function made(
  claims: unknown,
  { header = {}, secret = KEY.secret }: { header?: object; secret?: string | Buffer | null } = {},
) {
  const text = `${part({ alg: 'HS256', typ: 'JWT', kid: KEY.id, ...header })}.${part(claims)}`;
  return `${text}.${createHmac('sha256', secret ?? '')
    .update(text)
    .digest('base64url')}`;
}
const look = (token: string, keys: readonly KnownKey[] = ALL) =>
  diagnoseIdentity(token, { keys, now_ms: NOW_MS });
const codes = (token: string, keys?: readonly KnownKey[]) =>
  look(token, keys).findings.map(({ code }) => code);
const words = (token: string, keys?: readonly KnownKey[]) =>
  look(token, keys)
    .findings.map(({ text }) => text)
    .join(' ');

describe('a good token', () => {
  it('has no finding, and names whom jose has named', async () => {
    const token = await new SignJWT({
      ...GOOD,
      name: 'Ada',
      account_id: 'acme',
      traits: { plan: 'free', seats: 3 },
    })
      .setProtectedHeader({ alg: 'HS256', kid: KEY.id })
      .sign(new TextEncoder().encode(KEY.secret ?? ''));
    expect(look(token)).toMatchObject({
      findings: [],
      key: KEY,
      claims: { sub: '42', traits: { seats: 3 } },
    });
    expect(await verifyIdentity(token, { keys: ALL, now_ms: NOW_MS })).toEqual({
      claims: {
        sub: '42',
        email: 'ada@example.com',
        name: 'Ada',
        account_id: 'acme',
        traits: { plan: 'free', seats: 3 },
      },
      expires_at_ms: NOW_MS + 300_000,
    });
  });

  it('may leave `kid` out while one key is in use, with the advice to name it', () => {
    const token = made(GOOD, { header: { kid: undefined } });
    expect(codes(token, [KEY, RETIRED])).toEqual(['kid-advised']);
    expect(codes(token)).toEqual(['kid-missing']);
    expect(words(token)).toContain('idk_one, idk_two');
    expect(codes(token, [RETIRED])).toEqual(['no-key']);
  });
});

describe('what is wrong is said', () => {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const rsaText = `${part({ alg: 'RS256', kid: KEY.id })}.${part(GOOD)}`;
  const rsa = `${rsaText}.${sign('sha256', Buffer.from(rsaText), privateKey).toString('base64url')}`;
  const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString();

  it.each([
    ['nothing', '', 'empty'],
    ['a word', 'hello', 'no-token'],
    ['white space within', `${made(GOOD).slice(0, 20)}\n${made(GOOD).slice(20)}`, 'white-space'],
    ['an encrypted token', 'a.b.c.d.e', 'encrypted'],
    ['a megabyte', 'x'.repeat(1_000_000), 'too-long'],
    ['no signature', `${part({ alg: 'none' })}.${part(GOOD)}.`, 'unsigned'],
    ['characters of another alphabet', made(GOOD).replace('.', '+.'), 'no-base64url'],
    ['a header that is no JSON', `${part('hello')}.${part(GOOD)}.x`, 'header-unreadable'],
    ['alg none', made(GOOD, { header: { alg: 'none' } }), 'alg-none'],
    ['alg nOnE', made(GOOD, { header: { alg: 'nOnE' } }), 'alg-none'],
    ['RS256', rsa, 'alg'],
    [
      'RS256, signed as HS256 with the public key',
      made(GOOD, { header: { alg: 'RS256' }, secret: pem }),
      'alg',
    ],
    ['a critical extension', made(GOOD, { header: { crit: ['b64'], b64: false } }), 'crit'],
    ['an unknown key', made(GOOD, { header: { kid: 'idk_none' } }), 'kid-unknown'],
    ['a key that is no text', made(GOOD, { header: { kid: 7 } }), 'kid-unknown'],
    ['a retired key', made(GOOD, { header: { kid: RETIRED.id }, secret: RETIRED.secret }), 'key-retired'],
    ['another secret', made(GOOD, { secret: 'guessed' }), 'signature'],
    ['the secret of another key', made(GOOD, { secret: OTHER.secret }), 'signature-other-key'],
    [
      'the decoded secret',
      made(GOOD, { header: { kid: OTHER.id }, secret: Buffer.from(OTHER.secret ?? '', 'base64') }),
      'signature-decoded',
    ],
    ['no exp', made({ sub: '42' }), 'exp-missing'],
    ['exp as text', made({ ...GOOD, exp: `${NOW_S + 300}` }), 'time'],
    ['exp in milliseconds', made({ ...GOOD, exp: NOW_MS + 300_000 }), 'milliseconds'],
    ['an exp that is over', made({ sub: '42', exp: NOW_S - 60 }), 'expired'],
    ['an exp too far', made({ sub: '42', exp: NOW_S + 3_661 }), 'exp-far'],
    ['a life too long', made({ sub: '42', iat: NOW_S - 3_000, exp: NOW_S + 601 }), 'lifetime'],
    ['an iat to come', made({ sub: '42', iat: NOW_S + 61, exp: NOW_S + 300 }), 'iat-future'],
    ['an nbf to come', made({ ...GOOD, nbf: NOW_S + 61 }), 'not-yet'],
    ['no sub', made({ exp: GOOD.exp }), 'sub-missing'],
    ['a number as sub', made({ ...GOOD, sub: 42 }), 'sub'],
    ['an empty sub', made({ ...GOOD, sub: '' }), 'claim'],
    ['a control character', made({ ...GOOD, sub: 'a\u0000b' }), 'claim'],
    ['an account that begins with a space', made({ ...GOOD, account_id: ' acme' }), 'claim'],
    ['half a character', made({ ...GOOD, traits: { plan: '\ud83d' } }), 'claim'],
    ['an address that is none', made({ ...GOOD, email: 'ada' }), 'claim'],
    ['traits within traits', made({ ...GOOD, traits: { plan: { name: 'free' } } }), 'claim'],
    ['a trait with the name of a machine', made({ ...GOOD, traits: { __defineGetter__: 'x' } }), 'claim'],
    [
      'fifty-one traits',
      made({ ...GOOD, traits: Object.fromEntries(Array.from({ length: 51 }, (_, i) => [`t${i}`, i])) }),
      'claim',
    ],
    ['a list as payload', made([GOOD]), 'payload-unreadable'],
    ['a claim that nobody reads', made({ ...GOOD, plan: 'free' }), 'claim-ignored'],
  ])('%s', (_, token, code) => {
    expect(codes(token)).toEqual([code]);
    expect(words(token)).not.toContain(KEY.secret);
  });

  it('says all of it at once', () => {
    const token = made({ exp: NOW_S + 3 * 3_600, iat: NOW_S }, { secret: 'guessed' });
    expect(codes(token)).toEqual(['signature', 'exp-far', 'lifetime', 'sub-missing']);
    expect(words(token)).toContain('`exp` is 3 hours away, at most 1 hour.');
    expect(words(made(GOOD, { header: { kid: RETIRED.id }, secret: RETIRED.secret }))).toBe(
      'Signed with key idk_old, which was retired on 2026-11-26 12:00 UTC.',
    );
  });

  it('forgives a minute between the clocks, and no more', () => {
    for (const claims of [{ exp: NOW_S - 59 }, { exp: NOW_S + 3_660 }, { iat: NOW_S + 60, nbf: NOW_S + 60 }])
      expect([claims, codes(made({ ...GOOD, iat: undefined, ...claims }))]).toEqual([claims, []]);
  });

  it('names a key that does not open any more', () => {
    expect(codes(made(GOOD), [{ ...KEY, secret: null }])).toEqual(['key-unreadable']);
  });
});

describe('the two gates', () => {
  const verify = (token: string) => verifyIdentity(token, { keys: ALL, now_ms: NOW_MS });

  it('take nothing that jose alone refuses, and know why they refuse', async () => {
    const mostly = <T>(usual: fc.Arbitrary<T>, odd: fc.Arbitrary<unknown>) =>
      fc.oneof({ weight: 4, arbitrary: usual as fc.Arbitrary<unknown> }, { weight: 1, arbitrary: odd });
    const about = (low: number, high: number) => fc.integer({ min: NOW_S + low, max: NOW_S + high });
    const claims = fc.record(
      {
        sub: mostly(fc.constant('42'), fc.oneof(fc.string(), fc.integer())),
        exp: mostly(about(-200, 3_800), fc.oneof(about(-90_000, 90_000), fc.double(), fc.string())),
        iat: mostly(about(-600, 100), fc.oneof(about(-9_000, 9_000), fc.constant(null))),
        nbf: mostly(about(-600, 100), about(-9_000, 9_000)),
      },
      { requiredKeys: ['sub', 'exp'] },
    );
    const header = fc.record(
      {
        alg: mostly(fc.constant('HS256'), fc.constantFrom('none', 'HS512', 'RS256', '')),
        kid: fc.constantFrom('idk_one', 'idk_two', 'x'),
      },
      { requiredKeys: [] },
    );
    let taken = 0;
    await fc.assert(
      fc.asyncProperty(claims, header, async (given, said) => {
        const token = made(given, {
          header: said,
          secret: said.kid === 'idk_two' ? OTHER.secret : KEY.secret,
        });
        const found = await verify(token);
        expect('refused' in found ? found.refused[0]?.code : 'none').not.toBe('refused');
        if ('refused' in found) return;
        taken++;
        const secret = new TextEncoder().encode((said.kid === 'idk_two' ? OTHER : KEY).secret ?? '');
        const options = { algorithms: ['HS256'], currentDate: new Date(NOW_MS), clockTolerance: 60 };
        expect((await jwtVerify(token, secret, options)).payload.sub).toBe(found.claims.sub);
      }),
      { numRuns: 500 },
    );
    expect(taken).toBeGreaterThan(50);
  });

  it('refuse a good token with any one character changed', async () => {
    const token = made(GOOD);
    for (let at = 0; at < token.length; at++) {
      const changed = `${token.slice(0, at)}${token[at] === 'A' ? 'B' : 'A'}${token.slice(at + 1)}`;
      // The last characters of a part have bits that mean nothing.
      const isSame = changed
        .split('.')
        .every((each, i) =>
          Buffer.from(each, 'base64url').equals(Buffer.from(token.split('.')[i] ?? '', 'base64url')),
        );
      expect([at, 'refused' in (await verify(changed))]).toEqual([
        at,
        !isSame || at < token.lastIndexOf('.'),
      ]);
    }
  });
});

it('spans are told as people would', () => {
  expect([1, 90, 3_600, 3_660, 5_400, 10_800, 12_600, 200_000].map(span)).toEqual([
    '1 second',
    '90 seconds',
    '1 hour',
    '61 minutes',
    '1.5 hours',
    '3 hours',
    '3.5 hours',
    '2.3 days',
  ]);
});
