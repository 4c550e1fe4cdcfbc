/**
 * From when to when, what it is compared with, and which figure is opened, as they stand in the address: every view is a
 * permalink. Pure; days are UTC, both ends belong to the range.
 */
import type { Measure } from '@understudy/contract';
import { isMeasure } from './known-measures.ts';

export interface FigureSearch {
  /** The last so many days; none: 90, unless `from` and `to` say otherwise. */
  readonly days?: number;
  readonly from?: string;
  readonly to?: string;
  /** Beside it, the same number of days before. */
  readonly compare?: true;
  /** The figure whose conversations are open, and of what alone. */
  readonly figure?: Measure;
  readonly topic?: string;
  readonly insight?: string;
  readonly account?: string;
  /** The topic that the page is of, and so all that it opens; none: all. */
  readonly about?: string;
}
export interface Range {
  readonly from: string;
  readonly to: string;
}

export const CHOICES = [7, 28, 90, 365] as const;
export const DEFAULT_DAYS = 90;
export const MOST_DAYS = 1_100;
const DAY_MS = 86_400_000;

const isDay = (value: unknown): value is string =>
  typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(Date.parse(value));

/** Whether what stands in an address switches something on. */
export const isOn = (value: unknown): boolean => value === true || value === 'true';

/** What is unknown or makes no range is left out, so that an address of yesterday still opens the page. */
export function parseFigureSearch(search: Record<string, unknown>): FigureSearch {
  const days = CHOICES.find((choice) => choice === Number(search['days']));
  const { from, to } = search;
  const isCustom = isDay(from) && isDay(to) && from <= to && lengthOf({ from, to }) <= MOST_DAYS;
  const { figure } = search;
  return {
    ...(isCustom ? { from, to } : days && days !== DEFAULT_DAYS && { days }),
    ...(isOn(search['compare']) && { compare: true as const }),
    ...(isMeasure(figure) && { figure }),
    ...textsIn(search, ['topic', 'insight', 'account']),
  };
}

/** Those of `names` that stand in an address. The router reads what looks like a number as one. */
export function textsIn<K extends string>(
  search: Record<string, unknown>,
  names: readonly K[],
): { readonly [N in K]?: string } {
  const found = names.flatMap((name) => {
    const value = search[name];
    const text = typeof value === 'number' ? String(value) : value;
    return typeof text === 'string' && text !== '' ? [[name, text] as const] : [];
  });
  return Object.fromEntries(found) as { readonly [N in K]?: string };
}

/** The day so many days later, or before. */
export const plus = (day: string, days: number): string =>
  new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10);

export function rangeOf({ days = DEFAULT_DAYS, from, to }: FigureSearch, now_ms: number): Range {
  if (from !== undefined && to !== undefined) return { from, to };
  const today = new Date(now_ms).toISOString().slice(0, 10);
  return { from: plus(today, 1 - days), to: today };
}

/** How many days, both ends counted. */
export const lengthOf = ({ from, to }: Range): number =>
  Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS) + 1;

/** As many days, right before. */
export const beforeOf = (range: Range): Range => ({
  from: plus(range.from, -lengthOf(range)),
  to: plus(range.from, -1),
});
