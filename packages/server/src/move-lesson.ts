/** Moves a lesson, and with it its resolution, to another stage, in the caller's transaction. */
import type { Stage } from '@understudy/engine';
import { newId } from './ids.ts';
import type { PendingEvent } from './ledger-codec.ts';
import type { OfResolution } from './lesson-kinds.ts';
import type { Parts } from './parts.ts';
import * as store from './store/index.ts';
import { toDomainResolution } from './translate.ts';

interface OfLesson {
  readonly workspace_id: string;
  readonly lesson: OfResolution<Pick<store.Lesson, 'id' | 'resolution_id'>>;
  readonly at: Date;
}

export async function moveLesson(
  parts: Pick<Parts, 'jobs'>,
  tx: store.Tx,
  { stage, ...of }: OfLesson & { readonly stage: Stage },
): Promise<void> {
  const { id, resolution_id } = of.lesson;
  await store.setLessonStage(tx, { id, stage });
  await tellResolution(
    parts,
    tx,
    of,
    await store.setResolutionStage(tx, { id: resolution_id, stage, at: of.at }),
  );
}

/** What the lesson's resolution is now: under the lesson's id, so that whatever takes the lesson back takes this back too. */
export async function tellResolution(
  parts: Pick<Parts, 'jobs'>,
  tx: store.Tx,
  { workspace_id, lesson, at }: OfLesson,
  row: store.ResolutionRow,
): Promise<void> {
  const payload: PendingEvent[] = [{ kind: 'resolution-upserted', resolution: toDomainResolution(row) }];
  const id = `${lesson.id}.${newId('outcome', at.getTime())}`;
  await store.promise(tx, { id, kind: 'apply-lesson', payload });
  await parts.jobs.enqueue(tx, 'apply-lessons', { workspace_id });
}
