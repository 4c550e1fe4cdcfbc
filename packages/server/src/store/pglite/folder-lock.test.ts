import { existsSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { lockFolder } from './folder-lock.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'understudy-lock-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('the second one is refused and told who holds it; after the release it goes', async () => {
  const lock = await lockFolder(folder);
  await expect(lockFolder(folder)).rejects.toMatchObject({
    code: 'folder-in-use',
    message: expect.stringContaining(`process ${process.pid}`),
  });
  lock.release();
  (await lockFolder(folder)).release();
  expect(existsSync(join(folder, 'lock.json'))).toBe(false);
});

test('a fresh lock of another machine is honoured, one that nobody renews is taken over', async () => {
  const file = join(folder, 'lock.json');
  writeFileSync(file, JSON.stringify({ pid: 1, host: 'elsewhere' }));
  await expect(lockFolder(folder)).rejects.toThrow('process 1 on elsewhere');
  const longAgo = new Date(Date.now() - 3_600_000);
  utimesSync(file, longAgo, longAgo);
  (await lockFolder(folder)).release();
});

test('a file that a crash left half written does not lock out', async () => {
  writeFileSync(join(folder, 'lock.json'), '{"pi');
  const lock = await lockFolder(folder);
  expect(JSON.parse(readFileSync(join(folder, 'lock.json'), 'utf8'))).toMatchObject({ pid: process.pid });
  lock.release();
});
