/**
 * What a review does to a lesson that is a procedure (a workflow, a guide), in the caller's transaction. It changes no
 * answer: the model hears nothing of it, and which version stands follows from the lesson's status.
 */
import type { LessonReview } from '@understudy/contract';
import { FlowError } from './flow-error.ts';
import { REJECTED, type Reviewing, setReview } from './settle-review.ts';

export interface Procedure {
  /** As people call it. */
  readonly name: 'workflow' | 'guide';
  /** Keeps what the reviewer made of the words. */
  readonly edit: (
    reviewing: Reviewing,
    words: { readonly title: string; readonly text: string },
  ) => Promise<void>;
}

export async function settleProcedure(
  { name, edit }: Procedure,
  reviewing: Reviewing,
  review: LessonReview,
): Promise<void> {
  if (review.verdict === 'merge')
    throw new FlowError('conflict', `A ${name} is no answer: there is nothing to merge it into.`);
  if (review.verdict === 'reject') return setReview(reviewing, { ...REJECTED, reason: review.reason });
  if (review.edit !== undefined) await edit(reviewing, review.edit);
  const { resolution_id, title } = reviewing.lesson;
  await setReview(reviewing, {
    status: 'approved',
    stage: 'suggest',
    why: 'a person approved it',
    reason: review.override?.reason ?? null,
    resolution: { id: resolution_id, title: review.edit?.title ?? title },
  });
}
