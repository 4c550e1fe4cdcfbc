/** The glossary as the ledger, with what is promised to it, tells it: the newest word about each term stands. */
import { sql } from 'kysely';
import type { Lesson } from './lessons.ts';
import type { OutboxRow } from './outbox.ts';
import { json, type Tx } from './tables.ts';
import { forgottenSeqs } from './taught-events.ts';

export interface GlossaryRow {
  readonly term: string;
  readonly meaning: string;
  readonly state: 'on' | 'off';
  readonly at: Date;
}

/** A workspace has no more terms than these. */
export const MOST_TERMS = 1_000;

/** By term. */
export async function listGlossary(tx: Tx): Promise<GlossaryRow[]> {
  const forgotten = json([...(await forgottenSeqs(tx))]);
  const { rows } = await sql<GlossaryRow>`
    select distinct on (term) term, meaning, state, at from (
      select payload->'entry'->>'term' as term, payload->'entry'->>'meaning' as meaning,
             payload->'entry'->>'state' as state, at, seq, null as place
      from events where kind = 'glossary-changed' and payload ? 'entry'
        and seq not in (select jsonb_array_elements_text(${forgotten})::bigint)
      union all
      select event->'entry'->>'term', event->'entry'->>'meaning', event->'entry'->>'state', created_at,
             null, to_char(created_at, 'YYYYMMDDHH24MISSUS') || id
      from outbox, jsonb_array_elements(payload) as event
      where done_at is null and kind = 'apply-lesson' and event->>'kind' = 'glossary-changed'
    ) told order by term, seq desc nulls first, place desc limit ${MOST_TERMS}
  `.execute(tx);
  return rows;
}

/** Promises of nothing but words, in their order, held until the transaction ends. */
export async function takeWords(tx: Tx): Promise<OutboxRow[]> {
  return tx
    .selectFrom('outbox')
    .selectAll()
    .where('done_at', 'is', null)
    .where('kind', '=', 'apply-lesson')
    .where(
      sql<boolean>`not exists (select from jsonb_array_elements(payload) as event
        where event ->> 'kind' <> 'glossary-changed')`,
    )
    .orderBy('created_at')
    .orderBy('id')
    .forUpdate()
    .execute();
}

/** Lessons in force about the same term that came after this one, oldest first. */
export async function newerWords(tx: Tx, { id, title }: Pick<Lesson, 'id' | 'title'>): Promise<Lesson[]> {
  return tx
    .selectFrom('lessons')
    .selectAll()
    .where('kind', '=', 'glossary')
    .where('title', '=', title)
    .where('id', '>', id)
    .where('status', 'in', ['open', 'approved'])
    .where('proposal', 'is', null)
    .orderBy('id')
    .execute();
}
