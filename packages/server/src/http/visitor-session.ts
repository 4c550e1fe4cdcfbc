/** The start of a visitor's session: both tokens are looked at, then it is settled whose it is and until when. */
import { IDENTITY_CLOCK_TOLERANCE_S, type IdentityClaims } from '@understudy/contract';
import { startVisit, type Visitor } from '../flow/start-visit.ts';
import { listIdentityKeys, type SignedPerson } from '../store/index.ts';
import { verifyIdentity } from '../verify-identity.ts';
import type { HttpParts } from './handlers/http-parts.ts';
import { openIdentityKeys } from './identity-keys.ts';
import { ProblemError } from './problem.ts';

export interface SessionRequest {
  readonly workspace_id: string;
  readonly token: string | null;
  readonly identity: string | null;
  readonly is_identity_required: boolean;
}
export interface StartedSession {
  readonly visitor: Visitor;
  readonly token: string;
  readonly expires_at_ms: number;
}

/** @throws ProblemError `identity-invalid` with every finding; `identity-required` for one without a signed identity */
export async function startSession(parts: HttpParts, asked: SessionRequest): Promise<StartedSession> {
  const { workspace_id } = asked;
  const claims = asked.token === null ? null : await parts.visitors.verify(asked.token, parts.now_ms());
  const known = claims?.workspace_id === workspace_id ? claims : null;
  const signed = asked.identity === null ? null : await readIdentity(parts, workspace_id, asked.identity);
  if (asked.is_identity_required && signed === null && known?.verified !== true)
    throw new ProblemError('identity-required', 'This site serves visitors only whom its server has signed.');
  const visitor = await startVisit(parts, {
    workspace_id,
    known_id: known?.customer_id ?? null,
    person: signed?.person ?? null,
  });
  const { id: customer_id, verified_at } = visitor.customer;
  const verified = verified_at !== null;
  // What is renewed without a new proof ends when it would have ended.
  const ends_ms = signed?.ends_ms ?? (verified ? (known?.expires_at_ms ?? null) : null);
  const token = await parts.visitors.sign({ workspace_id, customer_id, verified }, parts.now_ms(), ends_ms);
  return { visitor, ...token };
}

interface Identity {
  readonly person: SignedPerson;
  readonly ends_ms: number;
}

async function readIdentity(parts: HttpParts, workspace_id: string, token: string): Promise<Identity> {
  const rows = await parts.database.asWorkspace(workspace_id, listIdentityKeys);
  const keys = openIdentityKeys(parts.seals, rows);
  const verification = await verifyIdentity(token, { keys, now_ms: parts.now_ms() });
  if ('refused' in verification) {
    const errors = verification.refused.map(({ text }) => ({ path: 'body.identity', message: text }));
    throw new ProblemError('identity-invalid', errors[0]?.message, errors);
  }
  const ends_ms = verification.expires_at_ms + IDENTITY_CLOCK_TOLERANCE_S * 1000;
  return { person: toPerson(verification.claims), ends_ms };
}

function toPerson({ sub, name, email, account_id, traits }: IdentityClaims): SignedPerson {
  return {
    sub,
    name: name ?? null,
    email: email ?? null,
    account_id: account_id ?? null,
    traits: traits ?? {},
  };
}
