/** Programs that another user may run: npm's stand where the checkout stands, and that may be closed to everybody else. */
import { execFileSync } from 'node:child_process';
import { cpSync, lchownSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Programs } from './programs.ts';

export interface User {
  readonly uid: number;
  readonly gid: number;
}

/** The folder of the programs; a copy in `folder`, owned by the user, where they are npm's and the user cannot run them. */
export function readablePrograms(programs: Programs, user: User, folder: string): string {
  // This machine's are nothing that one could copy: they need files all over it
  if (programs.source === 'machine' || mayRun(programs.bin, user, folder)) return programs.bin;
  const copy = join(folder, 'programs');
  cpSync(dirname(programs.bin), copy, { recursive: true, verbatimSymlinks: true });
  const inside = readdirSync(copy, { recursive: true, encoding: 'utf8' });
  for (const path of ['.', ...inside]) lchownSync(join(copy, path), user.uid, user.gid);
  return join(copy, 'bin');
}

function mayRun(bin: string, user: User, folder: string): boolean {
  try {
    execFileSync(join(bin, 'postgres'), ['--version'], { ...user, cwd: folder, stdio: 'pipe' });
    return true;
  } catch {
    return false;
  }
}
