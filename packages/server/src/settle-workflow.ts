/**
 * What a review does to a workflow's lesson, in the caller's transaction. Which version stands follows from the lesson's
 * status (`store/workflows.ts`), and the model hears nothing of it: it changes no answer.
 */
import type { LessonReview } from '@understudy/contract';
import { readWorkflow } from '@understudy/engine';
import { FlowError } from './flow-error.ts';
import { settleProcedure } from './settle-procedure.ts';
import type { Reviewing } from './settle-review.ts';
import * as store from './store/index.ts';

export const settleWorkflow = (reviewing: Reviewing, review: LessonReview): Promise<void> =>
  settleProcedure({ name: 'workflow', edit }, reviewing, review);

/** As it stood; what the reviewer made of the text goes. */
export async function unsettleWorkflow({ tx, lesson }: Reviewing, before: store.BeforeReview): Promise<void> {
  await store.dropWorkflowEdits(tx, lesson.id);
  await store.unsetReview(tx, lesson.id, before);
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
