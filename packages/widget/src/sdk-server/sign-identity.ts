/**
 * For the server of the page, never for the page itself: signs who the visitor is, with nothing but Web Crypto, so that it
 * runs in Node, Deno, Bun and at the edge.
 *
 *   const token = await signIdentity({ secret, kid, user: { user_id: '42', email: 'ada@example.com' } })
 */
export interface IdentityUser {
  /** Your own id of the person. */
  readonly user_id: string;
  readonly email?: string;
  readonly name?: string;
  /** Your own id of the account that the person belongs to. */
  readonly account_id?: string;
  /** What else your server vouches for: the plan, a role. No page can change it. */
  readonly traits?: Readonly<Record<string, string | number | boolean | null>>;
}
export interface SignIdentity {
  /** As it was shown when the key was created; it never leaves your server. */
  readonly secret: string;
  /** The id of that key. */
  readonly kid: string;
  readonly user: IdentityUser;
  /** Seconds that the token lives; 300 unless said otherwise, 3600 at most. */
  readonly expires_in_s?: number;
}

const DEFAULT_LIFETIME_S = 300;
const MAX_LIFETIME_S = 3_600;

/** @throws RangeError for a life that is too long or none; TypeError where secret, key or user is missing */
export async function signIdentity({
  secret,
  kid,
  user,
  expires_in_s = DEFAULT_LIFETIME_S,
}: SignIdentity): Promise<string> {
  for (const [name, value] of Object.entries({ secret, kid, 'user.user_id': user.user_id }))
    if (typeof value !== 'string' || value === '') throw new TypeError(`expected ${name} to be a text`);
  if (!(expires_in_s >= 1 && expires_in_s <= MAX_LIFETIME_S))
    throw new RangeError(`expected expires_in_s from 1 to ${MAX_LIFETIME_S}, found ${expires_in_s}`);
  const iat = Math.floor(Date.now() / 1000);
  const { user_id: sub, ...rest } = user;
  const claims = { sub, ...rest, iat, exp: iat + Math.floor(expires_in_s) };
  const text = `${base64url(encode({ alg: 'HS256', typ: 'JWT', kid }))}.${base64url(encode(claims))}`;
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  const bytes = new TextEncoder();
  const key = await crypto.subtle.importKey('raw', bytes.encode(secret), algorithm, false, ['sign']);
  const signature = await crypto.subtle.sign('HMAC', key, bytes.encode(text));
  return `${text}.${base64url(new Uint8Array(signature))}`;
}

const encode = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));

function base64url(bytes: Uint8Array): string {
  const text = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
  return text.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}
