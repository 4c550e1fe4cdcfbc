/** Days on an axis and in words: UTC, as figures are counted. Pure. */

export const secondsOf = (day: string): number => Date.parse(`${day.slice(0, 10)}T00:00:00Z`) / 1_000;

const format = (options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat('en-GB', { ...options, timeZone: 'UTC' });
const DAY = format({ day: 'numeric', month: 'short' });
const FULL = format({ day: 'numeric', month: 'short', year: 'numeric' });
const MONTH = format({ month: 'short' });
const YEAR = format({ year: 'numeric' });

export const dayWords = (day: string): string => FULL.format(secondsOf(day) * 1_000);
export const shortDay = (day: string): string => DAY.format(secondsOf(day) * 1_000);

const DAY_S = 86_400;
/** How a tick reads where ticks are `step` seconds apart. */
export function tickWords(at: number, step: number): string {
  if (step >= 365 * DAY_S) return YEAR.format(at * 1_000);
  if (step >= 28 * DAY_S) {
    const month = MONTH.format(at * 1_000);
    return month === 'Jan' ? `${month} ${YEAR.format(at * 1_000)}` : month;
  }
  return DAY.format(at * 1_000);
}
/** What the axis may step by. */
export const STEPS_S = [1, 2, 3, 5, 7, 10, 15, 30, 60, 90, 120, 180, 365, 730].map((days) => days * DAY_S);
