/** Lessons and the exemplars that they brought: proposed changes of behaviour, with where they come from. */
import { type Insertable, type Selectable, sql } from 'kysely';
import { newestFirst, type Page, type PageRequest } from './pages.ts';
import { type ExemplarTable, json, type LessonTable, type StageName, type Tx } from './tables.ts';

export type Lesson = Selectable<LessonTable>;
export type ExemplarRow = Selectable<ExemplarTable>;

/** By `source_key`: what taught once does not teach again, and comes back with `created: false`. */
export async function insertLesson(
  tx: Tx,
  lesson: Insertable<LessonTable>,
): Promise<{ readonly lesson: Lesson; readonly created: boolean }> {
  const row = await tx
    .insertInto('lessons')
    .values(lesson)
    .onConflict((conflict) => conflict.columns(['workspace_id', 'source_key']).doNothing())
    .returningAll()
    .executeTakeFirst();
  if (row) return { lesson: row, created: true };
  const known = await tx
    .selectFrom('lessons')
    .selectAll()
    .where('source_key', '=', lesson.source_key)
    .executeTakeFirstOrThrow();
  return { lesson: known, created: false };
}

/** Whether this source taught before, whatever became of it. */
export async function isTaught(tx: Tx, source_key: string): Promise<boolean> {
  const row = await tx
    .selectFrom('lessons')
    .select('id')
    .where('source_key', '=', source_key)
    .executeTakeFirst();
  return row !== undefined;
}

/** Those of these sources that taught before, whatever became of it. */
export async function taughtSources(tx: Tx, source_keys: readonly string[]): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ source_key: string }>`
    select source_key from lessons where source_key in (select jsonb_array_elements_text(${json(source_keys)}))
  `.execute(tx);
  return new Set(rows.map(({ source_key }) => source_key));
}

export async function getLesson(tx: Tx, id: string): Promise<Lesson | undefined> {
  return tx.selectFrom('lessons').selectAll().where('id', '=', id).executeTakeFirst();
}

/** What one conversation taught, oldest first. */
export async function listLessonsOf(tx: Tx, conversationId: string): Promise<Lesson[]> {
  return tx
    .selectFrom('lessons')
    .selectAll()
    .where('conversation_id', '=', conversationId)
    .orderBy('at')
    .orderBy('id')
    .limit(100)
    .execute();
}

/** With its exemplar: for a lesson that another one of the same conversation replaces. */
export async function removeLesson(tx: Tx, id: string): Promise<void> {
  await tx.deleteFrom('exemplars').where('lesson_id', '=', id).execute();
  await tx.deleteFrom('lessons').where('id', '=', id).execute();
}

/** Moves the lesson and its exemplar. */
export async function setLessonStage(
  tx: Tx,
  args: { readonly id: string; readonly stage: StageName },
): Promise<Lesson | undefined> {
  await tx.updateTable('exemplars').set({ stage: args.stage }).where('lesson_id', '=', args.id).execute();
  return tx
    .updateTable('lessons')
    .set({ stage: args.stage })
    .where('id', '=', args.id)
    .returningAll()
    .executeTakeFirst();
}

export interface NewExemplar extends Omit<Insertable<ExemplarTable>, 'context'> {
  readonly context: readonly string[];
}

/** In one statement; an exemplar that is known stays as it is. At most `MAX_BATCH` rows. */
export async function insertExemplars(tx: Tx, exemplars: readonly NewExemplar[]): Promise<void> {
  if (exemplars.length === 0) return;
  await tx
    .insertInto('exemplars')
    .values(exemplars.map((exemplar) => ({ ...exemplar, context: json(exemplar.context) })))
    .onConflict((conflict) => conflict.columns(['workspace_id', 'id']).doNothing())
    .execute();
}

export async function getExemplars(tx: Tx, ids: readonly string[]): Promise<ExemplarRow[]> {
  if (ids.length === 0) return [];
  return tx.selectFrom('exemplars').selectAll().where('id', 'in', ids).execute();
}

/** By the question's id, as far as they were not erased. */
export async function questionTexts(
  tx: Tx,
  questionIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (questionIds.length === 0) return new Map();
  const rows = await tx
    .selectFrom('exemplars')
    .select(['question_id', 'question_text'])
    .where('question_id', 'in', questionIds)
    .execute();
  return new Map(rows.map((row) => [row.question_id, row.question_text]));
}

export async function listExemplars(tx: Tx, resolutionId: string): Promise<ExemplarRow[]> {
  return tx
    .selectFrom('exemplars')
    .selectAll()
    .where('resolution_id', '=', resolutionId)
    .orderBy('at', 'desc')
    .limit(1_000)
    .execute();
}

/** Newest first. */
export async function pageExemplars(
  tx: Tx,
  query: PageRequest & { readonly resolution_id: string },
): Promise<Page<ExemplarRow>> {
  const of = tx.selectFrom('exemplars').selectAll().where('resolution_id', '=', query.resolution_id);
  return newestFirst(of, query, { at: 'at', id: 'id', timeOf: ({ at }: ExemplarRow) => at });
}

export interface LearningCounts {
  readonly exemplars: number;
  readonly lessons: number;
  readonly conversations: number;
}

export async function countLearning(tx: Tx): Promise<LearningCounts> {
  return tx
    .selectNoFrom((eb) => {
      const count = (table: 'exemplars' | 'lessons' | 'conversations') =>
        eb
          .selectFrom(table)
          .select((e) => e.fn.countAll<number>().as('n'))
          .$asScalar()
          .$notNull();
      return [
        count('exemplars').as('exemplars'),
        count('lessons').as('lessons'),
        count('conversations').as('conversations'),
      ];
    })
    .executeTakeFirstOrThrow();
}
