/**
 * Who the visitor is, as the page's own server has signed it: the token for each start of a session, fresh ones before it
 * ends, and nothing on display of whoever was here before.
 *
 * A token is only read here for whose it is; the server alone decides whether it holds. Where it does not, the page hears
 * why (`identity-error`), and the visitor goes on unsigned where the workspace allows it. Times come from the token
 * itself: the clock of this device may be hours off.
 */
import type { Result } from '@understudy/contract';
import type { Emit, Identity } from '../sdk/commands.ts';
import { backoffDelay } from './backoff.ts';
import { type Storage, TOKEN } from './storage.ts';

/** How long the page may take to fetch a token. */
const PATIENCE_MS = 10_000;
/** A fresh token is fetched when so much of the life of the last one is over. */
const REFRESHED_AT = 0.8;
const LEAST_LIFE_S = 10;
const MOST_LIFE_S = 3_600;
/** Whose session is stored on this device: the host's own id. */
const USER = 'user';

/** What the start of a session asks. */
export interface Identified {
  /** Another one as soon as the page has named somebody else. */
  readonly turn: number;
  /** Null where nobody is named, or nobody can be for the moment. */
  token(): Promise<string | null>;
  started(session: Pick<Result<'startVisitorSession'>, 'identity'>, token: string | null): void;
  /** Of a token, or of a visitor whom nobody has named where somebody has to. */
  refused(problem: string): void;
}
export interface IdentityKeeper extends Identified {
  readonly identify: (identity: Identity) => void;
  close(forget: boolean): void;
}
export interface IdentityParts {
  readonly storage: Storage;
  readonly emit: Emit;
  /** The session has to be started anew. */
  readonly onChange: () => void;
  /**
   * `joined`: somebody is named who was not, so the stream and the other tabs have another's token. `left`: what is on
   * display or waits to be sent is of whoever was here before.
   */
  readonly onPerson: (news: 'joined' | 'left') => void;
}

export function keepIdentity({ storage, emit, onChange, onPerson }: IdentityParts): IdentityKeeper {
  let source: Identity | null = null;
  let turn = 0;
  let is_refused = false;
  /** Reasons that the page has heard since a token was last taken. */
  let told = new Set<string>();
  let failures = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function renewIn(delay_ms: number): void {
    clearTimeout(timer);
    timer = setTimeout(() => {
      is_refused = false;
      onChange();
    }, delay_ms);
  }

  function fail(problem: string): null {
    is_refused = true;
    // Once for each reason, however often it is tried again.
    if (!told.has(problem)) emit('identity-error', { problem });
    told.add(problem);
    if (source !== null && 'getToken' in source) renewIn(backoffDelay(failures++, Math.random(), 1_000));
    return null;
  }

  function leave(): void {
    storage.remove(USER);
    onPerson('left');
  }

  async function token(): Promise<string | null> {
    if (source === null || is_refused) return null;
    const asked = turn;
    let found: unknown;
    try {
      found = 'getToken' in source ? await patiently(source.getToken()) : source.token;
    } catch (error) {
      return asked === turn ? fail(`getToken failed: ${reasonOf(error)}`) : token();
    }
    if (asked !== turn) return token();
    if (typeof found !== 'string' || found === '') return fail('getToken gave no token');
    const before = storage.get(USER);
    if (before !== null && before !== subjectOf(found)) {
      storage.remove(TOKEN);
      leave();
    }
    return found;
  }

  return {
    get turn() {
      return turn;
    },
    token,
    started(session, used) {
      if (used !== null && session.identity !== null) {
        [told, failures] = [new Set(), 0];
        const user = subjectOf(used) ?? '';
        const isNew = storage.get(USER) !== user;
        storage.set(USER, user);
        if (isNew) onPerson('joined');
        if (source !== null && 'getToken' in source) renewIn(lifeOf(used) * REFRESHED_AT * 1000);
      } else if (session.identity === null && storage.get(USER) !== null) {
        leave();
      }
    },
    refused: (problem) => void fail(problem),
    identify(identity) {
      source = identity;
      turn++;
      [is_refused, told, failures] = [false, new Set(), 0];
      clearTimeout(timer);
      onChange();
    },
    close(forget) {
      clearTimeout(timer);
      source = null;
      if (forget) storage.remove(USER);
    },
  };
}

async function patiently<T>(promise: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('no answer within 10 seconds')), PATIENCE_MS);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

const reasonOf = (error: unknown) =>
  (error instanceof Error ? error.message : 'unknown reason').slice(0, 200);

function claimsOf(token: string): Readonly<Record<string, unknown>> {
  try {
    const part = token.split('.')[1] ?? '';
    const bytes = atob(part.replaceAll('-', '+').replaceAll('_', '/'));
    const text = new TextDecoder().decode(Uint8Array.from(bytes, (letter) => letter.charCodeAt(0)));
    return (JSON.parse(text) as Record<string, unknown> | null) ?? {};
  } catch {
    return {};
  }
}

/** Null where the token cannot be read. */
function subjectOf(token: string): string | null {
  const { sub } = claimsOf(token);
  return typeof sub === 'string' ? sub : null;
}

/** In seconds, from when it was issued; without that, as this device's clock has it. */
function lifeOf(token: string): number {
  const { exp, iat } = claimsOf(token);
  const from_s = typeof iat === 'number' ? iat : Date.now() / 1000;
  const life_s = typeof exp === 'number' ? exp - from_s : MOST_LIFE_S;
  return Math.min(Math.max(life_s, LEAST_LIFE_S), MOST_LIFE_S);
}
