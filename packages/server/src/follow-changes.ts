/**
 * Rows follow what lessons about known resolutions tell the model: which resolutions are in use, on which conditions they
 * hold, whose the exemplars are. In the caller's transaction, after it was promised, or promised to be forgotten.
 */
import type { PendingEvent } from './ledger-codec.ts';
import * as store from './store/index.ts';

/** In use or not as the last event about each resolution says. */
export async function followUse(tx: store.Tx, events: readonly PendingEvent[], at: Date): Promise<void> {
  const last = new Map<string, Date | null>();
  for (const event of events) {
    if (event.kind === 'resolution-retired') last.set(event.resolution_id, at);
    if (event.kind === 'resolution-upserted') last.set(event.resolution.id, null);
  }
  const rows = [...last].map(([id, retired_at]) => ({ id, stage: null, retired_at }));
  await store.alignResolutions(tx, rows, at);
}

/** As the ledger has them, whatever of these events stands. */
export async function followLedger(tx: store.Tx, events: readonly PendingEvent[]): Promise<void> {
  const resolutions = events.flatMap((event) =>
    event.kind === 'conditions-set' ? [event.resolution_id] : [],
  );
  const exemplars = events.flatMap((event) => (event.kind === 'lesson-applied' ? [event.exemplar.id] : []));
  await store.followConditions(tx, [...new Set(resolutions)]);
  await store.followExemplars(tx, [...new Set(exemplars)]);
}
