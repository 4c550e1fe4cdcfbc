/** Decisions of the past as far as the gates look at them: for passing them through again under other settings. */
import { sql } from 'kysely';
import type { Tx } from './tables.ts';

export interface PastDecision {
  readonly id: string;
  readonly question: unknown;
  /** The best candidate; null where nothing came to mind. */
  readonly resolution_id: string | null;
  readonly confidence: number;
  readonly novelty_p: number;
  readonly evidence: string | null;
  /** Codes of its reasons. */
  readonly reasons: readonly string[];
}

/** The newest; without those that nobody was bound to, because a person had the word or the customer wrote on. */
export async function pastDecisions(
  tx: Tx,
  { since, limit }: { readonly since: Date; readonly limit: number },
): Promise<PastDecision[]> {
  const { rows } = await sql<PastDecision>`
    select id, question, confidence,
      decision #>> '{candidates,0,resolution_id}' as resolution_id,
      coalesce((decision ->> 'novelty_p')::float8, 0) as novelty_p,
      decision ->> 'evidence' as evidence,
      jsonb_path_query_array(decision, '$.reasons[*].code') as reasons
    from decisions
    where at >= ${since} and state <> 'superseded'
    order by at desc, id desc
    limit ${limit}
  `.execute(tx);
  return rows;
}
