/** Effects outside the database that were promised inside a transaction, and not yet done. */
import { type Selectable, sql } from 'kysely';
import { json, type OutboxTable, type Tx } from './tables.ts';

export type OutboxRow = Selectable<OutboxTable>;
/** `apply-lesson`: up to 400 events; `signal` and `forget`: one. */
type PromiseKind = 'apply-lesson' | 'signal' | 'forget';

/** Most promises that are taken at once. */
const MOST = 500;
const EVENTS: Readonly<Record<PromiseKind, number>> = { 'apply-lesson': 400, signal: 1, forget: 1 };

/**
 * The same id twice promises once. Of one transaction, those that stand further `behind` (from 1 on) are taken later,
 * whatever their ids: as if they had been promised so many milliseconds afterwards.
 */
export async function promise(
  tx: Tx,
  effect: {
    readonly id: string;
    readonly kind: PromiseKind;
    readonly payload: unknown;
    readonly behind?: number;
  },
): Promise<void> {
  const { id, kind, payload, behind = 0 } = effect;
  const later = sql<Date>`now() + make_interval(secs => ${behind / 1_000}::float8)`;
  await tx
    .insertInto('outbox')
    .values({ id, kind, payload: json(payload), done_at: null, ...(behind > 0 && { created_at: later }) })
    .onConflict((conflict) => conflict.columns(['workspace_id', 'id']).doNothing())
    .execute();
}

/**
 * Oldest first, those of one transaction by id where none stands behind, with at most `events` events in all; rows that another worker holds
 * are left out. What each holds is known from its kind, so that no payload is read in vain.
 */
export async function takeOpen(tx: Tx, events: number): Promise<OutboxRow[]> {
  const queue = await tx
    .selectFrom('outbox')
    .select(['id', 'kind'])
    .where('done_at', 'is', null)
    .orderBy('created_at')
    .orderBy('id')
    .limit(MOST)
    .execute();
  const ids = fitting(queue, events);
  if (ids.length === 0) return [];
  return tx
    .selectFrom('outbox')
    .selectAll()
    .where('done_at', 'is', null)
    .where('id', 'in', ids)
    .orderBy('created_at')
    .orderBy('id')
    .forUpdate()
    .skipLocked()
    .execute();
}

function fitting(queue: readonly Pick<OutboxRow, 'id' | 'kind'>[], events: number): string[] {
  let room = events;
  const end = queue.findIndex(({ kind }) => (room -= EVENTS[kind as PromiseKind]) < 0);
  return queue.slice(0, end < 0 ? undefined : end).map(({ id }) => id);
}

/** Whether this was promised, fulfilled or not. */
export async function isPromised(tx: Tx, id: string): Promise<boolean> {
  const row = await tx.selectFrom('outbox').select('id').where('id', '=', id).executeTakeFirst();
  return row !== undefined;
}

export async function markDone(
  tx: Tx,
  args: { readonly ids: readonly string[]; readonly at: Date },
): Promise<void> {
  if (args.ids.length === 0) return;
  await tx.updateTable('outbox').set({ done_at: args.at }).where('id', 'in', args.ids).execute();
}

/** Whether a lesson is still to be applied. */
export async function hasOpen(tx: Tx): Promise<boolean> {
  const row = await tx
    .selectFrom('outbox')
    .select('id')
    .where('done_at', 'is', null)
    .where('kind', '=', 'apply-lesson')
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}
