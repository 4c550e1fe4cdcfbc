/** What waits because the memory found it implausible, and nothing else spoke against it: asked whether it agrees. */
import { sql } from 'kysely';
import type { Tx } from './tables.ts';

export interface WaitingClaim {
  readonly question_id: string;
  readonly account: string | null;
  readonly author: string | null;
}

/** Oldest ones left out beyond this. */
const MOST = 200;

/** Questions that wait for this resolution, newest first. By the index of lessons over their resolutions. */
export async function waitingClaims(tx: Tx, resolution_id: string): Promise<readonly WaitingClaim[]> {
  const { rows } = await sql<WaitingClaim>`
    select q.question ->> 'id' as question_id, q.question ->> 'account' as account, l.author
    from lessons l
    join lateral (
      select e -> 'exemplar' -> 'question' as question from jsonb_array_elements(l.proposal -> 'events') e
      where e ->> 'kind' = 'lesson-applied' limit 1
    ) q on true
    where l.resolution_id = ${resolution_id} and l.status = 'open' and l.source = 'human-reply'
      and exists (
        select 1 from jsonb_array_elements(l.findings) f
        where f ->> 'check' = 'label-noise' and f ->> 'verdict' <> 'pass')
      and not exists (
        select 1 from jsonb_array_elements(l.findings) f
        where f ->> 'check' not in ('label-noise', 'stakes') and f ->> 'verdict' <> 'pass')
    order by l.at desc, l.id desc limit ${MOST}
  `.execute(tx);
  return rows;
}
