/**
 * A person says what a word of customers means, and whether that is used. An event of the ledger, which the model has
 * read when the caller hears of it; saying the same again adds none.
 */
import type { GlossaryEntry } from '@understudy/engine';
import { announceLearning } from '../announce.ts';
import { FlowError } from '../flow-error.ts';
import { newId } from '../ids.ts';
import { toLedger } from '../ledger-codec.ts';
import type { Parts } from '../parts.ts';
import * as store from '../store/index.ts';

/** @throws FlowError `conflict` where the glossary is full */
export async function changeGlossary(
  parts: Pick<Parts, 'database' | 'models' | 'now_ms'>,
  { workspace_id, entry }: { readonly workspace_id: string; readonly entry: GlossaryEntry },
): Promise<store.GlossaryRow> {
  const { database, models } = parts;
  const at = new Date(parts.now_ms());
  const row = await database.asWorkspace(workspace_id, async (tx) => {
    const rows = await store.listGlossary(tx);
    const known = rows.find(({ term }) => term === entry.term);
    if (known?.meaning === entry.meaning && known.state === entry.state) return known;
    if (known === undefined && rows.length >= store.MOST_TERMS)
      throw new FlowError('conflict', `A glossary holds at most ${store.MOST_TERMS} terms.`);
    const event = { kind: 'glossary-changed', entry } as const;
    await store.appendEvents(tx, [toLedger(event, { id: newId('outcome', at.getTime()), at })]);
    return { ...entry, at };
  });
  await models.catchUp(workspace_id);
  await database.asWorkspace(workspace_id, (tx) => announceLearning(tx));
  return row;
}
