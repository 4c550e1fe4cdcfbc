/**
 * When did a level change, and what coincides with that: the posterior of a single change point over days.
 *
 * Here because "more since the release" is said of a day, and most days have something: only a posterior against its
 * prior mass tells coincidence from chance. It says "consistent with", never "caused by".
 * - `countChange`: counts around a level times exposure (traffic, or the expected counts), Gamma-Poisson.
 * - `rateChange`: `counts[i]` of `exposure[i]` trials, Beta-Binomial.
 * - `coincides`: P(change on one of the days [day, day + within]) of a posterior.
 * - `liftAgainst`: difference in differences of counts, on the log scale, against what was not touched.
 * Levels before and after are integrated out; one half of the prior says that nothing changed, the other half is spread
 * evenly over the days. Counts that vary more than Poisson's are told by `dispersion` (variance / mean): evidence is worth
 * that much less (quasi-likelihood). Cost: O(days). Days must be consecutive, oldest first.
 * Source: Smith 1975 (doi:10.1093/biomet/62.2.407); Raftery & Akman 1986 (doi:10.1093/biomet/73.1.85).
 *
 * @example
 * const change = countChange({ counts: [2, 1, 2, 9, 8], exposure: [1, 1, 1, 1, 1] });
 * coincides(change, 3); // => { posterior: 0.886..., prior: 0.25, lift: 4.68... }
 */
import { EngineError } from '../errors.ts';
import { lnBeta, lnGamma } from '../math/index.ts';

export interface DailySeries {
  readonly counts: readonly number[];
  /** Of counts: what they are in proportion to, at least 0. Of rates: trials, at least the count. */
  readonly exposure: readonly number[];
}

export interface ChangePoint {
  /** Posterior that nothing changed. */
  readonly none: number;
  /** Posterior that day i is the first one of a new level; 0 for the first day. */
  readonly at: readonly number[];
  /** How many times the level from day i on is that before it; 1 for the first day. */
  readonly lifts: readonly number[];
  /** The most probable first day of a new level, whether or not `none` is more probable; null below two days. */
  readonly day: number | null;
}

export interface Coincidence {
  readonly posterior: number;
  /** What the posterior would be if the days said nothing. */
  readonly prior: number;
  readonly lift: number;
}

const PRIOR_CHANGE = 0.5;
/** Half an observation, wherever a prior needs one (Jeffreys). */
const HALF = 0.5;
const Z_90 = 1.6448536269514722;

export function countChange(series: DailySeries, dispersion = 1): ChangePoint {
  check(series);
  if (!(dispersion >= 1)) {
    throw new EngineError('invalid-argument', `dispersion: expected at least 1, found ${dispersion}`);
  }
  const all = total(series);
  // The prior of a level: worth half an event, around the level of all days.
  const rate = all.exposure > 0 ? (all.count + HALF) / all.exposure : 1;
  const worth = HALF / rate;
  return posteriorOf(series, {
    evidence({ count, exposure }) {
      const events = count / dispersion + HALF;
      return lnGamma(events) - events * Math.log(exposure / dispersion + worth);
    },
    prior: lnGamma(HALF) - HALF * Math.log(worth),
    level: ({ count, exposure }) => (count + HALF) / (exposure + worth),
  });
}

export function rateChange(series: DailySeries): ChangePoint {
  check(series);
  series.counts.forEach((count, day) => {
    if (count > series.exposure[day]) {
      throw new EngineError('invalid-argument', `day ${day}: ${count} of ${series.exposure[day]} trials`);
    }
  });
  return posteriorOf(series, {
    evidence: ({ count, exposure }) => lnBeta(count + HALF, exposure - count + HALF),
    prior: lnBeta(HALF, HALF),
    level: ({ count, exposure }) => (count + HALF) / (exposure + 1),
  });
}

/** Of a change on day `day` or within so many days after it. Days outside of the series have no mass. */
export function coincides(change: ChangePoint, day: number, within = 3): Coincidence {
  const days = change.at.length;
  const first = Math.max(1, day);
  const last = Math.min(days - 1, day + within);
  let posterior = 0;
  let best = first;
  for (let at = first; at <= last; at++) {
    posterior += change.at[at];
    if (change.at[at] > change.at[best]) best = at;
  }
  const prior = last < first ? 0 : (PRIOR_CHANGE * (last - first + 1)) / (days - 1);
  return { posterior: Math.min(1, posterior), prior, lift: last < first ? 1 : change.lifts[best] };
}

export interface Level {
  readonly count: number;
  readonly exposure: number;
}

/** Before and after one day. */
export interface Split {
  readonly before: Level;
  readonly after: Level;
}

/** How many times more `touched` grew than `untouched`, with its 90 % interval. O(1). */
export function liftAgainst(
  touched: Split,
  untouched: Split,
  dispersion = 1,
): { readonly lift: number; readonly low: number; readonly high: number } {
  const log = lnGrowth(touched) - lnGrowth(untouched);
  const counts = [touched.before, touched.after, untouched.before, untouched.after];
  const variance = dispersion * counts.reduce((sum, { count }) => sum + 1 / (count + HALF), 0);
  const margin = Z_90 * Math.sqrt(variance);
  return { lift: Math.exp(log), low: Math.exp(log - margin), high: Math.exp(log + margin) };
}

function lnGrowth({ before, after }: Split): number {
  if (!(before.exposure > 0 && after.exposure > 0)) {
    throw new EngineError('invalid-argument', 'exposure: expected more than 0 before and after');
  }
  return Math.log((after.count + HALF) / after.exposure) - Math.log((before.count + HALF) / before.exposure);
}

/** A conjugate family: ln of the marginal likelihood of a piece, up to what all pieces share, and its level. */
interface Family {
  readonly evidence: (piece: Level) => number;
  readonly prior: number;
  readonly level: (piece: Level) => number;
}

function posteriorOf(series: DailySeries, { evidence, prior, level }: Family): ChangePoint {
  const days = series.counts.length;
  const all = total(series);
  if (days < 2)
    return { none: 1, at: series.counts.map(() => 0), lifts: series.counts.map(() => 1), day: null };
  const lnNone = Math.log(1 - PRIOR_CHANGE) + evidence(all) - prior;
  const lnDay = Math.log(PRIOR_CHANGE / (days - 1));
  const lnAt: number[] = [Number.NEGATIVE_INFINITY];
  const lifts = [1];
  let before: Level = { count: 0, exposure: 0 };
  for (let day = 1; day < days; day++) {
    before = {
      count: before.count + series.counts[day - 1],
      exposure: before.exposure + series.exposure[day - 1],
    };
    const after = {
      count: Math.max(0, all.count - before.count),
      exposure: Math.max(0, all.exposure - before.exposure),
    };
    lnAt.push(lnDay + evidence(before) + evidence(after) - 2 * prior);
    lifts.push(level(after) / level(before));
  }
  const highest = Math.max(lnNone, ...lnAt);
  const weights = lnAt.map((ln) => Math.exp(ln - highest));
  const none = Math.exp(lnNone - highest);
  const sum = weights.reduce((left, right) => left + right, none);
  const at = weights.map((weight) => weight / sum);
  return { none: none / sum, at, lifts, day: at.indexOf(Math.max(...at)) };
}

function total({ counts, exposure }: DailySeries): Level {
  const sum = (values: readonly number[]) => values.reduce((left, right) => left + right, 0);
  return { count: sum(counts), exposure: sum(exposure) };
}

function check({ counts, exposure }: DailySeries): void {
  if (counts.length !== exposure.length) {
    throw new EngineError('invalid-argument', `${counts.length} counts, ${exposure.length} exposures`);
  }
  if ([...counts, ...exposure].every((value) => value >= 0 && Number.isFinite(value))) return;
  throw new EngineError('invalid-argument', 'counts and exposure: expected finite numbers of at least 0');
}
