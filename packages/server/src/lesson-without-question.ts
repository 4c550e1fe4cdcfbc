/** A lesson on one screen that has no question, and changes no answer by itself: nothing to replay, nothing to count. */
import type { LessonDetail } from '@understudy/contract';
import { NO_EFFECT } from './lesson-effect.ts';
import type { LessonRow } from './store/index.ts';
import { NO_IMPACT } from './translate-impact.ts';
import { type Seen, toWireFindings, toWireLesson } from './translate-lesson.ts';

export function withoutQuestion(
  row: LessonRow,
  seen: Seen,
  told: Pick<LessonDetail, 'proposed' | 'replaces' | 'change'>,
): LessonDetail {
  return {
    ...toWireLesson(row, seen),
    ...told,
    all_findings: toWireFindings(row),
    context: [],
    previewable: false,
    messages: [],
    nearest: [],
    impact: NO_IMPACT,
    gate: null,
    effect: NO_EFFECT,
  };
}
