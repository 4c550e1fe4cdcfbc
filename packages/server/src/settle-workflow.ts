/**
 * What a review does to a workflow's lesson, in the caller's transaction. Which version stands follows from the lesson's
 * status (`store/workflows.ts`), and the model hears nothing of it: it changes no answer.
 */
import type { LessonReview } from '@understudy/contract';
import { readWorkflow } from '@understudy/engine';
import { FlowError } from './flow-error.ts';
import type { Reviewing } from './settle-review.ts';
import * as store from './store/index.ts';

export async function settleWorkflow(reviewing: Reviewing, review: LessonReview): Promise<void> {
  if (review.verdict === 'merge')
    throw new FlowError('conflict', 'A workflow is no answer: there is nothing to merge it into.');
  if (review.verdict === 'reject') return setReview(reviewing, { status: 'rejected', reason: review.reason });
  if (review.edit !== undefined) await edit(reviewing, review.edit);
  const title = review.edit?.title ?? reviewing.lesson.title;
  await setReview(reviewing, { status: 'approved', reason: review.override?.reason ?? null, title });
}

/** As it stood; what the reviewer made of the text goes. */
export async function unsettleWorkflow({ tx, lesson }: Reviewing, before: store.BeforeReview): Promise<void> {
  const { status, stage, stage_why, resolution_id, title, proposal } = before;
  const nobody = { reviewer_id: null, reviewed_by: null, reviewed_at: null, review_reason: null };
  await store.dropWorkflowEdits(tx, lesson.id);
  await store.setReview(tx, {
    id: lesson.id,
    status,
    stage,
    stage_why,
    resolution_id,
    title,
    proposal,
    ...nobody,
    before: null,
  });
}

/** @throws FlowError `conflict` with what is wrong, for who wrote it */
export function checkWorkflowText(text: string): void {
  const read = readWorkflow(text);
  if ('problem' in read) throw new FlowError('conflict', read.problem);
}

async function edit(
  { tx, lesson, reviewer, at }: Reviewing,
  words: { readonly title: string; readonly text: string },
): Promise<void> {
  checkWorkflowText(words.text);
  const last = (await store.workflowVersionsOf(tx, lesson.id)).at(-1);
  if (last === undefined || (last.title === words.title && last.text === words.text)) return;
  const { workflow_id, evidence } = last;
  await store.holdWorkflow(tx, { id: workflow_id, resolution_id: lesson.resolution_id, at });
  const author = reviewer.name;
  await store.addWorkflowVersion(tx, { workflow_id, lesson_id: lesson.id, ...words, evidence, author, at });
}

interface Decided {
  readonly status: 'approved' | 'rejected';
  readonly reason: string | null;
  readonly title?: string;
}

async function setReview({ tx, lesson, reviewer, at }: Reviewing, decided: Decided): Promise<void> {
  const { status, stage, stage_why, resolution_id, title, proposal } = lesson;
  const isApproved = decided.status === 'approved';
  await store.setReview(tx, {
    id: lesson.id,
    status: decided.status,
    stage: isApproved ? 'suggest' : 'captured',
    stage_why: isApproved ? 'a person approved it' : 'a person rejected it',
    resolution_id,
    title: decided.title ?? title,
    proposal: null,
    reviewer_id: reviewer.member_id,
    reviewed_by: reviewer.name,
    reviewed_at: at,
    review_reason: decided.reason,
    before: { status, stage, stage_why, resolution_id, title, proposal, events: null, text: null },
  });
}
