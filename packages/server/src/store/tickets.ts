/**
 * Imported tickets, a batch at a time: customers, conversations and messages in three statements.
 *
 * A ticket that is known by (source, external_id) is skipped whole, so a batch that runs twice changes nothing.
 */
import { sql } from 'kysely';
import { type ConversationStatus, json, type MessageAuthor, type Tx } from './tables.ts';

/** Rows of one batch; keep the text of a batch below some 10 MB. */
export const MAX_BATCH = 1_000;

export interface ImportedTicket {
  readonly conversation_id: string;
  readonly external_id: string;
  readonly status: ConversationStatus;
  readonly subject: string;
  readonly preview: string;
  /** What the ticket brought that has no column: topic, resolution, actions, meta. */
  readonly ticket: Record<string, unknown>;
  readonly at: Date;
  readonly customer: { readonly id: string; readonly external_id: string; readonly account: string | null };
  readonly messages: readonly {
    readonly id: string;
    readonly author: MessageAuthor;
    readonly author_name: string | null;
    readonly text: string;
    readonly at: Date;
  }[];
}

/** Answers the ids of the conversations that were new. Messages are numbered in the order given. */
export async function insertTickets(
  tx: Tx,
  args: { readonly source: string; readonly tickets: readonly ImportedTicket[] },
): Promise<ReadonlySet<string>> {
  if (args.tickets.length > MAX_BATCH) {
    throw new RangeError(`expected at most ${MAX_BATCH} tickets, got ${args.tickets.length}`);
  }
  if (args.tickets.length === 0) return new Set();
  // A file may bring the same ticket twice: the first one counts.
  const tickets = [
    ...new Map(args.tickets.toReversed().map((ticket) => [ticket.conversation_id, ticket])).values(),
  ].toReversed();
  await insertCustomers(tx, tickets);
  const accepted = await insertConversations(tx, { ...args, tickets });
  await insertMessages(
    tx,
    tickets.filter((ticket) => accepted.has(ticket.conversation_id)),
  );
  return accepted;
}

async function insertCustomers(tx: Tx, tickets: readonly ImportedTicket[]): Promise<void> {
  await sql`
    insert into customers (id, external_id, account)
    select c.id, c.external_id, c.account
    from jsonb_to_recordset(${json(tickets.map((ticket) => ticket.customer))}) as c(id text, external_id text, account text)
    on conflict (workspace_id, external_id) do nothing
  `.execute(tx);
}

async function insertConversations(
  tx: Tx,
  args: { readonly source: string; readonly tickets: readonly ImportedTicket[] },
): Promise<ReadonlySet<string>> {
  const rows = args.tickets.map(({ customer, messages, ...rest }) => ({
    ...rest,
    customer: customer.external_id,
    last_seq: messages.length,
    last_at: messages.at(-1)?.at ?? rest.at,
  }));
  const inserted = await sql<{ id: string }>`
    insert into conversations
      (id, customer_id, channel, status, subject, preview, source, external_id, ticket, last_seq, created_at, updated_at)
    select t.conversation_id, c.id, 'import', t.status, t.subject, t.preview, ${args.source}, t.external_id, t.ticket,
      t.last_seq, t.at, t.last_at
    from jsonb_to_recordset(${json(rows)}) as t(conversation_id text, customer text, status text, subject text,
      preview text, external_id text, ticket jsonb, last_seq int, at timestamptz, last_at timestamptz)
    join customers c on c.external_id = t.customer
    on conflict (workspace_id, source, external_id) do nothing
    returning id
  `.execute(tx);
  return new Set(inserted.rows.map((row) => row.id));
}

async function insertMessages(tx: Tx, tickets: readonly ImportedTicket[]): Promise<void> {
  const rows = tickets.flatMap((ticket) =>
    ticket.messages.map((message, i) => ({
      ...message,
      seq: i + 1,
      conversation_id: ticket.conversation_id,
    })),
  );
  if (rows.length === 0) return;
  await sql`
    insert into messages (id, conversation_id, seq, author, author_name, kind, text, at)
    select m.id, m.conversation_id, m.seq, m.author, m.author_name, 'message', m.text, m.at
    from jsonb_to_recordset(${json(rows)}) as m(id text, conversation_id text, seq int, author text,
      author_name text, text text, at timestamptz)
  `.execute(tx);
}
