/** What worth is computed from: the cost model, minutes of people, answers a month, and the hold-out. */
import type { CostModel } from '@understudy/contract';
import { type Selectable, sql } from 'kysely';
import { type HoldOutDrawTable, json, type Tx } from './tables.ts';

/** Both days inclusive, UTC, `YYYY-MM-DD`. */
export interface DayRange {
  readonly from: string;
  readonly to: string;
}

/** Of the rows of `daily_figures` in a query. */
const sum = (measure: string) => sql`coalesce(sum(count) filter (where measure = ${measure}), 0)::int`;

/** The newest threads that minutes are measured of; of the hold-out, the newest of each group. */
const MOST_THREADS = 5_000;
const MOST_DRAWN = 2_000;

/** In whole days, UTC. */
const within = (at: string, { from, to }: DayRange) => sql`
  ${sql.ref(at)} >= ${from}::timestamp at time zone 'UTC'
  and ${sql.ref(at)} < (${to}::timestamp + interval '1 day') at time zone 'UTC'`;

/** Undefined where the lead has set none. */
export async function getCostModel(tx: Tx): Promise<CostModel | undefined> {
  return (await tx.selectFrom('cost_models').select('model').executeTakeFirst())?.model;
}

export async function putCostModel(
  tx: Tx,
  { model, at }: { readonly model: CostModel; readonly at: Date },
): Promise<void> {
  const row = { model: json(model), changed_at: at };
  await tx
    .insertInto('cost_models')
    .values(row)
    .onConflict((conflict) => conflict.column('workspace_id').doUpdateSet(row))
    .execute();
}

/** Minutes that people spent on each conversation that they worked on. */
export async function handledMinutes(tx: Tx, range: DayRange): Promise<number[]> {
  const { rows } = await sql<{ minutes: number[] }>`
    select array_to_json(array(
      select handle_ms / 60000.0::float8 from conversation_figures
      where handle_ms > 0 and ${within('opened_at', range)}
      order by opened_at desc, conversation_id desc limit ${MOST_THREADS}
    )) as minutes
  `.execute(tx);
  return rows[0]?.minutes ?? [];
}

export interface MonthCounts {
  /** `YYYY-MM`. */
  readonly month: string;
  readonly conversations: number;
  readonly alone: number;
  /** Of those, what stayed with the AI agent. */
  readonly stayed: number;
  readonly confirmed: number;
}

/** Months without a conversation are left out. */
export async function monthCounts(tx: Tx, { from, to }: DayRange): Promise<MonthCounts[]> {
  const { rows } = await sql<MonthCounts>`
    select to_char(day, 'YYYY-MM') as month, ${sum('conversations')} as conversations,
      ${sum('answered-alone')} as alone, ${sum('confirmed')} as confirmed,
      ${sum('confirmed')} + ${sum('assumed')} + ${sum('undecided')} as stayed
    from daily_figures where topic_id = '' and day between ${from}::date and ${to}::date
      and measure in ('conversations', 'answered-alone', 'confirmed', 'assumed', 'undecided')
    group by 1 order by 1
  `.execute(tx);
  return rows;
}

/** The first draw of a conversation stands. */
export async function keepHoldOutDraw(
  tx: Tx,
  draw: Omit<Selectable<HoldOutDrawTable>, 'workspace_id'>,
): Promise<void> {
  await tx
    .insertInto('hold_out_draws')
    .values(draw)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/**
 * Minutes of people on each conversation drawn in these days: those that went to people, and the others. Figures are looked
 * up one by one: joined, all of the desk's would be read.
 */
export async function holdOutMinutes(
  tx: Tx,
  range: DayRange,
): Promise<{ readonly held: readonly number[]; readonly others: readonly number[] }> {
  const minutesOf = (group: 'held' | 'not held') => sql`
    array_to_json(array(
      select minutes from (
        select (select coalesce(f.handle_ms, 0) / 60000.0::float8 from conversation_figures f
          where f.conversation_id = h.conversation_id) as minutes
        from hold_out_draws h where ${sql.raw(group)} and ${within('at', range)}
        order by at desc limit ${MOST_DRAWN}
      ) drawn where minutes is not null
    ))`;
  const { rows } = await sql<{ held: number[]; others: number[] }>`
    select ${minutesOf('held')} as held, ${minutesOf('not held')} as others
  `.execute(tx);
  return rows[0] ?? { held: [], others: [] };
}

export interface WeekCounts {
  /** Its first day. */
  readonly day: string;
  readonly conversations: number;
  readonly alone: number;
}

/** Whole weeks that end with the day before `today`, oldest first; weeks without a conversation at the beginning left out. */
export async function weekCounts(
  tx: Tx,
  { today, weeks }: { readonly today: string; readonly weeks: number },
): Promise<WeekCounts[]> {
  const { rows } = await sql<WeekCounts>`
    with counted as (
      select 1 + (${today}::date - 1 - day) / 7 as ago, ${sum('conversations')} as conversations,
        ${sum('answered-alone')} as alone
      from daily_figures
      where topic_id = '' and day >= ${today}::date - 7 * ${weeks}::int and day < ${today}::date
        and measure in ('conversations', 'answered-alone')
      group by 1
    )
    select to_char(${today}::date - 7 * ago, 'YYYY-MM-DD') as day, coalesce(conversations, 0) as conversations,
      coalesce(alone, 0) as alone
    from generate_series(1, ${weeks}::int) ago left join counted using (ago) order by ago desc
  `.execute(tx);
  const begun = rows.findIndex(({ conversations }) => conversations > 0);
  return begun < 0 ? [] : rows.slice(begun);
}

export interface HandedOver {
  readonly conversations: number;
  readonly not_certified: number;
  readonly held: number;
}

/** Of all conversations in these days. */
export async function handedOver(tx: Tx, { from, to }: DayRange): Promise<HandedOver> {
  const { rows } = await sql<HandedOver>`
    select ${sum('conversations')} as conversations, ${sum('handed-off:not-certified')} as not_certified,
      ${sum('handed-off:held')} as held
    from daily_figures where topic_id = '' and day between ${from}::date and ${to}::date
  `.execute(tx);
  return rows[0] ?? { conversations: 0, not_certified: 0, held: 0 };
}

/** Resolutions that a lesson waits for a person about. */
export async function resolutionsInReview(tx: Tx): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct resolution_id as id from lessons where status = 'open' and resolution_id is not null
    order by 1 limit 1000
  `.execute(tx);
  return rows.map(({ id }) => id);
}
