/** The range that a page is about: the last 90 days, in UTC, where nobody says otherwise. */
import type { FiguresRange } from './store/index.ts';

const DAY_MS = 86_400_000;
const DAYS = 90;
const MOST_DAYS = 3_660;

const dayOf = (ms: number) => new Date(ms).toISOString().slice(0, 10);

/** Ends that are the wrong way round are turned; at most ten years, up to its end. */
export function rangeOf(
  query: {
    readonly from?: string | undefined;
    readonly to?: string | undefined;
    readonly topic_id?: string | undefined;
  },
  now_ms: number,
): FiguresRange {
  const given = query.to ?? dayOf(now_ms);
  const start = query.from ?? dayOf(Date.parse(given) - (DAYS - 1) * DAY_MS);
  const [first, to] = start <= given ? [start, given] : [given, start];
  const earliest = dayOf(Date.parse(to) - (MOST_DAYS - 1) * DAY_MS);
  return { from: first < earliest ? earliest : first, to, topic_id: query.topic_id ?? null };
}

/** As many days, directly before. */
export function rangeBefore({ from, to, topic_id }: FiguresRange): FiguresRange {
  const length_ms = Date.parse(to) - Date.parse(from) + DAY_MS;
  return { from: dayOf(Date.parse(from) - length_ms), to: dayOf(Date.parse(from) - DAY_MS), topic_id };
}
