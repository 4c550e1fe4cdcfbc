/**
 * A person says which class of high stakes a customer's question is a matter of, or that it is of none. An event of the
 * ledger, which the model has read when the caller hears of it; saying the same again adds none.
 *
 * It teaches the classifier only: what a lead's phrases say stands, whatever was said here. The newest word stands.
 */
import type { Question, StakesClass } from '@understudy/engine';
import { announceConversation } from '../announce.ts';
import { FlowError } from '../flow-error.ts';
import { newId } from '../ids.ts';
import { toLedger } from '../ledger-codec.ts';
import type { Parts } from '../parts.ts';
import * as store from '../store/index.ts';

export interface StakesWord {
  readonly workspace_id: string;
  /** Which asked what it is about. */
  readonly decision_id: string;
  readonly class: StakesClass | null;
}

/** @throws FlowError `not-found` */
export async function labelStakes(
  parts: Pick<Parts, 'database' | 'models' | 'now_ms'>,
  { workspace_id, decision_id, class: name }: StakesWord,
): Promise<void> {
  const at = new Date(parts.now_ms());
  await parts.database.asWorkspace(workspace_id, async (tx) => {
    const row = await store.getDecision(tx, decision_id);
    if (row === undefined) throw new FlowError('not-found', 'No such decision.');
    const { id: question_id, text } = row.question as Question;
    const known = (await store.listStakesLabels(tx, [question_id])).get(question_id);
    if (known?.class === name) return;
    const label = { question_id, text, class: name, at_ms: at.getTime() };
    const event = { kind: 'stakes-labelled', label } as const;
    await store.appendEvents(tx, [toLedger(event, { id: newId('outcome', at.getTime()), at })]);
    await announceConversation(tx, { conversation_id: row.conversation_id });
  });
  await parts.models.catchUp(workspace_id);
}
