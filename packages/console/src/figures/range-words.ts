/** Which days, in words. Pure. */
import { dayWords } from '../charts/days.ts';
import { DEFAULT_DAYS, type FigureSearch } from './range.ts';

export function rangeWords(search: FigureSearch): string {
  if (search.from !== undefined && search.to !== undefined)
    return `${dayWords(search.from)} to ${dayWords(search.to)}`;
  const { days = DEFAULT_DAYS } = search;
  return days === 365 ? 'Last 12 months' : `Last ${days} days`;
}
