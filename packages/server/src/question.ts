/**
 * The question of a turn: what the customer wrote since somebody last answered, with what is known around it.
 *
 * Pure. Context tokens are `key:value`, values shortened so that addresses of single things do not make every
 * page its own. Limits: the last 20 messages of the turn, 8 000 characters, 50 tokens.
 *
 * @example contextTokens({ page: 'https://app.example.com/invoices/4711?x=1' }) // ['page:/invoices/*']
 */
import type { Question } from '@understudy/engine';
import { detectLanguage } from '@understudy/engine';
import type * as store from './store/index.ts';
import { wantsHuman } from './wants-human.ts';

const MAX_TURN_MESSAGES = 20;
const MAX_QUESTION_LENGTH = 8_000;
const MAX_TOKENS = 50;
const MAX_TOKEN_LENGTH = 120;
const PAGE_KEYS = new Set(['page', 'url', 'path', 'route']);

/** The customer's messages at the end of the conversation, oldest first; empty where somebody has answered since. */
export function turnOf(messages: readonly store.Message[]): store.Message[] {
  const spoken = messages.filter((message) => message.kind !== 'note' && message.kind !== 'event');
  const lastAnswer = spoken.findLastIndex((message) => message.author !== 'customer');
  return spoken.slice(lastAnswer + 1).slice(-MAX_TURN_MESSAGES);
}

export function questionOf(turn: readonly store.Message[], conversation: store.Conversation): Question {
  const last = turn.at(-1);
  if (last === undefined) throw new RangeError('expected a turn of at least one message, got none');
  const text = turn
    .map((message) => message.text)
    .join('\n')
    .slice(-MAX_QUESTION_LENGTH);
  return {
    id: last.id,
    text,
    context: contextTokens(conversation.context),
    language: detectLanguage(text),
    account: conversation.customer_id,
    at_ms: last.at.getTime(),
    wants_human: wantsHuman(text),
  };
}

/** False for what has no word in it: emoji, punctuation. */
export function hasWords(text: string): boolean {
  return /[\p{L}\p{N}]/u.test(text);
}

export function contextTokens(context: Readonly<Record<string, string>>): string[] {
  return Object.entries(context)
    .map(([key, value]) => (PAGE_KEYS.has(key) ? `page:${routeOf(value)}` : `${key}:${value.toLowerCase()}`))
    .map((token) => token.slice(0, MAX_TOKEN_LENGTH))
    .toSorted()
    .slice(0, MAX_TOKENS);
}

/** Path without host, query and ids: `/invoices/4711` and `/invoices/4712` are one page. */
function routeOf(page: string): string {
  const url = URL.parse(page, 'https://page.invalid');
  const parts = (url?.pathname ?? '/').split('/').filter((part) => part !== '');
  return `/${parts.map((part) => (/\d{2,}|^[0-9a-f-]{8,}$/i.test(part) ? '*' : part)).join('/')}`;
}
