/**
 * A lead moves a lesson that is in force, and with it its resolution, to another stage; the model hears of it as an event.
 * One that waits behind a check, or was taken back, tells the model nothing: approving it is the only way in.
 *
 * Errors: `FlowError` not-found, conflict.
 */
import type { Stage } from '@understudy/engine';
import { announceLearning } from '../announce.ts';
import { FlowError } from '../flow-error.ts';
import { isChange, isOfResolution } from '../lesson-kinds.ts';
import { moveLesson } from '../move-lesson.ts';
import type { Parts } from '../parts.ts';
import * as store from '../store/index.ts';

export async function setLessonStage(
  parts: Pick<Parts, 'database' | 'jobs' | 'now_ms'>,
  request: { readonly workspace_id: string; readonly lesson_id: string; readonly stage: Stage },
): Promise<void> {
  const { workspace_id, lesson_id, stage } = request;
  const at = new Date(parts.now_ms());
  await parts.database.asWorkspace(workspace_id, async (tx) => {
    const lesson = await store.lockLessonRow(tx, lesson_id);
    if (lesson === undefined) throw new FlowError('not-found', 'No such lesson.');
    if (lesson.kind === 'workflow')
      throw new FlowError('conflict', 'A workflow is in use or not: it has no stages.');
    if (lesson.kind === 'guide')
      throw new FlowError('conflict', 'A guide is in use or not: it has no stages.');
    if (isChange(lesson) || !isOfResolution(lesson))
      throw new FlowError('conflict', 'This lesson is in force or not: it has no stages.');
    if (lesson.proposal !== null || (lesson.status !== 'open' && lesson.status !== 'approved'))
      throw new FlowError('conflict', 'This lesson is not in force: approve it first.');
    const row = await store.getResolution(tx, lesson.resolution_id);
    if (row !== undefined && row.retired_at !== null)
      throw new FlowError('conflict', 'Its answer is out of use: restore that first.');
    await moveLesson(parts, tx, { workspace_id, lesson, stage, at });
    await announceLearning(tx);
  });
}
