/**
 * From a ticket file to what a replay takes: redacted questions with vectors, in time order, each with the resolutions
 * that its human used. Read by the same code as an import (`mineTicket`), so both learn the same.
 *
 * Tickets without times have no order of their own: those files are shuffled, anew for each seed.
 */
import type { TicketFileRow } from '@understudy/connectors/ticket-file';
import type { Ticket } from '@understudy/contract';
import {
  type Encoder,
  FormulaCounter,
  messagesOf,
  mineTicket,
  type MinedTicket,
  type Origin,
  pastStream,
  redact,
  type ReplayTicket,
  SeededRandom,
} from '@understudy/engine';
import { detectLanguage } from '@understudy/engine/language';

export interface ReadOptions extends Origin {
  readonly encoder: Encoder;
  readonly limit: number;
  readonly onProgress: (progress: {
    readonly phase: string;
    readonly done: number;
    readonly total: number | null;
  }) => void;
}

/** The tickets of a seed. */
export type TicketsOf = (seed: number) => readonly ReplayTicket[];

const BATCH = 256;
/** Tickets between two breaths, so that signals and the progress bar get their turn. */
const BREATH = 200;

/** Null where no ticket of the file can be scored. */
export async function readReplayTickets(
  rows: AsyncIterable<TicketFileRow>,
  options: ReadOptions,
): Promise<TicketsOf | null> {
  const tickets = await readTickets(rows, options);
  const mined = await mineAll(tickets, options);
  const vectors = await encodeAll(mined, options);
  const isTimed = tickets.some((ticket) => ticket.at);
  const streams = new Map<number, readonly ReplayTicket[]>();
  const ticketsOf = (seed: number) => {
    const key = isTimed ? 0 : seed;
    const known = streams.get(key) ?? streamOf(isTimed ? mined : shuffled(mined, seed), vectors);
    streams.clear();
    streams.set(key, known);
    return known;
  };
  return ticketsOf(1).some(({ right }) => right !== null && right.length > 0) ? ticketsOf : null;
}

async function readTickets(
  rows: AsyncIterable<TicketFileRow>,
  { limit, onProgress }: ReadOptions,
): Promise<readonly Ticket[]> {
  const tickets: Ticket[] = [];
  for await (const row of rows) {
    if (row.kind !== 'ticket') continue;
    tickets.push(row.ticket);
    onProgress({ phase: 'Reading', done: tickets.length, total: null });
    if (tickets.length >= limit) break;
  }
  return tickets.toSorted((a, b) => timeOf(a) - timeOf(b));
}

/** Tickets without a time stand before the others. */
const timeOf = (ticket: Ticket): number => (ticket.at ? Date.parse(ticket.at) : 0);

async function mineAll(tickets: readonly Ticket[], options: ReadOptions): Promise<readonly MinedTicket[]> {
  const learned = new FormulaCounter();
  for (const ticket of tickets)
    for (const { role, by, text } of messagesOf(ticket)) if (role === 'agent') learned.add(by ?? null, text);
  const { source, topics } = options;
  const reader = {
    source,
    topics,
    redact: (text: string) => redact(text).text,
    languageOf: detectLanguage,
    learned,
  };
  const mined: MinedTicket[] = [];
  for (const ticket of tickets) {
    mined.push(mineTicket(ticket, reader));
    if (mined.length % BREATH !== 0) continue;
    options.onProgress({ phase: 'Finding answers', done: mined.length, total: tickets.length });
    await new Promise((resolve) => setImmediate(resolve));
  }
  return mined;
}

/** Vectors of the questions, by their ids. */
async function encodeAll(
  mined: readonly MinedTicket[],
  { encoder, onProgress }: ReadOptions,
): Promise<ReadonlyMap<string, Float32Array>> {
  const questions = mined.flatMap(({ question }) => question ?? []);
  const vectors = new Map<string, Float32Array>();
  for (let from = 0; from < questions.length; from += BATCH) {
    const batch = questions.slice(from, from + BATCH);
    const encoded = await encoder.encode(batch.map(({ text }) => text));
    for (const [i, { id }] of batch.entries()) vectors.set(id, encoded[i] as Float32Array);
    onProgress({ phase: 'Encoding questions', done: from + batch.length, total: questions.length });
  }
  return vectors;
}

const shuffled = (mined: readonly MinedTicket[], seed: number): readonly MinedTicket[] =>
  new SeededRandom(`order/${seed}`).shuffle([...mined]);

const streamOf = (
  mined: readonly MinedTicket[],
  vectors: ReadonlyMap<string, Float32Array>,
): readonly ReplayTicket[] =>
  pastStream(mined).map(({ question, resolutions, right }) => ({
    question: { ...question, vector: vectors.get(question.id) ?? null },
    resolutions,
    right,
  }));
