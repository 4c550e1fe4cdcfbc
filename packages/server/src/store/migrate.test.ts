import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { engines } from '../../../../tests/database/databases.ts';
import type { Database } from './index.ts';
import { migrate, readMigrations, splitStatements } from './migrate.ts';

test('statements end at a semicolon that ends a line, but not inside a function', () => {
  const text =
    "-- why\nCREATE TABLE a (b text); -- more\nDO $$\nBEGIN\n  x;\nEND $$;\nSELECT ';x'\n  ;\n-- the end\n";
  expect(splitStatements(text)).toEqual([
    '-- why\nCREATE TABLE a (b text); -- more',
    'DO $$\nBEGIN\n  x;\nEND $$;',
    "SELECT ';x'\n  ;",
  ]);
});

describe.each(engines)('migrations on $name', ({ open, missing }) => {
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
});
