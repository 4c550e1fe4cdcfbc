/** The package as it is published: put together in a folder of its own, and used from there by name. */
import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const tsc = fileURLToPath(new URL('../../../../node_modules/typescript/bin/tsc', import.meta.url));
const react_types = fileURLToPath(new URL('../../../../node_modules/@types/react', import.meta.url));

let app = '';
let home = '';
const run = (...args: string[]) => execFileSync(process.execPath, args, { cwd: app, encoding: 'utf8' });

beforeAll(() => {
  app = mkdtempSync(join(tmpdir(), 'understudy-sdk-'));
  home = join(app, 'node_modules/@understudy/widget');
  mkdirSync(home, { recursive: true });
  run(tsc, '-p', join(root, 'tsconfig.sdk.json'), '--outDir', home);
  run(join(root, 'npm/assemble.mjs'), home);
  writeFileSync(join(app, 'package.json'), '{"type":"module"}');
}, 60_000);
afterAll(() => rmSync(app, { recursive: true, force: true }));

interface Manifest {
  readonly exports: Record<string, string | Record<string, string>>;
  readonly files: readonly string[];
  readonly dependencies?: unknown;
  readonly version: string;
}
const manifest = (path: string) => JSON.parse(readFileSync(path, 'utf8')) as Manifest;

it('holds what it promises, needs nothing else, and publishes no sources', () => {
  const { exports, files, dependencies, version } = manifest(join(home, 'package.json'));
  const promised = Object.values(exports)
    .flatMap((entry) => (typeof entry === 'string' ? [entry] : Object.values(entry)))
    .filter((path) => !path.includes('*'));
  expect([...promised, ...files].filter((path) => !existsSync(join(home, path)))).toEqual([]);
  expect(dependencies).toBeUndefined();
  expect(version).toBe(manifest(join(root, 'package.json')).version);
  const inside = readdirSync(home, { recursive: true, encoding: 'utf8' });
  expect(inside.filter((path) => /(?<!\.d)\.tsx?$|\.test\./.test(path))).toEqual([]);
});

it('can be imported where there is no page, and does nothing there', () => {
  const script = `
    const { createUnderstudy } = await import('@understudy/widget');
    const understudy = createUnderstudy({ base_url: 'https://desk.example', workspace: 'pk_1' });
    understudy.ask('How?');
    understudy.on('ready', () => {})();
    const { signIdentity } = await import('@understudy/widget/server');
    console.log(typeof understudy.shutdown, typeof signIdentity, typeof window);`;
  writeFileSync(join(app, 'use.js'), script);
  expect(run('use.js').trim()).toBe('function function undefined');
});

it('has types that tell a wrong call from a right one', () => {
  writeFileSync(
    join(app, 'tsconfig.json'),
    JSON.stringify({
      compilerOptions: {
        strict: true,
        noEmit: true,
        module: 'NodeNext',
        target: 'ES2022',
        lib: ['ES2022', 'DOM'],
        types: [],
        paths: { react: [react_types] },
      },
      files: ['use.ts'],
    }),
  );
  writeFileSync(
    join(app, 'use.ts'),
    `import { createUnderstudy } from '@understudy/widget';
import { Understudy } from '@understudy/widget/react';
const understudy = createUnderstudy({ base_url: 'https://desk.example', workspace: 'pk_1', nonce: 'n' });
understudy.on('unread', ({ count }) => count.toFixed());
understudy.identify({ getToken: async () => 'token' });
// @ts-expect-error there is no such event
understudy.on('explode', () => {});
// @ts-expect-error a text is expected
understudy.ask(7);
// @ts-expect-error the address is missing
createUnderstudy({ workspace: 'pk_1' });
export const nothing: null = Understudy({ base_url: 'https://desk.example', workspace: 'pk_1', context: { plan: 'free' } });
`,
  );
  expect(run(tsc, '-p', 'tsconfig.json')).toBe('');
});
