/**
 * From when to when, what it is compared with, and which figure is opened, as they stand in the address: every view is a
 * permalink. Pure; days are UTC, both ends belong to the range.
 */
import type { Measure } from '@understudy/contract';
import { dayWords } from '../charts/days.ts';
import { isMeasure } from './measures.ts';

export interface FigureSearch {
  /** The last so many days; none: 90, unless `from` and `to` say otherwise. */
  readonly days?: number;
  readonly from?: string;
  readonly to?: string;
  /** Beside it, the same number of days before. */
  readonly compare?: true;
  /** The figure whose conversations are open, and of which topic alone. */
  readonly figure?: Measure;
  readonly topic?: string;
}
export interface Range {
  readonly from: string;
  readonly to: string;
}

export const CHOICES = [7, 28, 90, 365] as const;
const DEFAULT_DAYS = 90;
const DAY_MS = 86_400_000;
const MOST_DAYS = 1_100;

const isDay = (value: unknown): value is string =>
  typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(Date.parse(value));

/** What is unknown or makes no range is left out, so that an address of yesterday still opens the page. */
export function parseFigureSearch(search: Record<string, unknown>): FigureSearch {
  const days = CHOICES.find((choice) => choice === Number(search['days']));
  const { from, to } = search;
  const isCustom = isDay(from) && isDay(to) && from <= to && lengthOf({ from, to }) <= MOST_DAYS;
  const { figure, topic } = search;
  return {
    ...(isCustom ? { from, to } : days && days !== DEFAULT_DAYS && { days }),
    ...((search['compare'] === true || search['compare'] === 'true') && { compare: true as const }),
    ...(isMeasure(figure) && { figure }),
    ...(typeof topic === 'string' && topic !== '' && { topic }),
  };
}

const plus = (day: string, days: number): string =>
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

export function rangeWords(search: FigureSearch): string {
  if (search.from !== undefined && search.to !== undefined)
    return `${dayWords(search.from)} to ${dayWords(search.to)}`;
  const { days = DEFAULT_DAYS } = search;
  return days === 365 ? 'Last 12 months' : `Last ${days} days`;
}
