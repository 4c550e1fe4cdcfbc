/**
 * Builds console and widget when their sources are newer than what was built: `npm run build`.
 *
 * What was built carries the hash of all that went into it, so a second start takes no time.
 */
import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { runProgram } from './child.ts';

const root = join(import.meta.dirname, '..');
const PACKAGES = ['console', 'widget'] as const;

const isSource = (path: string): boolean => !/(?:^|\/)(?:node_modules|dist)(?:\/|$)|\.test\.tsx?$/.test(path);

function hashSources(folder: string): string {
  const hash = createHash('sha256');
  const own = globSync(`${folder}/**/*`, {
    cwd: root,
    withFileTypes: true,
    exclude: (entry) => !isSource(entry.name),
  });
  const contract = globSync('packages/contract/src/**/*.ts', { cwd: root, withFileTypes: true });
  const files = [...own, ...contract].filter((entry) => entry.isFile() && isSource(entry.name));
  const paths = files.map((entry) => join(entry.parentPath, entry.name)).toSorted();
  for (const path of [...paths, join(root, 'package-lock.json')]) {
    hash.update(path.slice(root.length)).update('\0').update(readFileSync(path)).update('\0');
  }
  return hash.digest('hex');
}

/** Runs the `build` script of the package as npm would, without needing npm. */
function buildPackage(folder: string) {
  const { scripts } = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8')) as {
    scripts?: Record<string, string>;
  };
  const places = [dirname(process.execPath), join(root, 'node_modules', '.bin'), process.env['PATH'] ?? ''];
  return runProgram(scripts?.['build'] ?? 'vite build', [], {
    cwd: join(root, folder),
    env: { ...process.env, PATH: places.join(delimiter) },
    shell: true,
  });
}

for (const name of PACKAGES) {
  const folder = `packages/${name}`;
  const stamp = join(root, folder, 'dist', '.sources');
  const hash = hashSources(folder);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) continue;
  console.error(`understudy: building the ${name} …`);
  const { code, output } = await buildPackage(folder);
  if (code !== 0) {
    console.error(`${output}\nunderstudy: the ${name} could not be built; the lines above say why.`);
    process.exit(1);
  }
  mkdirSync(join(root, folder, 'dist'), { recursive: true });
  writeFileSync(stamp, hash);
}
