/** Messages of a conversation: numbered from 1 without gaps, in the order in which they were committed. */
import { type Selectable, sql } from 'kysely';
import { markSent } from './attachments.ts';
import { lockConversation } from './conversations.ts';
import {
  type AttachedFile,
  type Choice,
  type Citation,
  json,
  type MessageAuthor,
  type MessageKind,
  type MessageTable,
  type Tx,
} from './tables.ts';

export type Message = Selectable<MessageTable>;
const PREVIEW_LENGTH = 140;

export interface NewMessage {
  readonly id: string;
  readonly conversation_id: string;
  readonly author: MessageAuthor;
  readonly kind: MessageKind;
  readonly text: string;
  readonly at: Date;
  readonly member_id?: string | null;
  readonly author_name?: string | null;
  readonly citations?: readonly Citation[];
  readonly choices?: readonly Choice[];
  /** Of this conversation, not sent before (`findUnsent`). */
  readonly attachments?: readonly AttachedFile[];
  readonly decision_id?: string | null;
  readonly client_id?: string | null;
}

/**
 * Appends a message. The same `client_id` in the same conversation gives the message that stands already, and
 * `created: false`; two callers at once are put in order by the row of the conversation.
 * Raises `last_seq`, `updated_at` and, where people or the AI agent speak to each other, the preview.
 */
export async function appendMessage(
  tx: Tx,
  message: NewMessage,
): Promise<{ readonly message: Message; readonly created: boolean }> {
  await lockConversation(tx, message.conversation_id);
  const known = message.client_id
    ? await findByClientId(tx, message.conversation_id, message.client_id)
    : undefined;
  if (known) return { message: known, created: false };
  const isShown = message.author !== 'system' && message.kind !== 'note' && message.kind !== 'event';
  const { last_seq } = await tx
    .updateTable('conversations')
    .set({ last_seq: sql`last_seq + 1`, updated_at: sql`greatest(updated_at, ${message.at})` })
    .$if(isShown, (query) => query.set({ preview: previewOf(message) }))
    .where('id', '=', message.conversation_id)
    .returning('last_seq')
    .executeTakeFirstOrThrow();
  return { message: await insert(tx, message, last_seq), created: true };
}

async function insert(tx: Tx, message: NewMessage, seq: number): Promise<Message> {
  const { citations = [], choices = [], attachments = [], ...rest } = message;
  const empty = { member_id: null, author_name: null, decision_id: null, client_id: null };
  const lists = { citations: json(citations), choices: json(choices), attachments: json(attachments) };
  const row = await tx
    .insertInto('messages')
    .values({ ...empty, ...rest, seq, ...lists })
    .returningAll()
    .executeTakeFirstOrThrow();
  await markSent(tx, { message: row, ids: attachments.map(({ id }) => id) });
  return row;
}

/** What was said, or where nothing was said, what the files are called. */
function previewOf({ text, attachments = [] }: NewMessage): string {
  return (text || attachments.map(({ name }) => name).join(', ')).slice(0, PREVIEW_LENGTH);
}

export async function findByClientId(
  tx: Tx,
  conversationId: string,
  clientId: string,
): Promise<Message | undefined> {
  return tx
    .selectFrom('messages')
    .selectAll()
    .where('conversation_id', '=', conversationId)
    .where('client_id', '=', clientId)
    .executeTakeFirst();
}

/** A message that this customer sent before, in whichever conversation; call it under `lockCustomer`. */
export async function findMessageByClientId(
  tx: Tx,
  args: { readonly customer_id: string; readonly client_id: string },
): Promise<Message | undefined> {
  return tx
    .selectFrom('messages as m')
    .innerJoin('conversations as c', 'c.id', 'm.conversation_id')
    .selectAll('m')
    .where('m.client_id', '=', args.client_id)
    .where('c.customer_id', '=', args.customer_id)
    .executeTakeFirst();
}

export async function getMessage(tx: Tx, id: string): Promise<Message | undefined> {
  return tx.selectFrom('messages').selectAll().where('id', '=', id).executeTakeFirst();
}

/** In order, after position `after_seq`. */
export async function listMessages(
  tx: Tx,
  args: { readonly conversation_id: string; readonly after_seq?: number; readonly limit?: number },
): Promise<Message[]> {
  return tx
    .selectFrom('messages')
    .selectAll()
    .where('conversation_id', '=', args.conversation_id)
    .where('seq', '>', args.after_seq ?? 0)
    .orderBy('seq')
    .limit(args.limit ?? 2_000)
    .execute();
}

/** What the AI agent said by each of these decisions. */
export async function listAnswersOf(
  tx: Tx,
  decisions: readonly { readonly id: string; readonly conversation_id: string }[],
): Promise<Message[]> {
  if (decisions.length === 0) return [];
  return tx
    .selectFrom('messages')
    .selectAll()
    .where(
      'conversation_id',
      'in',
      decisions.map((decision) => decision.conversation_id),
    )
    .where(
      'decision_id',
      'in',
      decisions.map((decision) => decision.id),
    )
    .where('author', '=', 'ai')
    .execute();
}

/** Messages of many conversations at once, for export; by conversation, in order. */
export async function listMessagesOf(tx: Tx, conversationIds: readonly string[]): Promise<Message[]> {
  if (conversationIds.length === 0) return [];
  return tx
    .selectFrom('messages')
    .selectAll()
    .where('conversation_id', 'in', conversationIds)
    .orderBy('conversation_id')
    .orderBy('seq')
    .execute();
}
