import type { Conversation, ConversationSummary, Message } from '@understudy/contract';
import { describe, expect, test } from 'vitest';
import { fitsView, mergeConversation, mergeMessage, type Pages } from './merge.ts';

const conversation = (id: string, part: Partial<ConversationSummary> = {}): ConversationSummary => ({
  id,
  status: 'waiting',
  customer: { id: 'c', name: null, email: null },
  channel: 'widget',
  subject: '',
  preview: '',
  assignee: null,
  waiting_since: null,
  has_draft: false,
  unread: false,
  created_at: '2026-01-01T00:00:00Z',
  updated_at: '2026-01-01T00:00:00Z',
  ...part,
});
const counts = { waiting: 0, mine: 0, ai: 0, human: 0, resolved: 0 };
const pages = (...lists: ConversationSummary[][]): Pages => ({
  pageParams: lists.map(() => ''),
  pages: lists.map((items) => ({ items, next_cursor: null, counts })),
});
const idsOf = (merged: Pages) => merged.pages.map((page) => page.items.map((item) => item.id));
const waiting = { view: 'waiting', q: '', meId: 'mem_me' } as const;

describe('mergeConversation', () => {
  const before = pages([conversation('a'), conversation('b')], [conversation('c')]);

  test('replaces in place, on whichever page', () => {
    const after = mergeConversation(before, conversation('c', { subject: 'new' }), waiting);
    expect(idsOf(after)).toEqual([['a', 'b'], ['c']]);
    expect(after.pages[1]?.items[0]?.subject).toBe('new');
  });
  test('takes out what left the view', () => {
    expect(idsOf(mergeConversation(before, conversation('b', { status: 'resolved' }), waiting))).toEqual([
      ['a'],
      ['c'],
    ]);
  });
  test('puts a new one on top, but not into a search', () => {
    expect(idsOf(mergeConversation(before, conversation('n'), waiting))).toEqual([['n', 'a', 'b'], ['c']]);
    expect(mergeConversation(before, conversation('n'), { ...waiting, q: 'x' })).toBe(before);
    expect(mergeConversation(before, conversation('n', { status: 'ai' }), waiting)).toBe(before);
  });
});

test('mine is what I hold and is still open', () => {
  const mine = conversation('a', { status: 'human', assignee: { id: 'mem_me', name: 'Me' } });
  expect(fitsView('mine', mine, 'mem_me')).toBe(true);
  expect(fitsView('mine', mine, 'mem_other')).toBe(false);
  expect(fitsView('mine', { ...mine, status: 'resolved' }, 'mem_me')).toBe(false);
});

test('messages keep their order, and arrive once however often they are told', () => {
  const message = (seq: number) => ({ id: `msg_${seq}`, seq }) as Message;
  const start = { messages: [message(1), message(3)] } as Conversation;
  const once = mergeMessage(start, message(2));
  expect(once.messages.map((item) => item.seq)).toEqual([1, 2, 3]);
  expect(mergeMessage(once, message(2))).toBe(once);
});
