/** Counts as shares with their intervals, and rows as people and programs read them. */
import type * as wire from '@understudy/contract';
import { clopperPearsonLower, clopperPearsonUpper, medianInterval } from '@understudy/engine';
import type * as rows from './store/index.ts';

const CONFIDENCE = 0.9;
const MINUTE_MS = 60_000;

/** Exact (Clopper–Pearson), each tail half of what is left; null where there is nothing to divide by. */
export function intervalOf(count: number, total: number): wire.Interval | null {
  if (total <= 0) return null;
  const tail = (1 - CONFIDENCE) / 2;
  return {
    value: count / total,
    low: clopperPearsonLower(count, total, tail),
    high: clopperPearsonUpper(count, total, tail),
    confidence: CONFIDENCE,
  };
}

export function shareOf(counts: wire.Counts, measure: wire.Measure, of: wire.Measure): wire.Share {
  const count = counts[measure] ?? 0;
  const total = counts[of] ?? 0;
  const { value = null, low = null, high = null } = intervalOf(count, total) ?? {};
  return { measure, of, count, total, value, low, high };
}

export function toWireAbsorption(topics: readonly rows.TopicAbsorption[]): wire.Absorption {
  const known = topics.filter((topic) => topic.known).map(({ answers }) => answers);
  return { known: known.length, unknown: topics.length - known.length, ...medianInterval(known, CONFIDENCE) };
}

export function totalsOf(days: readonly rows.DayCounts[]): wire.Counts {
  const totals: wire.Counts = {};
  for (const { counts } of days)
    for (const [name, count] of Object.entries(counts) as [wire.Measure, number][])
      totals[name] = (totals[name] ?? 0) + count;
  return totals;
}

/** Every day of the range, oldest first, also those on which nothing happened. */
export function daysOf(
  days: readonly rows.DayCounts[],
  { from, to }: Pick<rows.FiguresRange, 'from' | 'to'>,
): wire.DailyFigures[] {
  const known = new Map(days.map(({ day, counts }) => [day, counts]));
  const all: wire.DailyFigures[] = [];
  for (let ms = Date.parse(from); ms <= Date.parse(to); ms += 86_400_000) {
    const day = new Date(ms).toISOString().slice(0, 10);
    all.push({ day, counts: known.get(day) ?? {} });
  }
  return all;
}

export function toWireFigureRow(
  row: rows.FigureRow,
  topicNames: ReadonlyMap<string, string>,
): wire.FigureRow {
  const { handle_ms, first_reply_ms, opened_at, measures, ...rest } = row;
  const minutes = (ms: number | null) => (ms === null ? null : ms / MINUTE_MS);
  return {
    ...rest,
    opened_at: opened_at.toISOString(),
    topic: row.topic_id === null ? null : (topicNames.get(row.topic_id) ?? null),
    measures: [...measures],
    handle_minutes: minutes(handle_ms),
    first_reply_minutes: minutes(first_reply_ms),
  };
}

interface Titled {
  readonly id: string;
  readonly title: string;
  readonly at: Date;
}
export interface Happened {
  readonly releases: readonly { readonly name: string; readonly at: Date }[];
  readonly lessons: readonly rows.LessonDay[];
  readonly alarms: readonly Titled[];
  readonly incidents: readonly Titled[];
  readonly certificates: readonly rows.CertificateChange[];
}

/** Oldest first. */
export function toWireAnnotations({
  releases,
  lessons,
  alarms,
  incidents,
  certificates,
}: Happened): wire.Annotation[] {
  const all: wire.Annotation[] = [
    ...releases.map(({ name, at }) => {
      return { at: at.toISOString(), kind: 'release' as const, id: name, text: `Release ${name}` };
    }),
    ...lessons.map(({ at, id, count, titles }) => {
      const more = count > titles.length ? ' …' : '';
      const text = `${count} ${count === 1 ? 'lesson' : 'lessons'}: ${titles.join(', ')}${more}`;
      return { at: at.toISOString(), kind: 'lesson' as const, id, text };
    }),
    ...alarms.map(({ id, title, at }) => {
      return { at: at.toISOString(), kind: 'alarm' as const, id, text: title };
    }),
    ...incidents.map(({ id, title, at }) => {
      return { at: at.toISOString(), kind: 'incident' as const, id, text: title };
    }),
    ...certificates.map(({ cell, text, at }) => {
      return { at: at.toISOString(), kind: 'certificate' as const, id: cell, text };
    }),
  ];
  return all.toSorted((a, b) => (a.at < b.at ? -1 : 1));
}
