/** Files of every wrong form through the real command line: a clear error, the good rows kept, nothing twice. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { CsvMapping } from '../../packages/connectors/src/ticket-file/index.ts';
import type { Server } from '../../packages/cli/src/api-client.ts';
import { importFile as importCommand } from '../../packages/cli/src/commands/import.ts';
import * as store from '../../packages/server/src/store/index.ts';
import { pgliteTemplate } from '../database/pglite-template.ts';
import { call, type Caller, setUp, startTestServer, type TestServer } from './harness.ts';
import { runCli } from './run-cli.ts';

const folder = mkdtempSync(join(tmpdir(), 'understudy-files-'));
let server: TestServer;
let owner: Caller;
beforeAll(async () => {
  const template = await pgliteTemplate();
  server = await startTestServer(await store.openDatabase({ memory: true, template }));
}, 60_000);
afterAll(async () => {
  await server?.close();
  await server?.database.close();
  rmSync(folder, { recursive: true, force: true });
});

const put = (name: string, content: string | Uint8Array): string => {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
};
const runImport = (path: string, ...args: string[]) =>
  runCli(server.env.data_dir, ['import', path, '--json', ...args]);

/** The command without a process of its own, and without its pauses between looks. */
async function importFile(path: string, mapping: CsvMapping = {}) {
  const printed: string[] = [];
  const terminal = {
    print: (text: string) => void printed.push(text),
    note: () => {},
    redraw: null,
    colour: false,
  };
  const options = { source: undefined, topics: 'categories' as const, dry_run: false, mapping, json: true };
  const { url, token } = JSON.parse(readFileSync(join(server.env.data_dir, 'server.json'), 'utf8')) as Server;
  const connect = async () => ({ server: { url, token }, release: async () => undefined });
  const code = await importCommand(path, options, { terminal, connect, poll_ms: 10 });
  return { code, json: JSON.parse(printed.join('')) as { readonly accepted: number } };
}
/** What stands beside the file; nothing where there is none. */
function rejectedOf(path: string): { line: number; reason: string }[] {
  const file = `${path}.rejected.ndjson`;
  const lines = existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : [];
  return lines.map((line) => JSON.parse(line) as { line: number; reason: string });
}

const ANSWER = 'Open Billing, choose Invoices, click Export and pick CSV. The file comes by mail.';
/** Words that the redaction leaves alone, other ones for each row. */
const textOf = (id: string) => `Grüße, how do I export the invoices of ${id}? 👋`;
const row = (id: string, text = textOf(id)) =>
  JSON.stringify({
    id,
    text,
    messages: [
      { role: 'customer', text },
      { role: 'agent', text: ANSWER },
    ],
  });
const rows = (prefix: string, count: number) =>
  Array.from({ length: count }, (_, n) => `${row(`${prefix}-${n}`)}\n`).join('');

/** The server's copy of the tickets of one prefix: id to the customer's words. */
async function stored(prefix: string): Promise<ReadonlyMap<string, string>> {
  const response = await fetch(`${server.url}/v1/export`, { headers: owner.headers ?? {} });
  const lines = (await response.text()).split('\n').filter((line) => line !== '');
  const tickets = lines.map((line) => JSON.parse(line) as { id: string; text: string });
  const ours = tickets.filter(({ id }) => id.startsWith(`${prefix}-`));
  expect(new Set(ours.map(({ id }) => id)).size).toBe(ours.length);
  return new Map(ours.map(({ id, text }) => [id, text]));
}

it('before the set-up it says where the link is, and sends nothing', async () => {
  const run = await runImport(put('early.jsonl', rows('early', 1)));
  expect(run).toMatchObject({ code: 1, json: { error: { code: 'not-set-up' } } });
  expect(run.told).toMatch(/set-up link that `understudy start` prints/);
  const done = await setUp(server);
  owner = done.owner;
  expect((await call(server.url, 'latestImport', owner)).value.items).toEqual([]);
});

async function nothingCame(): Promise<void> {
  const { items } = (await call(server.url, 'latestImport', owner)).value;
  expect(items.filter(({ accepted, state }) => accepted > 0 || state === 'running')).toEqual([]);
  // An upload that broke off leaves no file behind
  const uploads = join(server.env.data_dir, 'imports');
  expect(existsSync(uploads) ? readdirSync(uploads) : []).toEqual([]);
}

it.each([
  ['a folder', () => folder, 'file-unreadable', 2],
  ['an empty file', () => put('empty.jsonl', ''), 'nothing-to-read', 1],
  ['headers alone', () => put('headers.csv', 'id,text\n'), 'nothing-to-read', 1],
  ['no text', () => put('a.png', Buffer.from('89504e470d0a1a0aff00', 'hex')), 'csv-mapping-missing', 2],
])('%s: one error with a code, and no import is left under way', async (_, path, code, exit_code) => {
  await expect(importFile(path())).rejects.toMatchObject({ code, exit_code });
  await nothingCame();
});

it('no file, or a CSV of unknown columns: one message without a stack, and what to do', async () => {
  const none = await runImport(join(folder, 'none.jsonl'));
  expect(none).toMatchObject({ code: 2, json: { error: { code: 'file-unreadable' } } });
  const unknown = await runImport(put('unknown.csv', 'foo,bar\n1,2\n'));
  expect(unknown).toMatchObject({ code: 2, json: { error: { code: 'csv-mapping-missing' } } });
  expect(unknown.told).toMatch(/found the headers: foo, bar\.\n.*--map/);
  expect(unknown.told).not.toMatch(/\n\s+at /);
  await nothingCame();
});

interface Case {
  readonly name: string;
  readonly content: string | Uint8Array;
  readonly mapping?: CsvMapping;
  readonly accepted: readonly string[];
  /** Line and reason of each row that is not taken. */
  readonly rejected: readonly (readonly [number, RegExp])[];
}
const latin1 = (text: string) => Buffer.from(text, 'latin1');
const short = (id: string) => `Größe ${id}?`;
const CUT = 150;
const long = gzipSync(rows('cut', CUT));
const CASES: readonly Case[] = [
  {
    name: 'bad.jsonl',
    content: `${row('bad-0')}\n{"id":\n\n[1]\n{"text":"no id"}\n${row('bad-1')}\n{"id":"bad-2","text":"x","at":"soon"}\n${row('bad-3').slice(0, 40)}`,
    accepted: ['bad-0', 'bad-1'],
    rejected: [
      [2, /no valid JSON/],
      [4, /expected a JSON object/],
      [5, /^id: /],
      [7, /^at: /],
      [8, /end of the file/],
    ],
  },
  {
    name: 'big.jsonl',
    content: `${row('big-0')}\n${row('big-1', '5 MB '.repeat(1_000_000))}\n${row('big-2')}\n`,
    accepted: ['big-0', 'big-2'],
    rejected: [[2, /at most 8388608 bytes/]],
  },
  {
    name: 'large.jsonl',
    content: `${row('large-0')}\n${JSON.stringify({ id: 'large-1', text: '5 MB '.repeat(1_000_000) })}\n`,
    accepted: ['large-0'],
    rejected: [[2, /^text: .*100000/]],
  },
  {
    name: 'other.jsonl',
    content: Buffer.concat([
      Buffer.from(rows('other', 1)),
      latin1(`${row('other-1')}\n`),
      Buffer.from(`${row('other-2')}\n`),
    ]),
    accepted: ['other-0', 'other-2'],
    rejected: [[2, /expected UTF-8/]],
  },
  {
    name: 'wide.jsonl',
    content: Buffer.from(`\uFEFF${rows('wide', 2)}`, 'utf16le'),
    accepted: ['wide-0', 'wide-1'],
    rejected: [],
  },
  {
    name: 'marked.jsonl.gz',
    content: gzipSync(`\uFEFF${rows('marked', 2)}`),
    accepted: ['marked-0', 'marked-1'],
    rejected: [],
  },
  {
    name: 'noise.jsonl.gz',
    content: Buffer.concat([Buffer.from([0x1f, 0x8b]), Buffer.alloc(500, 0x5a)]),
    accepted: [],
    rejected: [[1, /expected gzip data, found damage/]],
  },
  {
    name: 'ragged.csv',
    content: `id;subject;description;date\nragged-0;;"${textOf('ragged-0')}\nsecond; line"\n\nragged-1;${textOf('ragged-1')}\nragged-2;${textOf('ragged-2')};;;;more\n;no id;;\nragged-3;late;;someday\n`,
    accepted: ['ragged-0', 'ragged-1', 'ragged-2'],
    rejected: [
      [7, /^id: /],
      [8, /^at: /],
    ],
  },
  {
    name: 'excel.csv',
    content: Buffer.concat([
      Buffer.from('id,Words\nexcel-0,plain\n'),
      latin1(`excel-1,${short('1')}\n`),
      Buffer.from(`excel-2,${short('2')}\n`),
    ]),
    mapping: { description: 'Words' },
    accepted: ['excel-0', 'excel-2'],
    rejected: [[3, /expected UTF-8/]],
  },
];

it.each(CASES)('$name: good rows are imported as they stand, the others are told by line', async (item) => {
  const path = put(item.name, item.content);
  const prefix = item.name.split('.')[0] ?? '';
  const isWhole = item.rejected.length === 0;
  const counts = { accepted: item.accepted.length, rejected: item.rejected.length };
  const run = await importFile(path, item.mapping);
  expect(run).toMatchObject({ code: isWhole ? 0 : 3, json: { state: 'done', known: 0, ...counts } });
  const told = item.rejected.map(([line, reason]) => ({
    line,
    reason: expect.stringMatching(reason) as string,
  }));
  expect(rejectedOf(path)).toEqual(told);
  const found = await stored(prefix);
  expect([...found.keys()].toSorted()).toEqual([...item.accepted].toSorted());
  for (const text of found.values()) expect(text).not.toContain('\uFFFD');
});

it('gzip that is cut off: the rows before the cut, as they stand, and one line about the rest', async () => {
  const path = put('cut.jsonl.gz', long.subarray(0, long.length >> 1));
  const run = await importFile(path);
  expect(run).toMatchObject({ code: 3, json: { state: 'done', rejected: 1 } });
  const found = await stored('cut');
  expect(found.size).toBe(run.json.accepted);
  expect(found.size).toBeGreaterThan(10);
  for (const [id, text] of found) expect(text).toBe(textOf(id));
  expect(rejectedOf(path)).toEqual([
    { line: found.size + 1, reason: expect.stringContaining('end of the gzip data') as string },
  ]);
  // The whole file, sent afterwards under the same name, brings what was missing
  const whole = await importFile(put('cut.jsonl.gz', long));
  expect(whole).toMatchObject({
    code: 0,
    json: { accepted: CUT - found.size, known: found.size, rejected: 0 },
  });
  expect((await stored('cut')).size).toBe(CUT);
});

it('a dry run says what an import would, and imports nothing', async () => {
  const before = (await call(server.url, 'latestImport', owner)).value.items;
  const path = put('dry.jsonl', `${rows('dry', 3)}{"id":\n`);
  const run = await runImport(path, '--dry-run');
  expect(run).toMatchObject({ code: 3, json: { state: 'checked', read: 4, accepted: 3, rejected: 1 } });
  expect(rejectedOf(path)).toMatchObject([{ line: 4 }]);
  expect((await call(server.url, 'latestImport', owner)).value.items).toEqual(before);
  expect((await stored('dry')).size).toBe(0);
});

it('the same file twice: all of it is known, nothing is there twice', async () => {
  const path = put('twice.jsonl', rows('twice', 20));
  expect(await importFile(path)).toMatchObject({ code: 0, json: { accepted: 20, known: 0 } });
  expect(await runImport(path)).toMatchObject({ code: 0, json: { accepted: 0, known: 20 } });
  expect((await stored('twice')).size).toBe(20);
});

const POLL_MS = 25;

/** Polls while it is read, and stops it as soon as something is stored. */
async function cancelAfterFirstBatch(source: string): Promise<void> {
  for (;;) {
    const [latest] = (await call(server.url, 'latestImport', owner)).value.items;
    if (latest?.source !== source || latest.accepted === 0) {
      await sleep(POLL_MS);
      continue;
    }
    const params = { id: latest.id };
    const cancelled = await call(server.url, 'cancelImport', { ...owner, params });
    expect(cancelled.value.state).toBe('cancelled');
    expect((await call(server.url, 'cancelImport', { ...owner, params })).problem.code).toBe('conflict');
    return;
  }
}

/** Eight batches: enough to be stopped in between, also where a poll has to wait for its turn. */
const ROWS = 1_600;

it('cancelled in the middle: says so, and the same command brings the rest once', async () => {
  const path = put('half.jsonl', rows('half', ROWS));
  const first = runImport(path);
  await cancelAfterFirstBatch('half.jsonl');
  expect(await first).toMatchObject({
    code: 1,
    json: { error: { code: 'import-failed', message: expect.stringContaining('cancelled') as string } },
  });
  const kept = (await stored('half')).size;
  expect(kept).toBeGreaterThan(0);
  expect(kept).toBeLessThan(ROWS);
  expect(await importFile(path)).toMatchObject({
    code: 0,
    json: { state: 'done', accepted: ROWS - kept, known: kept },
  });
  const found = await stored('half');
  expect(found.size).toBe(ROWS);
  for (const [each, text] of found) expect(text).toBe(textOf(each));
}, 180_000);
