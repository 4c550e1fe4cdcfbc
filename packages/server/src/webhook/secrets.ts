/** Secrets of webhooks, and the headers that they sign (Standard Webhooks, version 1: HMAC-SHA256). */
import { randomBytes } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import type { Seals } from '../sealed.ts';
import type { WebhookSecretRow } from '../store/index.ts';

const SECRET_BYTES = 32;
/** Of the secret, for people to tell one from another: `whsec_` and four characters. */
const PREFIX_LENGTH = 10;

/** Bound to workspace and secret: a row that was copied elsewhere does not open. */
const placeOf = (workspace_id: string, id: string) => `${workspace_id} ${id}`;

export function makeWebhookSecret(
  seals: Seals,
  { workspace_id, id }: { readonly workspace_id: string; readonly id: string },
): { readonly secret: string; readonly prefix: string; readonly sealed_secret: Buffer } {
  const secret = `whsec_${randomBytes(SECRET_BYTES).toString('base64')}`;
  const sealed_secret = seals.seal(secret, placeOf(workspace_id, id));
  return { secret, prefix: secret.slice(0, PREFIX_LENGTH), sealed_secret };
}

/** Signed by each secret in use; null where none opens: the server's secret key is another one than it was. */
export function signedHeaders(
  seals: Seals,
  secrets: readonly WebhookSecretRow[],
  { id, body, at }: { readonly id: string; readonly body: string; readonly at: Date },
): Readonly<Record<string, string>> | null {
  const signatures = secrets.flatMap((row) => {
    const secret = seals.open(row.sealed_secret, placeOf(row.workspace_id, row.id));
    return secret === null ? [] : [new Webhook(secret).sign(id, at, body)];
  });
  if (signatures.length === 0) return null;
  return {
    'content-type': 'application/json',
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
    'webhook-signature': signatures.join(' '),
  };
}
