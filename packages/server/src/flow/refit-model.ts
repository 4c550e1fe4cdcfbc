/**
 * Asks for the model to be fitted again, on everything that stands in the ledger before: confidence, ranker and
 * thresholds. The fit itself happens where the event is learned, on every node alike; it takes about a second.
 */
import { newId } from '../ids.ts';
import type { JobTable } from '../jobs/jobs.ts';
import type { PendingEvent } from '../ledger-codec.ts';
import type { Parts } from '../parts.ts';
import * as store from '../store/index.ts';

export async function refitModel(
  parts: Pick<Parts, 'database' | 'jobs' | 'now_ms'>,
  { workspace_id }: JobTable['refit-model'],
): Promise<void> {
  const payload: PendingEvent[] = [{ kind: 'model-refitted' }];
  const id = newId('outcome', parts.now_ms());
  await parts.database.asWorkspace(workspace_id, async (tx) => {
    // Promised later than the labels that it is fitted on, and promises are fulfilled in that order.
    await store.promise(tx, { id, kind: 'apply-lesson', payload });
    await parts.jobs.enqueue(tx, 'apply-lessons', { workspace_id });
  });
}
