/** Four hundred days of a desk that learns, the same at every start: about 120 conversations a day, fewer at weekends. */
import type { Annotation, Counts, DailyFigures, Measure, Share } from '@understudy/contract';
import { dayBefore, daysBefore } from './watch-days.ts';

const DAYS = 400;

/** In [0, 1), the same for the same number. */
const chance = (seed: number): number => {
  const x = Math.sin(seed * 12.9898 + 78.233) * 43_758.5453;
  return x - Math.floor(x);
};

const REASONS = [
  ['handed-off:unknown', 0.34],
  ['handed-off:unsure', 0.21],
  ['handed-off:not-certified', 0.17],
  ['handed-off:high-stakes', 0.12],
  ['handed-off:asked-for-person', 0.09],
  ['handed-off:dissatisfied', 0.04],
  ['handed-off:held', 0.03],
] as const;

function countsOf(ago: number): Counts {
  const date = new Date(daysBefore(ago));
  const isWeekend = date.getUTCDay() % 6 === 0;
  const all = Math.round((isWeekend ? 44 : 128) * (0.86 + 0.28 * chance(ago)));
  const learned = 0.06 + 0.4 * ((DAYS - ago) / DAYS) ** 1.6;
  // An alarm nine days ago held a topic for five days.
  const dip = ago <= 9 && ago > 4 ? 0.78 : 1;
  const alone = Math.round(all * learned * dip * (0.92 + 0.16 * chance(ago + 1_000)));
  const part = (of: number, share: number, seed: number) =>
    Math.round(of * share * (0.85 + 0.3 * chance(ago + seed)));
  const wrong = Math.round(alone * (ago <= 12 && ago > 7 ? 0.09 : 0.028));
  const undecided = ago < 2 ? part(alone, 0.5, 7) : 0;
  const confirmed = part(alone - undecided, 0.39, 2_000);
  const handed = all - alone;
  const byReason = REASONS.map(([reason, share], at) => [reason, part(handed, share, 3_000 + at)] as const);
  const handOffs = byReason.reduce((sum, [, count]) => sum + count, 0);
  return {
    conversations: all,
    'answered-alone': alone,
    confirmed,
    assumed: Math.max(0, alone - undecided - confirmed - wrong),
    undecided,
    reopened: Math.round(wrong * 0.6),
    'came-again': wrong - Math.round(wrong * 0.6),
    durable: ago < 7 ? 0 : Math.round(alone * 0.9),
    'handed-off': handOffs,
    ...Object.fromEntries(byReason),
    drafted: part(handed, 0.62, 4_000),
    'assisted-as-is': part(handed, 0.24, 5_000),
    'assisted-edited': part(handed, 0.22, 6_000),
    'draft-discarded': part(handed, 0.16, 7_000),
    'by-people': handed,
    'audited-right': part(alone, 0.12, 8_000),
    'audited-wrong': chance(ago + 9_000) < (ago <= 12 && ago > 7 ? 0.5 : 0.14) ? 1 : 0,
    'twin-answered': Math.round(all * 0.062 * (0.7 + 0.6 * chance(ago + 9_500))),
    novel: part(all, 0.05, 9_700),
  };
}

export const makeDays = (): DailyFigures[] =>
  Array.from({ length: DAYS }, (_, at) => ({
    day: dayBefore(DAYS - 1 - at),
    counts: countsOf(DAYS - 1 - at),
  }));

export function totals(days: readonly DailyFigures[]): Counts {
  const sums: Counts = {};
  for (const { counts } of days)
    for (const [measure, count] of Object.entries(counts) as [Measure, number][])
      sums[measure] = (sums[measure] ?? 0) + count;
  return sums;
}

export const shareOf = (counts: Counts, measure: Measure, of: Measure): Share =>
  makeShare(measure, of, counts[measure] ?? 0, counts[of] ?? 0);

/** Wilson, at 90 %. */
export function makeShare(measure: Measure, of: Measure, count: number, total: number): Share {
  if (total === 0) return { measure, of, count, total, value: null, low: null, high: null };
  const [z, p] = [1.645, count / total];
  const middle = (p + z ** 2 / (2 * total)) / (1 + z ** 2 / total);
  const half = (z / (1 + z ** 2 / total)) * Math.sqrt((p * (1 - p)) / total + z ** 2 / (4 * total ** 2));
  return {
    measure,
    of,
    count,
    total,
    value: p,
    low: Math.max(0, middle - half),
    high: Math.min(1, middle + half),
  };
}

const MARKS = [
  [9, 'alarm', 'Answers about “change plan” became worse: 5 of 14 audits wrong. The topic was held.'],
  [12, 'release', 'Release 2026.11.2: new plans page'],
  [4, 'lesson', 'Lesson approved: credit when the plan changes in the middle of the month'],
  [4, 'certificate', 'Certificate back: “few people, little money” answers alone again'],
  [21, 'incident', 'Webhooks were called twice: 34 conversations of 22 accounts'],
  [38, 'release', 'Release 2026.10.4: invoices by e-mail'],
  [52, 'lesson', '11 lessons approved: invoices'],
  [61, 'certificate', 'Certificate: account questions unlocked'],
  [96, 'release', 'Release 2026.9.0'],
  [131, 'incident', 'Password mails were late: 81 conversations'],
  [180, 'certificate', 'Certificate: the first answers alone'],
] as const;

export const makeMarks = (): Annotation[] =>
  MARKS.map(([ago, kind, text], at) => ({ at: daysBefore(ago), kind, id: `mark_${at}`, text }));
