/** A workflow's lesson on one screen: its text against the one before; it has no question, and changes no answer. */
import type { LessonDetail } from '@understudy/contract';
import { NO_EFFECT } from './lesson-effect.ts';
import * as store from './store/index.ts';
import { NO_IMPACT } from './translate-impact.ts';
import { type Seen, toWireFindings, toWireLesson } from './translate-lesson.ts';

export async function readWorkflowLesson(
  tx: store.Tx,
  row: store.LessonRow,
  seen: Seen,
): Promise<LessonDetail> {
  const versions = await store.workflowVersionsOf(tx, row.id);
  const [first, last] = [versions[0], versions.at(-1)];
  const before = first && (await store.workflowVersionBefore(tx, first));
  const words = ({ title, text }: { title: string; text: string }) => ({ title, text, links: [] });
  return {
    ...toWireLesson(row, seen),
    all_findings: toWireFindings(row),
    proposed: words(last ?? { title: row.title, text: '' }),
    replaces: before === undefined ? null : words(before),
    context: [],
    change: null,
    previewable: false,
    messages: [],
    nearest: [],
    impact: NO_IMPACT,
    gate: null,
    effect: { ...NO_EFFECT },
  };
}
