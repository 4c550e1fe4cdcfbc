/**
 * The question of a turn: what the customer wrote since somebody last answered, with what is known around it.
 *
 * Pure. Limits: the last 20 messages of the turn, 8 000 characters, and those of context tokens.
 */
import { type Question, type Seen, seenTokens } from '@understudy/engine';
import { detectLanguage } from '@understudy/engine/language';
import type * as store from './store/index.ts';
import { wantsHuman } from './wants-human.ts';

const MAX_TURN_MESSAGES = 20;
const MAX_QUESTION_LENGTH = 8_000;

/** The customer's messages at the end of the conversation, oldest first; empty where somebody has answered since. */
export function turnOf(messages: readonly store.Message[]): store.Message[] {
  const spoken = messages.filter((message) => message.kind !== 'note' && message.kind !== 'event');
  const lastAnswer = spoken.findLastIndex((message) => message.author !== 'customer');
  return spoken.slice(lastAnswer + 1).slice(-MAX_TURN_MESSAGES);
}

export function questionOf(
  turn: readonly store.Message[],
  conversation: Pick<store.Conversation, 'customer_id'>,
  seen: Seen,
): Question {
  const last = turn.at(-1);
  if (last === undefined) throw new RangeError('expected a turn of at least one message, got none');
  const text = turn
    .map((message) => message.text)
    .join('\n')
    .slice(-MAX_QUESTION_LENGTH);
  return {
    id: last.id,
    text,
    context: seenTokens(seen),
    language: detectLanguage(text),
    account: conversation.customer_id,
    at_ms: last.at.getTime(),
    // Also where the text had to be cut.
    wants_human: turn.some((message) => wantsHuman(message.text)),
  };
}

/** False for what has no word in it: emoji, punctuation. */
export function hasWords(text: string): boolean {
  return /[\p{L}\p{N}]/u.test(text);
}
