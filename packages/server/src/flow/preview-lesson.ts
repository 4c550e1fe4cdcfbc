/**
 * Impact preview: the questions of the last 90 days, decided with and without a lesson, in the background.
 *
 * A lesson that is proposed is held against the model as it is, one in force against the model without it. Progress
 * stands in the lesson's row, in the form of the wire. Idempotent: done again, it says what the model says then.
 * Cost: reading 5,000 questions about a second, then some 2 ms for each that the lesson comes near, most often some
 * 400, in slices that give way to live questions. Limits: the newest 5,000 questions; `engine/src/preview-past.ts`.
 */
import type { Impact } from '@understudy/contract';
import {
  isSettled,
  nearestFirst,
  type PreviewedLesson,
  type PreviewedQuestion,
  type PreviewSummary,
  summarisePreview,
} from '@understudy/engine';
import { announceLearning } from '../announce.ts';
import { FlowError } from '../flow-error.ts';
import { isOfResolution, isPreviewable } from '../lesson-kinds.ts';
import type { JobTable } from '../jobs/jobs.ts';
import type { Parts } from '../parts.ts';
import { lessonApplied, previewedLesson } from '../previewed-lesson.ts';
import { type PastDecision, readPast } from '../read-past.ts';
import * as store from '../store/index.ts';
import { NO_IMPACT, toWireCases, verdictsOf } from '../translate-impact.ts';

type Ports = Pick<Parts, 'database' | 'models' | 'encoder' | 'log' | 'now_ms'>;

const AT_ONCE = 50;
const NEWS_EVERY_MS = 500;
const APPLIED_WITHIN_MS = 60_000;

/** Errors: `FlowError` not-found, conflict. */
export async function requestPreview(
  parts: Pick<Parts, 'database' | 'jobs'>,
  { workspace_id, lesson_id }: JobTable['preview-lesson'],
): Promise<void> {
  await parts.database.asWorkspace(workspace_id, async (tx) => {
    const lesson = await store.getLesson(tx, lesson_id);
    if (lesson === undefined) throw new FlowError('not-found', 'No such lesson.');
    if (!isPreviewable(lesson)) throw new FlowError('conflict', 'Lessons of this kind have no preview.');
    const impact: Impact = { ...NO_IMPACT, state: 'running' };
    await store.setImpact(tx, { id: lesson_id, impact });
    const options = { singletonKey: lesson_id };
    await parts.jobs.enqueue(tx, 'preview-lesson', { workspace_id, lesson_id }, options);
  });
}

export async function previewLesson(
  parts: Ports,
  job: JobTable['preview-lesson'],
  signal: AbortSignal,
): Promise<void> {
  const { workspace_id, lesson_id } = job;
  try {
    const read = await readLesson(parts, job, signal);
    if (read === undefined) return;
    const { lesson, resolution_id, own } = read;
    // That it answers its own question is no news: the replay gate asks for it.
    const past = (await readPast(parts, { workspace_id, signal })).filter(
      ({ decision_id }) => !own.has(decision_id),
    );
    const decided = lesson && (await decideAgain(parts, job, { lesson, past, signal }));
    if (decided === null) return await fail(parts, job);
    await finish(parts, job, { tickets: past.length, resolution_id, decided });
  } catch (error) {
    if (signal.aborted || (error instanceof store.DatabaseError && error.retry)) throw error;
    parts.log.error({ err: error, lesson_id }, 'preview of a lesson failed');
    await fail(parts, job);
  }
}

/** Undefined where it is gone; null where nothing is left of it. What was promised to the model is waited for. */
async function readLesson(
  parts: Ports,
  { workspace_id, lesson_id }: JobTable['preview-lesson'],
  signal: AbortSignal,
): Promise<{ lesson: PreviewedLesson | null; resolution_id: string; own: ReadonlySet<string> } | undefined> {
  const read = await parts.database.asWorkspace(workspace_id, async (tx) => {
    const row = await store.getLesson(tx, lesson_id);
    if (row === undefined || !isOfResolution(row)) return undefined;
    const lesson = await previewedLesson(tx, row, { encoder_id: parts.encoder.id });
    const { conversation_id, resolution_id } = row;
    const decided = conversation_id === null ? [] : await store.listDecisions(tx, conversation_id);
    return { lesson, resolution_id, own: new Set(decided.map(({ id }) => id)) };
  });
  const applied = { workspace_id, lesson_id, within_ms: APPLIED_WITHIN_MS };
  if (read?.lesson !== null && read?.lesson?.kind !== 'proposed') await lessonApplied(parts, applied);
  signal.throwIfAborted();
  await parts.models.catchUp(workspace_id);
  return read;
}

/** The nearest first, until no more comes out otherwise; null where the lesson is not in the model. */
async function decideAgain(
  parts: Ports,
  job: JobTable['preview-lesson'],
  given: { lesson: PreviewedLesson; past: readonly PastDecision[]; signal: AbortSignal },
): Promise<PreviewedQuestion[] | null> {
  const { lesson, past, signal } = given;
  const { workspace_id } = job;
  const questions = past.map(({ question }) => question);
  const nearness = await parts.models.ask(workspace_id, 'nearness', { lesson, questions });
  if (nearness === null) return null;
  const order = nearestFirst(nearness).map((i) => past[i]);
  const decided: PreviewedQuestion[] = [];
  let told_ms = parts.now_ms();
  for (let i = 0; i < order.length && !isSettled(decided); i += AT_ONCE) {
    signal.throwIfAborted();
    const some = order.slice(i, i + AT_ONCE);
    const asked = some.map(({ question }) => question);
    const compared = await parts.models.ask(workspace_id, 'preview', { lesson, questions: asked });
    if (compared === null) return null;
    decided.push(...compared.map((each, k) => ({ id: some[k].decision_id, ...each })));
    if (parts.now_ms() - told_ms < NEWS_EVERY_MS) continue;
    told_ms = parts.now_ms();
    await tellProgress(parts, job, { done: decided.length, total: past.length });
  }
  return decided;
}

async function tellProgress(
  parts: Ports,
  { workspace_id, lesson_id }: JobTable['preview-lesson'],
  progress: { done: number; total: number },
): Promise<void> {
  const impact: Impact = { ...NO_IMPACT, state: 'running', ...progress };
  await parts.database.asWorkspace(workspace_id, async (tx) => {
    await store.setImpact(tx, { id: lesson_id, impact });
    await announceLearning(tx);
  });
}

async function fail(parts: Ports, { workspace_id, lesson_id }: JobTable['preview-lesson']): Promise<void> {
  const at = new Date(parts.now_ms()).toISOString();
  const impact: Impact = { ...NO_IMPACT, state: 'failed', at };
  await parts.database.asWorkspace(workspace_id, async (tx) => {
    await store.setImpact(tx, { id: lesson_id, impact });
    await announceLearning(tx);
  });
}

async function finish(
  parts: Ports,
  { workspace_id, lesson_id }: JobTable['preview-lesson'],
  given: { tickets: number; resolution_id: string; decided: readonly PreviewedQuestion[] },
): Promise<void> {
  const { tickets, resolution_id, decided } = given;
  const at = new Date(parts.now_ms()).toISOString();
  await parts.database.asWorkspace(workspace_id, async (tx) => {
    const changed = decided.filter(({ before, after }) => before.first[0] !== after.first[0]);
    const ids = changed.map(({ id }) => id);
    const said = [...(await store.knownVerdicts(tx, ids)), ...(await store.judgedCases(tx, ids))];
    const summary = summarisePreview(decided, resolution_id, verdictsOf(said));
    const { would_answer, changed: changes, changed_right, score } = summary;
    const counts = { tickets, would_answer, changed: changes, changed_right };
    const cases = await readCases(tx, summary.cases);
    const impact: Impact = { state: 'done', done: tickets, total: tickets, at, ...counts, cases };
    await store.setImpact(tx, { id: lesson_id, impact, score });
    await announceLearning(tx);
  });
}

async function readCases(tx: store.Tx, cases: PreviewSummary['cases']): Promise<Impact['cases']> {
  const firsts = cases.flatMap(({ before, after }) => [
    ...before.first.slice(0, 1),
    ...after.first.slice(0, 1),
  ]);
  const ids = cases.map(({ id }) => id);
  return toWireCases(cases, {
    resolutions: await store.getResolutions(tx, [...new Set(firsts)]),
    decisions: await store.getDecisions(tx, ids),
  });
}
