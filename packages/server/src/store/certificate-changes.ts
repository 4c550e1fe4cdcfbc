/** When what is certified changed: kept from the model as it stood after each change of the ledger. */
import type { Selectable } from 'kysely';
import type { CertificateChangeTable, Tx } from './tables.ts';

export type CertificateChange = Omit<Selectable<CertificateChangeTable>, 'workspace_id'>;

/** The newest of each cell. */
export async function lastCertificateChanges(tx: Tx): Promise<CertificateChange[]> {
  return tx
    .selectFrom('certificate_changes')
    .selectAll()
    .distinctOn('cell')
    .orderBy('cell')
    .orderBy('model_version', 'desc')
    .execute();
}

export async function addCertificateChanges(tx: Tx, changes: readonly CertificateChange[]): Promise<void> {
  if (changes.length === 0) return;
  await tx
    .insertInto('certificate_changes')
    .values([...changes])
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Newest first. */
export async function certificateHistory(
  tx: Tx,
  { from, to, limit }: { readonly from: Date; readonly to: Date; readonly limit: number },
): Promise<CertificateChange[]> {
  return tx
    .selectFrom('certificate_changes')
    .selectAll()
    .where('at', '>=', from)
    .where('at', '<', to)
    .orderBy('at', 'desc')
    .orderBy('cell')
    .limit(limit)
    .execute();
}
