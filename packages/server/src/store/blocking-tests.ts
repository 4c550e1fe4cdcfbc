/** Blocking tests: questions whose answer no lesson may break, or bring back. */
import { type Selectable, sql } from 'kysely';
import type { KnownVerdict } from './past-questions.ts';
import { type BlockingTestTable, json, type Tx } from './tables.ts';

export type BlockingTest = Selectable<BlockingTestTable>;

const MAX_BLOCKING_TESTS = 2_000;
const MAX_APPROVED = 1_000;

/** By id: the same source makes one test. The newest word counts: a test of the contrary is retired. */
export async function insertBlockingTest(tx: Tx, test: Omit<BlockingTest, 'workspace_id' | 'retired_at'>) {
  await tx
    .updateTable('blocking_tests')
    .set({ retired_at: test.at })
    .where('question_id', '=', test.question_id)
    .where('resolution_id', '=', test.resolution_id)
    .where('expect', '!=', test.expect)
    .where('at', '<=', test.at)
    .where('retired_at', 'is', null)
    .execute();
  await tx
    .insertInto('blocking_tests')
    .values({ ...test, question: json(test.question), retired_at: null })
    .onConflict((conflict) => conflict.columns(['workspace_id', 'id']).doNothing())
    .execute();
}

/** As if it had never been said: the tests of the contrary that it retired are in force again. */
export async function deleteBlockingTest(tx: Tx, id: string): Promise<void> {
  const test = await tx
    .deleteFrom('blocking_tests')
    .where('id', '=', id)
    .returning(['question_id', 'resolution_id', 'expect', 'at', 'retired_at'])
    .executeTakeFirst();
  // Where a newer word stands, it stands on.
  if (test === undefined || test.retired_at !== null) return;
  await tx
    .updateTable('blocking_tests')
    .set({ retired_at: null })
    .where('question_id', '=', test.question_id)
    .where('resolution_id', '=', test.resolution_id)
    .where('expect', '!=', test.expect)
    .where('retired_at', '=', test.at)
    .execute();
}

/** What reviewers said of answers that previews of these decisions showed, as far as it is the newest word. */
export async function judgedCases(tx: Tx, decisionIds: readonly string[]): Promise<KnownVerdict[]> {
  if (decisionIds.length === 0) return [];
  const rows = await tx
    .selectFrom('blocking_tests')
    .select(['decision_id', 'resolution_id', 'expect'])
    .where('source', '=', 'preview')
    .where('retired_at', 'is', null)
    .where(sql<boolean>`${json(decisionIds)} ? decision_id`)
    .execute();
  return rows.map(({ expect, ...of }) => ({ ...of, right: expect === 'must' }));
}

/** Beyond `MAX_BLOCKING_TESTS` the oldest of what must be answered go first, then the oldest of what must not. */
export async function trimBlockingTests(tx: Tx): Promise<void> {
  await sql`
    delete from blocking_tests where id in (
      select id from blocking_tests
      order by (retired_at is null) desc, (expect = 'must-not') desc, at desc, id
      offset ${MAX_BLOCKING_TESTS}
    )
  `.execute(tx);
}

/** In force, newest first; of resolutions in use, and of `returning`, which a lesson would bring back into use. */
export async function listBlockingTests(tx: Tx, returning: string | null = null): Promise<BlockingTest[]> {
  return tx
    .selectFrom('blocking_tests as t')
    .selectAll('t')
    .where('t.retired_at', 'is', null)
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom('resolutions as r')
          .select('r.id')
          .whereRef('r.id', '=', 't.resolution_id')
          .where((of) => of.or([of('r.retired_at', 'is', null), of('r.id', '=', returning)])),
      ),
    )
    .orderBy('t.at', 'desc')
    .orderBy('t.id')
    .limit(MAX_BLOCKING_TESTS)
    .execute();
}

/** The questions of lessons that people approved, in the form of tests: the newest. */
export async function approvedQuestions(
  tx: Tx,
  { without }: { readonly without: string },
): Promise<Pick<BlockingTest, 'question' | 'resolution_id' | 'expect'>[]> {
  const rows = await exemplars(tx)
    .innerJoin('lessons as l', 'l.id', 'e.lesson_id')
    .select('e.resolution_id')
    .where('l.status', '=', 'approved')
    .where('l.reviewed_at', 'is not', null)
    .where('l.id', '!=', without)
    .orderBy('l.reviewed_at', 'desc')
    .limit(MAX_APPROVED)
    .execute();
  return rows.map((row) => ({ question: questionOf(row), resolution_id: row.resolution_id, expect: 'must' }));
}

/** Worked questions, as decisions keep theirs. */
export async function exemplarQuestions(tx: Tx, ids: readonly string[]): Promise<object[]> {
  if (ids.length === 0) return [];
  return (await exemplars(tx).where('e.id', 'in', ids).execute()).map(questionOf);
}

const exemplars = (tx: Tx) =>
  tx
    .selectFrom('exemplars as e')
    .select(['e.question_id', 'e.question_text', 'e.context', 'e.language', 'e.account', 'e.at']);

function questionOf(row: {
  readonly question_id: string;
  readonly question_text: string;
  readonly context: readonly string[];
  readonly language: string | null;
  readonly account: string | null;
  readonly at: Date;
}): object {
  const { question_id: id, question_text: text, context, language, account, at } = row;
  return { id, text, context, language, account, at_ms: at.getTime(), wants_human: false };
}
