/** API keys: `usk_` + 8 characters that name the key + 32 that are the secret. Only a SHA-256 of the whole is kept. */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

const FORM = /^usk_([0-9A-Za-z_-]{8})([0-9A-Za-z_-]{32})$/;

export interface NewKey {
  readonly secret: string;
  readonly prefix: string;
  readonly hash: Buffer;
}

export function createKey(): NewKey {
  const secret = `usk_${randomBytes(6).toString('base64url')}${randomBytes(24).toString('base64url')}`;
  return { secret, prefix: secret.slice(0, 12), hash: hashOf(secret) };
}

/** The part by which a key is looked up, or null where the text is no key at all. */
export function prefixOf(secret: string): string | null {
  return FORM.test(secret) ? secret.slice(0, 12) : null;
}

/** 192 random bits need no slow hash; the comparison takes the same time wherever they differ. */
export function keyMatches(secret: string, hash: Uint8Array): boolean {
  const own = hashOf(secret);
  return own.length === hash.length && timingSafeEqual(own, hash);
}

function hashOf(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}
