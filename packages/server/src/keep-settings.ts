/** Keeps settings in the caller's transaction: the row, and what concerns the policy in the ledger. */
import type { Settings } from '@understudy/contract';
import { newId } from './ids.ts';
import { toLedger } from './ledger-codec.ts';
import * as store from './store/index.ts';
import { fromWireSettings, toPolicySettings } from './translate.ts';

export async function keepSettings(tx: store.Tx, settings: Settings, at: Date): Promise<store.Workspace> {
  const row = await store.updateWorkspace(tx, {
    name: settings.workspace_name,
    settings: fromWireSettings(settings),
  });
  const event = { kind: 'settings-changed', settings: toPolicySettings(settings) } as const;
  await store.appendEvents(tx, [toLedger(event, { id: newId('outcome', at.getTime()), at })]);
  return row;
}
