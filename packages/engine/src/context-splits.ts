/**
 * Where one token of the context splits a resolution from others that the same words have led to: nightly, for people.
 *
 * Rivals are resolutions whose words were taken for each other's at least `CONFUSED` times (`rank/confusions.ts`). A token
 * splits where nearly all of the one's exemplars have it, hardly any of the rivals', enough accounts say so, and
 * chance would not: Fisher's exact test, corrected for all tokens that were looked at. What may have happened or not
 * (`error`, `did`) is no condition: a context without it does not say that it did not.
 * Cost: O(exemplars · tokens). Source: Fisher 1922, doi:10.2307/2340521.
 */
import type { StoredExemplar } from './facts.ts';
import { lnGamma } from './math/index.ts';
import { keyOf } from './retrieve/context-counts.ts';

export interface ContextSplit {
  readonly resolution_id: string;
  readonly token: string;
  /** Its exemplars of which the key is known, and those with the token; the same of its rivals. */
  readonly own: { readonly with: number; readonly of: number };
  readonly rivals: { readonly with: number; readonly of: number };
  readonly accounts: number;
}

type Taught = Pick<StoredExemplar, 'resolution_id' | 'question' | 'pointed'>;

const CONFUSED = 2;
const LEAST_EXEMPLARS = 5;
const LEAST_ACCOUNTS = 3;
const LEAST_LOG_ODDS = 3;
/** Probability of any wrong proposal of a night. */
const LEVEL = 0.01;
const NO_CONDITION: ReadonlySet<string> = new Set([
  'did',
  'was',
  'error',
  'script-error',
  'recent',
  'stay',
  'screen',
]);

/** One for each resolution that is split at all: its clearest token. `isKnown`: is it in use? */
export function contextSplits(
  exemplars: readonly Taught[],
  isKnown: (resolutionId: string) => boolean,
): readonly ContextSplit[] {
  const of = new Map<string, Taught[]>();
  for (const exemplar of exemplars) {
    if (exemplar.question.context.length === 0 || !isKnown(exemplar.resolution_id)) continue;
    const own = of.get(exemplar.resolution_id) ?? [];
    of.set(exemplar.resolution_id, own);
    own.push(exemplar);
  }
  const looked = [...rivalsOf(exemplars)].flatMap(([id, rivals]) => {
    const own = of.get(id) ?? [];
    const others = [...rivals].flatMap((rival) => of.get(rival) ?? []);
    if (own.length < LEAST_EXEMPLARS || others.length < LEAST_EXEMPLARS) return [];
    return [...new Set(own.flatMap(({ question }) => question.context))]
      .filter((token) => !NO_CONDITION.has(keyOf(token)))
      .map((token) => weigh({ resolution_id: id, token, own, others }));
  });
  const clear = looked.filter((each) => isClear(each) && each.chance * looked.length <= LEVEL);
  const best = new Map<string, (typeof clear)[number]>();
  for (const each of clear.toSorted((a, b) => a.chance - b.chance || (a.token < b.token ? -1 : 1)))
    if (!best.has(each.resolution_id)) best.set(each.resolution_id, each);
  return [...best.values()].map(({ resolution_id, token, own, rivals, accounts }) => {
    return { resolution_id, token, own, rivals, accounts };
  });
}

/** By resolution, those that it was confused with, in either direction. */
function rivalsOf(exemplars: readonly Taught[]): ReadonlyMap<string, ReadonlySet<string>> {
  const counts = new Map<string, number>();
  const rivals = new Map<string, Set<string>>();
  for (const { pointed, resolution_id } of exemplars) {
    if (pointed === undefined || pointed === resolution_id) continue;
    const pair = [pointed, resolution_id].toSorted();
    const count = (counts.get(pair.join(' ')) ?? 0) + 1;
    counts.set(pair.join(' '), count);
    if (count !== CONFUSED) continue;
    for (const [one, other] of [pair, pair.toReversed()])
      rivals.set(one, (rivals.get(one) ?? new Set()).add(other));
  }
  return rivals;
}

function weigh(given: {
  readonly resolution_id: string;
  readonly token: string;
  readonly own: readonly Taught[];
  readonly others: readonly Taught[];
}): ContextSplit & { readonly chance: number } {
  const { resolution_id, token, own, others } = given;
  const key = `${keyOf(token)}:`;
  const counted = (taught: readonly Taught[]) => {
    const known = taught.filter(({ question }) => question.context.some((each) => each.startsWith(key)));
    return { with: known.filter((each) => has(each, token)).length, of: known.length };
  };
  const accounts = new Set(
    own.filter((each) => has(each, token)).map(({ question }) => question.account ?? question.id),
  ).size;
  const [mine, theirs] = [counted(own), counted(others)];
  return { resolution_id, token, own: mine, rivals: theirs, accounts, chance: fisher(mine, theirs) };
}

const has = ({ question }: Taught, token: string): boolean => question.context.includes(token);

function isClear({ own, rivals, accounts }: ContextSplit): boolean {
  const odds = (count: { with: number; of: number }) =>
    Math.log((count.with + 0.5) / (count.of - count.with + 0.5));
  const enough = own.of >= LEAST_EXEMPLARS && rivals.of >= LEAST_EXEMPLARS && accounts >= LEAST_ACCOUNTS;
  return enough && own.with >= 0.9 * own.of && odds(own) - odds(rivals) >= LEAST_LOG_ODDS;
}

interface Share {
  readonly with: number;
  readonly of: number;
}

/** Probability of so many in the first by chance, were the token as usual in both. */
function fisher(first: Share, second: Share): number {
  const [all, marked] = [first.of + second.of, first.with + second.with];
  const lnChoose = (n: number, k: number) => lnGamma(n + 1) - lnGamma(k + 1) - lnGamma(n - k + 1);
  let sum = 0;
  for (let k = first.with; k <= Math.min(first.of, marked); k++)
    sum += Math.exp(lnChoose(marked, k) + lnChoose(all - marked, first.of - k) - lnChoose(all, first.of));
  return Math.min(1, sum);
}
