/** Rollbacks: which lessons one takes back, how they stood before, and which answers used them. */
import { type Selectable, sql } from 'kysely';
import { CHANGES, TEACHING } from './known-changes.ts';
import type { Lesson } from './lessons.ts';
import { newestFirst, type Page, type PageRequest } from './pages.ts';
import {
  json,
  type LessonProposal,
  type LessonStatus,
  type RollbackCounts,
  type RollbackScope,
  type RollbackState,
  type RollbackTable,
  type Tx,
} from './tables.ts';

export type Rollback = Selectable<RollbackTable>;

const list = (values: readonly string[]) => sql`array(select jsonb_array_elements_text(${json(values)}))`;
/** Where no index leads to the rows: a subquery is hashed, an array would be gone through once for each row. */
const inside = (values: readonly string[]) => sql`(select jsonb_array_elements_text(${json(values)}))`;

/** Lessons that stand, or wait for a review, in quarantine too; what a rollback or a review took out is left out. */
export const TAKEN_BACK_FROM: readonly LessonStatus[] = ['open', 'approved', 'quarantined'];

function inScope(tx: Tx, scope: RollbackScope) {
  const standing = tx.selectFrom('lessons as l').where('l.status', 'in', TAKEN_BACK_FROM);
  switch (scope.kind) {
    case 'lessons':
      return standing.where(sql<boolean>`l.id = any(${list(scope.ids)})`);
    case 'author':
      return standing.where('l.author', '=', scope.author);
    case 'import':
      return standing.where('l.import_id', '=', scope.import_id);
    case 'since':
      // An imported lesson bears the time of its ticket: when it was learned, the ledger says.
      return standing.where(
        sql<boolean>`case when l.kind in ('workflow', 'guide') or l.kind in ${inside(CHANGES)} then coalesce(l.reviewed_at, l.at) >= ${scope.at}
        when l.proposal is null then l.exemplar_id in (
          select e.payload -> 'exemplar' ->> 'id' from events e where e.kind = 'lesson-applied' and e.at >= ${scope.at}
          union all
          select event -> 'exemplar' ->> 'id' from outbox o, jsonb_array_elements(o.payload) as event
            where o.done_at is null and o.kind = 'apply-lesson'
        ) else l.at >= ${scope.at} end`,
      );
  }
}

export async function countScope(tx: Tx, scope: RollbackScope): Promise<number> {
  const row = await inScope(tx, scope)
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow();
  return row.n;
}

/** Newest first. */
export async function listScope(tx: Tx, scope: RollbackScope, limit: number): Promise<Lesson[]> {
  return inScope(tx, scope)
    .selectAll('l')
    .orderBy('l.at', 'desc')
    .orderBy('l.id', 'desc')
    .limit(limit)
    .execute();
}

/** Held until the transaction ends, oldest first, as reviewers hold theirs: one after the other. */
export async function lockLessons(tx: Tx, ids: readonly string[]): Promise<Lesson[]> {
  return tx
    .selectFrom('lessons')
    .selectAll()
    .where(sql<boolean>`id = any(${list(ids)})`)
    .orderBy('at')
    .orderBy('id')
    .forUpdate()
    .execute();
}

/**
 * Positions of what was told since then beside lessons: labels, texts, stages, the glossary, topics put together. What a
 * lesson of that time told goes with the lesson.
 */
export async function eventsSince(tx: Tx, at: string): Promise<number[]> {
  const { rows } = await sql<{ seq: number }>`
    select seq from events where at >= ${at} and id not like 'batch.%'
      and kind in ('resolution-upserted', 'resolution-retired', 'decision-labelled', 'stakes-labelled', 'glossary-changed',
        'topics-merged', 'topic-split')
      and not (id like 'les\\_%' and split_part(id, '.', 1) in (
        select split_part(id, '.', 1) from events
        where kind = 'lesson-applied' and at >= ${at} and id like 'les\\_%'
        union all select id from lessons where kind in ${inside(CHANGES)}
      )) order by seq
  `.execute(tx);
  return rows.map((row) => row.seq);
}

/** Lessons that teach one of these resolutions and stand; without those that go. */
export async function taughtBeside(
  tx: Tx,
  args: { readonly resolutions: readonly string[]; readonly without: readonly string[] },
): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ resolution_id: string }>`
    select distinct resolution_id from lessons
    where resolution_id in ${inside(args.resolutions)} and proposal is null and status in ('open', 'approved')
      and kind in ${inside(TEACHING)} and not id in ${inside(args.without)}
  `.execute(tx);
  return new Set(rows.map((row) => row.resolution_id));
}

/** `proposal`: what would have to be applied again; undefined leaves it as it is. */
export async function markLessons(
  tx: Tx,
  args: {
    readonly lessons: readonly { readonly id: string; readonly proposal?: LessonProposal | null }[];
    readonly status: LessonStatus;
    readonly rollback_id: string | null;
  },
): Promise<void> {
  const { lessons, status, rollback_id } = args;
  const given = lessons.map(({ id, proposal }) => ({ id, proposal, keeps: proposal === undefined }));
  await sql`
    update lessons l set status = ${status}, rollback_id = ${rollback_id},
      proposal = case when g.keeps then l.proposal else nullif(g.proposal, 'null') end
    from jsonb_to_recordset(${json(given)}) as g(id text, proposal jsonb, keeps boolean) where l.id = g.id
  `.execute(tx);
}

export async function removeExemplarsOf(tx: Tx, lessons: readonly string[]): Promise<void> {
  await sql`delete from exemplars where lesson_id in ${inside(lessons)}`.execute(tx);
}

/** `stage` and `retired_at` as the model has them; texts are revised beside, for they are versions. */
export async function alignResolutions(
  tx: Tx,
  rows: readonly { readonly id: string; readonly stage: string | null; readonly retired_at: Date | null }[],
  at: Date,
): Promise<void> {
  if (rows.length === 0) return;
  await sql`
    update resolutions r set stage = coalesce(g.stage, r.stage), retired_at = g.retired_at, updated_at = ${at}
    from jsonb_to_recordset(${json(rows)}) as g(id text, stage text, retired_at timestamptz) where r.id = g.id
  `.execute(tx);
}

export interface UsedAnswer {
  readonly conversation_id: string;
  readonly subject: string;
  readonly action: 'answer' | 'draft';
  readonly at: Date;
}

/**
 * Answers and drafts that rest on one of these resolutions, or on one of these exemplars of another one. A conversation
 * once, with its newest; newest first, with the number of all.
 */
export async function answersThatUsed(
  tx: Tx,
  used: {
    readonly whole: readonly string[];
    readonly partly: readonly string[];
    readonly exemplars: readonly string[];
    /** Those after it are left out; undefined leaves none out. */
    readonly until?: Date;
    readonly limit: number;
  },
): Promise<{ readonly total: number; readonly newest: readonly UsedAnswer[] }> {
  const until = used.until === undefined ? sql`true` : sql`d.at <= ${used.until}`;
  const { rows } = await sql<UsedAnswer & { readonly total: number }>`
    with used as (
      select distinct on (d.conversation_id) d.conversation_id, d.action, d.at from decisions d
      where d.action in ('answer', 'draft') and d.state <> 'superseded' and ${until} and (
        d.resolution_id = any(${list(used.whole)})
        or d.resolution_id = any(${list(used.partly)})
          and d.decision -> 'candidates' -> 0 ->> 'exemplar_id' = any(${list(used.exemplars)})
      ) order by d.conversation_id, d.at desc
    )
    select u.conversation_id, c.subject, u.action, u.at, count(*) over () as total
    from used u join conversations c on c.id = u.conversation_id
    order by u.at desc, u.conversation_id limit ${used.limit}
  `.execute(tx);
  return {
    total: Number(rows[0]?.total ?? 0),
    newest: rows.map(({ conversation_id, subject, action, at }) => ({
      conversation_id,
      subject,
      action,
      at,
    })),
  };
}

export async function insertRollback(
  tx: Tx,
  row: Pick<Rollback, 'id' | 'reason' | 'total' | 'by' | 'at'> & {
    readonly scope: RollbackScope;
    readonly events: readonly number[];
  },
): Promise<void> {
  const { scope, events, ...rest } = row;
  await tx
    .insertInto('rollbacks')
    .values({
      ...rest,
      scope: json(scope),
      events: json(events),
      state: 'running',
      finished_at: null,
      undone_by: null,
      undone_at: null,
    })
    .execute();
}

export async function getRollback(tx: Tx, id: string): Promise<Rollback | undefined> {
  return tx.selectFrom('rollbacks').selectAll().where('id', '=', id).executeTakeFirst();
}

/** Held until the transaction ends: the same job twice goes one after the other. */
export async function lockRollback(tx: Tx, id: string): Promise<Rollback | undefined> {
  return tx.selectFrom('rollbacks').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
}

/** Newest first. */
export async function listRollbacks(tx: Tx, query: PageRequest): Promise<Page<Rollback>> {
  const by = { at: 'at', id: 'id', timeOf: ({ at }: Rollback) => at };
  return newestFirst(tx.selectFrom('rollbacks').selectAll(), query, by);
}

export async function setRollback(
  tx: Tx,
  id: string,
  set: {
    readonly state: RollbackState;
    readonly done: number;
    readonly counts?: RollbackCounts;
    readonly finished_at?: Date;
    readonly undone_by?: string;
    readonly undone_at?: Date;
  },
): Promise<void> {
  const { counts, ...rest } = set;
  await tx
    .updateTable('rollbacks')
    .set({ ...rest, ...(counts && { counts: json(counts) }) })
    .where('id', '=', id)
    .execute();
}

/** How the lessons stood. */
export async function rememberLessons(
  tx: Tx,
  rollback_id: string,
  lessons: readonly Pick<Lesson, 'id' | 'status' | 'proposal'>[],
): Promise<void> {
  const rows = lessons.map(({ id, status, proposal }) => ({ id, status, was_applied: proposal === null }));
  await sql`
    insert into rollback_lessons (rollback_id, lesson_id, status, was_applied)
    select ${rollback_id}, g.id, g.status, g.was_applied
    from jsonb_to_recordset(${json(rows)}) as g(id text, status text, was_applied boolean)
  `.execute(tx);
}

export interface RememberedLesson {
  readonly lesson_id: string;
  readonly status: LessonStatus;
  readonly was_applied: boolean;
}

/** Those of them that nobody has decided on since. */
export async function listRemembered(
  tx: Tx,
  rollback_id: string,
  limit: number,
): Promise<RememberedLesson[]> {
  return tx
    .selectFrom('rollback_lessons as k')
    .innerJoin('lessons as l', 'l.id', 'k.lesson_id')
    .select(['k.lesson_id', 'k.status', 'k.was_applied'])
    .where('k.rollback_id', '=', rollback_id)
    .where('l.rollback_id', '=', rollback_id)
    .where('l.status', '=', 'rolled-back')
    .orderBy('l.at')
    .orderBy('l.id')
    .limit(limit)
    .execute();
}
