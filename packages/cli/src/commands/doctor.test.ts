import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { doctor, examine, judge, node, tryPort } from './doctor.ts';

const folder = mkdtempSync(join(tmpdir(), 'understudy-doctor-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const env = { UNDERSTUDY_DATA: folder, PORT: '0' };
const good = () => Promise.resolve('weights');
const states = async (encoder = good) =>
  Object.fromEntries((await examine(env, encoder)).map(({ name, state }) => [name, state]));

test('a machine that is ready: all is well but that no server runs yet', async () => {
  expect(await states()).toMatchObject({
    node: 'ok',
    data: 'ok',
    lock: 'ok',
    database: 'ok',
    encoder: 'ok',
    port: 'ok',
    server: 'warn',
  });
});

test('missing weights, an old Node and a taken port are failures', async () => {
  expect(await states(() => Promise.reject(new Error('no weights')))).toMatchObject({ encoder: 'fail' });
  expect(node('20.20.2').state).toBe('fail');
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  expect(await tryPort((other.address() as AddressInfo).port, '127.0.0.1')).toContain('EADDRINUSE');
  other.close();
});

test('a server file and a lock that a crash left behind are told', async () => {
  writeFileSync(join(folder, 'server.json'), JSON.stringify({ url: 'http://127.0.0.1:9', token: 'x' }));
  writeFileSync(join(folder, 'lock.json'), '{"pid":1}');
  expect(await states()).toMatchObject({ lock: 'warn', server: 'warn' });
});

test('--json prints one object', async () => {
  const printed: string[] = [];
  const terminal = {
    print: (text: string) => void printed.push(text),
    note: () => {},
    redraw: null,
    colour: false,
  };
  const code = await doctor({ json: true, env, terminal, encoder: () => Promise.reject(new Error('gone')) });
  expect(code).toBe(1);
  expect(JSON.parse(printed.join('\n'))).toMatchObject({ ok: false });
});

test('a database of a newer version is a failure, an older one is not', () => {
  expect(judge({ found: 3, known: 2 })).toMatchObject({
    state: 'fail',
    found: 'version 3, this Understudy knows up to 2',
    advice: expect.stringContaining('newer') as string,
  });
  expect(judge({ found: 2, known: 2 })).toMatchObject({ state: 'ok', found: 'version 2' });
  expect(judge({ found: 1, known: 2 })).toMatchObject({
    state: 'ok',
    found: expect.stringContaining('makes it 2') as string,
  });
});
