/**
 * A person decides on a lesson: approves it (with or without an edit), rejects it, merges it into a known resolution, or
 * takes that back.
 *
 * Two people at once cannot collide: the row is held, and whoever comes second reads who was faster. An approval has to
 * pass the replay gate: a lesson that breaks what was right stays open, with what it would break. What a check blocks, and
 * what one says of an edit, takes a reason. Errors: `FlowError` not-found, conflict.
 */
import { isDeepStrictEqual } from 'node:util';
import type { LessonReview, ReplayGate } from '@understudy/contract';
import { announceLearning } from '../announce.ts';
import { checkEdit, inWords } from '../check-edit.ts';
import { FlowError } from '../flow-error.ts';
import { isChange, isOfResolution, isPreviewable } from '../lesson-kinds.ts';
import type { Libraries } from '../libraries.ts';
import type { Parts } from '../parts.ts';
import { asMerged } from '../previewed-lesson.ts';
import { runGate } from '../run-gate.ts';
import {
  approve,
  idOfReviewer,
  merge,
  mergeTarget,
  putBackAsBefore,
  reject,
  REVIEW_UNDO_MS,
  type Reviewer,
  standsAsReviewed,
} from '../settle-review.ts';
import { settleGuide, unsettleGuide } from '../settle-guide.ts';
import { settleWorkflow, unsettleWorkflow } from '../settle-workflow.ts';
import * as store from '../store/index.ts';

type Ports = Parts & { readonly libraries: Libraries };

/** A lesson on the screen is one person's for so long; the page asks again while it stays there. */
const LOCK_MS = 2 * 60_000;

const WORD_IS_ITS_AUTHORS = 'A word of the glossary stands as its author said it: change it in the glossary.';

interface OnLesson {
  readonly workspace_id: string;
  readonly lesson_id: string;
  readonly reviewer: Reviewer;
}

export async function lockLesson(parts: Pick<Parts, 'database' | 'now_ms'>, given: OnLesson): Promise<void> {
  const now_ms = parts.now_ms();
  await parts.database.asWorkspace(given.workspace_id, async (tx) => {
    const lesson = await hold(tx, given, now_ms);
    const until = new Date(now_ms + LOCK_MS);
    await store.setLessonLock(tx, {
      id: lesson.id,
      by: idOfReviewer(given.reviewer),
      name: given.reviewer.name,
      until,
    });
  });
}

export async function reviewLesson(
  parts: Ports,
  given: OnLesson & { readonly review: LessonReview },
): Promise<void> {
  const { workspace_id, review } = given;
  if (review.verdict !== 'reject') await passGate(parts, { ...given, review });
  await parts.database.asWorkspace(workspace_id, async (tx) => {
    const at = new Date(parts.now_ms());
    const lesson = await hold(tx, given, at.getTime());
    if (sameAgain(lesson, given)) return;
    if (!waitsForReview(lesson))
      throw new FlowError('conflict', `${lesson.reviewed_by ?? 'Somebody'} decided on this already.`);
    if (!isOfResolution(lesson)) throw new FlowError('conflict', WORD_IS_ITS_AUTHORS);
    const reviewed = { parts, tx, workspace_id, lesson, reviewer: given.reviewer, at };
    if (lesson.kind === 'workflow') await settleWorkflow(reviewed, review);
    else if (lesson.kind === 'guide') await settleGuide(reviewed, review);
    else if (review.verdict === 'approve') await approve(reviewed, review);
    else if (review.verdict === 'reject') await reject(reviewed, review.reason);
    else await merge(reviewed, review.into);
    // What was held with it may be let go now.
    if (lesson.status === 'quarantined')
      await parts.jobs.enqueue(tx, 'watch-harm', { workspace_id }, { singletonKey: workspace_id });
    await announceLearning(tx);
  });
  parts.libraries.drop(workspace_id);
}

/** Only the reviewer, and only for `REVIEW_UNDO_MS`; afterwards there is the rollback. */
export async function undoReview(parts: Ports, given: OnLesson): Promise<void> {
  const { workspace_id, lesson_id, reviewer } = given;
  await parts.database.asWorkspace(workspace_id, async (tx) => {
    const at = new Date(parts.now_ms());
    const lesson = await store.lockLessonRow(tx, lesson_id);
    if (lesson === undefined) throw new FlowError('not-found', 'No such lesson.');
    const { before_review: before } = lesson;
    if (lesson.reviewed_at === null || before === null || !isOfResolution(lesson)) return;
    if (!standsAsReviewed(lesson))
      throw new FlowError('conflict', 'It was taken back since: there is nothing of this review to undo.');
    if (lesson.reviewer_id !== reviewer.member_id || lesson.reviewed_by !== reviewer.name)
      throw new FlowError('conflict', `Only ${lesson.reviewed_by} can take this back.`);
    if (at.getTime() > lesson.reviewed_at.getTime() + REVIEW_UNDO_MS)
      throw new FlowError('conflict', 'This review is too old for an undo; roll the lesson back instead.');
    const undoing = { parts, tx, workspace_id, lesson, reviewer, at };
    if (lesson.kind === 'workflow') await unsettleWorkflow(undoing, before);
    else if (lesson.kind === 'guide') await unsettleGuide(undoing, before);
    else await putBackAsBefore(undoing, before);
    await announceLearning(tx);
  });
  parts.libraries.drop(workspace_id);
}

async function hold(tx: store.Tx, { lesson_id, reviewer }: OnLesson, now_ms: number): Promise<store.Lesson> {
  const lesson = await store.lockLessonRow(tx, lesson_id);
  if (lesson === undefined) throw new FlowError('not-found', 'No such lesson.');
  const isHeld = lesson.locked_by !== null && lesson.locked_by !== idOfReviewer(reviewer);
  if (isHeld && (lesson.locked_until?.getTime() ?? 0) > now_ms)
    throw new FlowError('conflict', `${lesson.locked_name ?? 'Somebody'} is looking at this lesson now.`);
  return lesson;
}

const waitsForReview = ({ status }: store.Lesson) => status === 'open' || status === 'quarantined';

/** The same click twice is one review. */
function sameAgain(lesson: store.Lesson, { reviewer, review }: OnLesson & { review: LessonReview }): boolean {
  const status = review.verdict === 'reject' ? 'rejected' : 'approved';
  return isDeepStrictEqual(
    [lesson.status, lesson.reviewer_id, lesson.reviewed_by],
    [status, reviewer.member_id, reviewer.name],
  );
}

/** An approval, or a merge, which is one too. A reason covers what its reviewer was shown: a gate that held it before. */
async function passGate(
  parts: Ports,
  given: OnLesson & { readonly review: Exclude<LessonReview, { verdict: 'reject' }> },
): Promise<void> {
  const { workspace_id, lesson_id, review } = given;
  const lesson = await parts.database.asWorkspace(workspace_id, (tx) => store.getLesson(tx, lesson_id));
  if (lesson === undefined) throw new FlowError('not-found', 'No such lesson.');
  // A workflow or a guide changes no answer, and nothing can be decided with and without a merge of two that are known.
  if (!waitsForReview(lesson) || !isPreviewable(lesson)) return;
  if (review.verdict === 'approve') {
    await passEdit(parts, { workspace_id, lesson, review });
    const blocked = lesson.findings.find((finding) => finding.verdict === 'block');
    if (review.override !== undefined) {
      if ((lesson.gate as ReplayGate | null)?.passed === false) return;
    } else if (blocked !== undefined)
      throw new FlowError(
        'conflict',
        `A check blocks this lesson: ${blocked.why} Say why it is right all the same.`,
      );
  }
  const judged = review.verdict === 'approve' ? lesson : await merged(parts, { ...given, lesson, ...review });
  const gate = await runGate(parts, { workspace_id, lesson: judged });
  await parts.database.asWorkspace(workspace_id, (tx) => store.setGate(tx, { id: lesson_id, gate }));
  if (gate.passed) return;
  const { length } = gate.broken;
  const broken = `${length} ${length === 1 ? 'answer that was right' : 'answers that were right'} would change`;
  throw new FlowError(
    'conflict',
    `The replay gate holds it back: ${gate.source_fixed ? broken : 'it would not even answer its own question'}.`,
  );
}

/** What the checks say of an edit is shown before it goes: a reason that was given without it is one for something else. */
async function passEdit(
  parts: Ports,
  given: {
    readonly workspace_id: string;
    readonly lesson: store.Lesson;
    readonly review: Extract<LessonReview, { verdict: 'approve' }>;
  },
): Promise<void> {
  const { workspace_id, lesson, review } = given;
  const { edit, override } = review;
  if (edit === undefined || isChange(lesson) || !isOfResolution(lesson)) return;
  const findings = await parts.libraries.write(workspace_id, (library, tx) =>
    checkEdit(library, tx, { lesson, edit }),
  );
  const said = findings.map(inWords);
  if (said.length === 0) return;
  if (override !== undefined && said.every((each) => edit.shown?.includes(each))) return;
  throw new FlowError(
    'conflict',
    `The checks object to the edit: ${said[0]} Say why it is right all the same.`,
    said.map((message) => ({ path: 'body.edit', message })),
  );
}

async function merged(
  parts: Ports,
  { workspace_id, lesson, into }: OnLesson & { readonly lesson: store.Lesson; readonly into: string },
): Promise<store.Lesson> {
  return parts.database.asWorkspace(workspace_id, async (tx) => {
    await mergeTarget(tx, lesson, into);
    return asMerged(tx, lesson, into);
  });
}
