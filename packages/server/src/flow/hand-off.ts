/**
 * Hands a conversation to the team: says so to the customer, sums it up in a note, and puts it where human agents see it.
 *
 * From a decision (as a job), from “talk to a person”, and from “that did not solve it”. Idempotent: a
 * conversation that waits already, or that a person has, stays as it is.
 */
import type { Decision } from '@understudy/engine';
import { announceConversation } from '../announce.ts';
import { promiseSeen, promiseShown } from '../answer-signals.ts';
import { FlowError } from '../flow-error.ts';
import { handOffNote } from '../hand-off-note.ts';
import { newId } from '../ids.ts';
import type { Parts } from '../parts.ts';
import { promiseWebhook } from '../raise-alarm.ts';
import { situationOf } from '../situation.ts';
import * as store from '../store/index.ts';
import { toWireSettings } from '../translate.ts';

type Ports = Pick<Parts, 'database' | 'jobs' | 'now_ms'>;

export interface HandOff {
  readonly workspace_id: string;
  readonly conversation_id: string;
  /** The decision that handed over; null where the customer asked. */
  readonly decision_id: string | null;
  /** The customer who asks; null where the system does. A conversation of somebody else does not exist for them. */
  readonly asked_by?: string;
  /** They asked for a person in so many words or clicks, not merely denied an answer. */
  readonly is_wish?: boolean;
}

export async function handOff(parts: Ports, request: HandOff): Promise<store.ConversationStatus> {
  const at = new Date(parts.now_ms());
  return parts.database.asWorkspace(request.workspace_id, async (tx) => {
    const conversation = await store.lockConversation(tx, request.conversation_id);
    if (conversation === undefined) throw new FlowError('not-found', 'No such conversation.');
    if (request.asked_by !== undefined && conversation.customer_id !== request.asked_by) {
      throw new FlowError('not-found', 'No such conversation.');
    }
    if (!(await isWanted(tx, request, conversation))) return conversation.status;
    return handOver(parts, tx, { request, conversation, at });
  });
}

async function isWanted(tx: store.Tx, request: HandOff, conversation: store.Conversation): Promise<boolean> {
  if (conversation.status === 'waiting' || conversation.status === 'human') return false;
  if (request.decision_id === null) return true;
  const decision = await store.getDecision(tx, request.decision_id);
  if (decision?.state !== 'pending') return false;
  if (conversation.status === 'ai' && decision.generation === conversation.generation) return true;
  await store.settleDecision(tx, { id: decision.id, state: 'superseded' });
  return false;
}

/** A draft is shown to the team from here on; a wish for a person is told of the answer that it follows. */
async function recordSignals(
  parts: Ports,
  tx: store.Tx,
  { request, at }: { request: HandOff; at: Date },
): Promise<void> {
  const { workspace_id, conversation_id, decision_id } = request;
  const row = decision_id === null ? undefined : await store.getDecision(tx, decision_id);
  if (row?.draft_state === 'open') await promiseShown(parts, tx, { workspace_id, row, action: 'draft', at });
  const answer = request.is_wish ? await store.findStandingAnswer(tx, conversation_id) : undefined;
  if (answer === undefined) return;
  await promiseSeen(parts, tx, { workspace_id, decision_id: answer.id, signal: 'asked-for-human', at });
}

async function handOver(
  parts: Ports,
  tx: store.Tx,
  { request, conversation, at }: { request: HandOff; conversation: store.Conversation; at: Date },
): Promise<store.ConversationStatus> {
  const { id: conversation_id } = conversation;
  await recordSignals(parts, tx, { request, at });
  const { widget } = toWireSettings(await store.getWorkspace(tx));
  const { message } = await store.appendMessage(tx, {
    id: newId('message', at.getTime()),
    conversation_id,
    author: 'system',
    kind: 'hand-off',
    text: `The team will reply here. ${widget.reply_expectation}`.trim(),
    decision_id: request.decision_id,
    at,
  });
  const note = await appendNote(tx, { request, at });
  const change = { status: 'waiting', waiting_since: at, takes_word: true, unread: true } as const;
  await store.updateConversation(tx, { id: conversation_id, at, change });
  const decision_id =
    request.decision_id ?? (await store.findLatestDecision(tx, conversation_id))?.id ?? null;
  if (decision_id !== null) await store.settleDecision(tx, { id: decision_id, state: 'sent' });
  await store.appendOutcome(tx, {
    id: newId('outcome', at.getTime()),
    conversation_id,
    decision_id,
    kind: 'escalated',
    source_event: message.id,
    detail: { asked_by: request.asked_by === undefined ? 'ai' : 'customer' },
    at,
  });
  await promiseWebhook(parts, tx, {
    workspace_id: request.workspace_id,
    event: 'conversation.handed-off',
    data: {
      id: conversation_id,
      decision_id,
      asked_by: request.asked_by === undefined ? 'ai' : 'customer',
      link: `/inbox/waiting/${conversation_id}`,
    },
  });
  await parts.jobs.enqueue(tx, 'weigh-priority', { workspace_id: request.workspace_id, conversation_id });
  await announceConversation(tx, { conversation_id, messages: [message, note], status: 'waiting' });
  return 'waiting';
}

async function appendNote(
  tx: store.Tx,
  { request, at }: { request: HandOff; at: Date },
): Promise<store.Message> {
  const { conversation_id, decision_id } = request;
  const messages = await store.listMessages(tx, { conversation_id });
  const decisions = await store.listDecisions(tx, conversation_id);
  const outcomes = await store.listOutcomes(tx, conversation_id);
  const row = decisions.find((each) => each.id === decision_id);
  const past = { messages, decisions, outcomes };
  const { tries } = situationOf(Number.POSITIVE_INFINITY, past);
  const { message } = await store.appendMessage(tx, {
    id: newId('message', at.getTime()),
    conversation_id,
    author: 'system',
    author_name: 'Summary',
    kind: 'note',
    text: handOffNote({ reasons: reasonsOf(request, row), messages, tries }),
    decision_id,
    at,
  });
  return message;
}

function reasonsOf({ asked_by, is_wish }: HandOff, row: store.DecisionRow | undefined): string[] {
  if (row !== undefined) return (row.decision as Decision).reasons.map(({ text }) => text);
  if (asked_by !== undefined && is_wish) return ['The customer asked for a person.'];
  return ['The customer said that the answer did not help.'];
}
