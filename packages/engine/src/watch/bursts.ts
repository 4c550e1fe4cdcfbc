/**
 * More than usual: keys (topics, terms) of which a window of days that ends today brought more than chance would.
 *
 * Each key is tried on windows of 1, 3, 7 and 14 days against what is usual (`expected-counts.ts`); its smallest
 * p-value counts, times the number of windows. Among all keys of the day the Benjamini-Hochberg step-up keeps the share
 * of false ones below `q`. `alone`: this key would stand as well if the whole chance of error were spread over all keys
 * alike (Bonferroni at 1 %): only such a burst opens an incident, since fifty right terms make one incident, and
 * one false term makes one, too.
 * What is small stays unsaid: fewer than 5 conversations or 3 accounts, or less than twice what is usual.
 * Cost: O(keys · days). Limit: history shorter than 28 days finds nothing.
 * Source: Farrington et al. 1996 (doi:10.2307/2983331) in outline; Benjamini & Hochberg 1995.
 */
import {
  type DailyCounts,
  lawOf,
  type Level,
  levelBefore,
  type Spread,
  spreadOf,
} from './expected-counts.ts';
import { falseDiscoveryRates } from './false-discovery.ts';
import { countQuantile, countTail } from './negative-binomial.ts';

export const BURST_WINDOWS: readonly number[] = [1, 3, 7, 14];
export const LEAST_COUNT = 5;
export const LEAST_ACCOUNTS = 3;
const LEAST_LIFT = 2;
const LEAST_HISTORY_DAYS = 28;
const Q = 0.1;
const Q_ALONE = 0.01;
/** What is drawn as the upper end of usual. */
const HIGH_TAIL = 0.01;

export interface WatchedKey extends DailyCounts {
  readonly key: string;
  /** Different accounts from this day on. */
  readonly accountsSince: (day: number) => number;
}

export interface Burst {
  readonly key: string;
  /** Days of the window, which ends today. */
  readonly days: number;
  readonly count: number;
  readonly accounts: number;
  readonly expected: number;
  /** That so many come by chance, for all windows together. */
  readonly p: number;
  readonly alone: boolean;
  /** By day of the window, oldest first: what came, what was expected, and the upper end of usual. */
  readonly by_day: readonly { readonly count: number; readonly expected: number; readonly high: number }[];
}

export interface Watched {
  /** Questions by day, oldest first; the last day is today. */
  readonly traffic: readonly number[];
  readonly keys: readonly WatchedKey[];
  /** How many keys came up at all: those that were looked at, at least. */
  readonly tested?: number;
}

/** The least likely first. */
export function findBursts({ traffic, keys, tested = 0 }: Watched): Burst[] {
  const today = traffic.length;
  if (today < LEAST_HISTORY_DAYS + 1) return [];
  const best = new Map<string, Tried>();
  for (const days of BURST_WINDOWS) {
    const from = today - days;
    if (from < LEAST_HISTORY_DAYS) continue;
    const many = keys.filter(({ counts }) => sumOf(counts, from) >= LEAST_COUNT);
    const windows = many.map((series) => windowOf(series, traffic, from));
    const all = windows.reduce(
      (sum, { own }) => ({ beyond: sum.beyond + own.beyond, pieces: sum.pieces + own.pieces }),
      { beyond: 0, pieces: 0 },
    );
    for (const window of windows) {
      const tried = tryWindow({ ...window, all });
      const known = best.get(window.series.key);
      if (tried !== null && (known === undefined || tried.p < known.p)) best.set(window.series.key, tried);
    }
  }
  const ordered = [...best.values()].sort(
    (a, b) => a.p - b.p || a.expected - b.expected || (a.series.key < b.series.key ? -1 : 1),
  );
  const family = Math.max(tested, keys.length);
  const rates = falseDiscoveryRates(
    ordered.map(({ p }) => p),
    family,
  );
  return ordered
    .filter((_, rank) => rates[rank] <= Q)
    .map((tried) => toBurst(tried, tried.p <= Q_ALONE / family));
}

interface Window {
  readonly series: WatchedKey;
  readonly from: number;
  readonly level: Level;
  readonly own: Spread;
  /** Of all keys. */
  readonly all: Spread;
}

interface Tried extends Window {
  readonly count: number;
  readonly accounts: number;
  readonly expected: number;
  readonly p: number;
}

function windowOf(series: WatchedKey, traffic: readonly number[], from: number): Omit<Window, 'all'> {
  const level = levelBefore(series, traffic, from);
  return { series, from, level, own: spreadOf(series, level, from, series.counts.length - from) };
}

function tryWindow(window: Window): Tried | null {
  const { series, from, level, own, all } = window;
  const count = sumOf(series.counts, from);
  const expected = sumOf(level.daily, from);
  if (count < LEAST_LIFT * expected) return null;
  const accounts = series.accountsSince(from);
  if (accounts < LEAST_ACCOUNTS) return null;
  const chance = countTail(count, lawOf(level, { own, all, mean: expected }));
  return { ...window, count, accounts, expected, p: Math.min(1, BURST_WINDOWS.length * chance) };
}

function sumOf(values: readonly number[], from: number): number {
  let sum = 0;
  for (let i = from; i < values.length; i++) sum += values[i];
  return sum;
}

function toBurst(
  { series, from, level, own, all, count, accounts, expected, p }: Tried,
  alone: boolean,
): Burst {
  const by_day = series.counts.slice(from).map((each, i) => {
    const mean = level.daily[from + i];
    return { count: each, expected: mean, high: countQuantile(HIGH_TAIL, lawOf(level, { own, all, mean })) };
  });
  return { key: series.key, days: series.counts.length - from, count, accounts, expected, p, alone, by_day };
}
