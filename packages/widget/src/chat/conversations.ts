/**
 * The visitor's conversations as the server lists them, and what of them is unread. The server's list is the truth, and
 * is fetched anew whenever something was said or read, here or in another tab.
 */
import { computed, type ReadonlySignal, signal } from '@preact/signals-core';
import type { VisitorConversation } from '@understudy/contract';
import type { Api, Failure } from './api.ts';

export interface Conversations {
  /** Newest first; null before the first answer. */
  readonly list: ReadonlySignal<readonly VisitorConversation[] | null>;
  /** Unread replies in all of them. */
  readonly unread: ReadonlySignal<number>;
  /** The last time, the list did not come. */
  readonly is_behind: boolean;
  /** Calls at the same time make one request, and one more behind it. */
  refresh(): Promise<void>;
  /** The visitor has seen everything up to `seq`. */
  read(id: string, seq: number): Promise<void>;
  /** Somebody else is here. */
  clear(): void;
  close(): void;
}

interface Tell {
  /** Something was read: for the other tabs. */
  readonly onRead: () => void;
  /** The list did not come; whoever hears it asks again. */
  readonly onLost: (failure: Failure) => void;
}

export function keepConversations(
  api: Pick<Api, 'conversations' | 'read'>,
  { onRead, onLost }: Tell,
): Conversations {
  const list = signal<readonly VisitorConversation[] | null>(null);
  const read_to = new Map<string, number>();
  let closed = false;
  let is_fetching = false;
  let is_stale = false;
  let is_behind = false;

  async function refresh(): Promise<void> {
    is_stale = true;
    if (is_fetching) return;
    is_fetching = true;
    while (is_stale && !closed) {
      is_stale = false;
      const outcome = await api.conversations();
      if (closed) break;
      is_behind = !outcome.ok && outcome.failure.kind !== 'refused';
      if (outcome.ok) list.value = outcome.value.items;
      else if (is_behind) onLost(outcome.failure);
    }
    is_fetching = false;
  }

  return {
    list,
    get is_behind() {
      return is_behind;
    },
    unread: computed(() => (list.value ?? []).reduce((sum, each) => sum + each.unread, 0)),
    refresh,
    async read(id, seq) {
      if (seq <= (read_to.get(id) ?? 0)) return;
      read_to.set(id, seq);
      const outcome = await api.read(id, seq);
      if (closed) return;
      if (!outcome.ok) return void read_to.delete(id);
      onRead();
      await refresh();
    },
    clear() {
      list.value = null;
      read_to.clear();
    },
    close: () => (closed = true),
  };
}
