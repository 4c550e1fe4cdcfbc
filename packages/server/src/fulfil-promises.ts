/** What was promised to the model becomes events of the ledger, in the caller's transaction: last in it, like every append. */
import { type PendingEvent, toLedger } from './ledger-codec.ts';
import * as store from './store/index.ts';

/** `promises` are held by this transaction; at most 1 000 events. */
export async function fulfilPromises(
  tx: store.Tx,
  { promises, at }: { readonly promises: readonly store.OutboxRow[]; readonly at: Date },
): Promise<void> {
  const events = promises.flatMap((row) =>
    (row.payload as PendingEvent[]).map((event, i) => toLedger(event, { id: `${row.id}.${i}`, at })),
  );
  await store.markDone(tx, { ids: promises.map((row) => row.id), at });
  if (events.length > 0) await store.appendEvents(tx, events);
}
