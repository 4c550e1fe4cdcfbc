/** The frozen twin and its decisions: one of each conversation, about its first question. */
import { type Selectable, sql } from 'kysely';
import type { FiguresRange } from './figures.ts';
import type { Tx, TwinDecisionTable, TwinTable } from './tables.ts';

export type TwinRow = Selectable<TwinTable>;
export type TwinDecision = Omit<Selectable<TwinDecisionTable>, 'workspace_id'>;

export async function findTwin(tx: Tx): Promise<TwinRow | undefined> {
  return tx.selectFrom('twins').selectAll().executeTakeFirst();
}

/** Frozen as the model stood at the first question ever; undefined before that. */
export async function freezeTwin(tx: Tx): Promise<TwinRow | undefined> {
  await sql`
    insert into twins (frozen_seq, frozen_at)
    select model_version, at from decisions order by at, id limit 1
    on conflict do nothing
  `.execute(tx);
  return findTwin(tx);
}

export interface Undecided {
  readonly decision_id: string;
  readonly conversation_id: string;
  readonly at: Date;
  readonly answered: boolean;
  /** The best candidate; null where nothing came to mind. */
  readonly resolution_id: string | null;
  readonly question: unknown;
  /** Codes of its reasons. */
  readonly reasons: readonly string[];
}

/**
 * First decisions of conversations since then that the twin has not seen, oldest first. Looked for from an hour before the
 * newest that it has seen: decisions may be committed a little out of their order, and all before was asked.
 */
export async function undecidedByTwin(
  tx: Tx,
  { since, limit }: { readonly since: Date; readonly limit: number },
): Promise<Undecided[]> {
  const { rows } = await sql<Undecided>`
    select d.id as decision_id, d.conversation_id, d.at, d.action = 'answer' as answered, d.question,
      d.decision #>> '{candidates,0,resolution_id}' as resolution_id,
      jsonb_path_query_array(d.decision, '$.reasons[*].code') as reasons
    from decisions d
    where d.at >= greatest(${since}, (select max(at) - interval '1 hour' from twin_decisions))
      and not exists (select from twin_decisions t where t.decision_id = d.id)
      and not exists (
        select from decisions e where e.conversation_id = d.conversation_id and (e.at, e.id) < (d.at, d.id)
      )
    order by d.at, d.id
    limit ${limit}
  `.execute(tx);
  return rows;
}

export async function keepTwinDecisions(
  tx: Tx,
  decided: readonly Omit<TwinDecision, 'was_right' | 'twin_was_right'>[],
): Promise<void> {
  if (decided.length === 0) return;
  await tx
    .insertInto('twin_decisions')
    .values(decided.map((each) => ({ ...each, was_right: null, twin_was_right: null })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Those of which people have not said everything yet, since then, by the decision's id. */
export async function unjudgedByTwin(
  tx: Tx,
  args: { readonly since: Date; readonly after: string; readonly limit: number },
): Promise<TwinDecision[]> {
  return tx
    .selectFrom('twin_decisions')
    .selectAll()
    .where('at', '>=', args.since)
    .where('decision_id', '>', args.after)
    .where((eb) => eb.or([eb('was_right', 'is', null), eb('twin_was_right', 'is', null)]))
    .orderBy('decision_id')
    .limit(args.limit)
    .execute();
}

export async function judgeTwinDecision(
  tx: Tx,
  judged: Pick<TwinDecision, 'decision_id' | 'was_right' | 'twin_was_right'>,
): Promise<void> {
  const { decision_id, ...verdicts } = judged;
  await tx.updateTable('twin_decisions').set(verdicts).where('decision_id', '=', decision_id).execute();
}

export interface TwinWeek {
  /** Its Monday, UTC. */
  readonly day: string;
  readonly conversations: number;
  readonly answered: number;
  readonly twin_answered: number;
  /** Conversations of which it is known for both whether the first candidate was right. */
  readonly judged: number;
  readonly right: number;
  readonly twin_right: number;
}

/** Both days inclusive, UTC; a conversation belongs to the day on which it was opened. */
export async function twinWeeks(tx: Tx, { from, to, topic_id }: FiguresRange): Promise<TwinWeek[]> {
  const { rows } = await sql<TwinWeek>`
    select to_char(date_trunc('week', day::timestamp), 'YYYY-MM-DD') as day, sum(conversations)::int as conversations,
      sum(answered)::int as answered, sum(twin_answered)::int as twin_answered, sum(judged)::int as judged,
      sum(was_right)::int as right, sum(twin_was_right)::int as twin_right
    from twin_figures where topic_id = ${topic_id ?? ''} and day between ${from}::date and ${to}::date
    group by 1 having sum(conversations) > 0 order by 1
  `.execute(tx);
  return rows;
}
