/**
 * Answers that incidents hold, as the policy knows them: drafts only, as long as an ongoing incident names them. What is held
 * stands in the ledger like every setting, so a decision stays a pure function of it and a replay sees what held.
 */
import { keepSettings } from './keep-settings.ts';
import * as store from './store/index.ts';
import { toWireSettings } from './translate.ts';

/** After incidents changed, in the same transaction; nothing is written where nothing changes. */
export async function holdAnswers(tx: store.Tx, at: Date): Promise<void> {
  const held_answers = await store.answersHeldByIncidents(tx);
  const before = toWireSettings(await store.getWorkspace(tx));
  if ((before.held_answers ?? []).join() === held_answers.join()) return;
  await keepSettings(tx, { ...before, held_answers }, at);
}
