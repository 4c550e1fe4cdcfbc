/**
 * A lead moves a lesson, and with it its resolution, to another stage; the model hears of it as an event.
 *
 * Errors: `FlowError` not-found.
 */
import type { Stage } from '@understudy/engine';
import { announceLearning } from '../announce.ts';
import { FlowError } from '../flow-error.ts';
import type { PendingEvent } from '../ledger-codec.ts';
import { newId } from '../ids.ts';
import type { Parts } from '../parts.ts';
import * as store from '../store/index.ts';
import { toDomainResolution } from '../translate.ts';

export async function setLessonStage(
  parts: Pick<Parts, 'database' | 'jobs' | 'now_ms'>,
  request: { readonly workspace_id: string; readonly lesson_id: string; readonly stage: Stage },
): Promise<store.Lesson> {
  const { workspace_id, lesson_id, stage } = request;
  const at = new Date(parts.now_ms());
  return parts.database.asWorkspace(workspace_id, async (tx) => {
    const lesson = await store.setLessonStage(tx, { id: lesson_id, stage });
    if (lesson === undefined) throw new FlowError('not-found', 'No such lesson.');
    const row = await store.setResolutionStage(tx, { id: lesson.resolution_id, stage, at });
    const payload: PendingEvent[] = [{ kind: 'resolution-upserted', resolution: toDomainResolution(row) }];
    await store.promise(tx, { id: newId('outcome', at.getTime()), kind: 'apply-lesson', payload });
    await parts.jobs.enqueue(tx, 'apply-lessons', { workspace_id });
    await announceLearning(tx);
    return lesson;
  });
}
