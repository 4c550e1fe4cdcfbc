/**
 * What a human agent reads first of a conversation that comes to them: why, what the customer wants in their own words,
 * and what the AI agent has answered. A note: customers never see it, and nothing is learned from it.
 *
 * Pure. Limits: the last 3 things that were wanted and answered, 240 characters of each.
 */
import type { Situation } from '@understudy/engine';
import type * as store from './store/index.ts';

const MAX_ITEMS = 3;
const MAX_LENGTH = 240;

export interface HandedOver {
  /** Sentences, the most urgent first. */
  readonly reasons: readonly string[];
  readonly messages: readonly store.Message[];
  readonly tries: Situation['tries'];
}

export function handOffNote({ reasons, messages, tries }: HandedOver): string {
  const spoken = messages.filter(({ kind, author }) => kind === 'message' && author !== 'system');
  const since = spoken.findLastIndex(({ author }) => author === 'agent');
  const recent = spoken.slice(since + 1);
  const wants = recent.filter(({ author }) => author === 'customer').map(saidIn);
  const answers = recent.filter(({ author, decision_id }) => author === 'ai' && decision_id !== null);
  const failed = tries.filter(({ denied }) => denied).length;
  const answered = [
    ...answers.slice(-MAX_ITEMS).map(({ text }) => quoted(text)),
    ...(failed > 0
      ? [`The customer said ${failed === 1 ? 'once' : `${failed} times`} that it did not help.`]
      : []),
  ];
  return [
    `Handed over: ${reasons.join(' ')}`,
    list('The customer wants', wants.slice(-MAX_ITEMS)),
    list('Answered so far', answered.length > 0 ? answered : ['nothing']),
  ].join('\n\n');
}

function list(title: string, items: readonly string[]): string {
  return [`${title}:`, ...items.map((item) => `– ${item}`)].join('\n');
}

/** Words and files; nobody but a person can look into these. */
function saidIn({ text, attachments }: store.Message): string {
  const files = attachments.map(({ name }) => `attached ${name}`);
  return [...(text === '' ? [] : [quoted(text)]), ...files].join(', ');
}

function quoted(text: string): string {
  const line = text.replace(/\s+/gu, ' ').trim();
  const letters = Array.from(line);
  return letters.length > MAX_LENGTH ? `“${letters.slice(0, MAX_LENGTH).join('')} …”` : `“${line}”`;
}
