/** Whether this node can do its work. */
import type { Database } from '../store/index.ts';

export interface Readiness {
  readonly ready: boolean;
  readonly database: 'ok' | 'away';
  readonly jobs: 'ok' | 'starting';
  readonly models: 'ok' | 'loading';
}

/** What loads in the background after the start; questions that come earlier wait as jobs. */
export interface Loading {
  jobs: boolean;
  models: boolean;
}

const PING_LIMIT_MS = 2_000;

export async function watchHealth(database: Database, loaded: Loading): Promise<Readiness> {
  const isAway = await Promise.race([
    database.ping().then(
      () => false,
      () => true,
    ),
    new Promise<boolean>((resolve) => setTimeout(resolve, PING_LIMIT_MS, true).unref()),
  ]);
  return {
    ready: !isAway && loaded.jobs && loaded.models,
    database: isAway ? 'away' : 'ok',
    jobs: loaded.jobs ? 'ok' : 'starting',
    models: loaded.models ? 'ok' : 'loading',
  };
}
