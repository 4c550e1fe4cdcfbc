/** A word of the glossary on one screen: what the term meant before and means with it; it has no question and no answer. */
import type { LessonDetail } from '@understudy/contract';
import { NO_EFFECT } from './lesson-effect.ts';
import { readChange } from './read-change.ts';
import * as store from './store/index.ts';
import { NO_IMPACT } from './translate-impact.ts';
import { type Seen, toWireFindings, toWireLesson } from './translate-lesson.ts';

export async function readGlossaryLesson(
  tx: store.Tx,
  row: store.LessonRow,
  seen: Seen,
): Promise<LessonDetail> {
  return {
    ...toWireLesson(row, seen),
    all_findings: toWireFindings(row),
    proposed: { title: row.title, text: row.question, links: [] },
    replaces: null,
    context: [],
    change: await readChange(tx, row),
    previewable: false,
    messages: [],
    nearest: [],
    impact: NO_IMPACT,
    gate: null,
    effect: { ...NO_EFFECT },
  };
}
