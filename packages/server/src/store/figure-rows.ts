/** The conversations behind a figure, row by row, newest first. */
import type { Measure } from '@understudy/contract';
import { sql } from 'kysely';
import type { FiguresRange } from './figures.ts';
import { decodeCursor, type Page, type PageRequest, toPage } from './pages.ts';
import type { ConversationFiguresTable, Tx } from './tables.ts';

type Column = Exclude<
  keyof ConversationFiguresTable,
  'workspace_id' | 'day' | 'decision_id' | 'tokens' | 'novelty_p' | 'due_at' | 'twin'
>;
export type FigureRow = Pick<import('kysely').Selectable<ConversationFiguresTable>, Column> & {
  readonly subject: string;
};

/** The start of a day in UTC, whatever the session's time zone is. */
const startOf = (day: string) => sql`(${day}::timestamp at time zone 'UTC')`;

export interface RowsAsked extends FiguresRange {
  readonly measure: Measure;
  readonly incident_id?: string | undefined;
  readonly insight_id?: string | undefined;
  readonly account?: string | undefined;
}

/** What narrows the rows beside measure and days; of an insight that is gone none. */
const narrowed = ({ topic_id, incident_id, insight_id, account }: RowsAsked) => sql`
  ${topic_id === null ? sql`` : sql`and topic_id = ${topic_id}`}
  ${account === undefined ? sql`` : sql`and account = ${account}`}
  ${
    incident_id === undefined
      ? sql``
      : sql`and conversation_id in (select conversation_id from incident_conversations where incident_id = ${incident_id})`
  }
  ${
    insight_id === undefined
      ? sql``
      : sql`and topic_id = (select topic_id from insights where id = ${insight_id})
          and tokens @> (select case kind when 'release' then '[]' else tokens end from insights where id = ${insight_id})
          and opened_at >= (select coalesce(since, '-infinity') from insights where id = ${insight_id})`
  }`;

/**
 * Each measure has an index in this order: a page costs as much for a rare one as for a frequent one. Written as a literal, since
 * only then an index of one measure is known to hold all that is asked for.
 */
export async function pageFigureRows(
  tx: Tx,
  { cursor, limit, ...asked }: RowsAsked & PageRequest,
): Promise<Page<FigureRow>> {
  const { from, to, measure } = asked;
  const after = decodeCursor(cursor);
  const behind = after === null ? sql`` : sql`and (opened_at, conversation_id) < (${after.at}, ${after.id})`;
  const { rows } = await sql<FigureRow>`
    select f.conversation_id, f.opened_at, f.topic_id, f.resolution_id, f.account, f.plan, f.route, f.release, f.language,
      f.stakes, f.confidence, f.measures, f.handle_ms, f.first_reply_ms, c.subject
    from (
      select * from conversation_figures
      where measures @> array[${sql.lit(measure)}] and opened_at >= ${startOf(from)}
        and opened_at < ${startOf(to)} + interval '1 day' ${narrowed(asked)} ${behind}
      order by opened_at desc, conversation_id desc limit ${limit + 1}
    ) f join conversations c on c.id = f.conversation_id
    order by f.opened_at desc, f.conversation_id desc
  `.execute(tx);
  return toPage(rows, limit, (row) => ({ at: row.opened_at, id: row.conversation_id }));
}

/** From the counts a day, where they know what is asked for. */
export async function countFigureRows(tx: Tx, asked: RowsAsked): Promise<number> {
  const { from, to, topic_id, measure, incident_id, insight_id, account } = asked;
  if ((incident_id ?? insight_id ?? account) !== undefined) {
    const counted = await sql<{ n: number }>`
      select count(*)::int as n from conversation_figures
      where measures @> array[${sql.lit(measure)}] and opened_at >= ${startOf(from)}
        and opened_at < ${startOf(to)} + interval '1 day' ${narrowed(asked)}
    `.execute(tx);
    return counted.rows[0]?.n ?? 0;
  }
  const { rows } = await sql<{ n: number }>`
    select coalesce(sum(count), 0)::int as n from daily_figures
    where topic_id = ${topic_id ?? ''} and day between ${from}::date and ${to}::date and measure = ${measure}
  `.execute(tx);
  return rows[0]?.n ?? 0;
}

export interface Labelled {
  readonly confidence: number;
  readonly correct: boolean;
}

/**
 * Decisions of which people have said whether their first candidate was right: audits of what went out alone, and what
 * people answered to the rest. Not what was marked wrong by chance: that says nothing of the others. The newest of each
 * kind; of a topic, those in its newest conversations. Decisions are looked up one by one: joined, all of them would be read.
 */
export async function labelledDecisions(
  tx: Tx,
  range: FiguresRange & { readonly limit: number },
): Promise<Labelled[]> {
  const { rows } = await sql<{ correct: boolean; confidences: number[] }>`
    select correct, array_to_json(array_agg(confidence)) as confidences
    from (${range.topic_id === null ? labelsOfAll(range) : labelsOfTopic(range)}) l
    where correct is not null group by correct
  `.execute(tx);
  return rows.flatMap(({ correct, confidences }) =>
    confidences.map((confidence) => ({ confidence, correct })),
  );
}

const labelsOfAll = ({ from, to, limit }: FiguresRange & { readonly limit: number }) => sql`
  select l.correct, (select d.confidence from decisions d where d.id = l.decision_id) as confidence from (
    (select a.decision_id, a.verdict = 'right' as correct from audits a
      where (a.verdict is not null) = true and a.verdict <> 'unsure' and a.settled_at is not null
        and a.opened_at >= ${startOf(from)} and a.opened_at < ${startOf(to)} + interval '1 day'
      order by a.opened_at desc limit ${limit})
    union all
    (select t.decision_id, t.was_right from twin_decisions t
      where not t.answered and t.was_right is not null
        and t.at >= ${startOf(from)} and t.at < ${startOf(to)} + interval '1 day'
      order by t.at desc limit ${limit})
  ) l`;

/** `offset 0` keeps the database from joining what it looks up. */
const labelsOfTopic = ({ from, to, topic_id, limit }: FiguresRange & { readonly limit: number }) => sql`
  select d.confidence, coalesce(
    (select a.verdict = 'right' from audits a
      where a.decision_id = d.id and a.verdict <> 'unsure' and a.settled_at is not null),
    (select t.was_right from twin_decisions t where t.decision_id = d.id and not t.answered)
  ) as correct
  from (
    select conversation_id from conversation_figures
    where topic_id = ${topic_id} and opened_at >= ${startOf(from)} and opened_at < ${startOf(to)} + interval '1 day'
    order by opened_at desc, conversation_id desc limit ${limit}
  ) f, lateral (select id, confidence from decisions where conversation_id = f.conversation_id offset 0) d`;
