import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { createPostgresServer, type PostgresServer } from '../../../../tests/database/postgres-server.ts';
import type { Programs } from '../../../../tests/database/programs.ts';
import { type Database, openDatabase } from './index.ts';

const programs = inject('postgresPrograms');

describe.skipIf(programs === null)(
  'a PostgreSQL server that goes away (needs its programs on this machine)',
  () => {
    let server: PostgresServer;
    let database: Database;
    beforeAll(async () => {
      server = await createPostgresServer(programs as Programs, inject('postgresFolder'));
      await server.start();
      database = await openDatabase({ url: await addOwner(server.url, 'plain') });
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

    test('as a user without superuser rights, who made the schema: tenants stay apart', async () => {
      await database.asSystem((tx) =>
        sql`insert into workspaces (id, name, public_key, visitor_secret) values ('a', 'a', 'a', ''), ('b', 'b', 'b', '')`.execute(
          tx,
        ),
      );
      const seen = await database.asWorkspace('a', (tx) =>
        tx.selectFrom('workspaces').select('id').execute(),
      );
      expect(seen).toEqual([{ id: 'a' }]);
    });

    test('another user of the same server who was granted the role has a database of its own', async () => {
      // PostgreSQL 16 and later let only the role's maker, or an administrator, grant it
      const url = await addOwner(server.url, 'other', 'grant understudy_app to other');
      const other = await openDatabase({ url });
      expect(
        await other.asWorkspace('a', (tx) => tx.selectFrom('workspaces').select('id').execute()),
      ).toEqual([]);
      await other.close();
    });
  },
);

/** A user who may create roles and is no superuser, as at most hosts, with a database; answers its address. */
async function addOwner(serverUrl: string, name: string, grant?: string): Promise<string> {
  const client = new pg.Client({ connectionString: serverUrl });
  await client.connect();
  await client.query(`create role ${name} login createrole`);
  if (grant) await client.query(grant);
  await client.query(`create database ${name} owner ${name}`);
  await client.end();
  const url = new URL(serverUrl);
  url.username = name;
  url.pathname = `/${name}`;
  return url.href;
}
