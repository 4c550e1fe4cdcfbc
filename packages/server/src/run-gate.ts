/**
 * The replay gate: an approved lesson must fix the question that it came from, and break nothing that is known.
 *
 * What is known are blocking tests: audited answers, marks in the inbox, and the questions of lessons that people
 * approved. A test counts only where it holds without the lesson. One that must be answered holds while its resolution
 * is among the first three, and stays first where it was; one that must not, while its resolution is not first.
 * Cost: some 3 ms a test. Limit: the 500 tests that come nearest to the lesson.
 */
import type { ReplayGate } from '@understudy/contract';
import { type Compared, type EncodedQuestion, nearestFirst, type PreviewedLesson } from '@understudy/engine';
import { type PendingEvent, questionOf } from './ledger-codec.ts';
import type { Parts } from './parts.ts';
import { lessonApplied, previewedLesson, withVectors } from './previewed-lesson.ts';
import * as store from './store/index.ts';

type Ports = Pick<Parts, 'database' | 'models' | 'encoder' | 'now_ms'>;

const MOST_TESTS = 500;
/** A person waits meanwhile. */
const APPLIED_WITHIN_MS = 5_000;

interface Test extends Pick<store.BlockingTest, 'resolution_id' | 'expect'> {
  readonly question: EncodedQuestion;
}

export async function runGate(
  parts: Ports,
  given: { readonly workspace_id: string; readonly lesson: store.Lesson },
): Promise<ReplayGate> {
  const { workspace_id, lesson } = given;
  const applied = { workspace_id, lesson_id: lesson.id, within_ms: APPLIED_WITHIN_MS };
  if (lesson.proposal === null) await lessonApplied(parts, applied);
  await parts.models.catchUp(workspace_id);
  const read = await parts.database.asWorkspace(workspace_id, (tx) => readGate(parts, tx, lesson));
  const { source, previewed } = read;
  const tests = await nearest(parts, workspace_id, read);
  const questions = [...(source === null ? [] : [source]), ...tests.map(({ question }) => question)];
  const compared =
    previewed && (await parts.models.ask(workspace_id, 'preview', { lesson: previewed, questions }));
  const own = source === null ? undefined : compared?.[0];
  const told = compared?.slice(questions.length - tests.length) ?? [];
  const failed = tests.flatMap((test, i): Failed[] => {
    const why = told[i] === undefined ? null : brokenWhy(test, told[i]);
    return why === null ? [] : [{ test, why, found: told[i]?.after.first[0] ?? null }];
  });
  const broken = await parts.database.asWorkspace(workspace_id, (tx) => toWire(tx, failed));
  // Nothing to fix where its question was erased, or where there is none.
  const isFirst = own?.after.first[0] === lesson.resolution_id;
  const source_fixed = source === null || (lesson.kind === 'negative' ? !isFirst : isFirst);
  const at = new Date(parts.now_ms()).toISOString();
  return { passed: source_fixed && broken.length === 0, at, tests: tests.length, source_fixed, broken };
}

interface Failed {
  readonly test: Test;
  readonly why: string;
  /** Id of what would come first. */
  readonly found: string | null;
}

async function toWire(tx: store.Tx, failed: readonly Failed[]): Promise<ReplayGate['broken']> {
  const ids = failed.flatMap(({ test, found }) => [test.resolution_id, found ?? test.resolution_id]);
  const rows = await store.getResolutions(tx, [...new Set(ids)]);
  const titles = new Map(rows.map(({ id, title }) => [id, title]));
  return failed.map(({ test, why, found }) => ({
    question: test.question.text,
    expected: titles.get(test.resolution_id) ?? '',
    found: found === null ? null : (titles.get(found) ?? null),
    why,
  }));
}

/** Null where the test holds with the lesson, or did not hold without it. */
function brokenWhy({ expect, resolution_id }: Test, { before, after }: Compared): string | null {
  const [was, is] = [before.first[0] === resolution_id, after.first[0] === resolution_id];
  if (expect === 'must-not') {
    return !was && is ? 'People said that this answer is wrong for this question.' : null;
  }
  if (was && !is) return 'This was the answer, and people said that it is right.';
  const isLost = before.first.includes(resolution_id) && !after.first.includes(resolution_id);
  return isLost ? 'The right answer would not be among the first three any more.' : null;
}

interface GateReading {
  readonly previewed: PreviewedLesson | null;
  /** The lesson's own question. */
  readonly source: EncodedQuestion | null;
  readonly tests: readonly Test[];
}

async function readGate(parts: Ports, tx: store.Tx, lesson: store.Lesson): Promise<GateReading> {
  const encoder_id = parts.encoder.id;
  const previewed = await previewedLesson(tx, lesson, { encoder_id });
  const replaced = ((lesson.proposal?.events ?? []) as PendingEvent[]).flatMap((event) =>
    event.kind === 'resolution-retired' ? [event.resolution_id] : [],
  );
  const known = [
    ...(await store.listBlockingTests(tx, lesson.proposal && lesson.resolution_id)),
    ...(await store.approvedQuestions(tx, { without: lesson.id })),
  ].filter(({ resolution_id }) => !replaced.includes(resolution_id));
  const questions = await withVectors(tx, { questions: known.map(({ question }) => question), encoder_id });
  const tests = known.map(({ resolution_id, expect }, i) => {
    return { resolution_id, expect, question: questions[i] as EncodedQuestion };
  });
  return { previewed, source: await ownQuestion(tx, { lesson, previewed, encoder_id }), tests };
}

async function ownQuestion(
  tx: store.Tx,
  given: { lesson: store.Lesson; previewed: PreviewedLesson | null; encoder_id: string },
): Promise<EncodedQuestion | null> {
  const { lesson, previewed, encoder_id } = given;
  if (previewed?.kind === 'proposed') {
    return previewed.events.map(questionOf).find((question) => question !== null) ?? null;
  }
  if (previewed?.kind === 'conditions-in-force') return null;
  const rows = await store.exemplarQuestions(tx, lesson.exemplar_id === null ? [] : [lesson.exemplar_id]);
  const [question] = await withVectors(tx, { questions: rows, encoder_id });
  return question ?? null;
}

async function nearest(
  parts: Ports,
  workspace_id: string,
  { previewed, tests }: GateReading,
): Promise<readonly Test[]> {
  // What cannot be decided with and without it is not tested either.
  if (previewed === null) return [];
  if (tests.length <= MOST_TESTS) return tests;
  const questions = tests.map(({ question }) => question);
  const nearness = await parts.models.ask(workspace_id, 'nearness', { lesson: previewed, questions });
  if (nearness === null) return tests.slice(0, MOST_TESTS);
  return nearestFirst(nearness)
    .slice(0, MOST_TESTS)
    .map((i) => tests[i] as Test);
}
