/** Estimates in words: never a value without its interval. Pure. */
import type { Interval } from '@understudy/contract';
import { percent } from '../ui/format.ts';

/** `€1,240`, whole from a hundred on. */
export function money(value: number, currency: string): string {
  const digits = Math.abs(value) < 100 && !Number.isInteger(value) ? 2 : 0;
  return new Intl.NumberFormat('en-GB', {
    style: 'currency',
    currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(value);
}

/** Three digits are what an estimate can carry: `7.4`, `291`, `1,240`. */
export const amount = (value: number): string =>
  value.toLocaleString('en-GB', { maximumFractionDigits: Math.abs(value) < 10 ? 1 : 0 });
export const hours = (value: number): string => `${amount(value)} h`;
export const minutes = (value: number): string => `${amount(value)} min`;

/** Rows of a chart’s table: name, estimate and both ends; what is not known is left out. */
export const intervalRows = (lines: readonly (readonly [name: string, interval: Interval | null])[]) =>
  lines.flatMap(([name, interval]) =>
    interval ? [[name, interval.value, interval.low, interval.high]] : [],
  );

/** `up 41 h from 250 h; may be chance`: it may where both intervals share a value. */
export function movedWords(now: Interval, before: Interval, say: (value: number) => string): string {
  const size = say(Math.abs(now.value - before.value));
  if (size === say(0)) return `as before (${say(before.value)})`;
  const mayBeChance = now.low <= before.high && before.low <= now.high;
  const direction = now.value > before.value ? 'up' : 'down';
  return `${direction} ${size} from ${say(before.value)}${mayBeChance ? '; may be chance' : ''}`;
}

/** `262 h to 321 h, at 90 % confidence`. */
export const between = ({ low, high, confidence }: Interval, say: (value: number) => string): string =>
  `${say(low)} to ${say(high)}, at ${percent(confidence)} confidence`;
