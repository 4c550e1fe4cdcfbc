/**
 * Gathers the keys that a burst of events made stale, and fetches each once in a while.
 *
 * A fetch that is under way is never cut off by the next event: where events come faster than answers, as while many
 * customers are answered at once, the page would otherwise stand still until they end. What turns stale meanwhile is
 * fetched in the next round; so is what was being fetched for the first time, because that is never begun anew and may
 * be older than the event.
 */
import type { QueryClient } from '@tanstack/react-query';

const DELAY_MS = 400;

export interface RefetchSoon {
  (key: readonly unknown[]): void;
  stop: () => void;
}

export function refetchSoonWith(client: Pick<QueryClient, 'invalidateQueries' | 'isFetching'>): RefetchSoon {
  const stale = new Map<string, readonly unknown[]>();
  const underWay = new Set<string>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isStopped = false;
  const round = () => {
    timer = undefined;
    for (const [name, queryKey] of stale) {
      if (underWay.has(name)) continue;
      stale.delete(name);
      underWay.add(name);
      const isFirst = client.isFetching({ queryKey, predicate: ({ state }) => state.data === undefined }) > 0;
      if (isFirst) stale.set(name, queryKey);
      void client.invalidateQueries({ queryKey }).finally(() => {
        underWay.delete(name);
        if (stale.has(name)) schedule();
      });
    }
  };
  const schedule = () => {
    if (!isStopped) timer ??= setTimeout(round, DELAY_MS);
  };
  const later = (key: readonly unknown[]) => {
    stale.set(JSON.stringify(key), key);
    schedule();
  };
  const stop = () => {
    isStopped = true;
    clearTimeout(timer);
  };
  return Object.assign(later, { stop });
}
