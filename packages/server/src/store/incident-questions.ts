/** Questions as bursts are looked for in them: a fair sample where there are too many. */
import { sql } from 'kysely';
import { json, type Tx } from './tables.ts';

export interface WatchedQuestion {
  readonly id: string;
  /** UTC, `YYYY-MM-DD`. */
  readonly day: string;
  readonly account: string;
  readonly topic_id: string | null;
  readonly novelty_p: number | null;
  readonly language: string | null;
  readonly route: string | null;
  readonly plan: string | null;
  /** As it was decided on; the subject where nothing was. */
  readonly text: string;
}

/** Of [since, recent) and of [recent, today]: at most `limit` each, drawn by their ids, the same ones each time. */
export async function questionsToWatch(
  tx: Tx,
  {
    since,
    recent,
    today,
    limit,
  }: {
    readonly since: string;
    readonly recent: string;
    readonly today: string;
    readonly limit: number;
  },
): Promise<WatchedQuestion[]> {
  const part = (range: ReturnType<typeof sql>) => sql`
    (select f.conversation_id from conversation_figures f where ${range}
     order by hashtextextended(f.conversation_id, 0) limit ${limit})`;
  const { rows } = await sql<WatchedQuestion>`
    select f.conversation_id as id, to_char(f.day, 'YYYY-MM-DD') as day,
      coalesce(f.account, f.conversation_id) as account, f.topic_id, f.novelty_p, f.language, f.route, f.plan,
      left(coalesce(d.question ->> 'text', c.subject, ''), 2000) as text
    from conversation_figures f
      join conversations c on c.workspace_id = f.workspace_id and c.id = f.conversation_id
      left join decisions d on d.workspace_id = f.workspace_id and d.id = f.decision_id
    where f.conversation_id in (
      ${part(sql`f.day >= ${since}::date and f.day < ${recent}::date`)} union all ${part(sql`f.day between ${recent}::date and ${today}::date`)})
    order by f.opened_at, f.conversation_id
  `.execute(tx);
  return rows;
}

/** Ids of the answers that were given or drafted to these conversations. */
export async function answersOf(tx: Tx, conversations: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await tx
    .selectFrom('conversation_figures')
    .select('resolution_id')
    .distinct()
    .where(sql<boolean>`conversation_id in (select jsonb_array_elements_text(${json(conversations)}))`)
    .where('resolution_id', 'is not', null)
    .execute();
  return new Set(rows.flatMap(({ resolution_id }) => resolution_id ?? []));
}
