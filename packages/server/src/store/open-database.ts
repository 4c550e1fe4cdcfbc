/** Opens the database that the settings ask for, with its schema up to date. */
import type { Database } from './database.ts';
import { migrate } from './migrate.ts';
import { openPostgres } from './open-postgres.ts';
import { openPGlite } from './pglite/open-pglite.ts';
import { translate } from './translate-error.ts';

/** A server by its URL; or a folder of this machine; or, for tests, memory. */
export type DatabaseOptions =
  | { readonly url: string }
  | { readonly folder: string }
  | { readonly memory: true; readonly template?: string };

/** @throws DatabaseError, each code of which `errors.ts` lists */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const database = await open(options);
  try {
    await migrate(database.db);
    return database;
  } catch (error) {
    await database.close();
    throw translate(error);
  }
}

/** As it is, whatever its schema. */
export function open(options: DatabaseOptions): Promise<Database> {
  if ('url' in options) return openPostgres({ url: options.url });
  if ('folder' in options) return openPGlite({ folder: options.folder });
  return openPGlite({ folder: null, template: options.template ?? null });
}
