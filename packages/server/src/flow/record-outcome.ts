/**
 * What the customer says about an answer, and what an agent does with a draft. Appended, never edited; the same
 * click counts once.
 *
 * “Solved” resolves the conversation; the caller hands over what was not solved. Errors: `FlowError` not-found.
 */
import type { Signal } from '@understudy/engine';
import { announceConversation } from '../announce.ts';
import { promiseSeen } from '../answer-signals.ts';
import { FlowError } from '../flow-error.ts';
import { newId } from '../ids.ts';
import type { Parts } from '../parts.ts';
import { redactText } from '../redaction.ts';
import * as store from '../store/index.ts';

/** Neither content nor discontent. */
const MIDDLE_SCORE = 3;

type Ports = Pick<Parts, 'database' | 'jobs' | 'now_ms'>;

export interface Feedback {
  readonly workspace_id: string;
  readonly customer_id: string;
  readonly conversation_id: string;
  readonly message_id: string;
  readonly solved: boolean;
}

/** “Did that solve it?” Answers the status afterwards. */
export async function recordFeedback(parts: Ports, feedback: Feedback): Promise<store.ConversationStatus> {
  const at = new Date(parts.now_ms());
  return parts.database.asWorkspace(feedback.workspace_id, async (tx) => {
    const { conversation, message } = await ownMessage(tx, feedback);
    const isNew = await store.appendOutcome(tx, {
      id: newId('outcome', at.getTime()),
      conversation_id: conversation.id,
      decision_id: message.decision_id,
      kind: feedback.solved ? 'confirmed' : 'not-solved',
      source_event: message.id,
      at,
    });
    await seen(
      parts,
      tx,
      { ...feedback, decision_id: message.decision_id, at },
      feedback.solved ? 'confirmed' : 'denied',
    );
    if (!isNew || !feedback.solved || conversation.status === 'resolved') return conversation.status;
    const change = { status: 'resolved', waiting_since: null, takes_word: true } as const;
    await store.updateConversation(tx, { id: conversation.id, at, change });
    await store.discardOpenDrafts(tx, conversation.id);
    await announceConversation(tx, { conversation_id: conversation.id, status: 'resolved' });
    return 'resolved';
  });
}

export interface Thumb extends Omit<Feedback, 'solved'> {
  readonly thumb: 'up' | 'down';
  readonly reason: string | null;
  readonly comment: string | null;
}

/** A thumb, and why: the first one of an answer stands, and so does the first reason for it. Answers the status. */
export async function recordThumb(parts: Ports, given: Thumb): Promise<store.ConversationStatus> {
  const at = new Date(parts.now_ms());
  const { workspace_id, thumb, reason } = given;
  const comment = given.comment === null ? null : redactText(given.comment);
  return parts.database.asWorkspace(workspace_id, async (tx) => {
    const { conversation, message } = await ownMessage(tx, given);
    const { decision_id } = message;
    if (message.author !== 'ai' || decision_id === null) throw new FlowError('not-found', 'No such answer.');
    const about = { conversation_id: conversation.id, decision_id, source_event: message.id, at };
    const append = (kind: string, detail = {}) =>
      store.appendOutcome(tx, { id: newId('outcome', at.getTime()), ...about, kind, detail });
    const known = await store.listOutcomes(tx, conversation.id);
    const stands = known.find(({ kind, source_event }) => kind in THUMBS && source_event === message.id);
    if (stands === undefined) {
      await append(`thumb-${thumb}`);
      await seen(parts, tx, { workspace_id, decision_id, at }, `thumb-${thumb}`);
    }
    const is_same = stands === undefined || stands.kind === `thumb-${thumb}`;
    if (is_same && (reason !== null || comment !== null)) await append('thumb-reason', { reason, comment });
    await announceConversation(tx, { conversation_id: conversation.id });
    return conversation.status;
  });
}
const THUMBS = { 'thumb-up': true, 'thumb-down': true };

/**
 * How satisfied the customer is, 1 to 5: of the answer that stands, unless a human agent had the last word; and what
 * they add in words. Answers the status, which it does not change.
 */
export async function recordRating(
  parts: Ports,
  rating: Omit<Feedback, 'message_id' | 'solved'> & {
    readonly score: number;
    readonly comment: string | null;
  },
): Promise<store.ConversationStatus> {
  const at = new Date(parts.now_ms());
  const { workspace_id, conversation_id, score } = rating;
  return parts.database.asWorkspace(workspace_id, async (tx) => {
    const conversation = await store.lockConversation(tx, conversation_id);
    if (conversation?.customer_id !== rating.customer_id)
      throw new FlowError('not-found', 'No such conversation.');
    const decision_id = (await store.findStandingAnswer(tx, conversation_id))?.id ?? null;
    const about = { conversation_id, decision_id, source_event: conversation_id, at };
    const append = (kind: string, detail: Record<string, unknown>) =>
      store.appendOutcome(tx, { id: newId('outcome', at.getTime()), ...about, kind, detail });
    const isNew = await append('rated', { score });
    if (rating.comment !== null) await append('rating-comment', { comment: redactText(rating.comment) });
    const signal = score > MIDDLE_SCORE ? 'rated-high' : 'rated-low';
    if (isNew && score !== MIDDLE_SCORE) await seen(parts, tx, { workspace_id, decision_id, at }, signal);
    await announceConversation(tx, { conversation_id });
    return conversation.status;
  });
}

/** Null: it is about no decision. */
async function seen(
  parts: Ports,
  tx: store.Tx,
  { workspace_id, decision_id, at }: { workspace_id: string; decision_id: string | null; at: Date },
  signal: Signal,
): Promise<void> {
  if (decision_id !== null) await promiseSeen(parts, tx, { workspace_id, decision_id, signal, at });
}

export interface Choice {
  readonly workspace_id: string;
  readonly customer_id: string;
  readonly conversation_id: string;
  readonly message_id: string;
  /** Null: none of them. */
  readonly resolution_id: string | null;
}

/** A click on a clarifying choice is a label. Answers what was chosen in words, for the message that follows. */
export async function recordChoice(parts: Ports, choice: Choice): Promise<{ readonly label: string | null }> {
  const at = new Date(parts.now_ms());
  return parts.database.asWorkspace(choice.workspace_id, async (tx) => {
    const { conversation, message } = await ownMessage(tx, choice);
    const chosen = message.choices.find((item) => item.resolution_id === choice.resolution_id);
    if (choice.resolution_id !== null && chosen === undefined)
      throw new FlowError('not-found', 'No such choice.');
    await store.appendOutcome(tx, {
      id: newId('outcome', at.getTime()),
      conversation_id: conversation.id,
      decision_id: message.decision_id,
      kind: 'choice',
      source_event: message.id,
      detail: { resolution_id: choice.resolution_id, ...(chosen?.about && { about: chosen.about }) },
      at,
    });
    return { label: chosen?.label ?? null };
  });
}

/** The draft goes unused; false where it was closed before. */
export async function discardDraft(
  parts: Ports,
  request: { readonly workspace_id: string; readonly conversation_id: string; readonly decision_id: string },
): Promise<boolean> {
  const { workspace_id, conversation_id, decision_id } = request;
  const at = new Date(parts.now_ms());
  return parts.database.asWorkspace(workspace_id, async (tx) => {
    const decision = await store.getDecision(tx, decision_id);
    if (decision?.conversation_id !== conversation_id) throw new FlowError('not-found', 'No such draft.');
    if (!(await store.closeDraft(tx, { id: decision_id, state: 'discarded' }))) return false;
    const outcome = { conversation_id, decision_id, kind: 'draft-discarded', source_event: decision_id, at };
    await store.appendOutcome(tx, { id: newId('outcome', at.getTime()), ...outcome });
    await seen(parts, tx, { workspace_id, decision_id, at }, 'draft-discarded');
    await announceConversation(tx, { conversation_id });
    return true;
  });
}

/** The message and its conversation, if they are this customer's. */
async function ownMessage(
  tx: store.Tx,
  request: Pick<Feedback, 'customer_id' | 'conversation_id' | 'message_id'>,
) {
  const conversation = await store.lockConversation(tx, request.conversation_id);
  const message = await store.getMessage(tx, request.message_id);
  if (conversation?.customer_id !== request.customer_id || message?.conversation_id !== conversation.id) {
    throw new FlowError('not-found', 'No such message.');
  }
  return { conversation, message };
}
