/**
 * What went before in a conversation, as the engine's guards look at it: what the customer wrote, what the AI agent
 * answered, and what the customer said to that.
 *
 * Pure. What happened before a human agent spoke is theirs, and counts against nobody again; only an answer is never
 * sent twice. Limits: the last 5 turns and 20 answers.
 */
import type { Decision, Situation, Try } from '@understudy/engine';
import { readReaction } from './reaction.ts';
import type * as store from './store/index.ts';

const MAX_EARLIER = 5;
const MAX_TRIES = 20;

export interface Past {
  readonly messages: readonly store.Message[];
  readonly decisions: readonly store.DecisionRow[];
  readonly outcomes: readonly store.Outcome[];
}

/** `seq`: where the turn begins that is to be decided on. */
export function situationOf(seq: number, past: Past): Situation {
  const before = past.messages.filter((message) => message.seq < seq && isSpoken(message));
  const since = before.findLast((message) => message.author === 'agent')?.seq ?? 0;
  const recent = before.filter((message) => message.seq > since);
  const sent = past.decisions.filter((row) => row.state === 'sent');
  const answers = sent.filter((row) => row.action === 'answer' && row.resolution_id !== null);
  const offered = sent
    .filter((row) => row.action === 'clarify')
    .flatMap((row) => (row.decision as Decision).clarify);
  const not_to_ask = new Set(offered.flatMap(({ about }) => about?.key ?? []));
  return {
    earlier: turnsOf(recent).slice(-MAX_EARLIER),
    tries: answers.flatMap((row) => tryOf(row, { ...past, recent }) ?? []).slice(-MAX_TRIES),
    answered: answers.flatMap((row) => row.resolution_id ?? []),
    offered: offered.map(({ resolution_id }) => resolution_id),
    ...(not_to_ask.size > 0 && { not_to_ask: [...not_to_ask] }),
  };
}

const isSpoken = ({ kind, author }: store.Message) =>
  kind !== 'note' && kind !== 'event' && author !== 'system';

/** Consecutive messages of the customer are one turn. */
function turnsOf(messages: readonly store.Message[]): string[] {
  const turns: string[][] = [];
  for (const [index, message] of messages.entries()) {
    if (message.author !== 'customer') continue;
    if (messages[index - 1]?.author === 'customer') turns.at(-1)?.push(message.text);
    else turns.push([message.text]);
  }
  return turns.map((turn) => turn.join('\n'));
}

/** Null where the answer stands before the last words of a human agent. */
function tryOf(
  row: store.DecisionRow,
  { messages, outcomes, recent }: Past & { readonly recent: readonly store.Message[] },
): Try | null {
  const said = recent.find((message) => message.author === 'ai' && message.decision_id === row.id);
  if (said === undefined) return null;
  const next = messages.find((message) => message.author === 'customer' && message.seq > said.seq);
  const isDenied = outcomes.some((seen) => seen.decision_id === row.id && seen.kind === 'not-solved');
  const saysNo = next !== undefined && readReaction(next.text) === 'denies';
  return { question: (row.question as { readonly text: string }).text, denied: isDenied || saysNo };
}
