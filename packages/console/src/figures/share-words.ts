/** Shares in words, and honest about small numbers. Pure. */
import type { Share } from '@understudy/contract';
import { count, percent } from '../ui/format.ts';

/** From fewer than this, a share is hardly more than chance. */
const FEW = 30;

export const isSmall = ({ total }: Pick<Share, 'total'>): boolean => total > 0 && total < FEW;

/** `41 % (38 to 44 %), 512 of 1 204`. */
export function shareWords({ value, low, high, count: counted, total }: Share): string {
  if (value === null) return 'nothing to count yet';
  const interval = low === null || high === null ? '' : ` (${percent(low)} to ${percent(high)})`;
  return `${percent(value)}${interval}, ${count(counted)} of ${count(total)}`;
}

/** In points, and whether the two intervals leave it open that nothing changed. */
export function changeWords(now: Share, before: Share): string {
  if (now.value === null || before.value === null) return 'nothing before to compare with';
  const points = (now.value - before.value) * 100;
  const size = Math.abs(points) < 10 ? Math.abs(points).toFixed(1) : Math.abs(points).toFixed(0);
  const isOpen =
    now.low === null || before.low === null || now.high === null || before.high === null
      ? true
      : now.low <= before.high && before.low <= now.high;
  if (Number(size) === 0) return `as before (${percent(before.value)})`;
  const direction = points > 0 ? 'up' : 'down';
  return `${direction} ${size} points from ${percent(before.value)}${isOpen ? '; may be chance' : ''}`;
}
