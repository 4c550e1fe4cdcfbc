/** Which schema a database has, and which one this version knows: for `understudy doctor`. Changes nothing. */
import { sql } from 'kysely';
import { readMigrations } from './migrate.ts';
import { type DatabaseOptions, open } from './open-database.ts';

export interface Schema {
  /** Number of the newest migration that ran; 0 where none did. */
  readonly found: number;
  readonly known: number;
}

/** Of a database that exists. @throws DatabaseError as `openDatabase` does; `folder-in-use` where a server runs */
export async function readSchema(options: DatabaseOptions): Promise<Schema> {
  const database = await open(options);
  try {
    const known = Math.max(...readMigrations().map(({ number }) => number));
    const table = await sql<{ name: string | null }>`select to_regclass('schema_migrations') as name`.execute(
      database.db,
    );
    if (!table.rows[0]?.name) return { found: 0, known };
    const newest = await sql<{
      number: number | null;
    }>`select max(number) as number from schema_migrations`.execute(database.db);
    return { found: newest.rows[0]?.number ?? 0, known };
  } finally {
    await database.close();
  }
}
