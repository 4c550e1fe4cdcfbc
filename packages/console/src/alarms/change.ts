import type { Alarm } from '@understudy/contract';
import { call } from '../api/client.ts';
import { figuresKey } from '../api/figure-queries.ts';
import { queryClient } from '../api/queries.ts';
import { watchKeys } from '../api/watch-queries.ts';
import { complain, toast } from '../app/toasts.ts';

/** Settles it or opens it again; answers whether it was done. */
export async function settle(alarm: Alarm, settled: boolean, note: string | null): Promise<boolean> {
  const { id, title } = alarm;
  try {
    await call('settleAlarm', { params: { id }, body: { settled, note } });
    toast(settled ? `Settled: ${title}` : `Open again: ${title}`, {
      undo: () => void settle(alarm, !settled, alarm.settled?.note ?? null),
    });
    return true;
  } catch (error) {
    complain(error);
    return false;
  } finally {
    await queryClient.invalidateQueries({ queryKey: watchKeys.alarms });
    void queryClient.invalidateQueries({ queryKey: figuresKey });
  }
}
