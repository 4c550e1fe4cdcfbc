/** What customers saw when they wrote a message; one for each message, with a short life (`retention`). */
import type { Selectable } from 'kysely';
import { json, type PageContextTable, type Tx } from './tables.ts';

export type PageContextRow = Selectable<PageContextTable>;

/** Once: the same message that comes again changes nothing. */
export async function insertPageContext(
  tx: Tx,
  { page, ...row }: Omit<PageContextRow, 'workspace_id'>,
): Promise<void> {
  await tx
    .insertInto('page_contexts')
    .values({ ...row, page: page === null ? null : json(page) })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** The newest `limit` of a conversation, oldest first. */
export async function listPageContexts(
  tx: Tx,
  { conversation_id, limit }: { readonly conversation_id: string; readonly limit: number },
): Promise<PageContextRow[]> {
  const rows = await tx
    .selectFrom('page_contexts')
    .selectAll()
    .where('conversation_id', '=', conversation_id)
    .orderBy('at', 'desc')
    .orderBy('message_id', 'desc')
    .limit(limit)
    .execute();
  return rows.toReversed();
}

/** The newest among these messages. */
export async function newestPageOf(
  tx: Tx,
  messageIds: readonly string[],
): Promise<PageContextRow | undefined> {
  return tx
    .selectFrom('page_contexts')
    .selectAll()
    .where('message_id', 'in', messageIds)
    .orderBy('at', 'desc')
    .orderBy('message_id', 'desc')
    .limit(1)
    .executeTakeFirst();
}
