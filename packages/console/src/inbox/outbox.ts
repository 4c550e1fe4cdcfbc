/**
 * Messages on their way. Each carries its `client_id`, so sending it again after a lost answer can never double it;
 * one that failed stays, in this browser, until it is sent or thrown away.
 */
import type { Body, Conversation } from '@understudy/contract';
import { useSyncExternalStore } from 'react';
import { call } from '../api/client.ts';
import { mergeMessage } from '../api/merge.ts';
import { keys, queryClient } from '../api/queries.ts';

export interface Pending {
  readonly conversation_id: string;
  readonly body: Body<'postAgentMessage'>;
  readonly state: 'sending' | 'failed';
  readonly error: string | null;
}

const KEY = 'understudy.outbox';
let pending: readonly Pending[] = restore(localStorage.getItem(KEY));
const listeners = new Set<() => void>();

/** What an earlier page left. Whatever was still being sent then is now in doubt, and offered again. */
export function restore(kept: string | null): readonly Pending[] {
  try {
    const items = JSON.parse(kept ?? '[]') as readonly Pending[];
    return items.map((item) => ({
      ...item,
      state: 'failed',
      error: item.error ?? 'The page was closed while sending.',
    }));
  } catch {
    return [];
  }
}

function change(next: readonly Pending[]): void {
  pending = next;
  localStorage.setItem(KEY, JSON.stringify(next));
  for (const listener of listeners) listener();
}
const others = (clientId: string) => pending.filter((item) => item.body.client_id !== clientId);

export const usePending = (): readonly Pending[] =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => pending,
  );

export async function send(conversationId: string, body: Body<'postAgentMessage'>): Promise<void> {
  const item: Pending = { conversation_id: conversationId, body, state: 'sending', error: null };
  change([...others(body.client_id), item]);
  try {
    const message = await call('postAgentMessage', { params: { id: conversationId }, body });
    queryClient.setQueryData<Conversation>(
      keys.conversation(conversationId),
      (old) => old && mergeMessage(old, message),
    );
    change(others(body.client_id));
    void queryClient.invalidateQueries({ queryKey: keys.conversation(conversationId) });
  } catch (error) {
    change([
      ...others(body.client_id),
      { ...item, state: 'failed', error: error instanceof Error ? error.message : String(error) },
    ]);
  }
}
export function throwAway(clientId: string): void {
  change(others(clientId));
}
