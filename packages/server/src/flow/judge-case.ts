/**
 * A reviewer says that an answer which a lesson's preview shows is right or wrong for its question, or takes that back.
 *
 * It is kept as a blocking test, so that the replay gate heeds it, also for this very lesson; later previews count it as
 * known. It is about the question and the answer: whatever is decided about the lesson, it stands. One word for each
 * pair of them, the newest, whoever says it. No label: the cases were chosen, and so say nothing about the share of
 * wrong answers. The lesson's row is held first, as by an erasure. Errors: `FlowError` not-found, conflict.
 */
import type { CaseJudgement, Impact } from '@understudy/contract';
import type { Question } from '@understudy/engine';
import { announceLearning } from '../announce.ts';
import { addBlockingTest, blockingTestId } from '../blocking-test.ts';
import { FlowError } from '../flow-error.ts';
import type { Parts } from '../parts.ts';
import { readImpact } from '../read-impact.ts';
import * as store from '../store/index.ts';

export async function judgeCase(
  parts: Pick<Parts, 'database' | 'now_ms'>,
  given: {
    readonly workspace_id: string;
    readonly lesson_id: string;
    readonly judgement: CaseJudgement;
  },
): Promise<Impact> {
  const { decision_id, resolution_id, verdict } = given.judgement;
  return parts.database.asWorkspace(given.workspace_id, async (tx) => {
    const lesson = await store.lockLessonRow(tx, given.lesson_id);
    if (lesson === undefined) throw new FlowError('not-found', 'No such lesson.');
    const { cases } = await readImpact(tx, lesson);
    const isShown = cases.some(
      (each) => each.decision_id === decision_id && each.answer_id === resolution_id,
    );
    if (!isShown) throw new FlowError('conflict', 'The preview does not show this any more: count it again.');
    const decision = await store.lockDecision(tx, decision_id);
    if (decision === undefined) throw new FlowError('not-found', 'This question was deleted.');
    const test = { source: 'preview', decision_id, resolution_id } as const;
    await store.deleteBlockingTest(tx, blockingTestId(test));
    if (verdict !== null)
      await addBlockingTest(tx, {
        ...test,
        question: decision.question as Question,
        expect: verdict === 'right' ? 'must' : 'must-not',
        at: new Date(parts.now_ms()),
      });
    await announceLearning(tx);
    return readImpact(tx, lesson);
  });
}
