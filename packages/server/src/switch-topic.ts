/**
 * Sets a topic's switch on behalf of the product, as a lead would by hand: the row and the ledger in the caller's
 * transaction. `topicsOfChange` comes before it, since it may load a model.
 */
import type { Settings, SettingsChange } from '@understudy/contract';
import { changedSettings } from './changed-settings.ts';
import { newId } from './ids.ts';
import { toLedger } from './ledger-codec.ts';
import * as store from './store/index.ts';
import type { KnownTopics } from './topic-switches.ts';
import { fromWireSettings, toPolicySettings, toWireSettings } from './translate.ts';

export async function switchTopic(
  tx: store.Tx,
  given: {
    readonly change: Pick<SettingsChange, 'topic_autonomy'>;
    readonly known: KnownTopics;
    readonly at: Date;
  },
): Promise<Settings> {
  const { change, known, at } = given;
  const before = toWireSettings(await store.getWorkspace(tx));
  const after = changedSettings(before, change, known);
  await store.updateWorkspace(tx, { name: after.workspace_name, settings: fromWireSettings(after) });
  const event = { kind: 'settings-changed', settings: toPolicySettings(after) } as const;
  await store.appendEvents(tx, [toLedger(event, { id: newId('outcome', at.getTime()), at })]);
  return after;
}
