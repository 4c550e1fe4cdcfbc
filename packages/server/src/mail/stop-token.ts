/** The token of a stop link: a JWT (HS256) that says whose e-mails end. It stays good: an e-mail may be read years later. */
import { hkdfSync } from 'node:crypto';
import { type MailLanguage, mailLanguage } from '@understudy/contract';
import { jwtVerify, SignJWT } from 'jose';

const ISSUER = 'understudy';
const AUDIENCE = 'mail-stop';

export interface StopClaims {
  readonly workspace_id: string;
  readonly conversation_id: string;
  readonly language: MailLanguage;
}

export interface StopTokens {
  sign(claims: StopClaims): Promise<string>;
  /** Null for a token that is forged, or for something else. */
  verify(token: string): Promise<StopClaims | null>;
}

export function createStopTokens(secret_key: string): StopTokens {
  const key = new Uint8Array(hkdfSync('sha256', secret_key, '', 'understudy/mail-stop/1', 32));
  return {
    sign: ({ workspace_id, conversation_id, language }) =>
      new SignJWT({ ws: workspace_id, lang: language })
        .setProtectedHeader({ alg: 'HS256' })
        .setIssuer(ISSUER)
        .setAudience(AUDIENCE)
        .setSubject(conversation_id)
        .sign(key),
    async verify(token) {
      try {
        const options = {
          algorithms: ['HS256'],
          issuer: ISSUER,
          audience: AUDIENCE,
          requiredClaims: ['sub'],
        };
        const { payload } = await jwtVerify(token, key, options);
        const language = mailLanguage.safeParse(payload['lang']);
        if (typeof payload['ws'] !== 'string' || typeof payload.sub !== 'string' || !language.success)
          return null;
        return { workspace_id: payload['ws'], conversation_id: payload.sub, language: language.data };
      } catch {
        return null;
      }
    },
  };
}
