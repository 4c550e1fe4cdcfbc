/** Shares in words, and honest about small numbers. Pure. */
import type { Measure, Share } from '@understudy/contract';
import { count, percent, plural } from '../ui/format.ts';
import { plus, type Range } from './range.ts';

/** From fewer than this, a share is hardly more than chance. */
const FEW = 30;

export const isSmall = ({ total }: Pick<Share, 'total'>): boolean => total > 0 && total < FEW;

/** Why an estimate from audits is still uncertain; null where they are enough. */
export const fewAuditsWords = (audited: number): string | null =>
  audited < FEW ? `Only ${plural(audited, 'answer')} audited: the range is wide.` : null;

/** `41 % (38 to 44 %), 512 of 1,204`. */
export function shareWords({ value, low, high, count: counted, total }: Share): string {
  if (value === null) return 'nothing to count yet';
  const interval = low === null || high === null ? '' : ` (${percent(low)} to ${percent(high)})`;
  return `${percent(value)}${interval}, ${count(counted)} of ${count(total)}`;
}

/** For how many days after its opening a conversation may still come to count, or cease to. */
const OPEN_DAYS: Partial<Record<Measure, number>> = { assumed: 3, undecided: 3, durable: 7, 'came-again': 7 };

/** How many of the newest days of a range are not final; none where they lie back far enough. */
export function openDaysOf(measure: Measure, range: Range, today: string): number {
  const days = OPEN_DAYS[measure] ?? 0;
  return plus(range.to, days) > today ? days : 0;
}

/** In points, and whether the two intervals leave it open that nothing changed. */
export function changeWords(now: Share, before: Share, openDays = 0): string {
  if (now.value === null || before.value === null) return 'nothing before to compare with';
  const points = (now.value - before.value) * 100;
  const size = Math.abs(points) < 10 ? Math.abs(points).toFixed(1) : Math.abs(points).toFixed(0);
  const isOpen =
    now.low === null || before.low === null || now.high === null || before.high === null
      ? true
      : now.low <= before.high && before.low <= now.high;
  if (Number(size) === 0) return `as before (${percent(before.value)})`;
  const direction = points > 0 ? 'up' : 'down';
  const doubt = openDays > 0 ? `; the last ${openDays} days are not final` : isOpen ? '; may be chance' : '';
  return `${direction} ${size} points from ${percent(before.value)}${doubt}`;
}
