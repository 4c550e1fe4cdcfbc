/**
 * A customer's message comes in: redacted, stored once, and a job to decide on it, in one transaction.
 *
 * Acknowledged only after the commit, so an acknowledged message survives whatever happens next. The same
 * `client_id` of the same customer gives the message that stands. Errors: `FlowError` not-found,
 * idempotency-mismatch.
 */
import type { PageContext } from '@understudy/contract';
import { subjectOf } from '@understudy/engine';
import { announceConversation } from '../announce.ts';
import { promiseSeen } from '../answer-signals.ts';
import { filesToSend, hasSameFiles } from '../files-to-send.ts';
import { FlowError } from '../flow-error.ts';
import { newId } from '../ids.ts';
import { keepPage } from '../keep-page.ts';
import type { Parts } from '../parts.ts';
import { readReaction } from '../reaction.ts';
import { redactText } from '../redaction.ts';
import * as store from '../store/index.ts';

const MAX_CONTEXT_KEYS = 50;

export interface IncomingMessage {
  readonly workspace_id: string;
  readonly customer_id: string;
  readonly client_id: string;
  readonly text: string;
  readonly conversation_id: string | null;
  readonly context: Readonly<Record<string, string>>;
  /** What the customer saw; null where they withheld it, undefined where the page says nothing. */
  readonly page?: PageContext | null | undefined;
  /** Ids of uploaded files. */
  readonly attachments: readonly string[];
}

export interface Received {
  readonly message: store.Message;
  readonly status: store.ConversationStatus;
}

export async function receiveMessage(
  parts: Pick<Parts, 'database' | 'jobs' | 'now_ms'>,
  incoming: IncomingMessage,
): Promise<Received> {
  const at = new Date(parts.now_ms());
  const text = redactText(incoming.text);
  return parts.database.asWorkspace(incoming.workspace_id, async (tx) => {
    // One customer's messages come in one after the other: two first ones at once open one conversation.
    if (!(await store.lockCustomer(tx, incoming.customer_id)))
      throw new FlowError('not-found', 'No such visitor.');
    const known = await store.findMessageByClientId(tx, incoming);
    if (known !== undefined) return answerAgain(tx, known, { text, attachments: incoming.attachments });
    const { conversation, isReopened } = await conversationFor(tx, incoming, at);
    const { attachments: ids, customer_id } = incoming;
    const taken = { ids, by: { customer_id }, conversation_id: conversation.id };
    const { message } = await store.appendMessage(tx, {
      id: newId('message', at.getTime()),
      conversation_id: conversation.id,
      author: 'customer',
      kind: 'message',
      text,
      attachments: await filesToSend(tx, taken),
      client_id: incoming.client_id,
      at,
    });
    if (incoming.page !== undefined)
      await keepPage(parts, tx, { workspace_id: incoming.workspace_id, message, page: incoming.page });
    const subject = text || message.attachments.map(({ name }) => name).join(', ');
    const change = changeBy(incoming, conversation, subject, isReopened);
    const { status, generation } = await store.updateConversation(tx, { id: conversation.id, at, change });
    const { workspace_id } = incoming;
    if (isReopened) await recordReopened(parts, tx, { workspace_id, message });
    const job = { workspace_id, conversation_id: conversation.id, message_id: message.id, generation };
    await parts.jobs.enqueue(tx, 'decide-reply', job);
    await announceConversation(tx, { conversation_id: conversation.id, messages: [message], status });
    return { message, status };
  });
}

async function answerAgain(
  tx: store.Tx,
  known: store.Message,
  { text, attachments }: Pick<IncomingMessage, 'text' | 'attachments'>,
): Promise<Received> {
  if (known.text !== text || !hasSameFiles(known, attachments)) throw new FlowError('idempotency-mismatch');
  const conversation = await store.getConversation(tx, known.conversation_id);
  return { message: known, status: conversation?.status ?? 'ai' };
}

async function conversationFor(tx: store.Tx, incoming: IncomingMessage, at: Date) {
  if (incoming.conversation_id !== null) {
    const conversation = await store.lockConversation(tx, incoming.conversation_id);
    if (conversation?.customer_id !== incoming.customer_id)
      throw new FlowError('not-found', 'No such conversation.');
    return { conversation, isReopened: conversation.status === 'resolved' };
  }
  const open = await store.findOpenConversation(tx, incoming.customer_id);
  if (open !== undefined) return { conversation: open, isReopened: false };
  const conversation = await store.createConversation(tx, {
    id: newId('conversation', at.getTime()),
    customer_id: incoming.customer_id,
    channel: 'widget',
    status: 'ai',
    subject: '',
    at,
  });
  return { conversation, isReopened: false };
}

function changeBy(
  incoming: IncomingMessage,
  conversation: store.Conversation,
  text: string,
  isReopened: boolean,
): store.ConversationChange {
  const context = Object.fromEntries(
    Object.entries(incoming.context)
      .slice(0, MAX_CONTEXT_KEYS)
      .map(([key, value]) => [key, redactText(value)]),
  );
  return {
    unread: true,
    context,
    ...(conversation.subject === '' && { subject: subjectOf(text) }),
    ...(isReopened && { status: 'ai' as const, assignee_id: null, takes_word: true }),
  };
}

async function recordReopened(
  parts: Pick<Parts, 'jobs'>,
  tx: store.Tx,
  { workspace_id, message }: { workspace_id: string; message: store.Message },
): Promise<void> {
  const { conversation_id, id, at, text } = message;
  const latest = await store.findLatestDecision(tx, conversation_id);
  const outcome = {
    conversation_id,
    decision_id: latest?.id ?? null,
    kind: 'reopened',
    source_event: id,
    at,
  };
  await store.appendOutcome(tx, { id: newId('outcome', at.getTime()), ...outcome });
  const reaction = readReaction(text);
  // Thanks that come late open the conversation, but say nothing against the answer.
  if (latest === undefined || reaction === 'confirms' || reaction === 'acknowledges') return;
  await promiseSeen(parts, tx, { workspace_id, decision_id: latest.id, signal: 'reopened', at });
}
