/** A guide's lesson on one screen: its words against those before, and where its steps point. */
import type { LessonDetail } from '@understudy/contract';
import { withoutQuestion } from './lesson-without-question.ts';
import { linesOf } from './settle-guide.ts';
import * as store from './store/index.ts';
import { toWireSteps } from './translate-guide.ts';
import type { Seen } from './translate-lesson.ts';

export async function readGuideLesson(tx: store.Tx, row: store.LessonRow, seen: Seen): Promise<LessonDetail> {
  const versions = await store.guideVersionsOf(tx, row.id);
  const [first, last] = [versions[0], versions.at(-1)];
  const before = first && (await store.guideVersionBefore(tx, first));
  const words = ({ title, steps }: store.GuideVersion) => ({ title, text: linesOf(steps), links: [] });
  const told = withoutQuestion(row, seen, {
    proposed: last === undefined ? { title: row.title, text: '', links: [] } : words(last),
    replaces: before === undefined ? null : words(before),
    change: null,
  });
  return { ...told, steps: toWireSteps(last?.steps ?? []) };
}
