/**
 * Messages that the visitor wrote and the server has not confirmed. Pure functions over a list that the shell keeps
 * in storage, so that a message survives a reload and a lost connection; `client_id` makes resending harmless.
 */
import type { Message } from '@understudy/contract';
import type { ChosenFile } from './files.ts';

/** `queued`: goes out by itself; `sending`: under way; `failed`: refused, waits for the visitor. */
export interface Pending {
  readonly client_id: string;
  readonly text: string;
  /** The conversation it was written in; null: the open one, or a new one. */
  readonly to: string | null;
  readonly files?: readonly ChosenFile[];
  readonly state: 'queued' | 'sending' | 'failed';
}
export type Outbox = readonly Pending[];

/** At most this many unconfirmed messages; the composer is closed beyond. */
export const OUTBOX_LIMIT = 20;
/** The wire's limit for one message (a test holds it equal to the contract, which must not be loaded at run time). */
export const MESSAGE_LIMIT = 20_000;

export const newClientId = (): string => crypto.randomUUID?.() ?? `c-${Date.now()}-${Math.random()}`;

export const isFull = (outbox: Outbox): boolean => outbox.length >= OUTBOX_LIMIT;

export const enqueue = (outbox: Outbox, item: Omit<Pending, 'state'>): Outbox =>
  isFull(outbox) ? outbox : [...outbox, { ...item, state: 'queued' }];

export const mark = (outbox: Outbox, client_id: string, state: Pending['state']): Outbox =>
  outbox.map((item) => (item.client_id === client_id ? { ...item, state } : item));

export const remove = (outbox: Outbox, client_id: string): Outbox =>
  outbox.filter((item) => item.client_id !== client_id);

/** The next to send: strictly in the order written, but a refused one does not block the others. */
export const nextToSend = (outbox: Outbox): Pending | undefined =>
  outbox.find((item) => item.state !== 'failed');

/** What is sent of it, beside its files. */
export const bodyOf = ({ client_id, text, to }: Pending) => ({ client_id, text, conversation_id: to });

/** Whether it will stand in this conversation: what is of none yet goes to the open one. */
export const isOf = ({ to }: Pending, conversation_id: string | null, is_over: boolean): boolean =>
  to === null ? !is_over : to === conversation_id;

/** Drops what has arrived by another way, such as a POST whose answer was lost on the way back. */
export function withoutDelivered(outbox: Outbox, messages: readonly Message[]): Outbox {
  const delivered = new Set(messages.map((message) => message.client_id));
  return outbox.filter((item) => !delivered.has(item.client_id));
}

/** Reads what a former page left. Anything unreadable is dropped; what was under way then is queued again. */
export function parseOutbox(stored: string | null): Outbox {
  try {
    const items: unknown = JSON.parse(stored ?? '[]');
    return Array.isArray(items) ? items.filter(isPending).slice(0, OUTBOX_LIMIT).map(requeue) : [];
  } catch {
    return [];
  }
}

/** What an earlier version kept says of no conversation. */
const requeue = (item: Pending): Pending => ({
  ...item,
  to: item.to ?? null,
  state: item.state === 'sending' ? 'queued' : item.state,
});

function isPending(item: unknown): item is Pending {
  const { client_id, text, state } = (item ?? {}) as Partial<Record<keyof Pending, unknown>>;
  return (
    typeof client_id === 'string' &&
    typeof text === 'string' &&
    ['queued', 'sending', 'failed'].includes(state as string)
  );
}
