/**
 * Sets a topic's switch on behalf of the product, as a lead would by hand: the row and the ledger in the caller's
 * transaction. `topicsOfChange` comes before it, since it may load a model.
 */
import type { SettingsChange } from '@understudy/contract';
import { changedSettings } from './changed-settings.ts';
import { keepSettings } from './keep-settings.ts';
import * as store from './store/index.ts';
import type { KnownTopics } from './topic-switches.ts';
import { toWireSettings } from './translate.ts';

export async function switchTopic(
  tx: store.Tx,
  given: {
    readonly change: Pick<SettingsChange, 'topic_autonomy'>;
    readonly known: KnownTopics;
    readonly at: Date;
  },
): Promise<void> {
  const { change, known, at } = given;
  const before = toWireSettings(await store.getWorkspace(tx));
  await keepSettings(tx, changedSettings(before, change, known), at);
}
