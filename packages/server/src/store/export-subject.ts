/** Everything that is stored of one customer, as rows by table. Limits: the newest 10,000 rows of each. */
import { sql } from 'kysely';
import type { Tx } from './tables.ts';

const MOST = 10_000;

/** What a decision weighed inside is ours; what was asked, said and done is the customer's. */
export async function exportSubject(
  tx: Tx,
  customer_id: string,
): Promise<Record<string, Record<string, unknown>[]>> {
  const conversations = sql`(select id from conversations where customer_id = ${customer_id})`;
  const queries = {
    customers: sql`select id, external_id, name, email, account, verified, created_at from customers
      where id = ${customer_id}`,
    conversations: sql`select id, channel, status, subject, source, external_id, context, ticket, created_at, updated_at
      from conversations where customer_id = ${customer_id} order by created_at desc limit ${MOST}`,
    messages: sql`select id, conversation_id, seq, author, author_name, kind, text, citations, choices, at from messages
      where kind <> 'note' and conversation_id in ${conversations} order by at desc limit ${MOST}`,
    decisions: sql`select id, conversation_id, message_id, action, confidence, question, at from decisions
      where conversation_id in ${conversations} order by at desc limit ${MOST}`,
    outcomes: sql`select id, conversation_id, kind, detail, at from outcomes
      where conversation_id in ${conversations} order by at desc limit ${MOST}`,
    exemplars: sql`select id, question_text, context, language, account, at from exemplars
      where conversation_id in ${conversations} order by at desc limit ${MOST}`,
    lessons: sql`select id, question, title, at from lessons
      where conversation_id in ${conversations} order by at desc limit ${MOST}`,
  };
  const tables: Record<string, Record<string, unknown>[]> = {};
  for (const [table, query] of Object.entries(queries)) {
    const { rows } = await (query as ReturnType<typeof sql<Record<string, unknown>>>).execute(tx);
    // As they go over the wire: times as text.
    tables[table] = JSON.parse(JSON.stringify(rows)) as Record<string, unknown>[];
  }
  return tables;
}
