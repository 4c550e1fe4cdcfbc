/**
 * What a review does to a lesson, in the caller's transaction: brings it into force, takes it out, gives its question to
 * another resolution, and puts it back as it stood.
 *
 * Whatever is told to the model bears the lesson's id, so that whatever takes the lesson back takes it all back.
 */
import type { LessonReview } from '@understudy/contract';
import type { Stage } from '@understudy/engine';
import { FlowError } from './flow-error.ts';
import type { PendingEvent } from './ledger-codec.ts';
import { isChange, type OfResolution } from './lesson-kinds.ts';
import { eventsNow } from './move-exemplars.ts';
import { moveLesson, tellResolution } from './move-lesson.ts';
import type { Parts } from './parts.ts';
import { putBack } from './put-back.ts';
import { promiseWebhook } from './raise-alarm.ts';
import * as store from './store/index.ts';
import { takeBack } from './take-back.ts';

/** How long a review can be taken back by its reviewer. */
export const REVIEW_UNDO_MS = 10 * 60_000;

/** False once a rollback or a trigger took it back: what the lesson taught is theirs to put back. */
export const standsAsReviewed = ({ status }: Pick<store.Lesson, 'status'>): boolean =>
  status === 'approved' || status === 'rejected';

export interface Reviewer {
  /** Null for a key. */
  readonly member_id: string | null;
  readonly name: string;
}

export const idOfReviewer = ({ member_id, name }: Reviewer): string => member_id ?? `key ${name}`;

export interface Reviewing {
  readonly parts: Pick<Parts, 'jobs'>;
  readonly tx: store.Tx;
  readonly workspace_id: string;
  readonly lesson: OfResolution<store.Lesson>;
  readonly reviewer: Reviewer;
  readonly at: Date;
}

const OUT_OF_USE = 'Its answer is out of use: restore that first.';

const isOutOfUse = (lesson: store.Lesson, row: store.ResolutionRow | undefined): boolean =>
  !isChange(lesson) && lesson.proposal === null && row !== undefined && row.retired_at !== null;

/** Into force, at least as a suggestion; an edit is a new version of the text by its reviewer. */
export async function approve(
  reviewing: Reviewing,
  review: Extract<LessonReview, { verdict: 'approve' }>,
): Promise<void> {
  const { parts, tx, lesson } = reviewing;
  if (isChange(lesson) && review.edit !== undefined)
    throw new FlowError('conflict', 'This lesson brings no text of its own: there is nothing to edit.');
  if (lesson.proposal !== null && (await eventsNow(tx, lesson)) === null)
    throw new FlowError('conflict', 'One of the two answers is out of use: there is nothing left to do.');
  const stage: Stage = lesson.stage === 'auto' ? 'auto' : 'suggest';
  const row = await store.getResolution(tx, lesson.resolution_id);
  // What the model hears of a resolution takes it back into use.
  if (isOutOfUse(lesson, row)) throw new FlowError('conflict', OUT_OF_USE);
  const text = review.edit === undefined || row === undefined ? null : { title: row.title, text: row.text };
  await setReview(reviewing, {
    status: 'approved',
    stage,
    why: review.override === undefined ? 'a person approved it' : 'a person approved it against a check',
    reason: review.override?.reason ?? null,
    text,
  });
  if (lesson.proposal !== null) {
    // What waited comes as a suggestion; what is in force stays at its own stage.
    if (row !== undefined && row.retired_at !== null && !isChange(lesson))
      await store.setResolutionStage(tx, { id: row.id, stage, at: reviewing.at });
    await tellAgain(reviewing, lesson, { status: 'approved', is_chosen: true });
  } else if (lesson.stage !== stage) await moveLesson(parts, tx, { ...reviewing, stage });
  if (review.edit !== undefined) await edit(reviewing, review.edit);
}

export const REJECTED = { status: 'rejected', stage: 'captured', why: 'a person rejected it' } as const;

/** The lesson goes with all that it taught. */
export async function reject(reviewing: Reviewing, reason: string): Promise<void> {
  const events = await takeOut(reviewing);
  const proposal = reviewing.lesson.proposal ?? { events: events ?? [] };
  await setReview(reviewing, { ...REJECTED, reason, proposal, events });
}

/** What a lesson may be merged into. */
export async function mergeTarget(
  tx: store.Tx,
  lesson: store.Lesson,
  into: string,
): Promise<store.ResolutionRow> {
  if (isChange(lesson))
    throw new FlowError('conflict', 'This lesson is about a known resolution: it cannot be merged into one.');
  const target = await store.getResolution(tx, into);
  if (target === undefined || target.retired_at !== null)
    throw new FlowError('not-found', 'No such resolution.');
  if (into === lesson.resolution_id)
    throw new FlowError('conflict', 'It belongs to this resolution already.');
  return target;
}

/** Its question becomes one more example of what is known already. */
export async function merge(reviewing: Reviewing, into: string): Promise<void> {
  const { tx, lesson } = reviewing;
  const target = await mergeTarget(tx, lesson, into);
  const events = await takeOut(reviewing);
  const known = (lesson.proposal?.events ?? events) as PendingEvent[];
  const taught = known.find((event) => event.kind === 'lesson-applied');
  if (taught === undefined) throw new FlowError('conflict', 'The question of this lesson was erased.');
  await setReview(reviewing, {
    status: 'approved',
    stage: target.stage,
    why: `a person merged it into “${target.title}”`,
    reason: null,
    resolution: target,
    events,
  });
  const event: PendingEvent = { ...taught, exemplar: { ...taught.exemplar, resolution_id: into } };
  const proposed = { ...lesson, resolution_id: into, proposal: { events: [event] } };
  await tellAgain(reviewing, proposed, { status: 'approved', is_chosen: false });
}

/** Out of force; answers what it had told the model. Null where it was not in force. */
async function takeOut(reviewing: Reviewing): Promise<readonly unknown[] | null> {
  const { parts, tx, workspace_id, lesson, at } = reviewing;
  if (lesson.proposal !== null) return null;
  await takeBack(parts, tx, { workspace_id, lessons: [lesson], status: 'rejected', rollback_id: null, at });
  return (await store.getLesson(tx, lesson.id))?.proposal?.events ?? [];
}

export interface Decided {
  readonly status: store.LessonStatus;
  readonly stage: Stage;
  readonly why: string;
  readonly reason: string | null;
  /** What it would tell the model, were it approved after all. */
  readonly proposal?: store.LessonProposal;
  /** The text before an edit. */
  readonly text?: store.BeforeReview['text'];
  /** Under which people find it from now on. */
  readonly resolution?: { readonly id: string; readonly title: string };
  /** What it had told the model, and does not tell it any more. */
  readonly events?: readonly unknown[] | null;
}

export async function setReview(reviewing: Reviewing, decided: Decided): Promise<void> {
  const { tx, lesson, reviewer, at } = reviewing;
  const { status, stage, stage_why, resolution_id, title, proposal } = lesson;
  const { events = null, text = null } = decided;
  await store.setReview(tx, {
    id: lesson.id,
    status: decided.status,
    stage: decided.stage,
    stage_why: decided.why,
    resolution_id: decided.resolution?.id ?? resolution_id,
    title: decided.resolution?.title ?? title,
    proposal: decided.proposal ?? null,
    reviewer_id: reviewer.member_id,
    reviewed_by: reviewer.name,
    reviewed_at: at,
    review_reason: decided.reason,
    before: { status, stage, stage_why, resolution_id, title, proposal, events, text },
  });
  if (decided.status === 'approved') await tellApproval(reviewing, decided.stage);
}

async function tellApproval(reviewing: Reviewing, stage: Stage): Promise<void> {
  const { parts, tx, workspace_id, lesson, reviewer, at } = reviewing;
  const { id, kind } = lesson;
  const ports = { jobs: parts.jobs, now_ms: () => at.getTime() };
  // Without its title: many a one is how the customer began.
  const data = { id, kind, stage, by: reviewer.name, link: `/review/${id}` };
  await promiseWebhook(ports, tx, { workspace_id, event: 'lesson.approved', data });
}

/** What the lesson proposes comes into force; with `is_chosen` also above what was written since. */
async function tellAgain(
  { parts, tx, workspace_id, at }: Reviewing,
  lesson: store.Lesson,
  as: { readonly status: 'approved' | 'open'; readonly is_chosen: boolean },
): Promise<void> {
  await putBack(parts, tx, { workspace_id, lessons: [lesson], at, ...as });
}

async function edit(reviewing: Reviewing, words: { title: string; text: string }): Promise<void> {
  const { parts, tx, lesson, reviewer, at } = reviewing;
  const row = await store.getResolution(tx, lesson.resolution_id);
  if (row === undefined || (row.title === words.title && row.text === words.text)) return;
  const links = row.links.filter((link) => words.text.includes(link));
  const revised = await store.reviseResolution(tx, {
    id: row.id,
    ...words,
    links,
    author: reviewer.name,
    at,
  });
  await tellResolution(parts, tx, reviewing, revised);
}

/** As it stood: what the review applied is taken back, and what it took back is told again. */
export async function putBackAsBefore(reviewing: Reviewing, before: store.BeforeReview): Promise<void> {
  const { parts, tx, lesson } = reviewing;
  const wasMerged = lesson.resolution_id !== before.resolution_id;
  const wasApplied = before.proposal !== null && lesson.status === 'approved';
  if (wasMerged || wasApplied) await takeOut(reviewing);
  const { status, stage, resolution_id, proposal } = before;
  await store.unsetReview(tx, lesson.id, before);
  if (proposal !== null) return;
  const stood = { ...reviewing, lesson: { ...lesson, resolution_id } };
  if (before.events !== null) {
    const told = { ...stood.lesson, proposal: { events: before.events } };
    const as = { status: status === 'open' ? status : 'approved', is_chosen: false } as const;
    return tellAgain(reviewing, told, as);
  }
  if (before.text !== null) await edit(stood, before.text);
  if (lesson.stage !== stage) await moveLesson(parts, tx, { ...stood, stage });
}
