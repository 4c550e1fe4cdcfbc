/** Reads the customer's turn that a job is about, once the customer has stopped writing. */
import { setTimeout } from 'node:timers/promises';
import type { Question, Situation } from '@understudy/engine';
import { announceTyping } from './announce.ts';
import type { JobTable } from './jobs/jobs.ts';
import type { Parts } from './parts.ts';
import { chosenIn, hasWords, questionOf, turnOf } from './question.ts';
import { acknowledgementId } from './ids.ts';
import { readSeen, unusedKeys } from './read-seen.ts';
import { situationOf } from './situation.ts';
import * as store from './store/index.ts';

export interface Turn {
  readonly conversation: store.Conversation;
  readonly question: Question;
  /** What went before. */
  readonly situation: Situation;
  /** The answer of the AI agent that this turn follows, with nobody else between them. */
  readonly answer: { readonly decision_id: string; readonly message_id: string } | null;
  /** The customer was asked for words before. */
  readonly asked_for_words: boolean;
}

/** Null where there is nothing to decide: decided already, answered by a person, or the customer goes on writing. */
export async function readTurn(
  parts: Parts,
  job: JobTable['decide-reply'],
  signal?: AbortSignal,
): Promise<Turn | null> {
  const { database, now_ms, turn_window_ms } = parts;
  const turn = await database.asWorkspace(job.workspace_id, (tx) => read(tx, job));
  if (turn === null) return null;
  const rest_ms = turn.question.at_ms + turn_window_ms - now_ms();
  if (rest_ms <= 0) return turn;
  await setTimeout(rest_ms, undefined, { signal });
  // What came meanwhile has a job of its own, which decides on the whole turn.
  return readTurn({ ...parts, turn_window_ms: 0 }, job, signal);
}

async function read(tx: store.Tx, job: JobTable['decide-reply']): Promise<Turn | null> {
  const conversation = await store.getConversation(tx, job.conversation_id);
  if (conversation === undefined || conversation.status === 'resolved') return null;
  if (await store.findDecisionOf(tx, job.message_id)) return null;
  const messages = await store.listMessages(tx, { conversation_id: conversation.id });
  const turn = turnOf(messages);
  if (turn.at(-1)?.id !== job.message_id) return null;
  const seen = await readSeen(tx, { turn, conversation, chosen: chosenIn(messages) });
  const question = questionOf(turn, conversation, seen);
  const decisions = await store.listDecisions(tx, conversation.id);
  const outcomes = await store.listOutcomes(tx, conversation.id);
  const situation = situationOf(turn[0]?.seq ?? 0, { messages, decisions, outcomes });
  const not_to_ask = [...(situation.not_to_ask ?? []), ...(await unusedKeys(tx))];
  if (conversation.status === 'ai') {
    const { id: conversation_id, customer_id } = conversation;
    await announceTyping(tx, { customer_id, conversation_id, on: true });
  }
  return {
    conversation,
    question,
    situation: { ...situation, not_to_ask },
    answer: answerBefore(turn[0]?.seq ?? 0, messages, decisions),
    asked_for_words: decisions.some((row) => row.state === 'sent' && !hasWords(textOf(row))),
  };
}

const textOf = (row: store.DecisionRow): string => (row.question as { readonly text: string }).text;

function answerBefore(
  seq: number,
  messages: readonly store.Message[],
  decisions: readonly store.DecisionRow[],
): Turn['answer'] {
  const answer = decisions.findLast((row) => row.action === 'answer' && row.state === 'sent');
  const last = messages.findLast(
    (message) => message.seq < seq && message.kind !== 'note' && message.kind !== 'event',
  );
  if (answer === undefined || last?.author !== 'ai') return null;
  const isAnswer = last.decision_id === answer.id;
  const isThanked = messages.some(
    (message) => message.author === 'customer' && last.client_id === acknowledgementId(message.id),
  );
  const said = messages.findLast((message) => message.author === 'ai' && message.decision_id === answer.id);
  return (isAnswer || isThanked) && said !== undefined
    ? { decision_id: answer.id, message_id: said.id }
    : null;
}
