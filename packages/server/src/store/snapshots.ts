/**
 * Snapshots of models: caches of the fold, many megabytes each. Kept in parts, each in a transaction of its own, so
 * that on the embedded database others get their turn in between. Part 0 is written last: a snapshot that has it is
 * whole.
 */
import type { Database } from './database.ts';

const PART_BYTES = 256 * 1024;

export interface Snapshot {
  /** Position in the ledger of the last event that the model had learned. */
  readonly seq: number;
  readonly bytes: Uint8Array;
}

interface Owner {
  readonly workspace_id: string;
  readonly config_hash: string;
}

/** Older ones of this config go. Another node may have saved the same one: then that one stays. */
export async function saveSnapshot(
  database: Database,
  { workspace_id, config_hash }: Owner,
  { seq, bytes }: Snapshot,
): Promise<void> {
  for (let part = Math.ceil(bytes.length / PART_BYTES) - 1; part >= 0; part--) {
    const piece = bytes.subarray(part * PART_BYTES, (part + 1) * PART_BYTES);
    const values = {
      config_hash,
      seq,
      part,
      bytes: Buffer.from(piece.buffer, piece.byteOffset, piece.length),
    };
    await database.asWorkspace(workspace_id, (tx) =>
      tx
        .insertInto('snapshots')
        .values(values)
        .onConflict((conflict) => conflict.doNothing())
        .execute(),
    );
  }
  await database.asWorkspace(workspace_id, (tx) =>
    tx.deleteFrom('snapshots').where('config_hash', '=', config_hash).where('seq', '<', seq).execute(),
  );
}

/** The newest. Where another node replaces it meanwhile, parts are missing, and the reader of the bytes says so. */
export async function loadSnapshot(
  database: Database,
  { workspace_id, config_hash }: Owner,
): Promise<Snapshot | undefined> {
  const partOf = (seq: number | null, part: number) =>
    database.asWorkspace(workspace_id, (tx) =>
      tx
        .selectFrom('snapshots')
        .select(['seq', 'bytes'])
        .where('config_hash', '=', config_hash)
        .where('part', '=', part)
        .$if(seq !== null, (query) => query.where('seq', '=', seq ?? 0))
        .orderBy('seq', 'desc')
        .limit(1)
        .executeTakeFirst(),
    );
  const first = await partOf(null, 0);
  if (first === undefined) return undefined;
  const parts = [first.bytes];
  for (;;) {
    const next = await partOf(first.seq, parts.length);
    if (next === undefined) return { seq: first.seq, bytes: Buffer.concat(parts) };
    parts.push(next.bytes);
  }
}
