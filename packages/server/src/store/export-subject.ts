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
  const account = sql`(select account_id from customers where id = ${customer_id} and verified_at is not null)`;
  const queries = {
    customers: sql`select id, external_id, name, email, account, verified_at, account_id, traits, created_at from customers
      where id = ${customer_id}`,
    conversations: sql`select id, channel, status, subject, source, external_id, context, ticket, created_at, updated_at
      from conversations where customer_id = ${customer_id} order by created_at desc limit ${MOST}`,
    messages: sql`select id, conversation_id, seq, author, author_name, kind, text, citations, choices, attachments, at from messages
      where kind <> 'note' and conversation_id in ${conversations} order by at desc limit ${MOST}`,
    attachments: sql`select id, conversation_id, message_id, uploader, name, type, size, encode(sha256, 'hex') as sha256, at
      from attachments where customer_id = ${customer_id}
        or message_id in (select id from messages where kind <> 'note' and conversation_id in ${conversations})
      order by at desc limit ${MOST}`,
    reply_addresses: sql`select conversation_id, address, language, page, at from reply_addresses
      where conversation_id in ${conversations}`,
    reply_mails: sql`select message_id, conversation_id, state, at from reply_mails
      where conversation_id in ${conversations} order by at desc limit ${MOST}`,
    decisions: sql`select id, conversation_id, message_id, action, confidence, question, at from decisions
      where conversation_id in ${conversations} order by at desc limit ${MOST}`,
    page_contexts: sql`select message_id, conversation_id, page, at from page_contexts
      where conversation_id in ${conversations} order by at desc limit ${MOST}`,
    accounts: sql`select account_id, facts, facts_at from accounts where account_id in ${account}`,
    account_events: sql`select account_id, name, at from account_events where account_id in ${account}
      order by at desc limit ${MOST}`,
    outcomes: sql`select id, conversation_id, kind, detail, at from outcomes
      where conversation_id in ${conversations} order by at desc limit ${MOST}`,
    conversation_figures: sql`select conversation_id, opened_at, topic_id, resolution_id, account, tokens, plan, route, release,
      language, stakes, confidence, measures, handle_ms, first_reply_ms from conversation_figures
      where conversation_id in ${conversations} order by opened_at desc limit ${MOST}`,
    priorities: sql`select conversation_id, parts, at from priorities where conversation_id in ${conversations}
      order by at desc limit ${MOST}`,
    account_health: sql`select account, score, contacts, parts, latest_at from account_health where customer_id = ${customer_id}`,
    hold_out_draws: sql`select conversation_id, probability, held, at from hold_out_draws
      where conversation_id in ${conversations} order by at desc limit ${MOST}`,
    guide_runs: sql`select guide_id, conversation_id, version, state, step, at from guide_runs
      where conversation_id in ${conversations} or customer_id = ${customer_id} order by at desc limit ${MOST}`,
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
