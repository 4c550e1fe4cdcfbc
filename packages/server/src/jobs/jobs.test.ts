import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addWorkspace, engines } from '../../../../tests/database/databases.ts';
import type { Database } from '../store/index.ts';
import type { Job, JobName, Jobs } from './jobs.ts';
import { openJobs } from './pg-boss-jobs.ts';

/** Keeps what arrived, and lets a test wait for the n-th. */
function inbox<N extends JobName>() {
  const jobs: Job<N>['data'][] = [];
  const waiting: { readonly n: number; readonly resolve: () => void }[] = [];
  return {
    jobs,
    handle: async (job: Job<N>) => {
      jobs.push(job.data);
      for (const { n, resolve } of waiting) if (jobs.length >= n) resolve();
    },
    arrived: (n: number) =>
      new Promise<void>((resolve) => {
        if (jobs.length >= n) resolve();
        else waiting.push({ n, resolve });
      }),
  };
}

describe.each(engines)('jobs on $name', ({ open, missing, name }) => {
  describe.skipIf(missing)('with a fresh database', () => {
    let database: Database;
    let jobs: Jobs;
    let workspace_id: string;
    const errors: Error[] = [];
    beforeAll(async () => {
      database = await open();
      workspace_id = await addWorkspace(database);
      jobs = openJobs(database, { onError: (error) => void errors.push(error) });
      await jobs.start();
    }, 60_000);
    afterAll(async () => {
      await jobs?.stop();
      await database?.close();
    });

    test('a job exists exactly when its transaction is committed, and the tenant’s role comes back', async () => {
      const box = inbox<'apply-lessons'>();
      await jobs.work('apply-lessons', box.handle);
      const rolledBack = database.asWorkspace(workspace_id, async (tx) => {
        await jobs.enqueue(tx, 'apply-lessons', { workspace_id: 'rolled back' });
        throw new Error('no');
      });
      await expect(rolledBack).rejects.toThrow('no');
      const role = await database.asWorkspace(workspace_id, async (tx) => {
        await jobs.enqueue(tx, 'apply-lessons', { workspace_id });
        return sql<{ role: string }>`select current_user::text as role`.execute(tx);
      });
      expect(role.rows).toEqual([{ role: 'understudy_app' }]);
      await box.arrived(1);
      expect(box.jobs).toEqual([{ workspace_id }]);
    }, 20_000);

    test('of the jobs of one key one waits; jobs without a key all run', async () => {
      await database.asWorkspace(workspace_id, async (tx) => {
        for (const n of [1, 2, 3]) {
          await jobs.enqueue(
            tx,
            'run-replay',
            { workspace_id, replay_id: `keyed ${n}` },
            { singletonKey: 'k' },
          );
          await jobs.enqueue(tx, 'run-replay', { workspace_id, replay_id: `free ${n}` });
        }
      });
      const box = inbox<'run-replay'>();
      await jobs.work('run-replay', box.handle, { concurrency: 4 });
      await box.arrived(4);
      expect(box.jobs.map((job) => job.replay_id).toSorted()).toEqual([
        'free 1',
        'free 2',
        'free 3',
        'keyed 1',
      ]);
    }, 20_000);

    test('of one group one runs at a time, and others do not wait for it', async () => {
      const box = inbox<'drop-unsent'>();
      const release = Promise.withResolvers<void>();
      let running = 0;
      let most = 0;
      await jobs.work(
        'drop-unsent',
        async (job) => {
          const isStuck = job.data.attachment_id.startsWith('stuck');
          if (isStuck) most = Math.max(most, ++running);
          await box.handle(job);
          if (isStuck) await release.promise.finally(() => (running -= 1));
        },
        { concurrency: 2, one_a_group: true },
      );
      await database.asWorkspace(workspace_id, async (tx) => {
        for (const id of ['stuck 1', 'stuck 2', 'stuck 3', 'free 1', 'free 2']) {
          const job = { workspace_id, attachment_id: id };
          await jobs.enqueue(tx, 'drop-unsent', job, { group: id.split(' ')[0] ?? '' });
        }
      });
      await box.arrived(3);
      const ids = () => box.jobs.map(({ attachment_id }) => attachment_id);
      expect(ids().filter((id) => id.startsWith('free'))).toHaveLength(2);
      release.resolve();
      await box.arrived(5);
      expect(new Set(ids()).size).toBe(5);
      expect(most).toBe(1);
    }, 30_000);

    test('a handler that fails is called again', async () => {
      const box = inbox<'draw-lesson'>();
      let calls = 0;
      await jobs.work('draw-lesson', async (job) => {
        if (++calls === 1) throw new Error('the first time fails');
        await box.handle(job);
      });
      await database.asWorkspace(workspace_id, (tx) =>
        jobs.enqueue(tx, 'draw-lesson', { workspace_id, conversation_id: 'cnv_1' }),
      );
      await box.arrived(1);
      expect(calls).toBe(2);
      expect(errors.map((error) => error.message)).toContain('the first time fails');
    }, 30_000);

    // On a server another node may be at the job: there the heartbeat decides, after 30 s
    test.skipIf(name !== 'PGlite')(
      'after a restart of the embedded database’s process, a job that was running is done again',
      async () => {
        await database.asWorkspace(workspace_id, (tx) => jobs.enqueue(tx, 'refit-model', { workspace_id }));
        // As a process leaves it that dies at work
        await sql`update pgboss.job set state = 'active', started_on = now() where name = 'refit-model'`.execute(
          database.db,
        );
        const restarted = openJobs(database, { onError: (error) => void errors.push(error) });
        await restarted.start();
        const box = inbox<'refit-model'>();
        await restarted.work('refit-model', box.handle);
        await box.arrived(1);
        expect(box.jobs).toEqual([{ workspace_id }]);
        await restarted.stop();
      },
      20_000,
    );

    test('the app role cannot look into the queue', async () => {
      const read = database.asWorkspace(workspace_id, (tx) => sql`select * from pgboss.job`.execute(tx));
      await expect(read).rejects.toMatchObject({ code: '42501' });
    });
  });
});
