/**
 * Whether this node can take work: keep messages, and encode. It is ready while its models still fold: questions
 * wait as jobs until then, and nobody is turned away (a large desk's model takes some seconds).
 */
import type { Database } from '../store/index.ts';

export interface Readiness {
  readonly ready: boolean;
  readonly database: 'ok' | 'away';
  readonly jobs: 'ok' | 'starting';
  readonly models: 'ok' | 'loading';
  /** Away: it did not load; questions are decided on words alone, and the node is ready all the same. */
  readonly encoder: 'ok' | 'loading' | 'away';
}

/** What loads in the background after the start; questions that come earlier wait as jobs. */
export interface Loading {
  jobs: boolean;
  models: boolean;
  encoder: Readiness['encoder'];
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
    ready: !isAway && loaded.jobs && loaded.encoder !== 'loading',
    database: isAway ? 'away' : 'ok',
    jobs: loaded.jobs ? 'ok' : 'starting',
    models: loaded.models ? 'ok' : 'loading',
    encoder: loaded.encoder,
  };
}
