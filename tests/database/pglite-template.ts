/** A dump of an empty, migrated PGlite database, made once for each schema: opening it takes a tenth of making one. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, renameSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrate, readMigrations } from '../../packages/server/src/store/migrate.ts';
import { openPGlite } from '../../packages/server/src/store/pglite/open-pglite.ts';

export async function pgliteTemplate(): Promise<string> {
  const hash = createHash('sha256');
  for (const migration of readMigrations()) hash.update(migration.sql);
  hash.update(readFileSync(new URL('../../packages/server/package.json', import.meta.url)));
  const file = join(
    tmpdir(),
    `understudy-template-${process.getuid?.() ?? 0}-${hash.digest('hex').slice(0, 16)}.tar`,
  );
  if (existsSync(file)) return file;
  const database = await openPGlite({ folder: null });
  await migrate(database.db);
  const unfinished = `${file}.${process.pid}`;
  await database.dump(unfinished);
  await database.close();
  renameSync(unfinished, file); // whole or not at all, whoever else makes one at the same time
  return file;
}
