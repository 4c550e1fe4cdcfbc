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

it('costs a page at most 5 kB for the loader and 20 kB in all, as sent (gzip)', () => {
  expect(gzipped('widget.js')).toBeLessThanOrEqual(5_000);
  expect(gzipped('widget.js') + gzipped('widget-app.js')).toBeLessThanOrEqual(20_000);
});

it('brings no schema library along', () => {
  expect(readFileSync(file('widget-app.js'), 'utf8')).not.toMatch(/ZodError|safeParse/);
});
