/** Snapshots of models: caches of the fold. Each is kept in parts, so that no statement grows with the model. */
import type { Tx } from './tables.ts';

const PART_BYTES = 256 * 1024;

export interface Snapshot {
  /** Position in the ledger of the last event that the model had learned. */
  readonly seq: number;
  readonly bytes: Uint8Array;
}

/** Older ones of this config go. Another node may have saved the same one: then that one stays. */
export async function saveSnapshot(
  tx: Tx,
  { seq, config_hash, bytes }: Snapshot & { readonly config_hash: string },
): Promise<void> {
  await tx.deleteFrom('snapshots').where('config_hash', '=', config_hash).where('seq', '<', seq).execute();
  for (let part = 0; part * PART_BYTES < bytes.length; part++) {
    const from = part * PART_BYTES;
    const piece = bytes.subarray(from, from + PART_BYTES);
    const values = {
      config_hash,
      seq,
      part,
      bytes: Buffer.from(piece.buffer, piece.byteOffset, piece.length),
    };
    await tx
      .insertInto('snapshots')
      .values(values)
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
}

/** The newest. Where another node replaces it meanwhile, parts are missing, and the reader of the bytes says so. */
export async function loadSnapshot(tx: Tx, config_hash: string): Promise<Snapshot | undefined> {
  const of = tx.selectFrom('snapshots').where('config_hash', '=', config_hash);
  const newest = await of.select('seq').orderBy('seq', 'desc').limit(1).executeTakeFirst();
  if (newest === undefined) return undefined;
  const parts: Buffer[] = [];
  for (;;) {
    const next = of.select('bytes').where('seq', '=', newest.seq).where('part', '=', parts.length);
    const row = await next.executeTakeFirst();
    if (row === undefined) return { seq: newest.seq, bytes: Buffer.concat(parts) };
    parts.push(row.bytes);
  }
}
