import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { EXIT } from '../cli-error.ts';
import { importFile } from './import.ts';

const ID = 'imp_0000000000000000000000';
const job = (state: string, rest: object = {}) => ({
  id: ID,
  source: 'desk',
  state,
  read: 2,
  accepted: 1,
  known: 1,
  rejected: 1,
  resolutions: 1,
  waiting: 0,
  progress: { stage: 'learning', done: 1, total: 2 },
  error: null,
  started_at: '2026-01-01T00:00:00Z',
  finished_at: null,
  ...rest,
});

/** A double of the server: takes the upload, learns for one poll, and rejects line 5. */
let http: HttpServer;
let received: string;
let seen: string[];
let lastState: string;
/** What the server has before ours; each poll of it ends it. */
let earlier: object[];
let setup_done: boolean;
let folder: string;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'understudy-import-'));
  received = '';
  seen = [];
  lastState = 'done';
  earlier = [];
  setup_done = true;
  http = createServer((request, response) => {
    seen.push(`${request.method} ${request.url} ${request.headers.authorization}`);
    const answer = (body: unknown, status = 200) => response.writeHead(status).end(JSON.stringify(body));
    if (request.url === '/v1/version') answer({ version: '0.1.0', api: 'v1', setup_done });
    else if (request.url?.startsWith('/v1/imports?limit')) answer({ items: earlier, next_cursor: null });
    else if (request.method === 'POST') {
      request.on('data', (chunk) => (received += chunk));
      request.on('end', () => answer(job('learning')));
    } else if (request.url?.includes('/rejected')) {
      answer({ items: [{ line: 5, reason: 'id is known with another text' }], next_cursor: null });
    } else {
      answer(job(lastState));
    }
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
});
afterEach(() => {
  http.close();
  rmSync(folder, { recursive: true, force: true });
});

function setting(json = true) {
  const printed: string[] = [];
  let released = 0;
  const terminal = {
    print: (text: string) => void printed.push(text),
    note: () => {},
    redraw: null,
    colour: false,
  };
  const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  const connect = () =>
    Promise.resolve({ server: { url, token: 'secret' }, release: async () => void (released += 1) });
  const options = { source: 'desk', dry_run: false, mapping: {}, topics: 'categories' as const, json };
  return { context: { terminal, connect, poll_ms: 1 }, options, printed, released: () => released };
}

function desk(): string {
  const path = join(folder, 'desk.jsonl');
  writeFileSync(path, '{"id":"1","text":"one"}\n{"broken\n{"id":"2","text":"two"}\n');
  return path;
}

test('streams the rows, follows the job, gathers the rejected rows of both sides', async () => {
  const { context, options, printed, released } = setting();
  const path = desk();
  expect(await importFile(path, options, context)).toBe(EXIT.rejected);
  expect(received.split('\n').map((line) => line !== '' && (JSON.parse(line) as { id: string }).id)).toEqual([
    '1',
    false,
    '2',
    false,
  ]);
  const posted = seen.filter((line) => line.startsWith('POST'));
  expect(posted).toEqual(['POST /v1/imports?source=desk&dry_run=false&topics=categories Bearer secret']);
  expect(printed).toHaveLength(1);
  expect(JSON.parse(printed[0] ?? '')).toMatchObject({ state: 'done', accepted: 1, known: 1, rejected: 2 });
  const lines = readFileSync(`${path}.rejected.ndjson`, 'utf8').trim().split('\n');
  expect(lines.map((line) => (JSON.parse(line) as { line: number }).line)).toEqual([2, 5]);
  expect(released()).toBe(1);
});

test('a dry run asks no server', async () => {
  const { context, options, printed } = setting(false);
  const code = await importFile(desk(), { ...options, dry_run: true }, context);
  expect([code, seen]).toEqual([EXIT.rejected, []]);
  expect(printed[0]).toMatch(
    /^3 rows read, 2 could be imported, 1 rejected, see .*desk\.jsonl\.rejected\.ndjson\.$/,
  );
});

test('an import that failed says so and lets the server go', async () => {
  lastState = 'failed';
  const { context, options, released } = setting();
  await expect(importFile(desk(), options, context)).rejects.toMatchObject({ code: 'import-failed' });
  expect(released()).toBe(1);
});

test('before the set-up it says what to do, and sends nothing', async () => {
  setup_done = false;
  const { context, options, released } = setting();
  await expect(importFile(desk(), options, context)).rejects.toMatchObject({
    code: 'not-set-up',
    advice: expect.stringContaining('set-up link'),
  });
  expect([received, released()]).toEqual(['', 1]);
});

test('an import that was left behind is waited for, however it ends', async () => {
  earlier = [job('running')];
  lastState = 'done';
  const { context, options } = setting();
  expect(await importFile(desk(), options, context)).toBe(EXIT.rejected);
  const asked = seen.map((line) => line.split(' ').slice(0, 2).join(' ').replace(/\?.*/, ''));
  expect(asked.slice(0, 4)).toEqual([
    'GET /v1/version',
    'GET /v1/imports',
    `GET /v1/imports/${ID}`,
    'POST /v1/imports',
  ]);
});

test('a CSV without the columns it needs is told as such, not as a server that does not answer', async () => {
  const path = join(folder, 'desk.csv');
  writeFileSync(path, 'foo,bar\n1,2\n');
  const { context, options, released } = setting();
  for (const dry_run of [true, false])
    await expect(importFile(path, { ...options, dry_run }, context)).rejects.toMatchObject({
      code: 'csv-mapping-missing',
      message: expect.stringContaining('found the headers: foo, bar'),
      advice: expect.stringContaining('--map'),
      exit_code: EXIT.usage,
    });
  expect(released()).toBe(1);
});

test('an empty file is told as such', async () => {
  const { context, options } = setting();
  const path = join(folder, 'empty.jsonl');
  writeFileSync(path, '\n');
  await expect(importFile(path, { ...options, dry_run: true }, context)).rejects.toMatchObject({
    code: 'nothing-to-read',
  });
});
