/** How one event changes what is cached. Pure. */

import type { InfiniteData } from '@tanstack/react-query';
import type { Conversation, ConversationSummary, Message, Result } from '@understudy/contract';
import type { View } from './queries.ts';

export type Pages = InfiniteData<Result<'listConversations'>>;

export function fitsView(view: View, conversation: ConversationSummary, meId: string): boolean {
  if (view === 'all') return true;
  if (view === 'mine') return conversation.assignee?.id === meId && conversation.status !== 'resolved';
  return conversation.status === view;
}

/** Replaces the conversation where it stands, takes it out where it no longer belongs, puts a new one on top. */
export function mergeConversation(
  pages: Pages,
  conversation: ConversationSummary,
  at: { view: View; q: string; meId: string },
): Pages {
  const fits = fitsView(at.view, conversation, at.meId);
  const known = pages.pages.some((page) => page.items.some((item) => item.id === conversation.id));
  const [first] = pages.pages;
  if (!known) {
    // A search result is the server's to order and choose.
    if (!fits || at.q !== '' || !first) return pages;
    return {
      ...pages,
      pages: [{ ...first, items: [conversation, ...first.items] }, ...pages.pages.slice(1)],
    };
  }
  return {
    ...pages,
    pages: pages.pages.map((page) => ({
      ...page,
      items: fits
        ? page.items.map((item) => (item.id === conversation.id ? conversation : item))
        : page.items.filter((item) => item.id !== conversation.id),
    })),
  };
}

/** Appends the message in the order of `seq`; the same message twice changes nothing. */
export function mergeMessage(conversation: Conversation, message: Message): Conversation {
  if (conversation.messages.some((known) => known.id === message.id)) return conversation;
  const messages = [...conversation.messages, message].toSorted((a, b) => a.seq - b.seq);
  return { ...conversation, messages };
}
