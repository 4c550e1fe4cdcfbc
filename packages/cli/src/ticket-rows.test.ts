import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { readTicketFile } from '@understudy/connectors/ticket-file';
import { afterAll, expect, test } from 'vitest';
import { CliError } from './cli-error.ts';
import { fileSize, parseMapping, type RejectedRow, readRows, toLines, writeRejected } from './ticket-rows.ts';

const folder = mkdtempSync(join(tmpdir(), 'understudy-cli-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const put = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};

async function sent(path: string): Promise<{ text: string; rejected: RejectedRow[] }> {
  const rejected: RejectedRow[] = [];
  let text = '';
  for await (const chunk of toLines(readRows(path), (row) => rejected.push(row))) text += chunk.toString();
  return { text, rejected };
}

test('rows keep their line numbers on the way to the server', async () => {
  const path = put('a.jsonl', '{"id":"1","text":"one"}\nnot json\n\n{"id":"2","text":"two"}\n');
  const { text, rejected } = await sent(path);
  expect(rejected.map((row) => row.line)).toEqual([2]);
  const again: number[] = [];
  for await (const row of readTicketFile(Readable.from([Buffer.from(text)]))) again.push(row.line);
  expect(again).toEqual([1, 4]);
});

test('progress counts the bytes on disk', async () => {
  const path = put('b.jsonl', '{"id":"1","text":"one"}\n'.repeat(50));
  let bytes = 0;
  let rows = 0;
  for await (const row of readRows(path, { onBytes: (read) => (bytes = read) }))
    if (row.kind === 'ticket') rows += 1;
  expect([rows, bytes]).toEqual([50, fileSize(path)]);
});

test('rejected rows are written beside the file, in order', () => {
  const path = join(folder, 'c.jsonl');
  expect(writeRejected(path, [])).toBeNull();
  const target = writeRejected(path, [
    { line: 9, reason: 'b' },
    { line: 2, reason: 'a' },
  ]);
  expect(readFileSync(target ?? '', 'utf8')).toBe('{"line":2,"reason":"a"}\n{"line":9,"reason":"b"}\n');
});

test('a mapping names known fields and a header', () => {
  expect(parseMapping(['description=Body', 'id=Ticket = No'])).toEqual({
    description: 'Body',
    id: 'Ticket = No',
  });
  for (const wrong of ['Body', 'nothing=Body', 'id=']) expect(() => parseMapping([wrong])).toThrow(CliError);
});

test('a folder or a missing file is told as such', () => {
  expect(() => fileSize(folder)).toThrow(/Expected a file/);
  expect(() => fileSize(join(folder, 'none'))).toThrow(/Expected a file/);
});
