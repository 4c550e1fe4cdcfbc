/** A visitor's token: a JWT (HS256) that says workspace and customer, for 30 days, renewed on every start of a session. */
import { hkdfSync } from 'node:crypto';
import { jwtVerify, SignJWT } from 'jose';

const LIFETIME_S = 30 * 24 * 3600;
const ISSUER = 'understudy';
const AUDIENCE = 'widget';

export interface VisitorClaims {
  readonly workspace_id: string;
  readonly customer_id: string;
}

export interface VisitorTokens {
  sign(claims: VisitorClaims, now_ms: number): Promise<{ token: string; expires_at_ms: number }>;
  /** Null for a token that is forged, expired, or for somebody else. */
  verify(token: string, now_ms: number): Promise<VisitorClaims | null>;
}

export function createVisitorTokens(secret_key: string): VisitorTokens {
  // A key of its own for each purpose: a leak of one kind of token says nothing about another.
  const key = new Uint8Array(hkdfSync('sha256', secret_key, '', 'understudy/visitor-token/1', 32));
  return {
    async sign(claims, now_ms) {
      const issued_s = Math.floor(now_ms / 1000);
      const token = await new SignJWT({ ws: claims.workspace_id })
        .setProtectedHeader({ alg: 'HS256' })
        .setIssuer(ISSUER)
        .setAudience(AUDIENCE)
        .setSubject(claims.customer_id)
        .setIssuedAt(issued_s)
        .setExpirationTime(issued_s + LIFETIME_S)
        .sign(key);
      return { token, expires_at_ms: (issued_s + LIFETIME_S) * 1000 };
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
        return { workspace_id: payload['ws'], customer_id: payload.sub };
      } catch {
        return null;
      }
    },
  };
}
