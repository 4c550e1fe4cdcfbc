/**
 * A person takes a resolution that was retired back into use: its retirement is taken back, and the model has its texts and
 * worked questions again as they were.
 *
 * What went with its lessons (a rollback, a quarantine) comes back with them, not here; what was merged comes back with
 * the merge. Doing what is done already changes nothing. Errors: `FlowError` not-found, conflict.
 */
import { announceLearning } from '../announce.ts';
import { FlowError } from '../flow-error.ts';
import { newId } from '../ids.ts';
import type { PendingEvent } from '../ledger-codec.ts';
import type { Libraries } from '../libraries.ts';
import type { Parts } from '../parts.ts';
import * as store from '../store/index.ts';
import { takeBack } from '../take-back.ts';

type Ports = Pick<Parts, 'database' | 'jobs' | 'now_ms'> & { readonly libraries: Pick<Libraries, 'drop'> };

interface OnResolution {
  readonly workspace_id: string;
  readonly resolution_id: string;
}

export async function restoreResolution(
  parts: Ports,
  { workspace_id, resolution_id }: OnResolution,
): Promise<void> {
  const at = new Date(parts.now_ms());
  await parts.database.asWorkspace(workspace_id, async (tx) => {
    const row = await store.getResolution(tx, resolution_id);
    if (row === undefined) throw new FlowError('not-found', 'No such resolution.');
    if (row.retired_at === null) return;
    const lessons = await store.standingChanges(tx, { resolution_id, kind: 'retirement' });
    if (lessons.length > 0) {
      await takeBack(parts, tx, { workspace_id, lessons, status: 'rolled-back', rollback_id: null, at });
    } else await forgetRetirement(parts, tx, { workspace_id, resolution_id, at });
    await announceLearning(tx);
  });
  parts.libraries.drop(workspace_id);
}

/** Retired before retirements were lessons. */
async function forgetRetirement(
  parts: Ports,
  tx: store.Tx,
  { workspace_id, resolution_id: id, at }: OnResolution & { readonly at: Date },
): Promise<void> {
  if ((await store.standingChanges(tx, { resolution_id: id, kind: 'merge' })).length > 0)
    throw new FlowError('conflict', 'It was merged into another resolution: take the merge back.');
  const forgotten = await retirements(tx, id);
  await store.restoreResolution(tx, { id, at });
  const payload: PendingEvent[] = [{ kind: 'events-forgotten', forgotten }];
  const told = `restore.${newId('outcome', at.getTime())}`;
  await store.promise(tx, { id: told, kind: 'forget', payload });
  await parts.jobs.enqueue(tx, 'apply-lessons', { workspace_id });
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
