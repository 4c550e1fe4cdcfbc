/**
 * Where lessons and the texts of resolutions stand in the ledger, and what was promised to it and has not come in yet.
 *
 * What was forgotten stays in the ledger as it was, so that everybody here leaves it out.
 */
import { sql } from 'kysely';
import { json, type Tx } from './tables.ts';

export interface TaughtEvent {
  readonly seq: number;
  /** Of a human agent's lesson; null for an imported one, which is found by its exemplar. */
  readonly lesson_id: string | null;
  readonly exemplar_id: string | null;
  readonly kind: string;
  readonly payload: unknown;
}
export interface ResolutionEvent {
  /** Infinity for what is promised only. */
  readonly seq: number;
  readonly resolution_id: string;
  readonly kind: string;
  readonly payload: unknown;
}
export interface Teaching {
  readonly lessons: readonly string[];
  readonly exemplars: readonly string[];
}

const list = (values: readonly string[]) => sql`array(select jsonb_array_elements_text(${json(values)}))`;

/** In their order. */
export async function lessonEvents(tx: Tx, { lessons, exemplars }: Teaching): Promise<TaughtEvent[]> {
  const { rows } = await sql<TaughtEvent>`
    select * from lesson_events(${list(lessons)}, ${list(exemplars)})
  `.execute(tx);
  return rows;
}

/** In their order: texts that they were given, and retirements. */
export async function resolutionEvents(tx: Tx, ids: readonly string[]): Promise<ResolutionEvent[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<ResolutionEvent>`select * from resolution_events(${list(ids)})`.execute(tx);
  return rows;
}

/** What the model was told to forget, or will be. */
export async function forgottenSeqs(tx: Tx): Promise<ReadonlySet<number>> {
  const { rows } = await sql<{ forgotten: readonly number[] }>`
    select payload -> 'forgotten' as forgotten from events
      where kind = 'events-forgotten' and payload ? 'forgotten'
    union all
    select event -> 'forgotten' from outbox, jsonb_array_elements(payload) as event
      where done_at is null and kind = 'forget'
  `.execute(tx);
  return new Set(rows.flatMap((row) => row.forgotten));
}

export interface CancelledPromise {
  readonly id: string;
  readonly payload: readonly unknown[];
}

/**
 * Lessons that the single writer has not taken yet are cancelled; a row that it holds is waited for. Answers what was
 * promised. Imported lessons leave their batch, and exemplars that another lesson moves leave its promise, whose other
 * events stay.
 */
export async function cancelPromises(
  tx: Tx,
  given: Teaching & { readonly at: Date },
): Promise<CancelledPromise[]> {
  const { lessons, exemplars, at } = given;
  const held = await sql<CancelledPromise & { readonly is_others: boolean }>`
    select id, payload, split_part(id, '.', 1) <> all(${list(lessons)}) as is_others from outbox
    where done_at is null and kind = 'apply-lesson' and (
      split_part(id, '.', 1) = any(${list(lessons)})
      or (id like 'batch.%' or id like 'les\\_%') and exists (
        select from jsonb_array_elements(payload) as event
        where event -> 'exemplar' ->> 'id' = any(${list(exemplars)})
      )
    ) order by created_at, id for update
  `.execute(tx);
  const leaving = new Set(exemplars);
  const cancelled: CancelledPromise[] = [];
  for (const { id, payload, is_others } of held.rows) {
    const gone = is_others ? payload.filter((_, i) => leaves(payload, i, leaving)) : payload;
    const left = payload.filter((event) => !gone.includes(event));
    await tx
      .updateTable('outbox')
      .set({ payload: json(left), done_at: left.length === 0 ? at : null })
      .where('id', '=', id)
      .execute();
    cancelled.push({ id, payload: gone });
  }
  return cancelled;
}

interface BatchEvent {
  readonly kind: string;
  readonly exemplar?: { readonly id: string; readonly resolution_id: string };
  readonly resolution?: { readonly id: string };
}

/** A lesson that goes, and the text that it brings right behind it. */
function leaves(payload: readonly unknown[], index: number, leaving: ReadonlySet<string>): boolean {
  const [before, event] = [payload[index - 1], payload[index]] as [BatchEvent | undefined, BatchEvent];
  if (event.kind === 'lesson-applied') return leaving.has(event.exemplar?.id ?? '');
  return (
    event.kind === 'resolution-upserted' &&
    before?.kind === 'lesson-applied' &&
    leaving.has(before.exemplar?.id ?? '') &&
    before.exemplar?.resolution_id === event.resolution?.id
  );
}

/** Texts of these resolutions that the model has not heard yet, in their order. */
export async function promisedTexts(tx: Tx, ids: readonly string[]): Promise<ResolutionEvent[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<Omit<ResolutionEvent, 'seq'>>`
    select coalesce(event -> 'resolution' ->> 'id', event ->> 'resolution_id') as resolution_id,
      event ->> 'kind' as kind, event as payload
    from outbox, jsonb_array_elements(payload) with ordinality as told(event, place)
    where done_at is null and kind = 'apply-lesson'
      and coalesce(event -> 'resolution' ->> 'id', event ->> 'resolution_id') = any(${list(ids)})
      and event ->> 'kind' in ('resolution-upserted', 'resolution-retired')
    order by created_at, id, place
  `.execute(tx);
  return rows.map((row) => ({ ...row, seq: Number.POSITIVE_INFINITY }));
}

/** Resolutions that the events at these positions are about. */
export async function resolutionsAt(tx: Tx, seqs: readonly number[]): Promise<string[]> {
  if (seqs.length === 0) return [];
  const { rows } = await sql<{ id: string }>`
    select distinct coalesce(payload -> 'resolution' ->> 'id', payload ->> 'resolution_id') as id from events
    where seq = any(array(select jsonb_array_elements_text(${json(seqs)})::bigint))
      and kind in ('resolution-upserted', 'resolution-retired')
  `.execute(tx);
  return rows.map((row) => row.id).filter((id) => id !== null);
}

/** In the order of the ledger. */
export async function eventsAt(tx: Tx, seqs: readonly number[]) {
  if (seqs.length === 0) return [];
  return tx
    .selectFrom('events')
    .select(['seq', 'id', 'kind', 'payload', 'at'])
    .where(sql<boolean>`seq = any(array(select jsonb_array_elements_text(${json(seqs)})::bigint))`)
    .orderBy('seq')
    .execute();
}

export interface Forgetting {
  readonly seq: number;
  readonly forgotten: readonly number[];
}

/** What the ledger tells to forget, in its order. */
export async function readForgettings(tx: Tx): Promise<Forgetting[]> {
  const { rows } = await sql<Forgetting>`
    select seq, payload -> 'forgotten' as forgotten from events
    where kind = 'events-forgotten' and payload ? 'forgotten' order by seq
  `.execute(tx);
  return rows;
}
