/** Asks for a conversation's priority where it begins to wait, or for what can be learned where a person takes it. */
import type { Parts } from './parts.ts';
import type * as store from './store/index.ts';

export async function weighLater(
  { jobs }: Pick<Parts, 'jobs'>,
  tx: store.Tx,
  change: {
    readonly workspace_id: string;
    readonly before: Pick<store.Conversation, 'id' | 'status' | 'waiting_since'>;
    readonly status: store.ConversationStatus;
    readonly at: Date;
  },
): Promise<void> {
  const { workspace_id, before, status, at } = change;
  const { id: conversation_id, waiting_since } = before;
  if (status === 'waiting') await jobs.enqueue(tx, 'weigh-priority', { workspace_id, conversation_id });
  if (status !== 'human' || before.status !== 'waiting' || waiting_since === null) return;
  const taken = { at: at.toISOString(), waiting_since: waiting_since.toISOString() };
  await jobs.enqueue(tx, 'weigh-priority', { workspace_id, conversation_id, taken });
}
