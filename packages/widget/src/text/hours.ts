/**
 * Whether somebody is there now, and when that changes: office hours are said in the time zone of the office, and told
 * in the visitor's own. Pure; times in Unix milliseconds.
 *
 * A time that a clock change leaves out counts as that much later, one that it repeats as its first occurrence.
 */
import type { OfficeHours } from '@understudy/contract';

export interface Availability {
  readonly is_open: boolean;
  /** When that changes; null where it does not within a week. */
  readonly changes_at_ms: number | null;
}

const DAY_MS = 86_400_000;

export function availability(hours: OfficeHours, now_ms: number): Availability {
  const spans = spansAround(hours, now_ms);
  const present = spans.find(([from, to]) => from <= now_ms && now_ms < to);
  if (present === undefined)
    return { is_open: false, changes_at_ms: spans.find(([from]) => from > now_ms)?.[0] ?? null };
  return { is_open: true, changes_at_ms: present[1] - now_ms > 7 * DAY_MS ? null : present[1] };
}

type Span = readonly [from_ms: number, to_ms: number];

/** Open times from yesterday to nine days on, in order; what touches is one. */
function spansAround({ time_zone, weekly }: OfficeHours, now_ms: number): readonly Span[] {
  const clock = clockOf(time_zone);
  const today = clock(now_ms);
  const spans: Span[] = [];
  for (let ahead = -1; ahead <= 9; ahead++) {
    const midnight = Math.floor(today / DAY_MS) * DAY_MS + ahead * DAY_MS;
    const day = ((new Date(midnight).getUTCDay() + 6) % 7) + 1;
    for (const open of weekly.filter((each) => each.day === day))
      spans.push([instant(clock, midnight + ofDay(open.from)), instant(clock, midnight + ofDay(open.to))]);
  }
  const joined: Span[] = [];
  for (const [from, to] of spans.toSorted((a, b) => a[0] - b[0])) {
    const last = joined.at(-1);
    if (last && from <= last[1]) joined[joined.length - 1] = [last[0], Math.max(last[1], to)];
    else joined.push([from, to]);
  }
  return joined;
}

function ofDay(time: string): number {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return (hour * 60 + minute) * 60_000;
}

/** What a clock on the wall shows, as if it were UTC. */
type WallClock = (at_ms: number) => number;

function clockOf(time_zone: string): WallClock {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: time_zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  return (at_ms) => {
    const parts = Object.fromEntries(
      format.formatToParts(at_ms).map(({ type, value }) => [type, Number(value)]),
    );
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
    return Date.UTC(year, month - 1, day, hour, minute, second);
  };
}

/** When the clock shows this: by the offset of the day before, or else of the day after. */
function instant(clock: WallClock, wall_ms: number): number {
  const [before, after] = [wall_ms - DAY_MS, wall_ms + DAY_MS].map(
    (near) => wall_ms - (clock(near) - near),
  ) as [number, number];
  return clock(before) !== wall_ms && clock(after) === wall_ms ? after : before;
}

/** “9:00” where it is today, “Monday 9:00” else, in the visitor's time zone. */
export function tellTime(at_ms: number, now_ms: number, language: string, time_zone?: string): string {
  const weekday = isToday(at_ms, now_ms, time_zone) ? {} : ({ weekday: 'long' } as const);
  const options = { ...weekday, hour: 'numeric', minute: '2-digit' } as const;
  return new Intl.DateTimeFormat(language, inZone(options, time_zone)).format(at_ms);
}

/** When something was: “9:00” where it is today, the date else. */
export function tellDay(at_ms: number, now_ms: number, language: string, time_zone?: string): string {
  const options = isToday(at_ms, now_ms, time_zone)
    ? ({ timeStyle: 'short' } as const)
    : ({ dateStyle: 'medium' } as const);
  return new Intl.DateTimeFormat(language, inZone(options, time_zone)).format(at_ms);
}

function isToday(at_ms: number, now_ms: number, time_zone?: string): boolean {
  const day = new Intl.DateTimeFormat('en', inZone({ dateStyle: 'short' }, time_zone));
  return day.format(at_ms) === day.format(now_ms);
}

/** Without a zone: that of the device. */
const inZone = (options: Intl.DateTimeFormatOptions, time_zone?: string): Intl.DateTimeFormatOptions =>
  time_zone === undefined ? options : { ...options, timeZone: time_zone };
