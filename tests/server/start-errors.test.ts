/** What keeps a server from starting: one line with a code, and the end; never silence. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, it } from 'vitest';
import { openDatabase } from '../../packages/server/src/store/index.ts';

const run = fileURLToPath(new URL('../../packages/server/src/run.ts', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'understudy-start-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function start(env: Record<string, string>) {
  const child = spawn(process.execPath, ['--no-warnings', run], {
    env: { ...process.env, PORT: '0', UNDERSTUDY_DATA: join(folder, 'data'), LOG_LEVEL: 'silent', ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const said = child.stderr.toArray();
  const [code] = (await once(child, 'exit')) as [number | null];
  return { code, line: (await said).join('') };
}

it('says so where the settings are wrong, the folder cannot be written, or the database does not answer', async () => {
  const wrong = await start({ UNDERSTUDY_ENCODER_URL: 'http://127.0.0.1:9/v1' });
  expect(wrong).toEqual({
    code: 1,
    line: expect.stringMatching(/^env-invalid: .*ENCODER_MODEL.*ENCODER_DIMENSIONS/),
  });
  writeFileSync(join(folder, 'file'), '');
  // A file where the folder should be: cannot be written by anybody, root included
  const file = await start({ UNDERSTUDY_DATA: join(folder, 'file', 'data') });
  expect(file).toEqual({ code: 1, line: expect.stringMatching(/^data-not-writable: .*\n$/) });
  const away = await start({ DATABASE_URL: 'postgres://nobody@127.0.0.1:9/none' });
  expect(away).toEqual({ code: 1, line: expect.stringMatching(/^database-unreachable: .*\n$/) });
}, 120_000);

it('says so where another server uses the folder, or the port is taken', async () => {
  const database = await openDatabase({ folder: join(folder, 'data', 'database') });
  const locked = await start({});
  expect(locked).toEqual({ code: 1, line: expect.stringMatching(/^data-locked: .*process \d+.*\n$/) });
  await database.close();
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const taken = await start({ PORT: String((other.address() as AddressInfo).port) });
  other.close();
  expect(taken).toEqual({ code: 1, line: expect.stringMatching(/^port-in-use: .*\n$/) });
}, 120_000);
