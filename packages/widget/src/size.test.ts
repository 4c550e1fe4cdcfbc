import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { beforeAll, expect, it } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const file = (name: string) => `${root}dist/${name}`;
const gzipped = (name: string) => gzipSync(readFileSync(file(name))).length;

beforeAll(() => {
  if (existsSync(file('widget.js')) && existsSync(file('widget-app.js'))) return;
  const vite = fileURLToPath(new URL('../../../node_modules/vite/bin/vite.js', import.meta.url));
  // The test runner's NODE_ENV would build something else than what is shipped.
  const env = { ...process.env, NODE_ENV: 'production' };
  for (const mode of ['production', 'loader'])
    execFileSync(process.execPath, [vite, 'build', '--mode', mode], { cwd: root, env, stdio: 'ignore' });
}, 60_000);

/** The file and what it imports before it runs; what it imports by and by is not waited for. */
function withStaticImports(name: string, seen = new Set<string>()): ReadonlySet<string> {
  if (seen.has(name)) return seen;
  seen.add(name);
  const imports = readFileSync(file(name), 'utf8').matchAll(
    /(?:from|import)\s*["']\.\/(widget[\w-]*\.js)["']/g,
  );
  for (const [, imported] of imports) withStaticImports(imported ?? '', seen);
  return seen;
}

it('costs a page at most 5 kB for the loader and 25 kB in all, as sent (gzip)', () => {
  const first_load = ['widget.js', ...withStaticImports('widget-app.js')];
  expect(gzipped('widget.js')).toBeLessThanOrEqual(5_000);
  expect(first_load.reduce((sum, name) => sum + gzipped(name), 0)).toBeLessThanOrEqual(25_000);
});

it('asks for its lazy parts beside itself, wherever it was loaded from', () => {
  const parts = [...readFileSync(file('widget-app.js'), 'utf8').matchAll(/import\(\s*[`"']([^`"']*)[`"']/g)];
  for (const [, path] of parts) {
    expect(path).toMatch(/^\.\/widget-[\w-]+\.js$/);
    expect(existsSync(file(path ?? ''))).toBe(true);
  }
});

it('brings no schema library along', () => {
  expect(readFileSync(file('widget-app.js'), 'utf8')).not.toMatch(/ZodError|safeParse/);
});
