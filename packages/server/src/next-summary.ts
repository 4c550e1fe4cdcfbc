/** When the next summary goes out: at its hour (UTC), daily, on Mondays, or on the first of the month; and of which days it is. */
import type { Notices } from '@understudy/contract';

const DAY_MS = 86_400_000;
const MONDAY = 1;

/** Strictly after `now_ms`; null where none is wanted. */
export function nextSummaryAt({ every, hour }: Notices['summary'], now_ms: number): Date | null {
  if (every === 'never') return null;
  const today = new Date(now_ms).setUTCHours(hour, 0, 0, 0);
  const days = Array.from({ length: 32 }, (_, i) => new Date(today + i * DAY_MS));
  const isDue = (day: Date) =>
    every === 'day' || (every === 'week' ? day.getUTCDay() === MONDAY : day.getUTCDate() === 1);
  return days.find((day) => day.getTime() > now_ms && isDue(day)) ?? null;
}

/** Whole days, UTC, up to yesterday: one, seven, or as many as the month before had. */
export function summaryRange(
  every: Notices['summary']['every'],
  now_ms: number,
): { readonly from: string; readonly to: string } {
  const dayOf = (ms: number) => new Date(ms).toISOString().slice(0, 10);
  const from_ms = every === 'month' ? monthBefore(now_ms) : now_ms - (every === 'day' ? 1 : 7) * DAY_MS;
  return { from: dayOf(from_ms), to: dayOf(now_ms - DAY_MS) };
}

/** The same day of the month before, or its last one. */
function monthBefore(now_ms: number): number {
  const now = new Date(now_ms);
  const [year, month] = [now.getUTCFullYear(), now.getUTCMonth()];
  const last = new Date(Date.UTC(year, month, 0)).getUTCDate();
  return Date.UTC(year, month - 1, Math.min(now.getUTCDate(), last));
}
