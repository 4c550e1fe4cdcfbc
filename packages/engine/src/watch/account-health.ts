/**
 * How an account fares, from what its people asked: few named parts, each against its peers.
 *
 * A part is a share of contacts (or of the last 30 days among the last 60, for the trend), shrunk to the share of all
 * accounts as if 10 more contacts had been average (empirical Bayes, m0 = 10), then told as z among the accounts that
 * can be judged: 0 is as usual, above is worse; at most 3 either way. Score = sigmoid(-Σ weight · z) in [0, 1]: 0.5 is as
 * usual, higher is better. Below 3 contacts nothing is said.
 * It describes; it predicts only where `backtestHealth` says so. Cost: O(accounts).
 *
 * @example
 * accountHealth([{ account: 'acme', contacts: 9, unresolved: 5, … }]).get('acme')?.score; // => 0.31
 */
import { sigmoid } from '../math/index.ts';

/** Counts of one account; all but `contacts` are of those contacts. */
export interface AccountContacts {
  readonly account: string;
  readonly contacts: number;
  readonly unresolved: number;
  /** Came again, or opened again. */
  readonly repeated: number;
  /** Denied, angry, or asked for a person after an answer. */
  readonly negative: number;
  readonly novel: number;
  /** Matters of money, security or the account itself. */
  readonly at_stake: number;
  /** Of the last 30 days, and of the 30 before. */
  readonly recent: number;
  readonly earlier: number;
}

const HEALTH_PARTS = ['unresolved', 'repeated', 'negative', 'at_stake', 'novel', 'trend'] as const;
export type HealthPart = (typeof HEALTH_PARTS)[number];
const HEALTH_WEIGHTS: Readonly<Record<HealthPart, number>> = {
  unresolved: 0.6,
  repeated: 0.6,
  negative: 0.6,
  at_stake: 0.3,
  novel: 0.3,
  trend: 0.3,
};
export const LEAST_CONTACTS = 3;
const PRIOR_CONTACTS = 10;
const MOST_Z = 3;

export interface AccountScore {
  /** Null below `LEAST_CONTACTS`. */
  readonly score: number | null;
  readonly parts: readonly {
    readonly name: HealthPart;
    /** Shrunk share, in [0, 1]; that of all accounts; and how far apart, in units of what is usual. */
    readonly share: number;
    readonly usual: number;
    readonly z: number;
    /** What it adds to the log-odds of the score: below 0 is worse. */
    readonly adds: number;
  }[];
}

export function accountHealth(accounts: readonly AccountContacts[]): Map<string, AccountScore> {
  const judged = accounts.filter(({ contacts }) => contacts >= LEAST_CONTACTS);
  const standards = HEALTH_PARTS.map((name) => standardOf(name, accounts, judged));
  return new Map(
    accounts.map((account): [string, AccountScore] => {
      if (account.contacts < LEAST_CONTACTS) return [account.account, { score: null, parts: [] }];
      const parts = standards.map(({ name, usual, spread }) => {
        const share = shrunk(name, account, usual);
        const z = Math.max(-MOST_Z, Math.min(MOST_Z, spread > 0 ? (share - usual) / spread : 0));
        return { name, share, usual, z, adds: -HEALTH_WEIGHTS[name] * z };
      });
      return [account.account, { score: sigmoid(parts.reduce((sum, { adds }) => sum + adds, 0)), parts }];
    }),
  );
}

/** Hits and trials of a part. */
function countsOf(name: HealthPart, account: AccountContacts): readonly [hits: number, trials: number] {
  return name === 'trend'
    ? [account.recent, account.recent + account.earlier]
    : [account[name], account.contacts];
}

function shrunk(name: HealthPart, account: AccountContacts, usual: number): number {
  const [hits, trials] = countsOf(name, account);
  return (hits + PRIOR_CONTACTS * usual) / (trials + PRIOR_CONTACTS);
}

function standardOf(
  name: HealthPart,
  accounts: readonly AccountContacts[],
  judged: readonly AccountContacts[],
): { readonly name: HealthPart; readonly usual: number; readonly spread: number } {
  const counts = accounts.map((account) => countsOf(name, account));
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  const trials = sum(counts.map(([, each]) => each));
  const usual = trials === 0 ? 0 : sum(counts.map(([hits]) => hits)) / trials;
  const away = judged.map((account) => (shrunk(name, account, usual) - usual) ** 2);
  return { name, usual, spread: Math.sqrt(sum(away) / Math.max(1, away.length)) };
}
