/**
 * A person tells the AI agent what to say next, while it has the word: a known resolution, or their own words. The team
 * reads it as a note; the customer only reads the reply that it becomes.
 *
 * One whisper at a time waits. It lapses where the word changes hands, and can be taken back until it was said.
 * Errors: `FlowError` not-found, conflict.
 */
import type { WhisperedReply } from '@understudy/contract';
import { announceConversation } from '../announce.ts';
import { FlowError } from '../flow-error.ts';
import { newId } from '../ids.ts';
import { isReleased } from '../is-released.ts';
import type { Parts } from '../parts.ts';
import * as store from '../store/index.ts';
import { toWireSettings } from '../translate.ts';

type Ports = Pick<Parts, 'database' | 'jobs' | 'now_ms'>;

export interface WhisperRequest {
  readonly workspace_id: string;
  readonly conversation_id: string;
  readonly agent: { readonly member_id: string | null; readonly name: string };
  readonly say: WhisperedReply;
  readonly is_lesson: boolean;
}

export async function whisper(parts: Ports, request: WhisperRequest): Promise<store.WhisperRow> {
  const at = new Date(parts.now_ms());
  const { workspace_id, conversation_id, agent, say, is_lesson } = request;
  return parts.database.asWorkspace(workspace_id, async (tx) => {
    const conversation = await store.lockConversation(tx, conversation_id);
    if (conversation === undefined) throw new FlowError('not-found', 'No such conversation.');
    await mustListen(tx, conversation);
    const { message } = await store.appendMessage(tx, {
      id: newId('message', at.getTime()),
      conversation_id,
      author: 'agent',
      member_id: agent.member_id,
      author_name: agent.name,
      kind: 'note',
      text: 'text' in say ? say.text : await titleOf(tx, say.resolution_id),
      at,
    });
    const row = await store.insertWhisper(tx, {
      id: newId('whisper', at.getTime()),
      conversation_id,
      message_id: message.id,
      generation: conversation.generation,
      resolution_id: 'text' in say ? null : say.resolution_id,
      is_lesson,
      by: agent.name,
      at,
    });
    await parts.jobs.enqueue(tx, 'steer-reply', { workspace_id, conversation_id });
    await announceConversation(tx, { conversation_id, messages: [message] });
    return row;
  });
}

async function mustListen(tx: store.Tx, conversation: store.Conversation): Promise<void> {
  const { autonomy } = toWireSettings(await store.getWorkspace(tx));
  if (conversation.status !== 'ai' || autonomy === 'off' || autonomy === 'shadow')
    throw new FlowError('conflict', 'The AI agent says nothing here now; write the reply yourself.');
  if (await store.findWaitingWhisper(tx, conversation))
    throw new FlowError('conflict', 'A whisper waits already; take it back first.');
}

/** Only what the team lets customers read. */
async function titleOf(tx: store.Tx, resolution_id: string): Promise<string> {
  const row = await store.getResolution(tx, resolution_id);
  if (row === undefined || !isReleased(row)) throw new FlowError('not-found', 'No such resolution.');
  return row.title;
}

export async function takeBackWhisper(
  parts: Ports,
  request: { readonly workspace_id: string; readonly whisper_id: string },
): Promise<store.WhisperRow> {
  return parts.database.asWorkspace(request.workspace_id, async (tx) => {
    const row = await store.getWhisper(tx, request.whisper_id);
    if (row === undefined) throw new FlowError('not-found', 'No such whisper.');
    const conversation = await store.lockConversation(tx, row.conversation_id);
    const hasLapsed = conversation?.generation !== row.generation;
    const settled = hasLapsed
      ? undefined
      : await store.settleWhisper(tx, { id: row.id, state: 'taken-back' });
    if (settled === undefined) throw new FlowError('conflict', 'It does not wait to be said any more.');
    await announceConversation(tx, { conversation_id: row.conversation_id });
    return settled;
  });
}
