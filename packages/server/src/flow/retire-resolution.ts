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

export async function retireResolution(parts: Ports, on: OnResolution): Promise<void> {
  await change(parts, on, async (tx, row, at) => {
    if (row.retired_at !== null) return null;
    await store.retireResolution(tx, { id: row.id, at });
    return {
      id: 'retire',
      kind: 'apply-lesson',
      event: { kind: 'resolution-retired', resolution_id: row.id },
    };
  });
}

export async function restoreResolution(parts: Ports, on: OnResolution): Promise<void> {
  await change(parts, on, async (tx, row, at) => {
    if (row.retired_at === null) return null;
    const forgotten = await retirements(tx, row.id);
    await store.restoreResolution(tx, { id: row.id, at });
    return { id: 'restore', kind: 'forget', event: { kind: 'events-forgotten', forgotten } };
  });
}

interface Told {
  readonly id: string;
  readonly kind: 'apply-lesson' | 'forget';
  readonly event: PendingEvent;
}

/** `work` changes the row and answers what the model is to hear; null where nothing is to be done. */
async function change(
  parts: Ports,
  { workspace_id, resolution_id }: OnResolution,
  work: (tx: store.Tx, row: store.ResolutionRow, at: Date) => Promise<Told | null>,
): Promise<void> {
  const at = new Date(parts.now_ms());
  await parts.database.asWorkspace(workspace_id, async (tx) => {
    const row = await store.getResolution(tx, resolution_id);
    if (row === undefined) throw new FlowError('not-found', 'No such resolution.');
    const told = await work(tx, row, at);
    if (told === null) return;
    const id = `${told.id}.${newId('outcome', at.getTime())}`;
    await store.promise(tx, { id, kind: told.kind, payload: [told.event] });
    await parts.jobs.enqueue(tx, 'apply-lessons', { workspace_id });
    await announceLearning(tx);
  });
  parts.libraries.drop(workspace_id);
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
