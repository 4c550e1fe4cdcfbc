/**
 * The ledger: everything that can change the model, in one order that a reader may trust.
 *
 * A position is taken by raising `workspaces.ledger_head` in the transaction that writes the rows. The lock on
 * that row is held until the commit, so positions have no gaps and appear in order: who has read up to n has
 * read everything up to n, for ever. Price: writers of one workspace wait for each other.
 * Append last in a transaction, after other rows were locked; everybody locking in this order cannot deadlock.
 */
import { sql } from 'kysely';
import { json, type Tx } from './tables.ts';

export const LEDGER_CHANNEL = 'understudy_ledger';
/** One page of the ledger, and one append. */
export const MAX_EVENTS = 1_000;

export interface NewEvent {
  readonly id: string;
  readonly kind: string;
  /** The event without its `seq`, and without its vector where it carries a question. */
  readonly payload: unknown;
  readonly question_id?: string | null;
  readonly at: Date;
}
export interface LedgerEvent {
  readonly seq: number;
  readonly id: string;
  readonly kind: string;
  readonly payload: unknown;
  readonly at: Date;
  /** Of the event's question, by the encoder that was asked for; null where there is none. Float32, little endian. */
  readonly vector: Buffer | null;
}

/** Answers the position of the first event; the others follow. Listeners hear of it after the commit. */
export async function appendEvents(tx: Tx, events: readonly NewEvent[]): Promise<number> {
  if (events.length === 0 || events.length > MAX_EVENTS) {
    throw new RangeError(`expected 1 to ${MAX_EVENTS} events, got ${events.length}`);
  }
  const head = await tx
    .updateTable('workspaces')
    .set({ ledger_head: sql`ledger_head + ${events.length}::int` })
    .returning(['id', 'ledger_head'])
    .executeTakeFirstOrThrow();
  const first = head.ledger_head - events.length + 1;
  await tx
    .insertInto('events')
    .values(
      events.map((event, i) => ({
        id: event.id,
        kind: event.kind,
        payload: json(event.payload),
        question_id: event.question_id ?? null,
        at: event.at,
        seq: first + i,
      })),
    )
    .execute();
  await sql`select pg_notify(${LEDGER_CHANNEL}, ${head.id})`.execute(tx);
  return first;
}

/** In order, from the one after `after_seq`; call again with the last position until nothing comes. */
export async function readEvents(
  tx: Tx,
  args: { readonly after_seq: number; readonly limit?: number; readonly encoder_id: string },
): Promise<LedgerEvent[]> {
  return tx
    .selectFrom('events as e')
    .leftJoin('question_vectors as v', (join) =>
      join.onRef('v.question_id', '=', 'e.question_id').on('v.encoder_id', '=', args.encoder_id),
    )
    .select(['e.seq', 'e.id', 'e.kind', 'e.payload', 'e.at', 'v.vector'])
    .where('e.seq', '>', args.after_seq)
    .orderBy('e.seq')
    .limit(Math.min(args.limit ?? MAX_EVENTS, MAX_EVENTS))
    .execute();
}

export async function ledgerHead(tx: Tx): Promise<number> {
  const row = await tx.selectFrom('workspaces').select('ledger_head').executeTakeFirstOrThrow();
  return row.ledger_head;
}

/** Takes the contents out of the ledger, keeping positions. Needs `asSystem`. Answers how many. */
export async function eraseEvents(
  tx: Tx,
  args: { readonly workspace_id: string; readonly seqs: readonly number[] },
): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select erase_events(${args.workspace_id}, array(select jsonb_array_elements_text(${json(args.seqs)})::bigint)) as n
  `.execute(tx);
  return rows[0]?.n ?? 0;
}

export interface QuestionVector {
  readonly question_id: string;
  readonly encoder_id: string;
  readonly vector: Float32Array;
}

/** At most `MAX_EVENTS` rows; a vector that is known stays as it is. */
export async function insertVectors(tx: Tx, vectors: readonly QuestionVector[]): Promise<void> {
  if (vectors.length === 0) return;
  const rows = vectors.map(({ vector, ...keys }) => ({
    ...keys,
    vector: Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength),
  }));
  await tx
    .insertInto('question_vectors')
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Bytes of a row as a vector; copied, so that it is aligned. */
export function toVector(bytes: Buffer): Float32Array {
  return new Float32Array(new Uint8Array(bytes).buffer);
}
