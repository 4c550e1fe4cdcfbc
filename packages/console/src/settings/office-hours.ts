/** Office hours as a lead types them, a line for each day: “9:00–12:00, 13:00–17:30”; empty means closed. */
import type { OfficeHours, OpenInterval } from '@understudy/contract';

export const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;

const SPAN = /^(\d{1,2})(?::(\d{2}))?\s*[-–]\s*(\d{1,2})(?::(\d{2}))?$/;

export interface Typed {
  readonly time_zone: string;
  /** From Monday. */
  readonly days: readonly string[];
}

export interface Read {
  /** Null where something is wrong, or where it is closed all week. */
  readonly hours: OfficeHours | null;
  /** What is wrong, by day; null where nothing is. */
  readonly problems: readonly (string | null)[];
  readonly zone_problem: string | null;
}

export function readHours({ time_zone, days }: Typed): Read {
  const read = days.map((text, at) => readDay(text, at + 1));
  const problems = read.map((day) => (typeof day === 'string' ? day : null));
  const weekly = read.flatMap((day) => (typeof day === 'string' ? [] : day));
  const zone_problem = isTimeZone(time_zone) ? null : 'Expected a time zone such as Europe/Berlin.';
  const is_good = zone_problem === null && problems.every((problem) => problem === null);
  return { hours: is_good && weekly.length > 0 ? { time_zone, weekly } : null, problems, zone_problem };
}

/** The day's intervals, or what is wrong with them. */
function readDay(text: string, day: number): OpenInterval[] | string {
  const parts = text
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean);
  if (parts.length > 4) return 'At most four spans a day.';
  const spans: OpenInterval[] = [];
  for (const part of parts) {
    const [, from_hour, from_minute, to_hour, to_minute] = SPAN.exec(part) ?? [];
    const from = clock(from_hour, from_minute);
    const to = clock(to_hour, to_minute);
    if (from === null || to === null || from === '24:00')
      return `Expected such as 9:00–17:00, found “${part}”.`;
    if (from >= to)
      return `“${part}” ends before it begins. Over midnight: until 24:00, and from 0:00 on the next day.`;
    spans.push({ day, from, to });
  }
  const sorted = spans.toSorted((a, b) => (a.from < b.from ? -1 : 1));
  const overlaps = sorted.some((span, at) => (sorted[at + 1]?.from ?? '99') < span.to);
  return overlaps ? 'Two spans overlap.' : sorted;
}

function clock(hour: string | undefined, minute = '00'): string | null {
  if (hour === undefined) return null;
  const text = `${hour.padStart(2, '0')}:${minute}`;
  return /^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/.test(text) ? text : null;
}

export function typeHours(hours: OfficeHours | null, own_zone: string): Typed {
  const weekly = hours?.weekly ?? [1, 2, 3, 4, 5].map((day) => ({ day, from: '09:00', to: '17:00' }));
  const days = DAYS.map((_, at) =>
    weekly
      .filter(({ day }) => day === at + 1)
      .map(({ from, to }) => `${from}–${to}`)
      .join(', '),
  );
  return { time_zone: hours?.time_zone ?? own_zone, days };
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
