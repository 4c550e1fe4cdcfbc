/**
 * The counts a day, and the conversations that are to be counted anew. Whoever counts holds `lockFigures`, so that nobody
 * writes a row that somebody else has counted later.
 */
import type { Absorption, Counts, Recomputation } from '@understudy/contract';
import { sql } from 'kysely';
import { json, type Tx } from './tables.ts';

/** Both days inclusive, UTC, `YYYY-MM-DD`; null: all topics together. */
export interface FiguresRange {
  readonly from: string;
  readonly to: string;
  readonly topic_id: string | null;
}

export interface DayCounts {
  readonly day: string;
  readonly counts: Counts;
}

/** Oldest first; days and measures with none are left out. One row a day: a year is read at once. */
export async function dailyCounts(tx: Tx, { from, to, topic_id }: FiguresRange): Promise<DayCounts[]> {
  const { rows } = await sql<DayCounts>`
    select to_char(day, 'YYYY-MM-DD') as day, json_object_agg(measure, count) as counts from daily_figures
    where topic_id = ${topic_id ?? ''} and day between ${from}::date and ${to}::date and count <> 0
    group by daily_figures.day order by daily_figures.day
  `.execute(tx);
  return rows;
}

/** All days together. */
export async function totalCounts(tx: Tx, { from, to, topic_id }: FiguresRange): Promise<Counts> {
  const { rows } = await sql<{ counts: Counts }>`
    select coalesce(json_object_agg(measure, n), '{}') as counts from (
      select measure, sum(count)::int as n from daily_figures
      where topic_id = ${topic_id ?? ''} and day between ${from}::date and ${to}::date and count <> 0 group by 1
    ) totals
  `.execute(tx);
  return rows[0]?.counts ?? {};
}

export async function lockFigures(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('figures ' || current_workspace(), 0))`.execute(tx);
}

/** Workspaces with something to count. For the owner. */
export async function workspacesToCount(tx: Tx, now: Date): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select w.id from workspaces w
    where exists (select from dirty_conversations d where d.workspace_id = w.id)
      or exists (select from conversation_figures f where f.workspace_id = w.id and f.due_at <= ${now})
  `.execute(tx);
  return rows.map(({ id }) => id);
}

export interface Dirty {
  readonly ids: readonly string[];
  /** The marks that were read. A later one may be committed before an earlier one, so each is named. */
  readonly marks: readonly number[];
}

/** Of the oldest marks; where there are none, conversations whose time has come. Empty: all is counted. */
export async function readDirty(
  tx: Tx,
  { now, limit }: { readonly now: Date; readonly limit: number },
): Promise<Dirty> {
  const marked = await tx
    .selectFrom('dirty_conversations')
    .select(['seq', 'conversation_id'])
    .orderBy('seq')
    .limit(limit)
    .execute();
  if (marked.length > 0)
    return {
      ids: [...new Set(marked.map((row) => row.conversation_id))],
      marks: marked.map((row) => row.seq),
    };
  const due = await tx
    .selectFrom('conversation_figures')
    .select('conversation_id')
    .where('due_at', '<=', now)
    .orderBy('due_at')
    .limit(limit)
    .execute();
  return { ids: due.map((row) => row.conversation_id), marks: [] };
}

export async function dropMarks(tx: Tx, marks: readonly number[]): Promise<void> {
  await sql`delete from dirty_conversations
    where seq = any(array(select jsonb_array_elements_text(${json(marks)})::bigint))`.execute(tx);
}

/** Of the first decision: what tells the topic. Conversations that nobody decided on are left out. */
export interface FirstQuestion {
  readonly conversation_id: string;
  readonly resolution_id: string | null;
  readonly question_id: string;
}

export async function firstQuestions(tx: Tx, ids: readonly string[]): Promise<FirstQuestion[]> {
  const { rows } = await sql<FirstQuestion>`
    select distinct on (conversation_id) conversation_id, resolution_id, question ->> 'id' as question_id
    from decisions where conversation_id = any(array(select jsonb_array_elements_text(${json(ids)})))
    order by conversation_id, at, id
  `.execute(tx);
  return rows;
}

/**
 * Puts down what lies in another topic than its resolution, or in one that is gone; and what had none, from `since` on.
 * `topics`: of every resolution that has one.
 */
export async function putDownMoved(
  tx: Tx,
  { topics, since }: { readonly topics: ReadonlyMap<string, string>; readonly since: Date },
): Promise<void> {
  await sql`
    with now_in as (select key as resolution_id, value as topic_id from jsonb_each_text(${json(Object.fromEntries(topics))}))
    insert into dirty_conversations (conversation_id)
    select f.conversation_id from conversation_figures f left join now_in n on n.resolution_id = f.resolution_id
    where (n.topic_id is not null and f.topic_id is distinct from n.topic_id)
      or (f.topic_id is not null and f.topic_id not in (select topic_id from now_in))
      or (f.topic_id is null and f.opened_at >= ${since})
  `.execute(tx);
}

export async function noteFollowed(tx: Tx, at: Date): Promise<void> {
  await tx
    .insertInto('figures_state')
    .values({ followed_at: at })
    .onConflict((conflict) => conflict.column('workspace_id').doUpdateSet({ followed_at: at }))
    .execute();
}

export interface FiguresState {
  /** Null where nothing was counted yet. */
  readonly as_of: Date | null;
  readonly recount: Recomputation | null;
  /** Null before the first night. */
  readonly absorption: Absorption | null;
}

export async function figuresState(tx: Tx): Promise<FiguresState> {
  const row = await tx.selectFrom('figures_state').selectAll().executeTakeFirst();
  return {
    as_of: row?.followed_at ?? null,
    recount: row?.recount ?? null,
    absorption: row?.absorption ?? null,
  };
}

export interface TopicAbsorption {
  /** Whether it was ever answered alone and right. */
  readonly known: boolean;
  /** Conversations that people answered before that, or so far. */
  readonly answers: number;
}

/** Of each topic that was answered at all. */
export async function topicAbsorptions(tx: Tx): Promise<TopicAbsorption[]> {
  const { rows } = await sql<TopicAbsorption>`
    with first_right as (
      select topic_id, min(opened_at) as at from conversation_figures
      where topic_id is not null and (measures @> array['confirmed'] or measures @> array['audited-right'])
      group by topic_id
    ), absorbed as (
      select r.at is not null as known, count(*) filter (
        where f.measures && array['by-people', 'assisted-as-is', 'assisted-edited']
          and (r.at is null or f.opened_at < r.at)
      )::int as answers
      from conversation_figures f left join first_right r on r.topic_id = f.topic_id
      where f.topic_id is not null group by f.topic_id, r.at
    )
    select known, answers from absorbed where known or answers > 0
  `.execute(tx);
  return rows;
}

/** Where figures were followed already. */
export async function putAbsorption(tx: Tx, absorption: Absorption): Promise<void> {
  await tx
    .updateTable('figures_state')
    .set({ absorption: json(absorption) })
    .execute();
}

export async function putRecount(tx: Tx, recount: Recomputation): Promise<void> {
  const given = { recount: json(recount) };
  await tx
    .insertInto('figures_state')
    .values({ followed_at: null, ...given })
    .onConflict((conflict) => conflict.column('workspace_id').doUpdateSet(given))
    .execute();
}
