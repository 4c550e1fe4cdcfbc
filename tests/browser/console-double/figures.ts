/** Figures of the double: what the watch says of its four hundred days. */
import type {
  Counts,
  DailyFigures,
  Drift,
  Estimate,
  Interval,
  Overview,
  Quality,
  Recomputation,
  SavedView,
  Share,
  Twin,
} from '@understudy/contract';
import { makeDays, makeMarks, shareOf, totals } from './figure-days.ts';
import { BINS, CERTIFICATES, makeDrift, makeHistory, RISK_COVERAGE } from './figure-findings.ts';
import { before } from './fixtures.ts';
import { dayBefore } from './watch-days.ts';
import { makeWorthDesk, type WorthDesk } from './worth.ts';

export interface Figures {
  days: DailyFigures[];
  annotations: Quality['annotations'];
  estimate: Estimate | null;
  drift: Drift;
  needs: Overview['needs'];
  views: SavedView[];
  recomputation: Recomputation;
  worth: WorthDesk;
}

const ESTIMATE: Estimate = {
  range: { from: '2026-02-02', to: '2026-11-22' },
  answers: 3_412,
  audited: 412,
  wrong: 0.031,
  low: 0.021,
  high: 0.044,
  confidence: 0.9,
  by_stakes: [],
  text: 'About 3.1 % of the answers given alone were wrong (2.1 to 4.4 %, at 90 % confidence), from 412 audits.',
};

export const NOT_RECOMPUTED: Recomputation = {
  state: 'none',
  done: 0,
  total: 0,
  started_at: null,
  finished_at: null,
  differences: [],
  different: 0,
};

export const makeFigures = (): Figures => ({
  days: makeDays(),
  annotations: makeMarks(),
  estimate: ESTIMATE,
  drift: makeDrift(),
  needs: [
    { kind: 'alarm', count: 1, text: 'Answers about “change plan” became worse; they are held' },
    { kind: 'incident', count: 1, text: 'Webhooks called twice: 34 conversations of 22 accounts' },
    { kind: 'waiting', count: 14, text: 'The longest waits for 3 h' },
    { kind: 'review', count: 14, text: 'Together about 9 points of coverage' },
    { kind: 'audits', count: 12, text: '12 answers to audit' },
    { kind: 'changes', count: 3, text: '3 proposed changes' },
  ],
  views: [
    {
      id: 'viw_000001',
      page: 'quality',
      name: 'Since the new plans page',
      search: `?from=${dayBefore(12)}&to=${dayBefore(0)}`,
      by: 'Grace Hopper',
      shared: true,
    },
  ],
  recomputation: NOT_RECOMPUTED,
  worth: makeWorthDesk(),
});

/** Of a new workspace. */
export const NO_FIGURES: Figures = {
  ...makeFigures(),
  days: [],
  annotations: [],
  estimate: null,
  drift: { inputs: [], harm: [], as_of: null },
  needs: [],
  views: [],
};

const around = (share: Share): Interval | null =>
  share.value === null || share.low === null || share.high === null
    ? null
    : { value: share.value, low: share.low, high: share.high, confidence: 0.9 };

export function qualityOf({ days, annotations, estimate }: Figures, from: string, to: string): Quality {
  const shown = days.filter(({ day }) => day >= from && day <= to);
  const counts = totals(shown);
  const alone = ['confirmed', 'assumed', 'undecided', 'durable', 'reopened', 'came-again'] as const;
  const wrong = estimate && { value: 1 - estimate.wrong, low: 1 - estimate.high, high: 1 - estimate.low };
  return {
    range: { from, to },
    counts,
    shares: [
      shareOf(counts, 'answered-alone', 'conversations'),
      shareOf(counts, 'handed-off', 'conversations'),
      shareOf(counts, 'by-people', 'conversations'),
      ...alone.map((measure) => shareOf(counts, measure, 'answered-alone')),
      shareOf(counts, 'assisted-as-is', 'drafted'),
      shareOf(counts, 'assisted-edited', 'drafted'),
      shareOf(counts, 'draft-discarded', 'drafted'),
    ],
    risk: estimate,
    resolution: wrong && { ...wrong, confidence: 0.9 },
    silence: shareOf(
      { ...counts, assumed: (counts.assumed ?? 0) + (counts.confirmed ?? 0) },
      'assumed',
      'answered-alone',
    ),
    days: shown,
    reliability: estimate ? { ece: 0.018, bins: BINS } : { ece: null, bins: [] },
    risk_coverage: estimate ? RISK_COVERAGE : [],
    certificates: estimate ? CERTIFICATES : [],
    certificate_history: estimate ? makeHistory() : [],
    annotations,
    as_of: shown.length > 0 ? before(3) : null,
  };
}

export function twinOf({ days }: Figures, from: string, to: string): Twin {
  const shown = days.filter(({ day }) => day >= from && day <= to);
  const weeks = Array.from({ length: Math.floor(shown.length / 7) }, (_, at) =>
    shown.slice(at * 7, at * 7 + 7),
  );
  return {
    frozen_at: days[0] ? `${days[0].day}T00:00:00.000Z` : null,
    weeks: weeks.map((week) => {
      const counts: Counts = totals(week);
      return {
        day: week[0]!.day,
        conversations: counts.conversations ?? 0,
        alone: around(shareOf(counts, 'answered-alone', 'conversations')),
        twin: around(shareOf(counts, 'twin-answered', 'conversations')),
        right: { value: 0.969, low: 0.95, high: 0.98, confidence: 0.9 },
        twin_right: null,
      };
    }),
  };
}

export function overviewOf(figures: Figures, from: string, to: string): Overview {
  const { days, needs, estimate, annotations } = figures;
  const length = days.filter(({ day }) => day >= from && day <= to).length;
  const at = days.findIndex(({ day }) => day === from);
  const shown = days.slice(Math.max(0, at), Math.max(0, at) + length);
  const [counts, earlier] = [totals(shown), totals(days.slice(Math.max(0, at - length), Math.max(0, at)))];
  const coverage = shareOf(counts, 'answered-alone', 'conversations');
  const isNew = coverage.value === null;
  return {
    range: { from, to },
    learning: {
      text: isNew
        ? 'Nothing to say yet: it appears with the first conversations.'
        : 'It answered 39 % (38.1 % to 39.8 %) of 9,408 conversations alone, 12 points more than of the 8,930 conversations before. The frozen twin would have answered 5.9 % of them. 184 lessons came into force.',
      coverage,
      before: shareOf(earlier, 'answered-alone', 'conversations'),
      twin: shareOf(counts, 'twin-answered', 'conversations'),
      lessons: isNew ? 0 : 184,
      absorption: isNew
        ? { known: 0, unknown: 0, median: null, low: null, high: null }
        : { known: 38, unknown: 12, median: 2, low: 1, high: 3 },
      days: shown,
    },
    safety: {
      text: estimate
        ? 'Estimated 3.1 % (2.1 % to 4.4 %) of 3,412 answers wrong, from 412 audits; 5 % are accepted. 1 alarm open.'
        : 'Nothing is answered alone, so nothing can be wrong.',
      max_error: 0.05,
      risk: estimate,
      alarms: needs.find(({ kind }) => kind === 'alarm')?.count ?? 0,
      certified: estimate
        ? CERTIFICATES.filter(({ threshold }) => threshold !== null).map(({ cell, text }) => ({ cell, text }))
        : [],
    },
    needs,
    worth: isNew
      ? { text: 'Too little was answered alone to say.', hours: null, money: null, currency: 'EUR' }
      : to < dayBefore(0)
        ? {
            text: 'About 210 hours of your team in these days.',
            hours: { value: 210, low: 189, high: 231, confidence: 0.9 },
            money: { value: 8_400, low: 7_560, high: 10_900, confidence: 0.9 },
            currency: 'EUR',
          }
        : {
            text: 'About 290 hours of your team in these days.',
            hours: { value: 291, low: 262, high: 321, confidence: 0.9 },
            money: { value: 11_640, low: 10_480, high: 12_840, confidence: 0.9 },
            currency: 'EUR',
          },
    forecast: isNew
      ? { weeks: [], reason: 'It needs eight weeks of conversations to look ahead.', levers: [] }
      : {
          weeks: Array.from({ length: 8 }, (_, week) => {
            const value = 0.44 + 0.008 * (week + 1);
            const half = 0.02 + 0.008 * week;
            return {
              day: dayBefore(-7 * week - 7),
              coverage: { value, low: value - half, high: value + half, confidence: 0.8 },
            };
          }),
          reason: null,
          levers: [
            {
              text: '14 lessons wait for review: about 9 points of coverage',
              coverage: 0.09,
              to: 'review',
              count: 14,
            },
            {
              text: '77 more right audits unlock “much money”: about 4 points',
              coverage: 0.04,
              to: 'audits',
              count: 77,
            },
            { text: '3 topics without an answer: about 3 points', coverage: 0.03, to: 'topics', count: 3 },
          ],
        },
    annotations,
    as_of: shown.length > 0 ? before(3) : null,
  };
}
