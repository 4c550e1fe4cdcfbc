/** Releases of the company's product, as it told them. */
import type { Selectable } from 'kysely';
import type { ReleaseTable, Tx } from './tables.ts';

export type ReleaseRow = Selectable<ReleaseTable>;

/** Told again, the newest word stands. */
export async function putRelease(tx: Tx, release: Omit<ReleaseRow, 'workspace_id'>): Promise<ReleaseRow> {
  const { at, notes } = release;
  return tx
    .insertInto('releases')
    .values(release)
    .onConflict((conflict) => conflict.columns(['workspace_id', 'name']).doUpdateSet({ at, notes }))
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** Newest first. */
export async function listReleases(tx: Tx, limit: number): Promise<ReleaseRow[]> {
  return tx
    .selectFrom('releases')
    .selectAll()
    .orderBy('at', 'desc')
    .orderBy('name', 'desc')
    .limit(limit)
    .execute();
}

/** The newest that was out at a time. */
export async function releaseAt(tx: Tx, at: Date): Promise<ReleaseRow | undefined> {
  return tx
    .selectFrom('releases')
    .selectAll()
    .where('at', '<=', at)
    .orderBy('at', 'desc')
    .orderBy('name', 'desc')
    .limit(1)
    .executeTakeFirst();
}
