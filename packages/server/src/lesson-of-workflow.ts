/** A workflow's lesson on one screen: its text against the one before. */
import type { LessonDetail } from '@understudy/contract';
import { withoutQuestion } from './lesson-without-question.ts';
import * as store from './store/index.ts';
import type { Seen } from './translate-lesson.ts';

export async function readWorkflowLesson(
  tx: store.Tx,
  row: store.LessonRow,
  seen: Seen,
): Promise<LessonDetail> {
  const versions = await store.workflowVersionsOf(tx, row.id);
  const [first, last] = [versions[0], versions.at(-1)];
  const before = first && (await store.workflowVersionBefore(tx, first));
  const words = ({ title, text }: { title: string; text: string }) => ({ title, text, links: [] });
  return withoutQuestion(row, seen, {
    proposed: words(last ?? { title: row.title, text: '' }),
    replaces: before === undefined ? null : words(before),
    change: null,
  });
}
