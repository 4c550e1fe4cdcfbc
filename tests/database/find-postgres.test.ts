import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { findPostgres, wantedSource } from './find-postgres.ts';
import { linkLibraries } from './npm-postgres.ts';
import type { Programs } from './programs.ts';
import { readablePrograms } from './readable-programs.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'understudy-find-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('which PostgreSQL', () => {
  const machine: Programs = { source: 'machine', bin: '/machine/bin' };
  const npm: Programs = { source: 'npm', bin: '/npm/bin' };
  const both = { machine: () => machine, npm: () => npm };
  const none = { machine: () => ({ missing: 'none here' }), npm: () => ({ missing: 'none there' }) };

  test('this machine’s comes first, npm’s where it has none', () => {
    expect(findPostgres(null, both)).toBe(machine);
    expect(findPostgres(null, { ...both, machine: none.machine })).toBe(npm);
  });

  test('the one that is asked for, and no other', () => {
    expect(findPostgres(wantedSource('npm'), both)).toBe(npm);
    expect(findPostgres(wantedSource('machine'), { ...both, machine: none.machine })).toEqual({
      missing: 'none here',
    });
    expect(wantedSource('')).toBeNull();
    expect(() => wantedSource('docker')).toThrow('machine or npm, found docker');
  });

  test('where there is none, all reasons are told', () => {
    expect(findPostgres(null, none)).toEqual({ missing: 'none here, and none there' });
  });
});

test('libraries are found by the names that the package lists, whoever linked them before', () => {
  const libraries = join(folder, 'native', 'lib');
  mkdirSync(libraries, { recursive: true });
  writeFileSync(join(libraries, 'libx.so.6.18'), 'x');
  const links = ['libx.so', 'libx.so.6'].map((name) => ({
    source: 'native/lib/libx.so.6.18',
    target: `native/lib/${name}`,
  }));
  writeFileSync(join(folder, 'native', 'pg-symlinks.json'), JSON.stringify(links.slice(0, 1)));
  linkLibraries(folder);
  writeFileSync(join(folder, 'native', 'pg-symlinks.json'), JSON.stringify(links));
  linkLibraries(folder);
  for (const name of ['libx.so', 'libx.so.6']) expect(readFileSync(join(libraries, name), 'utf8')).toBe('x');
});

describe.skipIf(process.getuid?.() !== 0)('programs for another user (needs root)', () => {
  const user = { uid: 65_534, gid: 65_534 };
  let closed: Programs;
  beforeEach(() => {
    chmodSync(folder, 0o755);
    const bin = join(folder, 'closed', 'bin');
    mkdirSync(bin, { recursive: true });
    writeFileSync(join(bin, 'postgres'), '#!/bin/sh\necho here\n', { mode: 0o700 });
    chmodSync(join(folder, 'closed'), 0o700);
    closed = { source: 'npm', bin };
  });

  test('npm’s are copied where the user cannot run them, and the user can run the copy', () => {
    const bin = readablePrograms(closed, user, folder);
    expect(bin).toBe(join(folder, 'programs', 'bin'));
    expect(execFileSync(join(bin, 'postgres'), { ...user, cwd: folder, encoding: 'utf8' })).toBe('here\n');
  });

  test('programs that the user can run stay where they are, and so do this machine’s', () => {
    expect(readablePrograms({ ...closed, source: 'machine' }, user, folder)).toBe(closed.bin);
    chmodSync(join(folder, 'closed'), 0o755);
    chmodSync(join(closed.bin, 'postgres'), 0o755);
    expect(readablePrograms(closed, user, folder)).toBe(closed.bin);
  });
});
