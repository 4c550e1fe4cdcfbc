/** Files that go with messages. Bytes are read one file at a time; what a message shows of its files stands in the message. */
import { type Selectable, sql } from 'kysely';
import type { AttachedFile, AttachmentTable, Tx } from './tables.ts';

export type AttachmentRow = Selectable<AttachmentTable>;
export type NewAttachment = Omit<AttachmentRow, 'workspace_id' | 'message_id'>;

const SHOWN = ['id', 'name', 'type', 'size'] as const;

export async function insertAttachment(tx: Tx, row: NewAttachment): Promise<AttachedFile> {
  return tx
    .insertInto('attachments')
    .values({ ...row, message_id: null })
    .returning(SHOWN)
    .executeTakeFirstOrThrow();
}

export async function getAttachment(tx: Tx, id: string): Promise<AttachmentRow | undefined> {
  return tx.selectFrom('attachments').selectAll().where('id', '=', id).executeTakeFirst();
}

/** Whoever may send it: the visitor who uploaded it, or the team in the conversation that it was uploaded for. */
export type Sender = { readonly customer_id: string } | { readonly conversation_id: string };

const unsent = (tx: Tx, by: Sender) => {
  const rows = tx.selectFrom('attachments').where('message_id', 'is', null);
  return 'customer_id' in by
    ? rows.where('customer_id', '=', by.customer_id)
    : rows.where('conversation_id', '=', by.conversation_id).where('uploader', '=', 'member');
};

/** Held until the transaction ends, in the order of the ids; null where one is not theirs, gone, or was sent before. */
export async function findUnsent(
  tx: Tx,
  { ids, by }: { readonly ids: readonly string[]; readonly by: Sender },
): Promise<AttachedFile[] | null> {
  if (ids.length === 0) return [];
  const rows = await unsent(tx, by).select(SHOWN).where('id', 'in', ids).forUpdate().execute();
  const found = ids.flatMap((id) => rows.find((row) => row.id === id) ?? []);
  return found.length === ids.length ? found : null;
}

export async function markSent(
  tx: Tx,
  {
    message,
    ids,
  }: {
    readonly message: { readonly id: string; readonly conversation_id: string };
    readonly ids: readonly string[];
  },
): Promise<void> {
  if (ids.length === 0) return;
  const { id: message_id, conversation_id } = message;
  await tx
    .updateTable('attachments')
    .set({ message_id, conversation_id, customer_id: null })
    .where('id', 'in', ids)
    .execute();
}

/** How many files, and bytes, of this sender wait to be sent. */
export async function sumUnsent(
  tx: Tx,
  by: Sender,
): Promise<{ readonly files: number; readonly bytes: number }> {
  return unsent(tx, by)
    .select((eb) => [
      eb.fn.countAll<number>().as('files'),
      sql<number>`coalesce(sum(size), 0)::int8`.as('bytes'),
    ])
    .executeTakeFirstOrThrow();
}

/** Bytes of a conversation's files that were sent. */
export async function sumSent(tx: Tx, conversation_id: string): Promise<number> {
  const row = await tx
    .selectFrom('attachments')
    .select(sql<number>`coalesce(sum(size), 0)::int8`.as('bytes'))
    .where('conversation_id', '=', conversation_id)
    .where('message_id', 'is not', null)
    .executeTakeFirstOrThrow();
  return row.bytes;
}

export async function deleteUnsent(tx: Tx, id: string): Promise<void> {
  await tx.deleteFrom('attachments').where('id', '=', id).where('message_id', 'is', null).execute();
}
