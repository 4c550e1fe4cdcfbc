import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { refetchSoonWith } from './refetch-soon.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A page that shows `truth`, over a connection on which each answer takes `answerMs`. */
function pageOver(answerMs: number) {
  const client = new QueryClient();
  let truth = 0;
  let fetches = 0;
  const observer = new QueryObserver(client, {
    queryKey: ['audits', 'open'],
    queryFn: async () => {
      fetches += 1;
      const asOf = truth;
      await new Promise((resolve) => setTimeout(resolve, answerMs));
      return asOf;
    },
  });
  const leave = observer.subscribe(() => {});
  const refetchSoon = refetchSoonWith(client);
  return {
    happens: () => {
      truth += 1;
      refetchSoon(['audits']);
    },
    shown: () => observer.getCurrentResult().data,
    truth: () => truth,
    fetches: () => fetches,
    stop: () => {
      refetchSoon.stop();
      leave();
      client.clear();
    },
  };
}

test('a page keeps up while events come faster than answers', async () => {
  const page = pageOver(900);
  await vi.advanceTimersByTimeAsync(1_000);
  for (let i = 0; i < 40; i++) {
    page.happens();
    await vi.advanceTimersByTimeAsync(300);
  }
  expect(page.truth() - (page.shown() ?? 0)).toBeLessThanOrEqual(8);
  page.stop();
});

test('what happened while a fetch was under way is fetched after it, once', async () => {
  const page = pageOver(900);
  await vi.advanceTimersByTimeAsync(1_000);
  page.happens();
  await vi.advanceTimersByTimeAsync(500); // the fetch is under way, and has read its answer
  for (let i = 0; i < 3; i++) page.happens();
  await vi.advanceTimersByTimeAsync(5_000);
  expect(page.shown()).toBe(page.truth());
  expect(page.fetches()).toBe(3);
  page.stop();
});

test('what happened during the first fetch of a page is fetched after it, once', async () => {
  const page = pageOver(900);
  await vi.advanceTimersByTimeAsync(100); // it has read its answer
  page.happens();
  await vi.advanceTimersByTimeAsync(5_000);
  expect(page.shown()).toBe(page.truth());
  expect(page.fetches()).toBe(2);
  page.stop();
});

test('a burst is one fetch', async () => {
  const page = pageOver(10);
  await vi.advanceTimersByTimeAsync(1_000);
  for (let i = 0; i < 30; i++) page.happens();
  await vi.advanceTimersByTimeAsync(5_000);
  expect(page.fetches()).toBe(2);
  expect(page.shown()).toBe(30);
  page.stop();
});

test('nothing is fetched after the end', async () => {
  const page = pageOver(10);
  await vi.advanceTimersByTimeAsync(1_000);
  page.happens();
  page.stop();
  await vi.advanceTimersByTimeAsync(5_000);
  expect(page.fetches()).toBe(1);
});
