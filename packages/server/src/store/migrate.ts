/**
 * Brings the schema up to date: files of `migrations/`, in the order of their numbers, each in the one transaction
 * that also records it, so a crash leaves none half done. Several nodes may start at once: they wait in line.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { type Kysely, sql } from 'kysely';
import { DatabaseError } from './errors.ts';
import type { Tables } from './tables.ts';

export interface Migration {
  readonly number: number;
  readonly name: string;
  readonly sql: string;
}
/** Any number that nobody else uses: 'unde' in ASCII. */
const LOCK = 0x756e6465;

export function readMigrations(folder = new URL('./migrations/', import.meta.url)): Migration[] {
  return readdirSync(folder)
    .filter((name) => /^\d{4}-.+\.sql$/.test(name))
    .toSorted()
    .map((name) => ({
      number: Number(name.slice(0, 4)),
      name,
      sql: readFileSync(new URL(name, folder), 'utf8'),
    }));
}

/**
 * @throws DatabaseError `schema-too-new` where a newer version of the product wrote this database;
 *   `migration-changed` where a file that ran has another text now
 */
export async function migrate(
  db: Kysely<Tables>,
  migrations: readonly Migration[] = readMigrations(),
): Promise<void> {
  await db.transaction().execute(async (tx) => {
    // Not the limit of a request: a large desk may take longer, and so may the wait for another node.
    await sql`set local statement_timeout = 0`.execute(tx);
    await sql`select pg_advisory_xact_lock(${LOCK})`.execute(tx);
    await sql`create table if not exists schema_migrations
      (number integer primary key, name text not null, checksum text not null, applied_at timestamptz not null default now())`.execute(
      tx,
    );
    const applied = await sql<{ number: number; checksum: string }>`
      select number, checksum from schema_migrations order by number`.execute(tx);
    const checksums = new Map(applied.rows.map((row) => [row.number, row.checksum]));
    refuseNewer(checksums, migrations);
    for (const migration of migrations) {
      const checksum = createHash('sha256').update(migration.sql).digest('hex');
      const known = checksums.get(migration.number);
      if (known === checksum) continue;
      if (known !== undefined) {
        throw new DatabaseError(
          'migration-changed',
          `${migration.name} ran with another text: migrations are never edited`,
        );
      }
      for (const statement of splitStatements(migration.sql)) await sql.raw(statement).execute(tx);
      await sql`insert into schema_migrations (number, name, checksum)
        values (${migration.number}, ${migration.name}, ${checksum})`.execute(tx);
    }
  });
}

function refuseNewer(applied: ReadonlyMap<number, string>, migrations: readonly Migration[]): void {
  const newest = Math.max(0, ...applied.keys());
  const known = Math.max(0, ...migrations.map((migration) => migration.number));
  if (newest > known) {
    throw new DatabaseError(
      'schema-too-new',
      `the database has schema ${newest}, this version knows up to ${known}: start the newer version again`,
    );
  }
}

/** At each `;` that ends a line outside `$$ … $$`. */
export function splitStatements(text: string): string[] {
  const statements: string[] = [];
  let lines: string[] = [];
  let isQuoted = false;
  for (const line of text.split('\n')) {
    lines.push(line);
    if ((line.split('$$').length - 1) % 2 === 1) isQuoted = !isQuoted;
    if (isQuoted || !/;\s*(--.*)?$/.test(line)) continue;
    statements.push(lines.join('\n'));
    lines = [];
  }
  if (lines.some((line) => line.trim() !== '' && !line.startsWith('--'))) statements.push(lines.join('\n'));
  return statements;
}
