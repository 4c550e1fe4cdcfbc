/** Counts of days as lines: shares over a sliding window, with intervals. Pure. */
import type { DailyFigures, Measure } from '@understudy/contract';
import { lengthOf, plus, type Range } from './range.ts';

interface ShareLine {
  readonly values: readonly (number | null)[];
  readonly low: readonly (number | null)[];
  readonly high: readonly (number | null)[];
}

/** Of the standard normal distribution, for 90 % between both ends. */
const Z = 1.6449;

/** One row for every day of the range, also for those on which nothing happened. */
export function everyDay(range: Range, days: readonly DailyFigures[]): readonly DailyFigures[] {
  const known = new Map(days.map((figures) => [figures.day, figures]));
  return Array.from({ length: lengthOf(range) }, (_, at) => {
    const day = plus(range.from, at);
    return known.get(day) ?? { day, counts: {} };
  });
}

/**
 * The share of `measure` in `of` over the `window` days that end on each day, with its 90 % interval after Wilson
 * (1927, doi:10.1080/01621459.1927.10502953). Null where there is nothing to divide by.
 */
export function shareLine(
  days: readonly DailyFigures[],
  { measure, of, window = 7 }: { readonly measure: Measure; readonly of: Measure; readonly window?: number },
): ShareLine {
  let [count, total] = [0, 0];
  const values: (number | null)[] = [];
  const low: (number | null)[] = [];
  const high: (number | null)[] = [];
  for (const [at, { counts }] of days.entries()) {
    const gone = days[at - window]?.counts;
    count += (counts[measure] ?? 0) - (gone?.[measure] ?? 0);
    total += (counts[of] ?? 0) - (gone?.[of] ?? 0);
    const ends = total > 0 ? wilson(Math.min(count, total), total) : null;
    values.push(total > 0 ? Math.min(1, count / total) : null);
    low.push(ends && ends[0]);
    high.push(ends && ends[1]);
  }
  return { values, low, high };
}

export function wilson(count: number, total: number): readonly [number, number] {
  const share = count / total;
  const scale = 1 + Z ** 2 / total;
  const middle = (share + Z ** 2 / (2 * total)) / scale;
  const half = (Z / scale) * Math.sqrt((share * (1 - share)) / total + Z ** 2 / (4 * total ** 2));
  return [Math.max(0, middle - half), Math.min(1, middle + half)];
}

/** The newest value that is known. */
export const latestOf = (values: readonly (number | null)[]): number | null =>
  values.findLast((value) => value !== null) ?? null;
