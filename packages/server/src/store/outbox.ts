/** Effects outside the database that were promised inside a transaction, and not yet done. */
import type { Selectable } from 'kysely';
import { json, type OutboxTable, type Tx } from './tables.ts';

export type OutboxRow = Selectable<OutboxTable>;

/** The same id twice promises once. */
export async function promise(
  tx: Tx,
  effect: { readonly id: string; readonly kind: string; readonly payload: unknown },
): Promise<void> {
  await tx
    .insertInto('outbox')
    .values({ ...effect, payload: json(effect.payload), done_at: null })
    .onConflict((conflict) => conflict.columns(['workspace_id', 'id']).doNothing())
    .execute();
}

/** Oldest first, those of one transaction by id; rows that another worker holds are left out. */
export async function takeOpen(tx: Tx, limit: number): Promise<OutboxRow[]> {
  return tx
    .selectFrom('outbox')
    .selectAll()
    .where('done_at', 'is', null)
    .orderBy('created_at')
    .orderBy('id')
    .limit(limit)
    .forUpdate()
    .skipLocked()
    .execute();
}

export async function markDone(tx: Tx, args: { readonly id: string; readonly at: Date }): Promise<void> {
  await tx.updateTable('outbox').set({ done_at: args.at }).where('id', '=', args.id).execute();
}

/** Whether a promise is still to be fulfilled. */
export async function hasOpen(tx: Tx): Promise<boolean> {
  const row = await tx
    .selectFrom('outbox')
    .select('id')
    .where('done_at', 'is', null)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}
