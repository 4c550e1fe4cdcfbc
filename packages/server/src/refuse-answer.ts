/**
 * A person said that an answer was wrong for its question: nobody is given it again who asks nearly the same.
 *
 * A lesson like any other, in force at once: a rollback takes it back, and it goes with the customer whose question it
 * was. Once for each decision. Beside it stands the blocking test, which holds lessons back that would bring it again.
 */
import type { Question } from '@understudy/engine';
import { derivedId } from './ids.ts';
import { keepChange } from './keep-change.ts';
import type { Parts } from './parts.ts';
import type { Reviewer } from './settle-review.ts';
import * as store from './store/index.ts';
import { toStoredQuestion } from './translate.ts';

export async function refuseAnswer(
  parts: Pick<Parts, 'jobs'>,
  tx: store.Tx,
  given: {
    readonly workspace_id: string;
    readonly decision: store.DecisionRow;
    readonly by: Reviewer;
    readonly at: Date;
  },
): Promise<void> {
  const { workspace_id, decision, by, at } = given;
  const resolution =
    decision.resolution_id === null ? undefined : await store.getResolution(tx, decision.resolution_id);
  if (resolution === undefined) return;
  const question = toStoredQuestion(decision.question as Question);
  const source_key = `refused ${decision.id}`;
  const refusal = {
    id: derivedId('exemplar', source_key),
    resolution_id: resolution.id,
    question: { ...question, vector: null },
  };
  await keepChange(parts, tx, {
    workspace_id,
    kind: 'negative',
    resolution,
    question: question.text,
    events: [{ kind: 'answer-refused', refusal }],
    change: null,
    exemplar_id: refusal.id,
    conversation_id: decision.conversation_id,
    source_key,
    by,
    reason: '',
    at,
  });
}
