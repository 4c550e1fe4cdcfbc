/** What keeps a server from starting: one line with a code, and the end; never silence. */
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, expect, it } from 'vitest';
import { openDatabase } from '../../packages/server/src/store/index.ts';
import { runCli } from './run-cli.ts';
import { failToStart } from './server-process.ts';

const folder = mkdtempSync(join(tmpdir(), 'understudy-start-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const data = join(folder, 'data');
async function start(env: Record<string, string>) {
  const { code, line } = await failToStart({ UNDERSTUDY_DATA: data, ...env });
  return { code, line };
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

it('says so where another server uses the folder', async () => {
  const database = await openDatabase({ folder: join(folder, 'data', 'database') });
  const locked = await start({});
  expect(locked).toEqual({ code: 1, line: expect.stringMatching(/^data-locked: .*process \d+.*\n$/) });
  await database.close();
}, 120_000);

it('says so where the port is taken, before anything is made; the command line ends then, too', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const env = { PORT: String((other.address() as AddressInfo).port), UNDERSTUDY_DATA: join(folder, 'new') };
  expect(await start(env)).toEqual({ code: 1, line: expect.stringMatching(/^port-in-use: .*\n$/) });
  const cli = await runCli(env.UNDERSTUDY_DATA, ['start', '--port', env.PORT]);
  other.close();
  expect(cli.code).toBe(1);
  expect(cli.told).toMatch(/Another program listens on this port\. .*EADDRINUSE/);
  expect(existsSync(join(env.UNDERSTUDY_DATA, 'database'))).toBe(false);
}, 60_000);

it('the command line ends with what it says about a wrong setting', async () => {
  const cli = await runCli(data, ['start'], { LOG_LEVEL: 'nonsense' });
  expect(cli).toMatchObject({ code: 1, told: expect.stringMatching(/setting.*LOG_LEVEL/) as string });
}, 60_000);

it('says so where the address is nobody’s here', async () => {
  const nowhere = await start({ HOST: 'nowhere.invalid' });
  expect(nowhere).toEqual({ code: 1, line: expect.stringMatching(/^address-not-usable: .*\n$/) });
}, 60_000);

it('says so where a newer version wrote the database, and leaves it as it is', async () => {
  const newer = async () => {
    const database = await openDatabase({ folder: join(data, 'database') });
    await sql`insert into schema_migrations (number, name, checksum) values (9001, '9001-future.sql', 'x')`.execute(
      database.db,
    );
    await database.close();
  };
  await newer();
  const run = await start({});
  const line = /^database-newer: .*schema 9001, this version knows up to \d+.*newer version.*\n$/;
  expect(run).toEqual({ code: 1, line: expect.stringMatching(line) });
  const told = await runCli(data, ['doctor', '--json']);
  expect(told.code).toBe(1);
  expect(told.json['checks']).toContainEqual(
    expect.objectContaining({
      name: 'database',
      state: 'fail',
      found: expect.stringMatching(/^version 9001, .* up to \d+$/) as string,
      advice: expect.stringContaining('newer Understudy') as string,
    }),
  );
  // Nothing was changed by either
  expect(await start({})).toEqual(run);
}, 120_000);
