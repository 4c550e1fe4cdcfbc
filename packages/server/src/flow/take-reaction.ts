/**
 * “Thanks”, “that worked”, “no, still broken” right after an answer are no new questions: what they say is an
 * outcome of that answer. Success gets a short acknowledgement, failure goes to the team; neither is learned from.
 *
 * Done at least once: the outcome counts once, and the acknowledgement carries the turn in its `client_id`.
 */
import { announceConversation } from '../announce.ts';
import { promiseSeen } from '../answer-signals.ts';
import { acknowledgementId, newId } from '../ids.ts';
import type { JobTable } from '../jobs/jobs.ts';
import type { Parts } from '../parts.ts';
import { type Reaction, readReaction, readThumb } from '../reaction.ts';
import { readTurn, type Turn } from '../read-turn.ts';
import * as store from '../store/index.ts';

const TEXTS = {
  confirms: 'Glad that helped! Just write here if anything else comes up.',
  acknowledges: 'Just write here if anything else comes up.',
} as const;

/** False where the turn is a question: it is then to be decided on. */
export async function takeReaction(
  parts: Parts,
  job: JobTable['decide-reply'],
  signal?: AbortSignal,
): Promise<boolean> {
  const turn = await readTurn(parts, job, signal);
  if (turn === null) return true;
  const { answer, conversation, question } = turn;
  if (answer === null || conversation.status !== 'ai' || question.wants_human) return false;
  const reaction = readReaction(question.text);
  if (reaction === null) return false;
  return commit(parts, job, { turn, answer, reaction });
}

interface Reacted {
  readonly turn: Turn;
  readonly answer: NonNullable<Turn['answer']>;
  readonly reaction: Reaction;
}

const OUTCOMES = { confirms: 'confirmed', denies: 'not-solved' } as const;
const SIGNALS = { confirms: 'thanked', denies: 'denied', acknowledges: null } as const;

/** False where the word changed hands meanwhile: the turn is then a person's. */
async function commit(parts: Parts, job: JobTable['decide-reply'], reacted: Reacted): Promise<boolean> {
  const { turn, answer, reaction } = reacted;
  const { id: conversation_id, generation } = turn.conversation;
  const { workspace_id, message_id } = job;
  const at = new Date(parts.now_ms());
  return parts.database.asWorkspace(workspace_id, async (tx) => {
    const held = await store.holdGeneration(tx, { id: conversation_id, generation });
    if (held?.status !== 'ai') return false;
    if (reaction !== 'acknowledges') {
      const kind = OUTCOMES[reaction];
      const { decision_id } = answer;
      const outcome = { conversation_id, decision_id, kind, source_event: answer.message_id, at };
      await store.appendOutcome(tx, { id: newId('outcome', at.getTime()), ...outcome });
    }
    const signal = readThumb(turn.question.text) ?? SIGNALS[reaction];
    if (signal !== null)
      await promiseSeen(parts, tx, { workspace_id, decision_id: answer.decision_id, signal, at });
    if (reaction === 'denies') {
      await parts.jobs.enqueue(tx, 'hand-off', { workspace_id, conversation_id, decision_id: null });
      return true;
    }
    const { message, created } = await store.appendMessage(tx, {
      id: newId('message', at.getTime()),
      conversation_id,
      author: 'ai',
      kind: 'message',
      text: TEXTS[reaction],
      client_id: acknowledgementId(message_id),
      at,
    });
    if (created) await announceConversation(tx, { conversation_id, messages: [message], status: 'ai' });
    return true;
  });
}
