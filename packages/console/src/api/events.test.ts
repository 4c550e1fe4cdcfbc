import { InfiniteQueryObserver, QueryClient } from '@tanstack/react-query';
import type { ConsoleEvent, ConversationSummary } from '@understudy/contract';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { listen } from './events.ts';
import { keys } from './queries.ts';

/** A stream that the test plays. */
class Stream extends EventTarget {
  static latest: Stream;
  readonly readyState = 1;
  constructor() {
    super();
    Stream.latest = this;
  }
  opens(): void {
    this.dispatchEvent(new Event('open'));
  }
  tells(event: ConsoleEvent): void {
    this.dispatchEvent(new MessageEvent(event.type, { data: JSON.stringify(event) }));
  }
  close(): void {}
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('EventSource', Stream);
});
afterEach(() => void vi.useRealTimers());

const waiting = { id: 'cnv_1', status: 'waiting', assignee: null } as ConversationSummary;

/** The list of those that wait, over a connection on which each answer takes `answer_ms`. */
function listOver(answer_ms: number) {
  const client = new QueryClient();
  let truth: ConversationSummary[] = [];
  const observer = new InfiniteQueryObserver(client, {
    queryKey: [...keys.conversations, 'waiting', ''],
    queryFn: async () => {
      const items = truth;
      await new Promise((resolve) => setTimeout(resolve, answer_ms));
      return { items, next_cursor: null };
    },
    initialPageParam: '',
    getNextPageParam: () => null,
  });
  const stops = [observer.subscribe(() => {}), listen(client, 'mem_me')];
  return {
    happens: () => (truth = [waiting]),
    shown: () => observer.getCurrentResult().data?.pages.flatMap((page) => page.items.map(({ id }) => id)),
    stop: () => {
      for (const stop of stops) stop();
      client.clear();
    },
  };
}

test('what happened before the stream opened is seen, also where the list had been read before', async () => {
  const list = listOver(900);
  await vi.advanceTimersByTimeAsync(100);
  list.happens();
  Stream.latest.opens();
  await vi.advanceTimersByTimeAsync(5_000);
  expect(list.shown()).toEqual(['cnv_1']);
  list.stop();
});

test('what is told while the list is under way is not lost to an answer that is older', async () => {
  const list = listOver(900);
  Stream.latest.opens();
  await vi.advanceTimersByTimeAsync(5_000);
  expect(list.shown()).toEqual([]);
  Stream.latest.tells({ type: 'conversation', conversation: waiting } as ConsoleEvent);
  expect(list.shown()).toEqual(['cnv_1']);
  list.stop();

  const other = listOver(900);
  Stream.latest.opens();
  await vi.advanceTimersByTimeAsync(1_500); // the list was fetched, is fetched once more, and has been read
  other.happens();
  Stream.latest.tells({ type: 'conversation', conversation: waiting } as ConsoleEvent);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(other.shown()).toEqual(['cnv_1']);
  other.stop();
});
