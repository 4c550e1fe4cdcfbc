/** Jobs on pg-boss, on either engine. Its tables stand in their own schema, out of reach of the app role. */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { PgBoss } from 'pg-boss';
import type { Database } from '../store/database.ts';
import { DatabaseError } from '../store/errors.ts';
import { asOwner, queueConnection, retryOrphanedJobs } from '../store/queue.ts';
import { JOB_NAMES, type Jobs } from './jobs.ts';

const SCHEMA = 'pgboss';
const DEAD_LETTER = 'dead-letter';
const GRACE_MS = 10_000;
const BACK_POLL_MS = 250;
/** After these the job goes to the dead letters: with the delays below, about an hour of trying. */
const RETRIES = 8;
const QUEUE = {
  policy: 'short', // of the jobs of one key, one waits; another may run meanwhile
  notify: true,
  retryLimit: RETRIES,
  retryDelay: 1,
  retryBackoff: true,
  retryDelayMax: 900,
  expireInSeconds: 3_600,
  heartbeatSeconds: 30, // a job whose process died is taken by another one after this
} as const;

export interface JobsOptions {
  /** Hears of failed handlers and of the queue's own troubles. Neither contains what a job carries. */
  readonly onError: (error: Error) => void;
}

export function openJobs(database: Database, { onError }: JobsOptions): Jobs {
  const boss = new PgBoss({
    db: database.jobs,
    backend: database.kind === 'pglite' ? 'pglite' : 'postgres',
    schema: SCHEMA,
    useListenNotify: true,
    schedule: false,
  });
  boss.on('error', onError);
  return {
    async start() {
      await boss.start();
      // In a folder there is one process at a time, so whatever runs according to the rows died with the last one
      if (database.kind === 'pglite') await retryOrphanedJobs(database);
      const known = new Set((await boss.getQueues()).map((queue) => queue.name));
      if (!known.has(DEAD_LETTER)) await boss.createQueue(DEAD_LETTER);
      for (const name of JOB_NAMES) {
        if (!known.has(name)) await boss.createQueue(name, { ...QUEUE, deadLetter: DEAD_LETTER });
        await knowQueue(boss, name);
      }
    },
    async enqueue(tx, name, data, { singletonKey, startAfter, group } = {}) {
      await asOwner(tx, () =>
        boss.send(name, data, {
          db: queueConnection(tx),
          // The policy counts jobs without a key as jobs of the same key
          singletonKey: singletonKey ?? randomUUID(),
          ...(startAfter ? { startAfter } : {}),
          ...(group === undefined ? {} : { group: { id: group } }),
        }),
      );
    },
    async work(name, handler, { concurrency = 1, one_a_group = false } = {}) {
      const options = {
        localConcurrency: concurrency,
        ...(one_a_group ? { localGroupConcurrency: 1 } : {}),
        pollingIntervalSeconds: 2,
        notifyPollingIntervalSeconds: 2, // retries are not notified: this is their latency
      };
      await boss.work(name, options, async ([job]) => {
        if (!job) return;
        try {
          await handler({ id: job.id, name, data: job.data as never, signal: job.signal });
        } catch (error) {
          onError(error instanceof Error ? error : new Error(String(error)));
          // While the database is away pg-boss could not note the failure: the job would look busy until it has
          // missed its heartbeat, and its customer would wait for a minute.
          if (error instanceof DatabaseError && error.retry) await untilBack(database, job.signal);
          throw error;
        }
      });
    },
    stop: () => boss.stop({ graceful: true, timeout: GRACE_MS, close: false }),
  };
}

/** pg-boss looks a queue up once, outside the caller's transaction; inside one that look would wait for ever on PGlite. */
async function knowQueue(boss: PgBoss, name: string): Promise<void> {
  await boss.send(name, {}, { db: { executeSql: async () => ({ rows: [] }) } });
}

async function untilBack(database: Database, signal: AbortSignal): Promise<void> {
  const isBack = () =>
    database.ping().then(
      () => true,
      () => false,
    );
  while (!signal.aborted && !(await isBack())) await sleep(BACK_POLL_MS);
}
