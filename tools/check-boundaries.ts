/** Checks the rules of the house over all sources: `node tools/check-boundaries.ts`. Exit code 1 on a violation. */
import { globSync, readFileSync } from 'node:fs';
import { posix, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { findViolations, type Tree, type Violation } from './boundaries/rules.ts';
import { parseSource } from './boundaries/source.ts';

const SOURCES = '{packages,tools,bench,tests,examples}/**/*.{ts,tsx,mts,mjs}';
const LEFT_OUT = /(?:^|\/)(?:node_modules|dist|coverage|\.cache)(?:\/|$)/;

export function readTree(root: string): Tree {
  const paths = globSync(SOURCES, { cwd: root, exclude: (path) => LEFT_OUT.test(path) })
    .map((path) => path.split(sep).join('/'))
    .filter((path) => !LEFT_OUT.test(path) && !path.includes('.generated.'))
    .toSorted();
  const files = paths.map((path) => parseSource(path, readFileSync(posix.join(root, path), 'utf8')));
  return { files, doors: readDoors(root) };
}

/** Import names of our packages with the files that their `exports` lead to. */
function readDoors(root: string): ReadonlyMap<string, string> {
  const doors = new Map<string, string>();
  for (const file of globSync('packages/*/package.json', { cwd: root })) {
    const { name, exports = {} } = JSON.parse(readFileSync(posix.join(root, file), 'utf8')) as {
      name: string;
      exports?: Record<string, unknown>;
    };
    for (const [key, target] of Object.entries(exports)) {
      if (typeof target !== 'string') continue;
      doors.set(posix.join(name, key), posix.join(posix.dirname(file.split(sep).join('/')), target));
    }
  }
  return doors;
}

export const describe = (found: Violation): string =>
  `${found.path}:${found.line} [${found.rule}] ${found.message}`;

function main(root = process.cwd()): void {
  const tree = readTree(root);
  const violations = findViolations(tree);
  for (const violation of violations) console.error(describe(violation));
  console.log(`${tree.files.length} files, ${violations.length} violations`);
  process.exitCode = violations.length > 0 ? 1 : 0;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) main(process.argv[2]);
