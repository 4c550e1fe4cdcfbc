/**
 * The question of a turn: what the customer wrote since somebody last answered, with what is known around it.
 *
 * Where the AI agent asked for one thing around it, such as the plan, the question goes on: a click on a value says no
 * more words of it, but something of its context.
 * Pure. Limits: the last 20 messages of the turn, 8 000 characters, and those of context tokens.
 */
import { type Question, type Seen, seenTokens } from '@understudy/engine';
import { detectLanguage } from '@understudy/engine/language';
import type * as store from './store/index.ts';
import { wantsHuman } from './wants-human.ts';

const MAX_TURN_MESSAGES = 20;
const MAX_QUESTION_LENGTH = 8_000;

/** What a click on no choice says. */
export const NONE_OF_THEM = 'None of these.';

/**
 * The customer's messages at the end of the conversation, oldest first; empty where somebody has answered since. Those that
 * only choose a value have no text.
 */
export function turnOf(messages: readonly store.Message[]): store.Message[] {
  const spoken = spokenSince(messages);
  return spoken
    .map((message, i) => (isClick(message, spoken[i - 1]) ? { ...message, text: '' } : message))
    .filter((message) => message.author === 'customer')
    .slice(-MAX_TURN_MESSAGES);
}

/** What the customer chose in this turn where they were asked for something around their question: unsigned. */
export function chosenIn(messages: readonly store.Message[]): Readonly<Record<string, string>> {
  const spoken = spokenSince(messages);
  const chosen = spoken.flatMap((message, i) => choiceOf(message, spoken[i - 1])?.about ?? []);
  return Object.fromEntries(chosen.map(({ key, value }) => [key, value]));
}

/** The turn, with what the AI agent asked for within it. */
function spokenSince(messages: readonly store.Message[]): store.Message[] {
  const spoken = messages.filter((message) => message.kind !== 'note' && message.kind !== 'event');
  if (spoken.at(-1)?.author !== 'customer') return [];
  const lastAnswer = spoken.findLastIndex(
    (message) => message.author !== 'customer' && !asksForContext(message),
  );
  return spoken.slice(lastAnswer + 1);
}

const asksForContext = ({ kind, choices }: store.Message): boolean =>
  kind === 'clarify' && choices.some(({ about }) => about !== undefined);

const choiceOf = ({ author, text }: store.Message, before: store.Message | undefined) =>
  author === 'customer' && before?.kind === 'clarify'
    ? before.choices.find(({ label }) => label === text)
    : undefined;

const isClick = (message: store.Message, before: store.Message | undefined): boolean =>
  choiceOf(message, before) !== undefined || (before?.kind === 'clarify' && message.text === NONE_OF_THEM);

export function questionOf(
  turn: readonly store.Message[],
  conversation: Pick<store.Conversation, 'customer_id'>,
  seen: Seen,
): Question {
  const last = turn.at(-1);
  if (last === undefined) throw new RangeError('expected a turn of at least one message, got none');
  const text = turn
    .map((message) => message.text)
    .filter((words) => words !== '')
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
