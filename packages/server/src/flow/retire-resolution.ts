/**
 * A person takes a resolution out of use, or back into it.
 *
 * Bringing it back forgets that it was retired: the model has its texts and worked questions again as they were. What went
 * with its lessons (a rollback, a quarantine) comes back with them, not here. Doing what is done already changes nothing.
 * Errors: `FlowError` not-found, conflict.
 */
import { announceLearning } from '../announce.ts';
import { FlowError } from '../flow-error.ts';
import { newId } from '../ids.ts';
import type { PendingEvent } from '../ledger-codec.ts';
import type { Libraries } from '../libraries.ts';
import type { Parts } from '../parts.ts';
import * as store from '../store/index.ts';

type Ports = Pick<Parts, 'database' | 'jobs' | 'now_ms'> & { readonly libraries: Libraries };

interface OnResolution {
  readonly workspace_id: string;
  readonly resolution_id: string;
}

export async function retireResolution(
  parts: Ports,
  { workspace_id, resolution_id }: OnResolution,
): Promise<void> {
  const at = new Date(parts.now_ms());
  await parts.database.asWorkspace(workspace_id, async (tx) => {
    const row = await found(tx, resolution_id);
    if (row.retired_at !== null) return;
    await store.retireResolution(tx, { id: resolution_id, at });
    const payload: PendingEvent[] = [{ kind: 'resolution-retired', resolution_id }];
    const id = `retire.${newId('outcome', at.getTime())}`;
    await store.promise(tx, { id, kind: 'apply-lesson', payload });
    await parts.jobs.enqueue(tx, 'apply-lessons', { workspace_id });
    await announceLearning(tx);
  });
  parts.libraries.drop(workspace_id);
}

export async function restoreResolution(
  parts: Ports,
  { workspace_id, resolution_id }: OnResolution,
): Promise<void> {
  const at = new Date(parts.now_ms());
  await parts.database.asWorkspace(workspace_id, async (tx) => {
    const row = await found(tx, resolution_id);
    if (row.retired_at === null) return;
    const forgotten = await retirements(tx, resolution_id);
    await store.restoreResolution(tx, { id: resolution_id, at });
    const payload: PendingEvent[] = [{ kind: 'events-forgotten', forgotten }];
    const id = `restore.${newId('outcome', at.getTime())}`;
    await store.promise(tx, { id, kind: 'forget', payload });
    await parts.jobs.enqueue(tx, 'apply-lessons', { workspace_id });
    await announceLearning(tx);
  });
  parts.libraries.drop(workspace_id);
}

async function found(tx: store.Tx, id: string): Promise<store.ResolutionRow> {
  const row = await store.getResolution(tx, id);
  if (row === undefined) throw new FlowError('not-found', 'No such resolution.');
  return row;
}

/** Where the ledger says that it was retired: since the last text that stands. */
async function retirements(tx: store.Tx, id: string): Promise<readonly number[]> {
  const before = await store.forgottenSeqs(tx);
  const told = (await store.resolutionEvents(tx, [id])).filter(({ seq }) => !before.has(seq));
  const last = told.findLastIndex(({ kind }) => kind === 'resolution-upserted');
  const seqs = told.slice(last + 1).map(({ seq }) => seq);
  if (last < 0)
    throw new FlowError(
      'conflict',
      'Its lessons were taken back: put one of them back, and it returns with it.',
    );
  if (seqs.length === 0)
    throw new FlowError('conflict', 'The model has not heard of it yet: try again in a moment.');
  return seqs;
}
