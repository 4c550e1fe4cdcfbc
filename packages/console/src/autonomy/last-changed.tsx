import type { LastChange } from '@understudy/contract';
import { clock, day } from '../ui/format.ts';

export function LastChanged({ change }: { change: LastChange | null }) {
  if (change === null) return null;
  return (
    <p className="mt-2 text-xs text-muted">
      Changed last{change.by === null ? '' : ` by ${change.by}`} on {day(change.at)}, {clock(change.at)}.
    </p>
  );
}
