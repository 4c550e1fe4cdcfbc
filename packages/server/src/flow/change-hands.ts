/**
 * Who has the word: take over, hand back, put back, resolve, reopen. Each raises the conversation's generation, so a job of
 * the AI agent that runs at the same moment stays silent.
 *
 * Asking for the state that holds already changes nothing and is no error.
 */
import { announceConversation } from '../announce.ts';
import { FlowError } from '../flow-error.ts';
import { newId } from '../ids.ts';
import type { Parts } from '../parts.ts';
import * as store from '../store/index.ts';
import { weighLater } from '../weigh-later.ts';

export type Hands = 'take-over' | 'hand-back' | 'put-back' | 'resolve' | 'reopen';

export interface HandsRequest {
  readonly workspace_id: string;
  readonly conversation_id: string;
  readonly hands: Hands;
  readonly agent: { readonly member_id: string | null; readonly name: string };
}

interface Rule {
  readonly to: (conversation: store.Conversation) => store.ConversationStatus;
  readonly note: (name: string) => string;
}

const RULES: Readonly<Record<Hands, Rule>> = {
  'take-over': { to: () => 'human', note: (name) => `${name} took over.` },
  'hand-back': { to: () => 'ai', note: (name) => `${name} handed back to the AI agent.` },
  // Only what a person has can go back to those that wait.
  'put-back': {
    to: (before) => (before.status === 'human' ? 'waiting' : before.status),
    note: (name) => `${name} put this back among the waiting.`,
  },
  resolve: { to: () => 'resolved', note: (name) => `${name} marked this as resolved.` },
  // Back to the person who had it; without one, to the queue.
  reopen: {
    to: (before) => (before.assignee_id === null ? 'waiting' : 'human'),
    note: (name) => `${name} reopened this.`,
  },
};

export async function changeHands(
  parts: Pick<Parts, 'database' | 'jobs' | 'now_ms'>,
  request: HandsRequest,
): Promise<store.ConversationRow> {
  const at = new Date(parts.now_ms());
  return parts.database.asWorkspace(request.workspace_id, async (tx) => {
    const before = await store.lockConversation(tx, request.conversation_id);
    if (before === undefined) throw new FlowError('not-found', 'No such conversation.');
    if (request.hands === 'reopen' && before.status !== 'resolved') return rowOf(tx, before.id);
    const status = RULES[request.hands].to(before);
    const assignee_id = assigneeAfter(request, before);
    if (status === before.status && assignee_id === before.assignee_id) return rowOf(tx, before.id);
    await apply(parts, tx, { request, before, status, assignee_id, at });
    return rowOf(tx, before.id);
  });
}

function assigneeAfter({ hands, agent }: HandsRequest, before: store.Conversation): string | null {
  if (hands === 'take-over') return agent.member_id ?? before.assignee_id;
  const isGiven = hands === 'hand-back' || (hands === 'put-back' && before.status === 'human');
  return isGiven ? null : before.assignee_id;
}

interface HandsChange {
  readonly request: HandsRequest;
  readonly before: store.Conversation;
  readonly status: store.ConversationStatus;
  readonly assignee_id: string | null;
  readonly at: Date;
}

async function apply(parts: Pick<Parts, 'jobs'>, tx: store.Tx, hands: HandsChange): Promise<void> {
  const { request, before, status, assignee_id, at } = hands;
  const { message } = await store.appendMessage(tx, {
    id: newId('message', at.getTime()),
    conversation_id: before.id,
    author: 'system',
    kind: 'event',
    text: RULES[request.hands].note(request.agent.name),
    at,
  });
  const waiting_since = status === 'waiting' ? at : null;
  const change = { status, assignee_id, waiting_since, takes_word: true, unread: false };
  await store.updateConversation(tx, { id: before.id, at, change });
  await weighLater(parts, tx, { workspace_id: request.workspace_id, before, status, at });
  await recordHands(tx, hands, message);
  if (status === 'resolved') {
    await store.discardOpenDrafts(tx, before.id);
    const { workspace_id } = request;
    await parts.jobs.enqueue(tx, 'draw-lesson', { workspace_id, conversation_id: before.id });
  }
  await announceConversation(tx, { conversation_id: before.id, messages: [message], status });
}

const OUTCOMES: Partial<Record<Hands, string>> = {
  'take-over': 'escalated',
  resolve: 'resolved-by-agent',
  reopen: 'reopened',
};

async function recordHands(
  tx: store.Tx,
  { request, before, at }: HandsChange,
  message: store.Message,
): Promise<void> {
  const kind = OUTCOMES[request.hands];
  if (kind === undefined) return;
  const decision_id = (await store.findLatestDecision(tx, before.id))?.id ?? null;
  const outcome = { conversation_id: before.id, decision_id, kind, source_event: message.id, at };
  await store.appendOutcome(tx, { id: newId('outcome', at.getTime()), ...outcome });
}

async function rowOf(tx: store.Tx, id: string): Promise<store.ConversationRow> {
  const row = await store.getConversationRow(tx, id);
  if (row === undefined) throw new FlowError('not-found', 'No such conversation.');
  return row;
}
