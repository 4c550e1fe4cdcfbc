/**
 * From questions with their keys to the bursts among them: counts by day, for those keys only that came often of late.
 *
 * Cost: O(questions · keys each), then O(days) a key that came five times in the last 14 days.
 */
import { BURST_WINDOWS, findBursts, LEAST_COUNT, type Watched, type WatchedKey } from './bursts.ts';
import type { FoundBurst, IncidentKind } from './incidents.ts';

/** Days of history that are worth reading: three half-lives of what is usual. */
export const HISTORY_DAYS = 168;
/** Words are many, and some few people use the same one on any day: only more of them are worth an alarm. */
const LEAST_TO_OPEN: Readonly<Record<IncidentKind, number>> = {
  topic: LEAST_COUNT,
  'new-topic': LEAST_COUNT,
  term: 8,
};
export const LONGEST_BURST_DAYS = Math.max(...BURST_WINDOWS);
/** A key that came once tests nothing: it could not have been reported. */
const LEAST_TESTED = 2;

export interface KeyedQuestion {
  readonly id: string;
  /** From 0; the last one is today. */
  readonly day: number;
  readonly account: string;
  readonly keys: Iterable<string>;
}

export interface KeysToWatch {
  readonly kind: IncidentKind;
  readonly questions: readonly KeyedQuestion[];
  /** Number of days, today included. */
  readonly days: number;
  /** Days of a key that belong to known bursts. */
  readonly excluded: (key: string) => ReadonlySet<number> | undefined;
  readonly isWatched?: (key: string) => boolean;
}

export interface CountedKeys {
  readonly watched: Watched;
  readonly askedSince: (key: string, day: number) => readonly KeyedQuestion[];
}

export function watchKeys(given: KeysToWatch): FoundBurst[] {
  const { watched, askedSince } = countKeys(given);
  return findBursts(watched).map((burst) => ({
    ...burst,
    alone: burst.alone && burst.count >= LEAST_TO_OPEN[given.kind],
    kind: given.kind,
    conversations: askedSince(burst.key, given.days - burst.days).map(({ id }) => id),
  }));
}

export function countKeys({ questions, days, excluded, isWatched }: Omit<KeysToWatch, 'kind'>): CountedKeys {
  const recent = new Map<string, KeyedQuestion[]>();
  const traffic = Array.from({ length: days }, () => 0);
  for (const question of questions) {
    traffic[question.day]++;
    if (question.day < days - LONGEST_BURST_DAYS) continue;
    for (const key of question.keys) {
      const known = recent.get(key);
      if (known === undefined) recent.set(key, [question]);
      else known.push(question);
    }
  }
  const looked = [...recent].filter(
    ([key, asked]) => asked.length >= LEAST_TESTED && (isWatched === undefined || isWatched(key)),
  );
  const often = looked.filter(([, asked]) => asked.length >= LEAST_COUNT);
  const counts = new Map(often.map(([key]) => [key, Array.from({ length: days }, () => 0)]));
  for (const question of questions) {
    for (const key of question.keys) {
      const ofKey = counts.get(key);
      if (ofKey !== undefined) ofKey[question.day]++;
    }
  }
  const askedSince = (key: string, day: number) => (recent.get(key) ?? []).filter((each) => each.day >= day);
  const keys = [...counts].map(([key, ofKey]): WatchedKey => {
    const known = excluded(key);
    return {
      key,
      counts: ofKey,
      ...(known === undefined ? {} : { excluded: known }),
      accountsSince: (day) => new Set(askedSince(key, day).map(({ account }) => account)).size,
    };
  });
  return { watched: { traffic, keys, tested: looked.length }, askedSince };
}
