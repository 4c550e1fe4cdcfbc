/** Reads for counting everything anew: what is kept, by conversation and by day. */
import type { Measure } from '@understudy/contract';
import { type RawBuilder, sql } from 'kysely';
import { json, type Tx } from './tables.ts';

/** Conversations that were asked here, and not imported. */
export async function countAsked(tx: Tx): Promise<number> {
  const row = await tx
    .selectFrom('conversations')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('channel', '<>', 'import')
    .executeTakeFirstOrThrow();
  return row.n;
}

/** By id, behind `after`; without imported ones. */
export async function conversationIds(
  tx: Tx,
  { after, limit }: { readonly after: string; readonly limit: number },
): Promise<string[]> {
  const rows = await tx
    .selectFrom('conversations')
    .select('id')
    .where('id', '>', after)
    .where('channel', '<>', 'import')
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map((row) => row.id);
}

export interface KeptFigures {
  readonly conversation_id: string;
  readonly day: string;
  readonly topic_id: string | null;
  readonly measures: readonly Measure[];
  readonly due_at: Date | null;
}

export async function keptFigures(tx: Tx, ids: readonly string[]): Promise<KeptFigures[]> {
  const { rows } = await sql<KeptFigures>`
    select conversation_id, to_char(day, 'YYYY-MM-DD') as day, topic_id, measures, due_at from conversation_figures
    where conversation_id = any(array(select jsonb_array_elements_text(${json(ids)})))
  `.execute(tx);
  return rows;
}

/** Those of them that are to be counted anew. */
export async function markedAmong(tx: Tx, ids: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ conversation_id: string }>`
    select distinct conversation_id from dirty_conversations
    where conversation_id = any(array(select jsonb_array_elements_text(${json(ids)})))
  `.execute(tx);
  return rows.map((row) => row.conversation_id);
}

export interface DaySpan {
  readonly from: string;
  readonly to: string;
}

/** All days with counts or rows, and the Mondays before them; a month each, oldest first. */
export async function countedSpans(tx: Tx): Promise<DaySpan[]> {
  const { rows } = await sql<DaySpan>`
    with ends as (
      select least((select min(day) from conversation_figures), (select min(day) from daily_figures)) - 6 as first,
        greatest((select max(day) from conversation_figures), (select max(day) from daily_figures)) as last
    )
    select to_char(month, 'YYYY-MM-DD') as from, to_char(month + interval '1 month - 1 day', 'YYYY-MM-DD') as to
    from ends, generate_series(date_trunc('month', first::timestamp), last::timestamp, interval '1 month') month
    order by month
  `.execute(tx);
  return rows;
}

export interface WrongSum {
  readonly day: string;
  /** '' is all together. */
  readonly topic_id: string;
  readonly measure: Measure;
  /** What is counted less what was kept. */
  readonly by: number;
}

const start = (day: string) => sql`(${day}::timestamp at time zone 'UTC')`;

/** The counts of these days follow their rows; answers where they did not. */
export async function putSumsRight(tx: Tx, { from, to }: DaySpan): Promise<WrongSum[]> {
  const { rows } = await sql<WrongSum>`
    with counted as (
      select p.topic_id, r.day, p.measure, count(*)::int as count
      from conversation_figures r, figure_parts(r.topic_id, r.measures) p
      where r.measures @> array['conversations']
        and r.opened_at >= ${start(from)} and r.opened_at < ${start(to)} + interval '1 day'
      group by 1, 2, 3
    ), kept as (
      select topic_id, day, measure, count from daily_figures where day between ${from}::date and ${to}::date
    ), wrong as (
      select topic_id, day, measure, coalesce(counted.count, 0) - coalesce(kept.count, 0) as by
      from counted full join kept using (topic_id, day, measure)
      where coalesce(counted.count, 0) <> coalesce(kept.count, 0)
    ), righted as (
      insert into daily_figures as d (topic_id, day, measure, count) select * from wrong order by 1, 2, 3
      on conflict (workspace_id, topic_id, day, measure) do update set count = d.count + excluded.count
    )
    select topic_id, to_char(day, 'YYYY-MM-DD') as day, measure, by from wrong
  `.execute(tx);
  await sql`delete from daily_figures where count = 0 and day between ${from}::date and ${to}::date`.execute(
    tx,
  );
  return rows;
}

const SUMS = [
  'conversations',
  'alone',
  'confirmed',
  'assumed',
  'durable',
  'handed_off',
  'audited_right',
  'audited_wrong',
  'failed',
  'handle_ms',
] as const;
const TWIN_SUMS = [
  'conversations',
  'answered',
  'twin_answered',
  'judged',
  'was_right',
  'twin_was_right',
] as const;

interface Sums {
  readonly table: 'topic_figures' | 'twin_figures';
  readonly keys: readonly string[];
  readonly names: readonly string[];
  /** By these keys, as the rows say. */
  readonly counted: RawBuilder<unknown>;
  /** Which of the table's rows are looked at. */
  readonly within: RawBuilder<unknown>;
}

/** Answers how many were wrong. */
async function putRight(tx: Tx, { table, keys, names, counted, within }: Sums): Promise<number> {
  const each = (write: (name: string) => RawBuilder<unknown>) => sql.join(names.map(write));
  const key = sql.join(keys.map((name) => sql.ref(name)));
  const columns = each((name) => sql.ref(name));
  const { rows } = await sql<{ n: number }>`
    with counted as (${counted}), kept as (select * from ${sql.table(table)} where ${within}), wrong as (
      select * from (
        select ${key}, ${each((name) => sql`coalesce(${sql.ref(`counted.${name}`)}, 0) - coalesce(${sql.ref(`kept.${name}`)}, 0) as ${sql.ref(name)}`)}
        from counted full join kept using (${key})
      ) by where (${columns}) is distinct from (${each(() => sql`0`)})
    ), righted as (
      insert into ${sql.table(table)} as t (${key}, ${columns}) select ${key}, ${columns} from wrong order by ${key}
      on conflict (workspace_id, ${key}) do update set
        ${each((name) => sql`${sql.ref(name)} = ${sql.ref(`t.${name}`)} + ${sql.ref(`excluded.${name}`)}`)}
    )
    select count(*)::int as n from wrong
  `.execute(tx);
  await sql`delete from ${sql.table(table)} where conversations = 0 and ${within}`.execute(tx);
  return rows[0]?.n ?? 0;
}

const summed = (names: readonly string[]) =>
  sql.join(names.map((name) => sql`sum(${sql.ref(`p.${name}`)}) as ${sql.ref(name)}`));

/** Topics' days and weeks, whose weeks begin in these days, follow their rows. Answers how many did not. */
export async function putTopicsRight(tx: Tx, { from, to }: DaySpan): Promise<number> {
  const isWithin = sql`start between ${from}::date and ${to}::date`;
  return putRight(tx, {
    table: 'topic_figures',
    keys: ['span', 'start', 'topic_id'],
    names: SUMS,
    counted: sql`
      select p.span, p.start, r.topic_id, ${summed(SUMS)}
      from conversation_figures r, topic_parts(r.day, r.measures, r.handle_ms) p
      where r.measures @> array['conversations'] and r.topic_id is not null and ${isWithin}
        and r.opened_at >= ${start(from)} and r.opened_at < ${start(to)} + interval '7 days'
      group by 1, 2, 3`,
    within: isWithin,
  });
}

/** The same for the days of the frozen twin. */
export async function putTwinRight(tx: Tx, { from, to }: DaySpan): Promise<number> {
  return putRight(tx, {
    table: 'twin_figures',
    keys: ['topic_id', 'day'],
    names: TWIN_SUMS,
    counted: sql`
      select p.topic_id, r.day, ${summed(TWIN_SUMS)} from conversation_figures r, twin_parts(r.topic_id, r.twin) p
      where r.measures @> array['conversations']
        and r.opened_at >= ${start(from)} and r.opened_at < ${start(to)} + interval '1 day'
      group by 1, 2`,
    within: sql`day between ${from}::date and ${to}::date`,
  });
}

export async function countOf(tx: Tx, { day, topic_id, measure }: Omit<WrongSum, 'by'>): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count from daily_figures where topic_id = ${topic_id} and day = ${day}::date and measure = ${measure}
  `.execute(tx);
  return rows[0]?.count ?? 0;
}
