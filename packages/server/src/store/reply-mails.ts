/** Where replies go by e-mail, and what became of each. */
import type { Selectable, Updateable } from 'kysely';
import type { ReplyAddressTable, ReplyMailTable, Tx } from './tables.ts';

export type ReplyAddress = Selectable<ReplyAddressTable>;
export type ReplyMailRow = Selectable<ReplyMailTable>;

export async function putReplyAddress(tx: Tx, row: Omit<ReplyAddress, 'workspace_id'>): Promise<void> {
  const { conversation_id: _, ...given } = row;
  await tx
    .insertInto('reply_addresses')
    .values(row)
    .onConflict((conflict) => conflict.columns(['workspace_id', 'conversation_id']).doUpdateSet(given))
    .execute();
}

/** What waits is stopped with it. */
export async function dropReplyAddress(
  tx: Tx,
  { conversation_id, at }: { readonly conversation_id: string; readonly at: Date },
): Promise<void> {
  await tx.deleteFrom('reply_addresses').where('conversation_id', '=', conversation_id).execute();
  await tx
    .updateTable('reply_mails')
    .set({ state: 'stopped', at })
    .where('conversation_id', '=', conversation_id)
    .where('state', '=', 'waiting')
    .execute();
}

export async function getReplyAddress(tx: Tx, conversation_id: string): Promise<ReplyAddress | undefined> {
  return tx
    .selectFrom('reply_addresses')
    .selectAll()
    .where('conversation_id', '=', conversation_id)
    .executeTakeFirst();
}

export async function insertReplyMail(
  tx: Tx,
  row: Pick<ReplyMailRow, 'message_id' | 'conversation_id' | 'at'>,
): Promise<void> {
  await tx.insertInto('reply_mails').values(row).execute();
}

/** Held until the transaction ends. */
export async function lockReplyMail(tx: Tx, message_id: string): Promise<ReplyMailRow | undefined> {
  return tx
    .selectFrom('reply_mails')
    .selectAll()
    .where('message_id', '=', message_id)
    .forUpdate()
    .executeTakeFirst();
}

export async function updateReplyMail(
  tx: Tx,
  message_id: string,
  change: Updateable<ReplyMailTable> & { readonly at: Date },
): Promise<void> {
  await tx.updateTable('reply_mails').set(change).where('message_id', '=', message_id).execute();
}

export async function listReplyMails(tx: Tx, conversation_id: string): Promise<ReplyMailRow[]> {
  return tx.selectFrom('reply_mails').selectAll().where('conversation_id', '=', conversation_id).execute();
}
