/**
 * A person says until which day a resolution holds. When that is over, what taught it is quarantined (`watch-lessons`),
 * unless a person has approved it since. Errors: `FlowError` not-found.
 */
import { FlowError } from '../flow-error.ts';
import type { Parts } from '../parts.ts';
import * as store from '../store/index.ts';

export interface Validity {
  readonly workspace_id: string;
  readonly resolution_id: string;
  /** `YYYY-MM-DD`: the last day, in UTC; null for always. */
  readonly valid_until: string | null;
}

export async function setValidity(
  parts: Pick<Parts, 'database' | 'jobs'>,
  { workspace_id, resolution_id, valid_until }: Validity,
): Promise<void> {
  await parts.database.asWorkspace(workspace_id, async (tx) => {
    const end = valid_until === null ? null : new Date(`${valid_until}T23:59:59.999Z`);
    if (!(await store.setValidUntil(tx, { id: resolution_id, valid_until: end })))
      throw new FlowError('not-found', 'No such resolution.');
    if (end === null) return;
    const startAfter = new Date(end.getTime() + 1);
    await parts.jobs.enqueue(tx, 'watch-lessons', { workspace_id }, { startAfter });
  });
}
