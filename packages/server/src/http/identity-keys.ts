/** The keys of a workspace, opened, for whoever looks at an identity token. */
import { randomBytes } from 'node:crypto';
import type { KnownKey } from '../diagnose-identity.ts';
import type { Seals } from '../sealed.ts';
import type { IdentityKeyRow } from '../store/index.ts';

const SECRET_BYTES = 32;

/** Bound to workspace and key: a row that was copied elsewhere does not open. */
const placeOf = (workspace_id: string, id: string) => `${workspace_id} ${id}`;

/** A prefix by which scanners of leaked secrets know it. */
export function createIdentitySecret(
  seals: Seals,
  { workspace_id, id }: { readonly workspace_id: string; readonly id: string },
): { readonly secret: string; readonly sealed_secret: Buffer } {
  const secret = `understudy_identity_${randomBytes(SECRET_BYTES).toString('base64url')}`;
  return { secret, sealed_secret: seals.seal(secret, placeOf(workspace_id, id)) };
}

export function openIdentityKeys(seals: Seals, rows: readonly IdentityKeyRow[]): KnownKey[] {
  return rows.map(({ workspace_id, id, sealed_secret, retired_at }) => ({
    id,
    retired_at,
    secret: seals.open(sealed_secret, placeOf(workspace_id, id)),
  }));
}
