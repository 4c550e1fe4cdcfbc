/** What a lesson would have changed, as it is found out, and what its resolution did since it came. */
import { sql } from 'kysely';
import { json, type Tx } from './tables.ts';

/** The score is left as it stands where none is given. */
export async function setImpact(
  tx: Tx,
  args: { readonly id: string; readonly impact: unknown; readonly score?: number },
): Promise<void> {
  await tx
    .updateTable('lessons')
    .set({
      impact: json(args.impact),
      ...(args.score === undefined ? {} : { impact_score: args.score }),
    })
    .where('id', '=', args.id)
    .execute();
}

export interface EffectCounts {
  readonly answers: number;
  readonly drafts: number;
  readonly accepted: number;
  readonly edited: number;
  /** Of audited answers those that were judged right or wrong. */
  readonly audited: number;
  readonly wrong: number;
}

/** Of decisions since then that gave this resolution. */
export async function countEffect(
  tx: Tx,
  args: { readonly resolution_id: string; readonly since: Date },
): Promise<EffectCounts> {
  const count = (condition: string) => sql.raw<number>(`count(*) filter (where ${condition})::int`);
  return tx
    .selectFrom('decisions as d')
    .leftJoin('audits as a', 'a.decision_id', 'd.id')
    .select([
      count(`d.action = 'answer' and d.state = 'sent' and not d.steered`).as('answers'),
      count('d.draft_state is not null').as('drafts'),
      count(`d.draft_state = 'accepted'`).as('accepted'),
      count(`d.draft_state = 'edited'`).as('edited'),
      count(`a.verdict in ('right', 'wrong', 'harmless')`).as('audited'),
      count(`a.verdict in ('wrong', 'harmless')`).as('wrong'),
    ])
    .where('d.resolution_id', '=', args.resolution_id)
    .where('d.at', '>=', args.since)
    .executeTakeFirstOrThrow();
}

/** Whether something of this lesson has not reached the ledger yet. */
export async function isStillPromised(tx: Tx, lesson_id: string): Promise<boolean> {
  const row = await tx
    .selectFrom('outbox')
    .select('id')
    .where('done_at', 'is', null)
    .where((eb) =>
      eb.or([eb('id', '=', lesson_id), eb('id', 'like', `${lesson_id.replaceAll('_', '\\_')}.%`)]),
    )
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}
