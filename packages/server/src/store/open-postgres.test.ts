import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { Programs } from '../../../../tests/database/find-postgres.ts';
import { createPostgresServer, type PostgresServer } from '../../../../tests/database/postgres-server.ts';
import { type Database, openDatabase } from './index.ts';

const programs = inject('postgresPrograms');

describe.skipIf(programs === null)(
  'a PostgreSQL server that goes away (needs its programs on this machine)',
  () => {
    let server: PostgresServer;
    let database: Database;
    beforeAll(async () => {
      server = await createPostgresServer(programs as Programs);
      await server.start();
      database = await openDatabase({ url: server.url });
    }, 60_000);
    afterAll(async () => {
      await database?.close();
      await server?.remove();
    }, 60_000);

    test('what was in flight fails and may be tried again; when the server is back, calls and notifications work', async () => {
      const states: string[] = [];
      const back = new Promise<void>((resolve) =>
        database.onStateChange((state) => {
          states.push(state);
          if (state === 'back') resolve();
        }),
      );
      const heard = Promise.withResolvers<string>();
      await database.listen('news', heard.resolve);
      const started = Promise.withResolvers<void>();
      const inFlight = database.asSystem(async (tx) => {
        started.resolve();
        await sql`select pg_sleep(60)`.execute(tx);
      });
      const failure = inFlight.catch((error: unknown) => error);
      await started.promise;
      await server.stop();
      expect(await failure).toMatchObject({ code: 'database-unavailable', retry: true });
      await expect(database.asSystem((tx) => sql`select 1`.execute(tx))).rejects.toMatchObject({
        code: 'database-unavailable',
        retry: true,
      });
      await server.start();
      await back;
      expect(states).toEqual(['lost', 'back']);
      expect((await database.asSystem((tx) => sql`select 1 as one`.execute(tx))).rows).toEqual([{ one: 1 }]);
      // The listener comes back by itself a moment later; each notification until then may be missed
      const knocking = setInterval(() => void sql`notify news, 'after'`.execute(database.db), 100);
      expect(await heard.promise).toBe('after');
      clearInterval(knocking);
    }, 60_000);

    test('a server that is not there is refused with a code', async () => {
      const url = new URL(server.url);
      url.port = '1';
      await expect(openDatabase({ url: url.href })).rejects.toMatchObject({
        code: 'database-unavailable',
        retry: true,
      });
    });

    test('as a user without superuser rights: migrations run, and tenants stay apart', async () => {
      await database.asSystem(async (tx) => {
        await sql`create role plain login createrole`.execute(tx);
      });
      await sql`create database plain owner plain`.execute(database.db);
      const url = new URL(server.url);
      url.username = 'plain';
      url.pathname = '/plain';
      const plain = await openDatabase({ url: url.href });
      await plain.asSystem((tx) =>
        sql`insert into workspaces (id, name, public_key, visitor_secret) values ('a', 'a', 'a', ''), ('b', 'b', 'b', '')`.execute(
          tx,
        ),
      );
      const seen = await plain.asWorkspace('a', (tx) => tx.selectFrom('workspaces').select('id').execute());
      expect(seen).toEqual([{ id: 'a' }]);
      await plain.close();
    });
  },
);
