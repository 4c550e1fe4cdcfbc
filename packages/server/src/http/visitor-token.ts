/**
 * A visitor's token: a JWT (HS256) that says workspace and customer. An anonymous one lives for 30 days and is renewed on
 * every start of a session; a verified one ends with the identity token that it was given for.
 */
import { hkdfSync } from 'node:crypto';
import { jwtVerify, SignJWT } from 'jose';

const LIFETIME_S = 30 * 24 * 3600;
const ISSUER = 'understudy';
const AUDIENCE = 'widget';

export interface VisitorClaims {
  readonly workspace_id: string;
  readonly customer_id: string;
  /** Whether a signed identity stands behind it. */
  readonly verified: boolean;
}
export interface VerifiedToken extends VisitorClaims {
  readonly expires_at_ms: number;
}
interface SignedToken {
  readonly token: string;
  readonly expires_at_ms: number;
}

export interface VisitorTokens {
  /** `expires_at_ms` null: after 30 days. */
  sign(claims: VisitorClaims, now_ms: number, expires_at_ms?: number | null): Promise<SignedToken>;
  /** Null for a token that is forged, expired, or for somebody else. */
  verify(token: string, now_ms: number): Promise<VerifiedToken | null>;
}

export function createVisitorTokens(secret_key: string): VisitorTokens {
  // A key of its own for each purpose: a leak of one kind of token says nothing about another.
  const key = new Uint8Array(hkdfSync('sha256', secret_key, '', 'understudy/visitor-token/1', 32));
  return {
    async sign({ workspace_id, customer_id, verified }, now_ms, expires_at_ms = null) {
      const issued_s = Math.floor(now_ms / 1000);
      const ends_s = expires_at_ms === null ? issued_s + LIFETIME_S : Math.floor(expires_at_ms / 1000);
      const token = await new SignJWT({ ws: workspace_id, verified })
        .setProtectedHeader({ alg: 'HS256' })
        .setIssuer(ISSUER)
        .setAudience(AUDIENCE)
        .setSubject(customer_id)
        .setIssuedAt(issued_s)
        .setExpirationTime(ends_s)
        .sign(key);
      return { token, expires_at_ms: ends_s * 1000 };
    },
    async verify(token, now_ms) {
      try {
        const { payload } = await jwtVerify(token, key, {
          algorithms: ['HS256'],
          issuer: ISSUER,
          audience: AUDIENCE,
          currentDate: new Date(now_ms),
          requiredClaims: ['sub', 'exp'],
        });
        if (typeof payload['ws'] !== 'string' || typeof payload.sub !== 'string') return null;
        return {
          workspace_id: payload['ws'],
          customer_id: payload.sub,
          verified: payload['verified'] === true,
          expires_at_ms: (payload.exp ?? 0) * 1000,
        };
      } catch {
        return null;
      }
    },
  };
}
