/** When work that may wait is done: three o'clock, UTC, when most desks are quiet. */
import type { Parts } from './parts.ts';
import type { Tx } from './store/index.ts';

const HOUR = 3;
const DAY_MS = 86_400_000;

export function nextNight(now_ms: number): Date {
  const night_ms = new Date(now_ms).setUTCHours(HOUR, 0, 0, 0);
  return new Date(night_ms > now_ms ? night_ms : night_ms + DAY_MS);
}

/** So that what is kept for so many days goes in time; once a night, however often it is asked for. */
export async function enqueueRetention(
  parts: Pick<Parts, 'jobs' | 'now_ms'>,
  tx: Tx,
  workspace_id: string,
): Promise<void> {
  const night = { singletonKey: workspace_id, startAfter: nextNight(parts.now_ms()) };
  await parts.jobs.enqueue(tx, 'apply-retention', { workspace_id }, night);
}
