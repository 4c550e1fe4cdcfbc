/** `node npm/assemble.mjs FOLDER`: puts into the folder what is published, beside what the compiler has written there. */
import { cpSync, existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const from = join(import.meta.dirname, '..');
const built = join(from, 'dist');
const folder = process.argv[2];
if (!folder) throw new Error('Expected the folder of the package');

mkdirSync(join(folder, 'browser'), { recursive: true });
for (const name of ['package.json', 'README.md']) cpSync(join(from, 'npm', name), join(folder, name));
for (const name of existsSync(built) ? readdirSync(built) : [])
  if (/^widget.*\.js$/.test(name)) cpSync(join(built, name), join(folder, 'browser', name));
