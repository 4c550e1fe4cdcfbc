/**
 * Days around a release, counted a topic, and how much more than by chance counts vary from week to week.
 *
 * One account counts once a topic and day. `dispersions` is Pearson's χ² over degrees of freedom of the weeks before the
 * release, against the topic's share of all questions; each topic's own is shrunk to that of all (worth 10 degrees).
 * Cost: O(questions + topics · days).
 */
import type { AskedQuestion } from './lift-cells.ts';

export interface TopicDays {
  readonly topic: string;
  /** A day each, oldest first. */
  readonly counts: readonly number[];
  readonly before: number;
  readonly after: number;
  /** That asked after. */
  readonly accounts: number;
}

export interface Window {
  readonly days: number;
  /** Index of the first day after. */
  readonly release_day: number;
  readonly topics: readonly TopicDays[];
}

const DAY_MS = 86_400_000;
const DAYS_BEFORE = 28;
const DAYS_AFTER = 14;
const LEAST_BEFORE = 7;
const LEAST_AFTER = 3;
const WEEK = 7;
const POOLED_WORTH = 10;
/** Expected a week, below which χ² says nothing. */
const LEAST_EXPECTED = 1;

type Question = Pick<AskedQuestion, 'topic' | 'account' | 'at_ms'>;

/** Null where there are too few days on one side. Days are counted from the release. */
export function countWindow(
  questions: readonly Question[],
  { release_ms, until_ms }: { readonly release_ms: number; readonly until_ms: number },
): Window | null {
  const first_ms = questions.reduce((least, { at_ms }) => Math.min(least, at_ms), Number.POSITIVE_INFINITY);
  const before = Math.min(DAYS_BEFORE, Math.floor((release_ms - first_ms) / DAY_MS));
  const after = Math.min(DAYS_AFTER, Math.floor((until_ms - release_ms) / DAY_MS));
  if (!(before >= LEAST_BEFORE) || after < LEAST_AFTER) return null;
  const seen = new Map<string, { counts: number[]; accounts: Set<string>; once: Set<string> }>();
  for (const { topic, account, at_ms } of questions) {
    const day = Math.floor((at_ms - release_ms) / DAY_MS) + before;
    if (day < 0 || day >= before + after) continue;
    const own = seen.get(topic) ?? {
      counts: Array.from({ length: before + after }, () => 0),
      accounts: new Set(),
      once: new Set(),
    };
    seen.set(topic, own);
    const name = `${day} ${account}`;
    if (own.once.has(name)) continue;
    own.once.add(name);
    own.counts[day] += 1;
    if (day >= before) own.accounts.add(account);
  }
  const topics = [...seen]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([topic, { counts, accounts }]) => ({
      topic,
      counts,
      before: sum(counts.slice(0, before)),
      after: sum(counts.slice(before)),
      accounts: accounts.size,
    }));
  return { days: before + after, release_day: before, topics };
}

/** Variance over mean by topic, at least 1. */
export function dispersions({ release_day, topics }: Window): Map<string, number> {
  const weeks = Math.floor(release_day / WEEK);
  const weekly = (counts: readonly number[]) =>
    Array.from({ length: weeks }, (_, week) => sum(counts.slice(week * WEEK, (week + 1) * WEEK)));
  const all = weekly(
    Array.from({ length: release_day }, (_, day) => sum(topics.map(({ counts }) => counts[day]))),
  );
  const total = sum(all);
  const own = topics.map(({ topic, counts }) => {
    const seen = weekly(counts);
    const expected = all.map((each) => (each * sum(seen)) / Math.max(1, total));
    if (weeks < 2 || Math.min(...expected) < LEAST_EXPECTED) return { topic, chi: 0, freedom: 0 };
    const chi = sum(seen.map((count, week) => (count - expected[week]) ** 2 / expected[week]));
    return { topic, chi, freedom: weeks - 1 };
  });
  const freedom = sum(own.map((each) => each.freedom));
  const pooled = freedom > 0 ? Math.max(1, sum(own.map(({ chi }) => chi)) / freedom) : 1;
  return new Map(
    own.map((each) => {
      const shrunk = (each.chi + POOLED_WORTH * pooled) / (each.freedom + POOLED_WORTH);
      return [each.topic, Math.max(1, shrunk)];
    }),
  );
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
