/** What happened on a day, for charts to mark; and what waits for a person. */
import { sql } from 'kysely';
import type { Tx } from './tables.ts';

interface Times {
  readonly from: Date;
  readonly to: Date;
}

export async function releasesBetween(tx: Tx, { from, to }: Times) {
  return tx
    .selectFrom('releases')
    .select(['name', 'at'])
    .where('at', '>=', from)
    .where('at', '<', to)
    .orderBy('at')
    .limit(500)
    .execute();
}

export interface LessonDay {
  readonly at: Date;
  readonly id: string;
  readonly count: number;
  /** Some of them. */
  readonly titles: readonly string[];
  /** Of the newest; one stands there as often as lessons are of it. */
  readonly resolutions: readonly string[];
}

/** Lessons in force, by the day on which they were approved, or else learned; oldest first. */
export async function lessonDays(tx: Tx, { from, to }: Times): Promise<LessonDay[]> {
  const { rows } = await sql<LessonDay>`
    select max(since) as at, (array_agg(id order by since desc, id desc))[1] as id, count(*)::int as count,
      (array_agg(title order by since desc, id desc))[1:2] as titles,
      array_remove((array_agg(resolution_id order by since desc, id desc))[1:200], null) as resolutions
    from (
      select id, title, resolution_id, coalesce(reviewed_at, at) as since from lessons
      where status = 'approved' and at < ${to} and coalesce(reviewed_at, at) between ${from} and ${to}
    ) l
    group by (since at time zone 'UTC')::date order by 1
  `.execute(tx);
  return rows;
}

export async function alarmsBetween(tx: Tx, { from, to }: Times) {
  return tx
    .selectFrom('alarms')
    .select(['id', 'title', 'raised_at as at'])
    .where('raised_at', '>=', from)
    .where('raised_at', '<', to)
    .orderBy('raised_at')
    .limit(200)
    .execute();
}

/** But for those that turned out to be none. */
export async function incidentsBetween(tx: Tx, { from, to }: Times) {
  return tx
    .selectFrom('incidents')
    .select(['id', 'title', 'opened_at as at'])
    .where('opened_at', '>=', from)
    .where('opened_at', '<', to)
    .where('state', '<>', 'not-one')
    .orderBy('opened_at')
    .limit(200)
    .execute();
}

export interface Needs {
  readonly alarm: number;
  readonly incident: number;
  readonly waiting: number;
  readonly audits: number;
  readonly review: number;
  readonly changes: number;
}

/** `changes`: proposals that would change what is known, not add to it. */
export async function countNeeds(tx: Tx): Promise<Needs> {
  const { rows } = await sql<Needs>`
    select (select count(*)::int from alarms where settled_at is null) as alarm,
      (select count(*)::int from incidents where state = 'open') as incident,
      (select count(*)::int from conversations where status = 'waiting') as waiting,
      (select count(*)::int from audits where (verdict is not null) = false) as audits,
      count(*) filter (where kind not in ('negative', 'condition', 'merge', 'retirement', 'split'))::int as review,
      count(*) filter (where kind in ('negative', 'condition', 'merge', 'retirement', 'split'))::int as changes
    from lessons where status = 'open'
  `.execute(tx);
  return rows[0] ?? { alarm: 0, incident: 0, waiting: 0, audits: 0, review: 0, changes: 0 };
}
