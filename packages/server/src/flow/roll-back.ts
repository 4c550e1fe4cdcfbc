/**
 * Takes back what was learned: lessons by id, all of one author, all of one import, or all since a point in time. Its
 * effect is read first; up to 200 lessons go at once, more of them in the background. An undo puts back what nobody has
 * decided on since.
 *
 * Each step of 2,000 lessons is one transaction, with how far it came: a crash half-does none of it, and the job goes on
 * behind the last step. Settings are never taken back; neither is what was seen of answers, which would be forgetting
 * harm. Errors: `FlowError` not-found, conflict.
 */
import { announceLearning } from '../announce.ts';
import { FlowError } from '../flow-error.ts';
import { newId } from '../ids.ts';
import type { JobTable } from '../jobs/jobs.ts';
import { fromLedger, type PendingEvent } from '../ledger-codec.ts';
import { isChange } from '../lesson-kinds.ts';
import type { Libraries } from '../libraries.ts';
import type { Parts } from '../parts.ts';
import { putBack } from '../put-back.ts';
import { promiseWebhook } from '../raise-alarm.ts';
import * as store from '../store/index.ts';
import { planTakeBack, takeBack } from '../take-back.ts';

type Ports = Pick<Parts, 'database' | 'jobs' | 'now_ms'> & { readonly libraries: Pick<Libraries, 'drop'> };

const AT_ONCE = 200;
const A_STEP = 2_000;
/** A preview reads the whole ledger's part of what would go. */
const MOST_PREVIEWED = 20_000;
const NAMED = 100;
const EXAMPLES = 20;
const EVENTS_A_PROMISE = 400;

export interface RollbackPreview extends store.RollbackCounts {
  readonly events: number;
  readonly used: Awaited<ReturnType<typeof store.answersThatUsed>>;
  readonly examples: readonly store.ResolutionRow[];
}

export async function previewRollback(
  parts: Pick<Parts, 'database'>,
  { workspace_id, scope }: { readonly workspace_id: string; readonly scope: store.RollbackScope },
): Promise<RollbackPreview> {
  return parts.database.asWorkspace(workspace_id, async (tx) => {
    const lessons = await store.listScope(tx, scope, MOST_PREVIEWED);
    const applied = lessons.filter((lesson) => lesson.proposal === null);
    const events = await besideLessons(tx, scope);
    const plan = await planTakeBack(tx, { lessons: applied, cancelled: [], events });
    const reverted = plan.reverted.map(({ row }) => row.id);
    const used = await store.answersThatUsed(tx, {
      whole: [...plan.retired, ...reverted],
      partly: [...new Set(lessons.flatMap(({ resolution_id }) => resolution_id ?? []))],
      exemplars: lessons.flatMap(({ exemplar_id }) => exemplar_id ?? []),
      limit: NAMED,
    });
    return {
      lessons: await store.countScope(tx, scope),
      retired: plan.retired.length,
      reverted: reverted.length,
      events: events.length,
      used,
      examples: await store.getResolutions(tx, plan.retired.slice(0, EXAMPLES)),
    };
  });
}

export interface RollbackRead {
  readonly row: store.Rollback;
  readonly puts_back: number;
  readonly used: RollbackPreview['used'];
}

/** With who had been answered by it until then. Of an answer that is in use, only by the questions that went. */
export async function readRollback(
  parts: Pick<Parts, 'database'>,
  { workspace_id, rollback_id }: { readonly workspace_id: string; readonly rollback_id: string },
): Promise<RollbackRead> {
  return parts.database.asWorkspace(workspace_id, async (tx) => {
    const row = found(await store.getRollback(tx, rollback_id));
    const taught = await store.taughtByRollback(tx, rollback_id, MOST_PREVIEWED);
    const idsOf = (some: typeof taught) => [...new Set(some.flatMap(({ resolution_id: id }) => id ?? []))];
    const used = await store.answersThatUsed(tx, {
      whole: idsOf(taught.filter(({ retired_at }) => retired_at !== null)),
      partly: idsOf(taught),
      exemplars: taught.flatMap(({ exemplar_id }) => exemplar_id ?? []),
      until: row.at,
      limit: NAMED,
    });
    const remembered = await store.listRemembered(tx, rollback_id, MOST_PREVIEWED);
    return { row, puts_back: remembered.length, used };
  });
}

export interface RollbackRequest {
  readonly workspace_id: string;
  readonly scope: store.RollbackScope;
  readonly reason: string;
  readonly by: string;
}

export async function startRollback(parts: Ports, request: RollbackRequest): Promise<store.Rollback> {
  const { workspace_id, scope, reason, by } = request;
  const at = new Date(parts.now_ms());
  const id = newId('rollback', at.getTime());
  const rollback = await parts.database.asWorkspace(workspace_id, async (tx) => {
    const total = await store.countScope(tx, scope);
    const events = await besideLessons(tx, scope);
    if (total + events.length === 0) throw new FlowError('conflict', 'There is nothing to take back.');
    await store.insertRollback(tx, { id, scope, reason, total, events, by, at });
    if (total <= AT_ONCE) await takeStep(parts, tx, { workspace_id, id, at });
    else await parts.jobs.enqueue(tx, 'roll-back', { workspace_id, rollback_id: id });
    await announceLearning(tx);
    return found(await store.getRollback(tx, id));
  });
  parts.libraries.drop(workspace_id);
  return rollback;
}

/** Done at least once: a step finds what the steps before it left. */
export async function runRollback(
  parts: Ports,
  { workspace_id, rollback_id: id }: JobTable['roll-back'],
  signal: AbortSignal,
): Promise<void> {
  for (let goesOn = true; goesOn; ) {
    signal.throwIfAborted();
    goesOn = await parts.database.asWorkspace(workspace_id, async (tx) => {
      const at = new Date(parts.now_ms());
      const row = await store.lockRollback(tx, id);
      if (row?.state === 'running') await takeStep(parts, tx, { workspace_id, id, at });
      else if (row?.state === 'undoing') await putStep(parts, tx, { workspace_id, id, at });
      await announceLearning(tx);
      const { state } = found(await store.getRollback(tx, id));
      return state === 'running' || state === 'undoing';
    });
    parts.libraries.drop(workspace_id);
  }
}

export async function undoRollback(
  parts: Ports,
  given: { readonly workspace_id: string; readonly rollback_id: string; readonly by: string },
): Promise<store.Rollback> {
  const { workspace_id, rollback_id: id, by } = given;
  const at = new Date(parts.now_ms());
  const rollback = await parts.database.asWorkspace(workspace_id, async (tx) => {
    const row = found(await store.lockRollback(tx, id));
    if (row.state !== 'done')
      throw new FlowError('conflict', row.state === 'undone' ? 'It was undone before.' : 'It is under way.');
    await store.setRollback(tx, id, { state: 'undoing', done: 0, undone_by: by, undone_at: at });
    if (row.total <= AT_ONCE) await putStep(parts, tx, { workspace_id, id, at });
    else await parts.jobs.enqueue(tx, 'roll-back', { workspace_id, rollback_id: id });
    await announceLearning(tx);
    return found(await store.getRollback(tx, id));
  });
  parts.libraries.drop(workspace_id);
  return rollback;
}

interface Step {
  readonly workspace_id: string;
  readonly id: string;
  readonly at: Date;
}

async function takeStep(parts: Ports, tx: store.Tx, { workspace_id, id, at }: Step): Promise<void> {
  const row = found(await store.getRollback(tx, id));
  const chosen = await store.listScope(tx, row.scope, A_STEP);
  const held = await store.lockLessons(
    tx,
    chosen.map((lesson) => lesson.id),
  );
  // Whoever reviewed one meanwhile was faster.
  const lessons = held.filter(({ status }) => store.TAKEN_BACK_FROM.includes(status));
  const isFirst = row.done === 0;
  const isLast = chosen.length < A_STEP;
  await store.rememberLessons(tx, id, lessons);
  const taken = await takeBack(parts, tx, {
    workspace_id,
    lessons,
    status: 'rolled-back',
    rollback_id: id,
    at,
    events: isFirst ? row.events : [],
  });
  const before = { lessons: 0, retired: 0, reverted: 0, ...row.counts };
  const counts = {
    lessons: before.lessons + taken.lessons,
    retired: before.retired + taken.retired.length,
    reverted: before.reverted + taken.reverted.length,
  };
  const done = row.done + lessons.length;
  await store.setRollback(tx, id, {
    done,
    counts,
    ...(isLast ? { state: 'done', finished_at: at } : { state: 'running' }),
  });
  if (!isLast) return;
  const data = { rollback_id: id, ...counts, reason: row.reason, by: row.by, link: '/learning' };
  await promiseWebhook(parts, tx, { workspace_id, event: 'lesson.rolled-back', data });
}

async function putStep(parts: Ports, tx: store.Tx, { workspace_id, id, at }: Step): Promise<void> {
  const row = found(await store.getRollback(tx, id));
  const remembered = await store.listRemembered(tx, id, A_STEP);
  const lessons = await store.lockLessons(
    tx,
    remembered.map((each) => each.lesson_id),
  );
  const stood = new Map(remembered.map((each) => [each.lesson_id, each]));
  const quarantined = lessons.filter(({ id: lesson_id }) => stood.get(lesson_id)?.status === 'quarantined');
  await store.markLessons(tx, { lessons: quarantined, status: 'quarantined', rollback_id: null });
  // What is about known resolutions comes last: these have to be in use again.
  for (const some of [lessons.filter((lesson) => !isChange(lesson)), lessons.filter(isChange)]) {
    for (const status of ['approved', 'open'] as const) {
      const same = some.filter(({ id: lesson_id }) => stood.get(lesson_id)?.status === status);
      const applied = same.filter(({ id: lesson_id }) => stood.get(lesson_id)?.was_applied);
      const waiting = same.filter((lesson) => !applied.includes(lesson));
      await putBack(parts, tx, { workspace_id, lessons: applied, status, at });
      await store.markLessons(tx, { lessons: waiting, status, rollback_id: null });
    }
  }
  if (row.done === 0) await tellAgain(parts, tx, { workspace_id, id, seqs: row.events });
  const isLast = remembered.length < A_STEP;
  await store.setRollback(tx, id, {
    state: isLast ? 'undone' : 'undoing',
    done: row.done + remembered.length,
    ...(isLast && { finished_at: at }),
  });
}

/** What was forgotten beside lessons: told once more, in its order. */
async function tellAgain(
  parts: Ports,
  tx: store.Tx,
  { workspace_id, id, seqs }: { workspace_id: string; id: string; seqs: readonly number[] },
): Promise<void> {
  const rows = await store.eventsAt(tx, seqs);
  const events = rows.flatMap((row): PendingEvent[] => {
    const event = fromLedger({ ...row, vector: null });
    if (event === null || !('kind' in event)) return [];
    const { seq: _, ...pending } = event;
    return [pending as PendingEvent];
  });
  for (let from = 0; from < events.length; from += EVENTS_A_PROMISE) {
    const payload = events.slice(from, from + EVENTS_A_PROMISE);
    const piece = String(from).padStart(8, '0');
    await store.promise(tx, { id: `undo.${id}.${piece}`, kind: 'apply-lesson', payload });
  }
  if (events.length > 0) await parts.jobs.enqueue(tx, 'apply-lessons', { workspace_id });
}

async function besideLessons(tx: store.Tx, scope: store.RollbackScope): Promise<number[]> {
  if (scope.kind !== 'since') return [];
  const before = await store.forgottenSeqs(tx);
  return (await store.eventsSince(tx, scope.at)).filter((seq) => !before.has(seq));
}

function found(row: store.Rollback | undefined): store.Rollback {
  if (row === undefined) throw new FlowError('not-found', 'No such rollback.');
  return row;
}
