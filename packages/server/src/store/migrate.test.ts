import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createPostgresDatabase, engines } from '../../../../tests/database/databases.ts';
import type { Database } from './index.ts';
import { migrate, readMigrations, splitStatements } from './migrate.ts';
import { open as openAsItIs } from './open-database.ts';

test('statements end at a semicolon that ends a line, but not inside a function', () => {
  const text =
    "-- why\nCREATE TABLE a (b text); -- more\nDO $$\nBEGIN\n  x;\nEND $$;\nSELECT ';x'\n  ;\n-- the end\n";
  expect(splitStatements(text)).toEqual([
    '-- why\nCREATE TABLE a (b text); -- more',
    'DO $$\nBEGIN\n  x;\nEND $$;',
    "SELECT ';x'\n  ;",
  ]);
});

describe.each(engines)('migrations on $name', ({ name, open, missing }) => {
  describe.skipIf(missing)('with a fresh database', () => {
    let database: Database;
    beforeAll(async () => {
      database = await open();
    }, 60_000);
    afterAll(() => database?.close());
    const add = (name: string, text: string) => [
      ...readMigrations(),
      { number: Number(name.slice(0, 4)), name, sql: text },
    ];
    const applied = () =>
      sql<{ number: number }>`select number from schema_migrations order by number`.execute(database.db);

    test('twice, also at once, changes nothing', async () => {
      await Promise.all([migrate(database.db), migrate(database.db)]);
      expect((await applied()).rows).toEqual(readMigrations().map(({ number }) => ({ number })));
    });

    test('one that fails leaves nothing half done', async () => {
      const broken = add('0900-broken.sql', 'create table half_done (x int);\nselect nonsense;');
      await expect(migrate(database.db, broken)).rejects.toMatchObject({ code: '42703' });
      const { rows } = await sql`select to_regclass('half_done') as found`.execute(database.db);
      expect(rows).toEqual([{ found: null }]);
    });

    test('has all the time it needs: a large desk takes longer than any request may', async () => {
      const slow = add(
        '0901-slow.sql',
        'create table limits as select current_setting(\'statement_timeout\') as "limit";',
      );
      await migrate(database.db, slow);
      const { rows } = await sql`select * from limits`.execute(database.db);
      expect(rows).toEqual([{ limit: '0' }]);
      await sql`drop table limits`.execute(database.db);
      await sql`delete from schema_migrations where number = 901`.execute(database.db);
    });

    test('a file that ran and was edited later is refused', async () => {
      const edited = readMigrations().map((migration) => ({
        ...migration,
        sql: `${migration.sql}-- edited`,
      }));
      await expect(migrate(database.db, edited)).rejects.toMatchObject({ code: 'migration-changed' });
    });

    test('a database of a newer version is refused', async () => {
      await migrate(database.db, add('0901-newer.sql', 'create table newer (x int);'));
      await expect(migrate(database.db)).rejects.toMatchObject({ code: 'schema-too-new', retry: false });
    });
  });

  test.skipIf(missing)('rows of schema 14 stand, and have what came later', async () => {
    const options = name === 'PGlite' ? { memory: true as const } : { url: await createPostgresDatabase() };
    const database = await openAsItIs(options);
    const run = (text: string) => sql.raw(text).execute(database.db);
    await migrate(
      database.db,
      readMigrations().filter(({ number }) => number <= 14),
    );
    await run(`
      INSERT INTO workspaces (id, name, public_key, visitor_secret) VALUES
        ('wsp_a', 'A', 'pk_a', '\\x00'), ('wsp_b', 'B', 'pk_b', '\\x01')`);
    await run(`
      INSERT INTO customers (workspace_id, id, external_id, verified) VALUES ('wsp_a', 'cus_a', 'jane', true)`);
    await run(`
      INSERT INTO conversations (workspace_id, id, customer_id, channel, status, last_seq) VALUES
        ('wsp_a', 'cnv_widget', 'cus_a', 'widget', 'human', 3), ('wsp_a', 'cnv_old', 'cus_a', 'import', 'resolved', 2)`);
    await run(`
      INSERT INTO messages (workspace_id, id, conversation_id, seq, author, kind, text, at)
        VALUES ('wsp_a', 'msg_a', 'cnv_widget', 1, 'customer', 'message', 'Hello', now())`);
    await run(`
      INSERT INTO retention (workspace_id, policy, last_run) VALUES
        ('wsp_a', '{"conversations": 90}', '{"gone": {"conversations": 7}}'),
        ('wsp_b', '{"conversations": null}', NULL)`);
    await migrate(database.db);
    // As the app reads them.
    const read = (workspace: string, query: string) =>
      database.asWorkspace(workspace, async (tx) => (await sql.raw(query).execute(tx)).rows);
    expect(await read('wsp_a', 'SELECT id, read_seq FROM conversations ORDER BY id')).toEqual([
      { id: 'cnv_old', read_seq: 0 },
      { id: 'cnv_widget', read_seq: 3 },
    ]);
    // Nobody had signed who they were.
    expect(await read('wsp_a', 'SELECT verified, verified_at, account_id, traits FROM customers')).toEqual([
      { verified: false, verified_at: null, account_id: null, traits: {} },
    ]);
    expect(await read('wsp_a', 'SELECT text, attachments FROM messages')).toEqual([
      { text: 'Hello', attachments: [] },
    ]);
    expect(await read('wsp_a', 'SELECT policy, last_run FROM retention')).toEqual([
      {
        policy: { conversations: 90, page_contexts: 30, attachments: null, alarms: null },
        last_run: { gone: { conversations: 7, page_contexts: 0, attachments: 0, alarms: 0 } },
      },
    ]);
    expect(await read('wsp_b', 'SELECT policy, last_run FROM retention')).toEqual([
      {
        policy: { conversations: null, page_contexts: 30, attachments: null, alarms: null },
        last_run: null,
      },
    ]);
    await database.close();
  });
});
