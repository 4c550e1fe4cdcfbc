/**
 * Tickets and documents as NDJSON, one line each, as `readTicketFile` reads them.
 *
 * @example for await (const chunk of writeTickets(rows)) file.write(chunk)
 */
import type { KnowledgeDocument, Ticket } from '@understudy/contract';

export async function* writeTickets(
  rows: AsyncIterable<Ticket | KnowledgeDocument> | Iterable<Ticket | KnowledgeDocument>,
): AsyncGenerator<Uint8Array> {
  for await (const row of rows) yield Buffer.from(`${JSON.stringify(row)}\n`);
}
