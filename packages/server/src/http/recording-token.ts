/** The token of a recording of a guide: a JWT (HS256) that says workspace and recording, for as long as that is good. */
import { hkdfSync } from 'node:crypto';
import { jwtVerify, SignJWT } from 'jose';

const ISSUER = 'understudy';
const AUDIENCE = 'recorder';

export interface RecordingClaims {
  readonly workspace_id: string;
  readonly recording_id: string;
}

export interface RecordingTokens {
  sign(claims: RecordingClaims, expires_at: Date): Promise<string>;
  /** Null for a token that is forged, expired, or for something else. */
  verify(token: string, now_ms: number): Promise<RecordingClaims | null>;
}

export function createRecordingTokens(secret_key: string): RecordingTokens {
  const key = new Uint8Array(hkdfSync('sha256', secret_key, '', 'understudy/recording-token/1', 32));
  return {
    sign: ({ workspace_id, recording_id }, expires_at) =>
      new SignJWT({ ws: workspace_id })
        .setProtectedHeader({ alg: 'HS256' })
        .setIssuer(ISSUER)
        .setAudience(AUDIENCE)
        .setSubject(recording_id)
        .setExpirationTime(Math.floor(expires_at.getTime() / 1000))
        .sign(key),
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
        return { workspace_id: payload['ws'], recording_id: payload.sub };
      } catch {
        return null;
      }
    },
  };
}
