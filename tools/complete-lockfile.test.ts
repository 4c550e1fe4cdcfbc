import { expect, test } from 'vitest';
import { complete, entriesWithHost, missingEntries } from './complete-lockfile.ts';

const lock = {
  packages: {
    '': {},
    'node_modules/tool': {
      version: '1.0.0',
      dev: true,
      optionalDependencies: {
        '@tool/darwin-arm64': '1.0.0',
        '@tool/linux-x64-musl': '1.0.0',
        '@tool/windows-x64': '1.0.0',
        '@tool/linux-x64-gnu': '1.0.0',
        '@tool/linux-arm-gnueabihf': '1.0.0',
        ranged: '^2.0.0',
      },
    },
    'node_modules/@tool/linux-x64-gnu': { version: '1.0.0', optional: true },
    'packages/a': { link: true },
  },
};

test('adds what is missing, with os, cpu and libc off the name', () => {
  expect(Object.fromEntries(missingEntries(lock))).toEqual({
    'node_modules/@tool/darwin-arm64': entry({ cpu: ['arm64'], os: ['darwin'] }),
    'node_modules/@tool/linux-x64-musl': entry({ cpu: ['x64'], os: ['linux'], libc: ['musl'] }),
    'node_modules/@tool/windows-x64': entry({ cpu: ['x64'], os: ['win32'] }),
    'node_modules/@tool/linux-arm-gnueabihf': entry({ cpu: ['arm'], os: ['linux'] }),
  });
});

test('a completed lockfile lacks nothing, keeps what it had and is in order', () => {
  const completed = complete(lock);
  expect(missingEntries(completed).size).toBe(0);
  expect(completed.packages).toMatchObject(lock.packages);
  expect(Object.keys(completed.packages)).toEqual(Object.keys(completed.packages).toSorted());
});

test('a package nested in the one that asks for it, or beside it, counts as there', () => {
  const asker = { optionalDependencies: { p: '1.0.0' } };
  const nested = { 'node_modules/a/node_modules/b': asker };
  for (const place of [
    'node_modules/p',
    'node_modules/a/node_modules/p',
    'node_modules/a/node_modules/b/node_modules/p',
  ]) {
    expect(missingEntries({ packages: { ...nested, [place]: { version: '1.0.0' } } }).size).toBe(0);
  }
  expect(missingEntries({ packages: nested }).size).toBe(1);
});

test('tells entries that name a host from links to workspaces', () => {
  const packages = {
    'node_modules/a': { resolved: 'https://example.org/a.tgz' },
    'node_modules/b': { link: true, resolved: 'packages/b' },
  };
  expect(entriesWithHost({ packages })).toEqual(['node_modules/a']);
});

const entry = (rest: object) => ({ version: '1.0.0', dev: true, optional: true, ...rest });
