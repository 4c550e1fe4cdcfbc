/**
 * Influence caps: how much one account, or one text said again and again, may teach.
 *
 * Here because whoever can write tickets can try to teach: a flood of near-equal questions, answered wrongly by a
 * person in a hurry, must not become what everybody is told. A lesson is held back where
 * - its account taught this resolution twice within a week already (`account-week`),
 * - its account would hold more than a fifth of this resolution's exemplars, two being always allowed (`account-share`),
 * - two lessons of this resolution within 14 days say nearly the same words, or one of the same account
 *   (`near-duplicate`): a flood collapses, and a second account may still corroborate.
 * The first lessons of an issue always pass. Questions of strangers (`account` null) have no account to be capped by.
 *
 * State is a fold of the lessons that were let in, in their order; held ones leave no trace in it. Cost: O(recent
 * lessons of the resolution x words) a lesson, at most 500 of them; memory about 1 KB for each of these.
 * Limits: accounts that cannot be told apart, or texts written anew each time, are not caught here.
 *
 * @example
 * const influence = new Influence();
 * influence.heldBecause({ resolution_id: 'r', account: 'a', text: 'Where is my invoice?', at_ms: 0 }); // => null
 */
import { jaccard, type Shingles, shinglesOf } from './near-duplicates.ts';

export type HeldReason = 'account-week' | 'account-share' | 'near-duplicate';

/** What the caps look at; `text` is the question. */
export interface TaughtLesson {
  readonly resolution_id: string;
  readonly account: string | null;
  readonly text: string;
  readonly at_ms: number;
}

const WEEK_MS = 7 * 86_400_000;
const PER_ACCOUNT_PER_WEEK = 2;
const ACCOUNT_SHARE = 0.2;
/** Of one account, whatever its share: a new issue's first exemplars often come from one. */
const ALWAYS_ALLOWED = 2;
const DUPLICATE_JACCARD = 0.7;
const DUPLICATES_KEPT = 2;
const DUPLICATE_WINDOW_MS = 14 * 86_400_000;
const MAX_RECENT = 500;

interface Recent {
  readonly account: string | null;
  readonly at_ms: number;
  readonly shingles: Shingles;
}

/** What one resolution was taught. */
interface Taught {
  lessons: number;
  readonly byAccount: Map<string, number>;
  recent: Recent[];
}

export class Influence {
  readonly #taught = new Map<string, Taught>();

  /** Why this lesson is held back, or null where it may be learned. Changes nothing. */
  heldBecause({ resolution_id, account, text, at_ms }: TaughtLesson): HeldReason | null {
    const taught = this.#taught.get(resolution_id);
    if (taught === undefined) return null;
    const { recent } = taught;
    if (account !== null) {
      const inWeek = recent.filter((each) => each.account === account && near(each, at_ms, WEEK_MS));
      if (inWeek.length >= PER_ACCOUNT_PER_WEEK) return 'account-week';
      const own = (taught.byAccount.get(account) ?? 0) + 1;
      if (own > Math.max(ALWAYS_ALLOWED, ACCOUNT_SHARE * (taught.lessons + 1))) return 'account-share';
    }
    const shingles = shinglesOf(text);
    const same = recent.filter(
      (each) =>
        near(each, at_ms, DUPLICATE_WINDOW_MS) && jaccard(each.shingles, shingles) >= DUPLICATE_JACCARD,
    );
    const again = account !== null && same.some((each) => each.account === account);
    return again || same.length >= DUPLICATES_KEPT ? 'near-duplicate' : null;
  }

  /** A lesson that was learned. */
  add({ resolution_id, account, text, at_ms }: TaughtLesson): void {
    const taught = this.#taught.get(resolution_id) ?? { lessons: 0, byAccount: new Map(), recent: [] };
    this.#taught.set(resolution_id, taught);
    taught.lessons += 1;
    if (account !== null) taught.byAccount.set(account, (taught.byAccount.get(account) ?? 0) + 1);
    const recent = taught.recent.filter((each) => near(each, at_ms, DUPLICATE_WINDOW_MS));
    taught.recent = [...recent, { account, at_ms, shingles: shinglesOf(text) }].slice(-MAX_RECENT);
  }
}

/** Imports may come out of order: the window reaches both ways. */
function near({ at_ms }: Recent, now_ms: number, window_ms: number): boolean {
  return Math.abs(now_ms - at_ms) < window_ms;
}
