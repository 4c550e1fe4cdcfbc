/** A visitor's own conversations, as their widget lists them. */
import { sql } from 'kysely';
import type { Conversation } from './conversations.ts';
import type { Tx } from './tables.ts';

const MOST = 20;

export type VisitorConversation = Pick<
  Conversation,
  'id' | 'subject' | 'preview' | 'status' | 'updated_at'
> & { readonly unread: number };

/** Newest first, only those that were held in the widget: what was imported is not theirs to see there. */
export async function listVisitorConversations(tx: Tx, customer_id: string): Promise<VisitorConversation[]> {
  return tx
    .selectFrom('conversations as c')
    .select(['c.id', 'c.subject', 'c.preview', 'c.status', 'c.updated_at'])
    .select(
      sql<number>`(select count(*) from messages m where m.conversation_id = c.id and m.seq > c.read_seq
        and m.author in ('ai', 'agent') and m.kind not in ('note', 'event'))`.as('unread'),
    )
    .where('c.customer_id', '=', customer_id)
    .where('c.channel', '=', 'widget')
    .orderBy('c.updated_at', 'desc')
    .orderBy('c.id', 'desc')
    .limit(MOST)
    .execute();
}

/** Never goes back, and never beyond what was said. False where it is not this customer's. */
export async function markRead(
  tx: Tx,
  read: { readonly conversation_id: string; readonly customer_id: string; readonly seq: number },
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('conversations')
    .set({ read_seq: sql`greatest(read_seq, least(${read.seq}::int, last_seq))` })
    .where('id', '=', read.conversation_id)
    .where('customer_id', '=', read.customer_id)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}
