/**
 * Makes an empty database folder: `node initialise.ts FOLDER`. A process of its own, because initdb takes about a
 * gigabyte, which a thread would not give back.
 *
 * It is made beside its place and moved there when it is whole and on the disk: a start that was cut off leaves
 * nothing half done. Sends `{ code, message }` to its parent where it fails.
 */
import { closeSync, fsyncSync, openSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';

async function initialise(folder: string): Promise<void> {
  const unfinished = `${folder}.unfinished-${process.pid}`;
  try {
    const db = await PGlite.create({ dataDir: unfinished });
    await db.exec('CHECKPOINT');
    await db.close();
    for (const entry of readdirSync(unfinished, { recursive: true, withFileTypes: true }))
      if (entry.isFile() || entry.isDirectory()) sync(join(entry.parentPath, entry.name));
    renameSync(unfinished, folder);
    sync(dirname(folder));
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
}

function sync(path: string): void {
  const file = openSync(path, 'r');
  fsyncSync(file);
  closeSync(file);
}

await initialise(process.argv[2] ?? '').catch((error: NodeJS.ErrnoException) => {
  process.send?.({ code: error.code, message: error.message });
  process.exitCode = 1;
});
process.disconnect?.();
