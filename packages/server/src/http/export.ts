/** All conversations of a workspace as lines of the ticket format, and its audit log; read a page at a time. */
import type { Ticket } from '@understudy/contract';
import * as store from '../store/index.ts';
import { toAuditLogLine } from '../translate-audit-log.ts';

const PAGE = 200;

export async function* ticketLines(database: store.Database, workspace_id: string): AsyncGenerator<string> {
  let after_id = '';
  for (;;) {
    const page = { after_id, limit: PAGE };
    const { conversations, messages } = await database.asWorkspace(workspace_id, async (tx) => {
      const rows = await store.exportConversations(tx, page);
      return {
        conversations: rows,
        messages: await store.listMessagesOf(
          tx,
          rows.map((row) => row.id),
        ),
      };
    });
    const byConversation = Map.groupBy(messages, (message) => message.conversation_id);
    for (const row of conversations)
      yield `${JSON.stringify(toTicket(row, byConversation.get(row.id) ?? []))}\n`;
    const last = conversations.at(-1);
    if (last === undefined || conversations.length < PAGE) return;
    after_id = last.id;
  }
}

/** Oldest first, with everything that the hashes are made of. */
export async function* auditLogLines(database: store.Database, workspace_id: string): AsyncGenerator<string> {
  let after_seq = 0;
  for (;;) {
    const page = { after_seq, limit: PAGE };
    const entries = await database.asWorkspace(workspace_id, (tx) => store.readAuditLog(tx, page));
    for (const entry of entries) yield `${toAuditLogLine(entry)}\n`;
    after_seq = entries.at(-1)?.seq ?? after_seq;
    if (entries.length < PAGE) return;
  }
}

/** What people said to each other: AI answers, notes and files are no part of a ticket. */
export function toTicket(row: store.Conversation, messages: readonly store.Message[]): Ticket {
  const spoken = messages.filter(
    ({ author, kind, text }) =>
      kind === 'message' && (author === 'customer' || author === 'agent') && text !== '',
  );
  const brought = row.ticket as Partial<Ticket> | null;
  return {
    id: row.external_id ?? row.id,
    at: row.created_at.toISOString(),
    text: spoken.find((message) => message.author === 'customer')?.text ?? row.subject,
    topic: brought?.topic ?? null,
    resolution: brought?.resolution ?? null,
    messages: spoken.map((message) => ({
      role: message.author === 'agent' ? ('agent' as const) : ('customer' as const),
      text: message.text,
      at: message.at.toISOString(),
      by: message.author_name,
    })),
    actions: brought?.actions ?? [],
    meta: brought?.meta ?? {},
  };
}
