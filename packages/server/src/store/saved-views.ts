/** Views of pages that people saved under a name. */
import type { Selectable } from 'kysely';
import type { SavedViewTable, Tx } from './tables.ts';

export type SavedViewRow = Omit<Selectable<SavedViewTable>, 'workspace_id'>;

/** The member's own and those that are shared, by name. */
export async function listSavedViews(tx: Tx, member_id: string | null): Promise<SavedViewRow[]> {
  return tx
    .selectFrom('saved_views')
    .selectAll()
    .where((eb) => eb.or([eb('shared', '=', true), eb('member_id', '=', member_id)]))
    .orderBy('name')
    .orderBy('id')
    .execute();
}

/** False where there are as many already as a workspace may have. */
export async function insertSavedView(tx: Tx, row: SavedViewRow, most: number): Promise<boolean> {
  const { n } = await tx
    .selectFrom('saved_views')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow();
  if (n >= most) return false;
  await tx.insertInto('saved_views').values(row).execute();
  return true;
}

/** One’s own; false where there is none. */
export async function deleteSavedView(
  tx: Tx,
  { id, member_id }: { readonly id: string; readonly member_id: string | null },
): Promise<boolean> {
  const result = await tx
    .deleteFrom('saved_views')
    .where('id', '=', id)
    .where('member_id', member_id === null ? 'is' : '=', member_id)
    .executeTakeFirst();
  return result.numDeletedRows === 1n;
}
