/**
 * Hosts that the team of a ticket file links: those of its documents, and those that three replies or more link.
 *
 * Counted before anything is mined, so that a link that pretends to be the team's is seen in the first ticket as in the
 * last. Limits: who plants one link in three replies is taken for the team. Cost O(length of the replies).
 */
import type { TicketFileRow } from '@understudy/connectors/ticket-file';
import { messagesOf, teamHosts } from '@understudy/engine';

const MIN_REPLIES = 3;

export class LinkedHosts {
  readonly #own = new Set<string>();
  readonly #replies = new Map<string, number>();

  add(row: TicketFileRow): void {
    if (row.kind === 'document') {
      const { text, url } = row.document;
      for (const host of hostsIn(text ?? '', url == null ? [] : [url])) this.#own.add(host);
    }
    if (row.kind !== 'ticket') return;
    for (const { role, text } of messagesOf(row.ticket)) {
      if (role !== 'agent') continue;
      for (const host of hostsIn(text, [])) this.#replies.set(host, (this.#replies.get(host) ?? 0) + 1);
    }
  }

  get team(): ReadonlySet<string> {
    const often = [...this.#replies].flatMap(([host, count]) => (count >= MIN_REPLIES ? [host] : []));
    return new Set([...this.#own, ...often]);
  }
}

const hostsIn = (text: string, links: readonly string[]) => teamHosts([{ text, links, stage: 'suggest' }]);
