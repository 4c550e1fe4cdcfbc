import type { VisitorConversation } from '@understudy/contract';
import { expect, it } from 'vitest';
import type { Api } from './api.ts';
import { keepConversations } from './conversations.ts';

const conversation = (id: string, unread: number): VisitorConversation => ({
  id,
  subject: id,
  preview: '',
  status: 'ai',
  unread,
  updated_at: '2026-01-01T00:00:00.000Z',
});

/** A server whose answers come when the test lets them. */
function server(items: VisitorConversation[]) {
  const waiting: (() => void)[] = [];
  const calls: string[] = [];
  let is_away = false;
  const answer = <T>(what: string, value: () => T) => {
    calls.push(what);
    return new Promise<{ ok: true; value: T } | { ok: false; failure: { kind: 'offline' } }>((resolve) =>
      waiting.push(() =>
        resolve(is_away ? { ok: false, failure: { kind: 'offline' } } : { ok: true, value: value() }),
      ),
    );
  };
  const api: Pick<Api, 'conversations' | 'read'> = {
    conversations: () => answer('list', () => ({ items: structuredClone(items) })),
    read: (id, seq) =>
      answer(`read ${id} ${seq}`, () => {
        const at = items.findIndex((each) => each.id === id);
        items[at] = conversation(id, 0);
        return { ok: true as const };
      }),
  };
  const settle = async () => {
    while (waiting.length > 0) {
      waiting.shift()?.();
      await new Promise((resolve) => setTimeout(resolve));
    }
  };
  return { api, calls, settle, fail: (away: boolean) => (is_away = away) };
}

const quiet = { onRead: () => undefined, onLost: () => undefined };

it('asks once more, not once each, for what happened while it asked', async () => {
  const { api, calls, settle } = server([conversation('a', 2), conversation('b', 1)]);
  const kept = keepConversations(api, quiet);
  for (let i = 0; i < 5; i++) void kept.refresh();
  await settle();
  expect(calls).toEqual(['list', 'list']);
  expect(kept.unread.value).toBe(3);
});

it('says once that something was read, tells the other tabs, and counts anew', async () => {
  const { api, calls, settle } = server([conversation('a', 2), conversation('b', 1)]);
  let told = 0;
  const kept = keepConversations(api, { ...quiet, onRead: () => told++ });
  void kept.refresh();
  await settle();
  void kept.read('a', 4);
  void kept.read('a', 4);
  void kept.read('a', 3);
  await settle();
  expect(calls).toEqual(['list', 'read a 4', 'list']);
  expect([told, kept.unread.value]).toEqual([1, 1]);
});

it('says it again where the server did not hear it, and keeps the list that it has', async () => {
  const { api, calls, settle, fail } = server([conversation('a', 2)]);
  const lost: string[] = [];
  const kept = keepConversations(api, { ...quiet, onLost: ({ kind }) => lost.push(kind) });
  void kept.refresh();
  await settle();
  fail(true);
  void kept.read('a', 4);
  void kept.refresh();
  await settle();
  expect(kept.unread.value).toBe(2);
  expect([lost, kept.is_behind]).toEqual([['offline'], true]);
  fail(false);
  void kept.read('a', 4);
  await settle();
  expect(calls.filter((call) => call.startsWith('read'))).toHaveLength(2);
  expect(kept.unread.value).toBe(0);
  expect(kept.is_behind).toBe(false);
});

it('asks nothing after the end', async () => {
  const { api, calls, settle } = server([conversation('a', 2)]);
  const kept = keepConversations(api, quiet);
  kept.close();
  await kept.refresh();
  await settle();
  expect(calls).toEqual([]);
});
