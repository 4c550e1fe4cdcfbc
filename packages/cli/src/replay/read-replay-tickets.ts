/**
 * From a ticket file to what a replay takes: questions with vectors, in time order, each with the resolutions
 * that its human used.
 *
 * A ticket whose human answer cannot be mined is labelled by its topic, where it has one; without either it is
 * left out of the score (`right: null`) but stays in the stream.
 */
import type { TicketFileRow } from '@understudy/connectors/ticket-file';
import type { Ticket } from '@understudy/contract';
import {
  type Encoder,
  guessStakes,
  mineThread,
  type ReplayTicket,
  type Resolution,
  ResolutionLibrary,
  type Thread,
} from '@understudy/engine';

interface Options {
  readonly encoder: Encoder;
  readonly limit: number;
  readonly onProgress: (done: number) => void;
}

const BATCH = 256;
const MAX_TITLE = 200;

export async function readReplayTickets(
  rows: AsyncIterable<TicketFileRow>,
  options: Options,
): Promise<readonly ReplayTicket[]> {
  const tickets: Ticket[] = [];
  for await (const row of rows) {
    if (row.kind !== 'ticket') continue;
    tickets.push(row.ticket);
    if (tickets.length >= options.limit) break;
  }
  const ordered = tickets.toSorted((a, b) => timeOf(a) - timeOf(b));
  const library = new ResolutionLibrary();
  const replay: ReplayTicket[] = [];
  for (let from = 0; from < ordered.length; from += BATCH) {
    const batch = ordered.slice(from, from + BATCH);
    const vectors = await options.encoder.encode(batch.map((ticket) => ticket.text));
    for (const [index, ticket] of batch.entries())
      replay.push(toReplay(ticket, vectors[index] ?? null, library));
    options.onProgress(replay.length);
  }
  return replay.some((ticket) => ticket.right !== null) ? replay : [];
}

/** Tickets without a time stand in the order of the file, before the others. */
const timeOf = (ticket: Ticket): number => (ticket.at ? Date.parse(ticket.at) : 0);

function toReplay(ticket: Ticket, vector: Float32Array | null, library: ResolutionLibrary): ReplayTicket {
  const resolutions = resolutionsOf(ticket, library);
  return {
    question: {
      id: ticket.id,
      text: ticket.text,
      context: [],
      language: ticket.meta.locale?.slice(0, 2) ?? null,
      account: ticket.meta.account ?? null,
      at_ms: timeOf(ticket),
      wants_human: false,
      vector,
    },
    resolutions,
    right: resolutions.length > 0 ? resolutions.map((resolution) => resolution.id) : null,
  };
}

function resolutionsOf(ticket: Ticket, library: ResolutionLibrary): readonly Resolution[] {
  const { candidates } = mineThread({ thread: toThread(ticket) });
  if (candidates.length > 0) {
    const added = candidates.map((candidate) => library.add(candidate).resolution).map(asReviewed);
    return [...new Map(added.map((resolution) => [resolution.id, resolution])).values()];
  }
  return ticket.topic ? [topicResolution(ticket.topic)] : [];
}

/** Nobody reviews lessons in a replay: there, the certificate alone decides. */
const asReviewed = (resolution: Resolution): Resolution => ({ ...resolution, stage: 'auto' });

const topicResolution = (topic: string): Resolution => ({
  id: `res_topic-${topic}`,
  title: topic,
  text: topic.replaceAll('_', ' '),
  links: [],
  stakes: guessStakes(topic),
  stage: 'auto',
  version: 1,
  sources: [],
});

function toThread(ticket: Ticket): Thread {
  return {
    id: ticket.id,
    title: (ticket.text.split('\n')[0] ?? '').slice(0, MAX_TITLE),
    messages: ticket.messages.map((message, index) => ({
      id: `${ticket.id}/${index}`,
      author: message.role === 'agent' ? 'human-agent' : 'customer',
      text: message.text,
      at_ms: message.at ? Date.parse(message.at) : null,
      by: message.by ?? null,
      peer: message.peer ?? false,
      helpful: Number(message.helpful ?? 0),
    })),
    accepted_text: ticket.resolution ?? null,
    articles: [...(ticket.meta.accepted_kb ?? []), ...(ticket.meta.kb ?? [])],
    url: null,
  };
}
