/** The counts of all topics in a range: whole weeks from the weeks, the days at its ends from the days. */
import { type Selectable, sql } from 'kysely';
import type { TopicFiguresTable, Tx } from './tables.ts';

const DAY_MS = 86_400_000;
interface Range {
  readonly from: string;
  readonly to: string;
}
const dayOf = (ms: number) => new Date(ms).toISOString().slice(0, 10);
/** Of the week in which the day lies, or begins. */
const mondayOn = (day: string) => {
  const ms = Date.parse(day);
  return ms - ((new Date(ms).getUTCDay() + 6) % 7) * DAY_MS;
};
const firstMondayFrom = (day: string) => mondayOn(dayOf(Date.parse(day) + 6 * DAY_MS));

export type TopicSums = Pick<
  Selectable<TopicFiguresTable>,
  'topic_id' | 'conversations' | 'alone' | 'confirmed' | 'assumed' | 'durable' | 'handed_off' | 'handle_ms'
> &
  Pick<Selectable<TopicFiguresTable>, 'audited_right' | 'audited_wrong'>;

/** By topic, or of one; days both inclusive. */
export async function sumTopics(
  tx: Tx,
  { from, to, topic_id = null }: Range & { readonly topic_id?: string | null },
): Promise<ReadonlyMap<string, TopicSums>> {
  const [first, end] = [firstMondayFrom(from), mondayOn(dayOf(Date.parse(to) + DAY_MS))];
  const pieces =
    first < end
      ? sql`span = 'week' and start >= ${dayOf(first)}::date and start < ${dayOf(end)}::date
          or span = 'day' and start >= ${from}::date and start < ${dayOf(first)}::date
          or span = 'day' and start >= ${dayOf(end)}::date and start <= ${to}::date`
      : sql`span = 'day' and start between ${from}::date and ${to}::date`;
  const { rows } = await sql<TopicSums>`
    select topic_id, sum(conversations)::int as conversations, sum(alone)::int as alone, sum(confirmed)::int as confirmed,
      sum(assumed)::int as assumed, sum(durable)::int as durable, sum(handed_off)::int as handed_off,
      sum(audited_right)::int as audited_right, sum(audited_wrong)::int as audited_wrong,
      sum(handle_ms)::float8 as handle_ms
    from topic_figures where (${pieces}) ${topic_id === null ? sql`` : sql`and topic_id = ${topic_id}`} group by 1
  `.execute(tx);
  return new Map(rows.map((row) => [row.topic_id, row]));
}

export interface TopicWeek {
  /** Its Monday. */
  readonly day: string;
  readonly conversations: number;
  readonly alone: number;
  /** Of those: answers that did not hold. */
  readonly failed: number;
}

/** A week's counts of its topics, in the order of these. */
interface WeekOfTopics extends Record<'conversations' | 'alone' | 'failed', readonly number[]> {
  readonly day: string;
  readonly topics: readonly string[];
}

/** All weeks that the range touches, whole; oldest first, those with nothing left out. One row a week: a year is read at once. */
export async function topicWeeks(tx: Tx, { from, to }: Range): Promise<ReadonlyMap<string, TopicWeek[]>> {
  const { rows } = await sql<WeekOfTopics>`
    select to_char(start, 'YYYY-MM-DD') as day, array_to_json(array_agg(topic_id)) as topics,
      array_to_json(array_agg(conversations)) as conversations, array_to_json(array_agg(alone)) as alone,
      array_to_json(array_agg(failed)) as failed
    from topic_figures
    where span = 'week' and start >= ${dayOf(mondayOn(from))}::date and start <= ${to}::date and conversations > 0
    group by start order by start
  `.execute(tx);
  const weeks = new Map<string, TopicWeek[]>();
  for (const { day, topics, conversations, alone, failed } of rows)
    topics.forEach((topic_id, n) => {
      const week = { day, conversations: conversations[n], alone: alone[n], failed: failed[n] };
      const ofTopic = weeks.get(topic_id);
      if (ofTopic === undefined) weeks.set(topic_id, [week]);
      else ofTopic.push(week);
    });
  return weeks;
}

/** Lessons that wait for a review, by resolution. */
export async function waitingLessons(tx: Tx): Promise<ReadonlyMap<string, number>> {
  const rows = await tx
    .selectFrom('lessons')
    .select(['resolution_id', (eb) => eb.fn.countAll<number>().as('n')])
    .where('status', '=', 'open')
    .where('resolution_id', 'is not', null)
    .groupBy('resolution_id')
    .execute();
  return new Map(rows.map((row) => [row.resolution_id ?? '', row.n]));
}

export async function resolutionsInUse(tx: Tx): Promise<ReadonlySet<string>> {
  const rows = await tx.selectFrom('resolutions').select('id').where('retired_at', 'is', null).execute();
  return new Set(rows.map((row) => row.id));
}

export interface TopicAnswer {
  readonly day: string;
  /** It did not hold. */
  readonly failed: boolean;
  readonly route: string | null;
  readonly plan: string | null;
}

/** Answers given alone about a topic, the newest first. */
export async function topicAnswers(
  tx: Tx,
  { from, to, topic_id, limit }: Range & { readonly topic_id: string; readonly limit: number },
): Promise<TopicAnswer[]> {
  const { rows } = await sql<TopicAnswer>`
    select to_char(f.day, 'YYYY-MM-DD') as day, f.route, f.plan, p.failed = 1 as failed
    from conversation_figures f, topic_parts(f.day, f.measures, 0) p
    where f.measures @> array['answered-alone'] and f.topic_id = ${topic_id}
      and f.day between ${from}::date and ${to}::date and p.span = 'day'
    order by f.opened_at desc, f.conversation_id desc limit ${limit}
  `.execute(tx);
  return rows;
}
