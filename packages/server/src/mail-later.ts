/** A reply goes out by e-mail, too, where the customer asked for that and does not see it in time. */
import type { Parts } from './parts.ts';
import * as store from './store/index.ts';
import { toWireSettings } from './translate.ts';

const MINUTE_MS = 60_000;

/** In the transaction that appends the reply. */
export async function mailLater(
  parts: Pick<Parts, 'jobs'>,
  tx: store.Tx,
  { workspace_id, message }: { readonly workspace_id: string; readonly message: store.Message },
): Promise<void> {
  const { id: message_id, conversation_id, at } = message;
  if ((await store.getReplyAddress(tx, conversation_id)) === undefined) return;
  const { mail } = toWireSettings(await store.getWorkspace(tx));
  await store.insertReplyMail(tx, { message_id, conversation_id, at });
  const due = { startAfter: new Date(at.getTime() + mail.delay_minutes * MINUTE_MS) };
  await parts.jobs.enqueue(tx, 'mail-reply', { workspace_id, message_id }, due);
}
