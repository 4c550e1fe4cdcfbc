/** When the next summary goes out: at its hour (UTC), daily, on Mondays, or on the first of the month. */
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

/** How many days a summary looks back. */
export const SUMMARY_DAYS: Readonly<Record<Notices['summary']['every'], number>> = {
  never: 7,
  day: 1,
  week: 7,
  month: 30,
};
