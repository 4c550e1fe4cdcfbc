/** Looks every few seconds where something is to be counted, and has it counted. One cheap query where nothing is. */
import type { Parts } from './parts.ts';
import * as store from './store/index.ts';

/** Answers how to stop. */
export function countRegularly(
  parts: Pick<Parts, 'database' | 'jobs' | 'log' | 'now_ms'>,
  every_ms: number,
): () => Promise<void> {
  let looking: Promise<void> | null = null;
  const look = () =>
    parts.database.asSystem(async (tx) => {
      for (const workspace_id of await store.workspacesToCount(tx, new Date(parts.now_ms())))
        await parts.jobs.enqueue(tx, 'follow-figures', { workspace_id }, { singletonKey: workspace_id });
    });
  const timer = setInterval(() => {
    // Not twice at once: the next time comes soon enough.
    looking ??= look()
      .catch((error: unknown) => parts.log.warn({ err: error }, 'could not look for what is to be counted'))
      .finally(() => (looking = null));
  }, every_ms);
  return async () => {
    clearInterval(timer);
    await looking;
  };
}
