/** The glossary as the ledger tells it: the newest event about each term stands. */
import { sql } from 'kysely';
import type { Tx } from './tables.ts';

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
  const { rows } = await sql<GlossaryRow>`
    select distinct on (term) term, meaning, state, at from (
      select payload->'entry'->>'term' as term, payload->'entry'->>'meaning' as meaning,
             payload->'entry'->>'state' as state, at, seq
      from events where kind = 'glossary-changed' and payload ? 'entry' and seq not in (
        select jsonb_array_elements_text(payload -> 'forgotten')::bigint from events
        where kind = 'events-forgotten' and payload ? 'forgotten')
    ) told order by term, seq desc limit ${MOST_TERMS}
  `.execute(tx);
  return rows;
}
