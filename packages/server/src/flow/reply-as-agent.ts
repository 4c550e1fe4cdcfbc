/**
 * A human agent replies or leaves a note. A reply pauses the AI agent by itself, is a demonstration to learn
 * from, and closes the draft that stood above the composer.
 *
 * Idempotent by `client_id`. Errors: `FlowError` not-found, idempotency-mismatch.
 */
import { announceConversation } from '../announce.ts';
import { promiseSeen } from '../answer-signals.ts';
import { editDistance } from '../edit-distance.ts';
import { filesToSend, hasSameFiles } from '../files-to-send.ts';
import { FlowError } from '../flow-error.ts';
import { newId } from '../ids.ts';
import { mailLater } from '../mail-later.ts';
import type { Parts } from '../parts.ts';
import * as store from '../store/index.ts';
import { weighLater } from '../weigh-later.ts';

export interface AgentReply {
  readonly workspace_id: string;
  readonly conversation_id: string;
  readonly agent: { readonly member_id: string | null; readonly name: string };
  readonly client_id: string;
  readonly kind: 'message' | 'note';
  readonly text: string;
  /** Ids of uploaded files. */
  readonly attachments: readonly string[];
  readonly draft: { readonly decision_id: string; readonly use: 'accepted' | 'edited' } | null;
}

export async function replyAsAgent(
  parts: Pick<Parts, 'database' | 'jobs' | 'now_ms'>,
  reply: AgentReply,
): Promise<store.Message> {
  const at = new Date(parts.now_ms());
  const { workspace_id, conversation_id } = reply;
  return parts.database.asWorkspace(workspace_id, async (tx) => {
    const conversation = await store.lockConversation(tx, conversation_id);
    if (conversation === undefined) throw new FlowError('not-found', 'No such conversation.');
    const known = await store.findByClientId(tx, conversation_id, reply.client_id);
    if (known !== undefined) return sameOrRefuse(known, reply);
    const taken = { ids: reply.attachments, by: { conversation_id }, conversation_id };
    const { message } = await store.appendMessage(tx, {
      id: newId('message', at.getTime()),
      conversation_id,
      author: 'agent',
      member_id: reply.agent.member_id,
      author_name: reply.agent.name,
      kind: reply.kind,
      text: reply.text,
      attachments: await filesToSend(tx, taken),
      client_id: reply.client_id,
      at,
    });
    if (reply.kind === 'message') {
      await recordUse(parts, tx, { reply, message });
      await store.updateConversation(tx, { id: conversation_id, at, change: takesWord(conversation, reply) });
      await parts.jobs.enqueue(tx, 'draw-lesson', { workspace_id, conversation_id });
      await weighLater(parts, tx, { workspace_id, before: conversation, status: 'human', at });
      await mailLater(parts, tx, { workspace_id, message });
    }
    const status = reply.kind === 'message' ? { status: 'human' as const } : {};
    await announceConversation(tx, { conversation_id, messages: [message], ...status });
    return message;
  });
}

function sameOrRefuse(message: store.Message, reply: AgentReply): store.Message {
  const isSame = message.text === reply.text && hasSameFiles(message, reply.attachments);
  if (!isSame || message.author !== 'agent') throw new FlowError('idempotency-mismatch');
  return message;
}

function takesWord(conversation: store.Conversation, reply: AgentReply): store.ConversationChange {
  const assignee_id = conversation.assignee_id ?? reply.agent.member_id;
  return { status: 'human', assignee_id, waiting_since: null, unread: false, takes_word: true };
}

/** What became of the draft; the agent's own words, where none was used, are a demonstration. */
async function recordUse(
  parts: Pick<Parts, 'jobs'>,
  tx: store.Tx,
  { reply, message }: { reply: AgentReply; message: store.Message },
): Promise<void> {
  const { workspace_id, conversation_id } = reply;
  const { at } = message;
  const draft = reply.draft === null ? undefined : await store.getDecision(tx, reply.draft.decision_id);
  if (draft !== undefined && draft.conversation_id !== conversation_id)
    throw new FlowError('not-found', 'No such draft.');
  if (draft !== undefined && reply.draft !== null) {
    await store.closeDraft(tx, { id: draft.id, state: reply.draft.use });
    if (draft.resolution_id !== null) await store.countUse(tx, draft.resolution_id);
  }
  // Whoever writes something else has seen the draft, and did not want it.
  for (const decision_id of await store.discardOpenDrafts(tx, conversation_id))
    await promiseSeen(parts, tx, { workspace_id, decision_id, signal: 'draft-discarded', at });
  const decision_id = draft?.id ?? (await store.findLatestDecision(tx, conversation_id))?.id ?? null;
  const edited = draft === undefined ? null : editDistance(draft.draft_text ?? '', message.text);
  await store.appendOutcome(tx, {
    id: newId('outcome', at.getTime()),
    conversation_id,
    decision_id,
    kind: draft === undefined ? 'demonstration' : `draft-${reply.draft?.use}`,
    source_event: message.id,
    detail: edited === null ? {} : { edit_distance: edited },
    at,
  });
  if (draft === undefined || edited === null || reply.draft === null) return;
  const signal = `draft-${reply.draft.use}` as const;
  await promiseSeen(parts, tx, { workspace_id, decision_id: draft.id, signal, edited, at });
}
