/**
 * What is usual: the count of a key (a topic, a term) that a run of days should bring, and how much such counts vary.
 *
 * Usual = level × day of the week × exposure. The level is the mean of the days before, the nearer the heavier (half of
 * the weight on the last `HALF_LIFE_DAYS`), without days that belong to a known burst; it is uncertain like a Gamma
 * level of that many events. Exposure is the traffic of other keys, so that a growth of all is none of one. The week's
 * shape is shrunk towards none. On top of Poisson's spread comes that of runs of days as long as the window, by
 * moments, shrunk towards that of all keys; never below Poisson's.
 * Cost: O(days) a key and window.
 */
import type { CountLaw } from './negative-binomial.ts';

const HALF_LIFE_DAYS = 56;
const DECAY = 0.5 ** (1 / HALF_LIFE_DAYS);
/** Half an event in the level of what was never seen (Jeffreys). */
const HALF = 0.5;
/** The shape of the week counts like so many events of a plain one; the spread of all keys like so many pieces of its own. */
const WEEK_WORTH = 14;
const SPREAD_WORTH = 25;
/** A spread that was seen in few pieces is taken this many relative standard errors higher. */
const CAUTION = 1.5;

/** Counts of a key by day, oldest first; the last day is today. */
export interface DailyCounts {
  readonly counts: readonly number[];
  /** Days that belong to a known burst: no part of what is usual. */
  readonly excluded?: ReadonlySet<number>;
}

export interface Level {
  /** Expected of each day at the level before `from`. */
  readonly daily: readonly number[];
  /** Events that stand behind the level. */
  readonly events: number;
}

/** At the level of the days before day `from`. `traffic`: questions of all keys by day. */
export function levelBefore(
  { counts, excluded }: DailyCounts,
  traffic: readonly number[],
  from: number,
): Level {
  let sum = 0;
  for (let day = 0; day < from; day++) sum += counts[day];
  const own = from > 0 ? sum / from : 0;
  const exposure = traffic.map((all, day) => Math.max(0, all - counts[day]) + own);
  let events = HALF;
  let exposed = 0;
  const week = Array.from({ length: 7 }, () => ({ events: 0, exposed: 0 }));
  for (let day = 0; day < from; day++) {
    if (excluded?.has(day)) continue;
    const weight = weightOf(from - 1 - day);
    events += weight * counts[day];
    exposed += weight * exposure[day];
    const ofWeek = week[day % 7];
    ofWeek.events += counts[day];
    ofWeek.exposed += exposure[day];
  }
  const rate = exposed > 0 ? events / exposed : 0;
  const shape = week.map((each) => (each.events + WEEK_WORTH) / (each.exposed * rate + WEEK_WORTH));
  return { daily: exposure.map((each, day) => rate * each * shape[day % 7]), events };
}

const WEIGHTS = Array.from({ length: 400 }, (_, age) => DECAY ** age);
const weightOf = (age: number) => WEIGHTS[age] ?? 0;

/** Sums over runs of days, whose quotient is 1 / k. A run tells at most one piece, and little where little was expected. */
export interface Spread {
  /** Squared surprise beyond Poisson's. */
  readonly beyond: number;
  readonly pieces: number;
}

export function spreadOf(series: DailyCounts, level: Level, from: number, days: number): Spread {
  let beyond = 0;
  let pieces = 0;
  for (let start = from - days; start >= 0; start -= days) {
    let count = 0;
    let expected = 0;
    for (let day = start; day < start + days; day++) {
      if (series.excluded?.has(day)) continue;
      count += series.counts[day];
      expected += level.daily[day];
    }
    beyond += ((count - expected) ** 2 - expected) / (1 + expected ** 2);
    pieces += expected ** 2 / (1 + expected ** 2);
  }
  return { beyond, pieces };
}

/** The law of a window's count: the level's uncertainty and the spread between runs of days add up. */
export function lawOf(
  level: Level,
  { own, all, mean }: { own: Spread; all: Spread; mean: number },
): CountLaw {
  const pooled = all.pieces > 0 ? Math.max(0, all.beyond / all.pieces) : 0;
  const pieces = own.pieces + SPREAD_WORTH;
  const spread = Math.max(0, (own.beyond + SPREAD_WORTH * pooled) / pieces);
  return { mean, k: 1 / (spread * (1 + CAUTION / Math.sqrt(pieces)) + 1 / level.events) };
}
