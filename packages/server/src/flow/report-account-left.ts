/**
 * The host tells that an account left: an outcome of the newest answers that its people got, each once.
 *
 * Limits: answers of the last 30 days, at most 20.
 */
import { promiseSeen } from '../answer-signals.ts';
import { newId } from '../ids.ts';
import type { Parts } from '../parts.ts';
import * as store from '../store/index.ts';

const WITHIN_MS = 30 * 24 * 3_600_000;
const MOST_ANSWERS = 20;

/** Answers of how many answers it became an outcome. */
export async function reportAccountLeft(
  parts: Pick<Parts, 'database' | 'jobs' | 'now_ms'>,
  { workspace_id, account }: { readonly workspace_id: string; readonly account: string },
): Promise<number> {
  const at = new Date(parts.now_ms());
  const since = new Date(at.getTime() - WITHIN_MS);
  return parts.database.asWorkspace(workspace_id, async (tx) => {
    const answers = await store.listAnswersOfAccount(tx, { account, since, limit: MOST_ANSWERS });
    for (const { id: decision_id, conversation_id } of answers) {
      await store.appendOutcome(tx, {
        id: newId('outcome', at.getTime()),
        conversation_id,
        decision_id,
        kind: 'account-left',
        source_event: account,
        at,
      });
      await promiseSeen(parts, tx, { workspace_id, decision_id, signal: 'account-left', at });
    }
    return answers.length;
  });
}
