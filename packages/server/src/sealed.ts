/**
 * Secrets at rest: AES-256-GCM with a key that is made of the server's secret key, so that a copy of the database alone
 * opens nothing.
 *
 * Sealed bytes: format (1), nonce (12), tag (16), then the secret. `place` is bound in: what was copied to another row
 * does not open there.
 */
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

const ALGORITHM = 'aes-256-gcm';
const FORMAT = 1;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

export interface Seals {
  seal(secret: string, place: string): Buffer;
  /** Null for what was changed, stands in another place, or was sealed under another secret key. */
  open(sealed: Buffer, place: string): string | null;
}

export function createSeals(secret_key: string): Seals {
  const key = new Uint8Array(hkdfSync('sha256', secret_key, '', 'understudy/sealed/1', 32));
  return {
    seal(secret, place) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv(ALGORITHM, key, nonce, { authTagLength: TAG_BYTES });
      cipher.setAAD(Buffer.from(place));
      const hidden = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
      return Buffer.concat([Buffer.from([FORMAT]), nonce, cipher.getAuthTag(), hidden]);
    },
    open(sealed, place) {
      if (sealed[0] !== FORMAT) return null;
      const [tag_at, hidden_at] = [1 + NONCE_BYTES, 1 + NONCE_BYTES + TAG_BYTES];
      try {
        const nonce = sealed.subarray(1, tag_at);
        const decipher = createDecipheriv(ALGORITHM, key, nonce, { authTagLength: TAG_BYTES });
        decipher.setAAD(Buffer.from(place));
        decipher.setAuthTag(sealed.subarray(tag_at, hidden_at));
        return decipher.update(sealed.subarray(hidden_at), undefined, 'utf8') + decipher.final('utf8');
      } catch {
        return null;
      }
    },
  };
}
