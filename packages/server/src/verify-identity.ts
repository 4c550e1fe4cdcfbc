/**
 * Whom an identity token names, or everything that is wrong with it.
 *
 * Two gates that know nothing of each other: our own diagnosis, which can say why, and `jose`, which need not. What
 * only one of them takes is refused.
 */
import {
  IDENTITY_CLOCK_TOLERANCE_S,
  type IdentityClaims,
  identityClaims,
  type IdentityFinding,
} from '@understudy/contract';
import { jwtVerify } from 'jose';
import { diagnoseIdentity, type Surroundings } from './diagnose-identity.ts';

export type Verification =
  | { readonly claims: IdentityClaims; readonly expires_at_ms: number }
  | { readonly refused: readonly IdentityFinding[] };

export async function verifyIdentity(token: string, around: Surroundings): Promise<Verification> {
  const { findings, key } = diagnoseIdentity(token, around);
  const refused = findings.filter(({ level }) => level === 'error');
  if (refused.length > 0) return { refused };
  try {
    const { payload } = await jwtVerify(token, new TextEncoder().encode(key?.secret ?? ''), {
      algorithms: ['HS256'],
      requiredClaims: ['sub', 'exp'],
      clockTolerance: IDENTITY_CLOCK_TOLERANCE_S,
      currentDate: new Date(around.now_ms),
    });
    return { claims: identityClaims.parse(payload), expires_at_ms: (payload.exp ?? 0) * 1000 };
  } catch {
    return { refused: [{ code: 'refused', level: 'error', text: 'The token is not a valid JWT.' }] };
  }
}
