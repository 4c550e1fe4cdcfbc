/** A word of the glossary on one screen: what the term meant before and means with it. */
import type { LessonDetail } from '@understudy/contract';
import { withoutQuestion } from './lesson-without-question.ts';
import { readChange } from './read-change.ts';
import type * as store from './store/index.ts';
import type { Seen } from './translate-lesson.ts';

export async function readGlossaryLesson(
  tx: store.Tx,
  row: store.LessonRow,
  seen: Seen,
): Promise<LessonDetail> {
  const { title, question: text } = row;
  const change = await readChange(tx, row);
  return withoutQuestion(row, seen, { proposed: { title, text, links: [] }, replaces: null, change });
}
