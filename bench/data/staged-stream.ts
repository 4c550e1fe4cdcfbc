/**
 * A stream in which issues are born: some are there from the start, the others arrive one after the other.
 *
 * Arrivals are spread evenly over a window of the stream, in a seeded order of the issues; the messages of a late
 * issue lie uniformly after its arrival, all others (strangers too) uniformly over the whole.
 */
import { type ReplayTicket, SeededRandom } from '@understudy/engine';
import type { Row } from './rows.ts';
import { labelledTicket } from './to-ticket.ts';

export interface Message {
  readonly row: Row;
  readonly vector: Float32Array;
}

export interface Staging {
  readonly messages: readonly Message[];
  /** Out of scope: no resolution, nothing is right. */
  readonly strangers: readonly Message[];
  readonly issues_at_start: number;
  readonly tickets_per_day: number;
  readonly seed: string;
}

export interface StagedStream {
  readonly tickets: readonly ReplayTicket[];
  readonly new_issues: ReadonlySet<string>;
}

const FIRST_ARRIVAL = 0.05;
const LAST_ARRIVAL = 0.7;
const START_MS = Date.UTC(2024, 0, 1);
const DAY_MS = 86_400_000;

export function stagedStream(staging: Staging): StagedStream {
  const random = new SeededRandom(staging.seed);
  const topics = new Set(staging.messages.map(({ row }) => row.topic ?? ''));
  const issues = random.shuffle([...topics].toSorted());
  const late = issues.slice(staging.issues_at_start);
  const arrivals = new Map(late.map((issue, i) => [issue, arrivalOf(i, late.length)]));
  const placed = [...staging.messages, ...staging.strangers].map((message) => {
    const arrival = arrivals.get(message.row.topic ?? '') ?? 0;
    return { message, place: arrival + (1 - arrival) * random.next() };
  });
  const ordered = placed.toSorted((a, b) => a.place - b.place);
  const tickets = ordered.map(({ message: { row, vector } }, i) =>
    labelledTicket(row, vector, START_MS + Math.floor((i / staging.tickets_per_day) * DAY_MS)),
  );
  return { tickets, new_issues: new Set(late) };
}

function arrivalOf(index: number, count: number): number {
  return FIRST_ARRIVAL + ((LAST_ARRIVAL - FIRST_ARRIVAL) * index) / Math.max(1, count - 1);
}

/** New issues that were answered alone, rightly, at least once. */
export function absorbed(
  records: readonly { readonly right: readonly string[]; autonomous: boolean; correct: boolean }[],
  new_issues: ReadonlySet<string>,
): number {
  const answered = records.filter((record) => record.autonomous && record.correct);
  return new Set(answered.map((record) => record.right[0]).filter((issue) => new_issues.has(issue))).size;
}
