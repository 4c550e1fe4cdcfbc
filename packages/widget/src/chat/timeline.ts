/**
 * The messages of one conversation as the visitor sees them: a pure merge of what three sources bring
 * (the answer to a POST, the event stream, the catch-up after a lost connection), in any order and any number of times.
 */
import type { Message } from '@understudy/contract';

/**
 * Joins new messages into known ones: one per id, in the order of `seq`; the newer copy wins.
 * Notes are internal and are dropped should a server ever send one. Cost: O(n log n).
 */
export function mergeMessages(known: readonly Message[], incoming: readonly Message[]): readonly Message[] {
  const by_id = new Map(known.map((message) => [message.id, message]));
  for (const message of incoming) if (message.kind !== 'note') by_id.set(message.id, message);
  return [...by_id.values()].toSorted((a, b) => a.seq - b.seq);
}

/** The highest `seq` present, 0 for none. Notes leave gaps, so this says nothing about what lies below. */
export const lastSeq = (messages: readonly Message[]): number => messages.at(-1)?.seq ?? 0;

/** The answer of the AI agent that may be asked about: the last word, one that was decided on, not small talk. */
export function answerToRate(messages: readonly Message[]): Message | null {
  const last = messages.at(-1);
  return last?.author === 'ai' && last.kind === 'message' && last.decision_id !== null ? last : null;
}

/** The clarifying message whose choices can still be clicked: only while nobody has said anything after it. */
export function openClarification(messages: readonly Message[]): Message | null {
  const last = messages.at(-1);
  return last?.kind === 'clarify' && last.choices.length > 0 ? last : null;
}

/** Whether a message is somebody's reply that a screen reader should hear and a closed launcher should count. */
export const isReply = (message: Message): boolean => message.author !== 'customer';

/** Replies among the incoming that were not there yet. */
export function newReplies(known: readonly Message[], incoming: readonly Message[]): readonly Message[] {
  const ids = new Set(known.map((message) => message.id));
  return incoming.filter((message) => !ids.has(message.id) && message.kind !== 'note' && isReply(message));
}
