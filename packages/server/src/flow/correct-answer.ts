/**
 * A human agent says in the inbox that an answer of the AI agent was wrong, and what would have been right.
 *
 * No label: people look where something went wrong, so such a verdict says nothing about the share of wrong answers.
 * Where the answer waits for an audit, the caller takes it as that audit's verdict instead. Appended, never edited; the
 * first correction of an answer stands. From then on nobody who asks nearly the same is given that answer. Errors: `FlowError` not-found, conflict.
 */
import type { Question } from '@understudy/engine';
import { addBlockingTest } from '../blocking-test.ts';
import { FlowError } from '../flow-error.ts';
import { newId } from '../ids.ts';
import type { Parts } from '../parts.ts';
import { refuseAnswer } from '../refuse-answer.ts';
import * as store from '../store/index.ts';

export interface AnswerCorrection {
  readonly workspace_id: string;
  readonly decision_id: string;
  readonly verdict: 'wrong' | 'harmless';
  /** `{ resolution_id }` or `{ text }`: what would have been right. */
  readonly correction: Record<string, string>;
  readonly by: string;
}

export async function correctAnswer(
  parts: Pick<Parts, 'database' | 'jobs' | 'now_ms'>,
  given: AnswerCorrection,
): Promise<void> {
  const { workspace_id, decision_id, verdict, correction, by } = given;
  const at = new Date(parts.now_ms());
  await parts.database.asWorkspace(workspace_id, async (tx) => {
    const row = await store.getDecision(tx, decision_id);
    if (row === undefined || (row.action !== 'answer' && row.action !== 'clarify'))
      throw new FlowError('not-found', 'The AI agent gave no such answer.');
    const { resolution_id } = correction;
    if (resolution_id !== undefined && resolution_id === row.resolution_id)
      throw new FlowError('conflict', 'This is what was answered; choose another resolution, or write one.');
    if (resolution_id !== undefined && !(await isInUse(tx, resolution_id)))
      throw new FlowError('not-found', 'No such resolution.');
    const isNew = await store.appendOutcome(tx, {
      id: newId('outcome', at.getTime()),
      conversation_id: row.conversation_id,
      decision_id,
      kind: 'marked-wrong',
      source_event: decision_id,
      detail: { verdict, correction, by },
      at,
    });
    if (!isNew) throw new FlowError('conflict', 'This answer was corrected already.');
    if (row.resolution_id !== null) {
      const person = { member_id: null, name: by };
      await refuseAnswer(parts, tx, { workspace_id, decision: row, by: person, at });
      await addBlockingTest(tx, {
        question: row.question as Question,
        resolution_id: row.resolution_id,
        expect: 'must-not',
        source: 'negative-knowledge',
        decision_id,
        at,
      });
    }
    await parts.jobs.enqueue(tx, 'draw-correction', { workspace_id, decision_id });
  });
}

async function isInUse(tx: store.Tx, resolution_id: string): Promise<boolean> {
  const row = await store.getResolution(tx, resolution_id);
  return row !== undefined && row.retired_at === null;
}
