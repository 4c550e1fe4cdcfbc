import { createReadStream, existsSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  MAX_ROW_BYTES,
  type ReadOptions,
  readTicketFile,
  type TicketFileRow,
  writeTickets,
} from './index.ts';

const encode = (text: string): Uint8Array => Buffer.from(text);

async function* inChunks(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function read(bytes: Uint8Array, options: ReadOptions = {}, size = 7): Promise<TicketFileRow[]> {
  const rows: TicketFileRow[] = [];
  for await (const row of readTicketFile(inChunks(bytes, size), options)) rows.push(row);
  return rows;
}
const short = (rows: readonly TicketFileRow[]): string[] =>
  rows.map((row) => `${row.line} ${row.kind === 'rejected' ? row.code : row.kind}`);

const GOOD = '{"id":"a","text":"Grüße 👋 日本"}\n';
const DOCUMENT = '{"id":"d","title":"Export","text":"Press it"}\n';

describe('readTicketFile: ndjson', () => {
  it.each<[string, Uint8Array, string[]]>([
    ['tickets and documents', encode(GOOD + DOCUMENT), ['1 ticket', '2 document']],
    ['a last line without line feed', encode(GOOD + GOOD.trim()), ['1 ticket', '2 ticket']],
    ['blank lines and CRLF', encode(`\r\n${GOOD.trim()}\r\n\r\n${DOCUMENT}`), ['2 ticket', '4 document']],
    [
      'UTF-8 with a byte order mark',
      Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), encode(GOOD)]),
      ['1 ticket'],
    ],
    ['UTF-16LE', Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(GOOD, 'utf16le')]), ['1 ticket']],
    [
      'UTF-16BE',
      Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from(GOOD, 'utf16le').swap16()]),
      ['1 ticket'],
    ],
    ['gzip', gzipSync(encode(GOOD + DOCUMENT)), ['1 ticket', '2 document']],
    ['bad JSON in the middle', encode(`${GOOD}{nope}\n${GOOD}`), ['1 ticket', '2 invalid-json', '3 ticket']],
    ['a row that is no object', encode(`${GOOD}[1]\n`), ['1 ticket', '2 invalid-row']],
    ['a row without an id', encode('{"text":"x"}\n'), ['1 invalid-row']],
    [
      'other bytes',
      Buffer.concat([encode(GOOD), Buffer.from([0x7b, 0xff, 0xfe, 0x0a]), encode(GOOD)]),
      ['1 ticket', '2 invalid-encoding', '3 ticket'],
    ],
    ['a file cut off in a row', encode(GOOD + GOOD.slice(0, 12)), ['1 ticket', '2 truncated']],
    ['nothing', encode(''), []],
  ])('%s', async (_, bytes, expected) => {
    for (const size of [1, 3, 64]) expect(short(await read(bytes, {}, size))).toEqual(expected);
  });

  it('decodes a character that a chunk cut in two', async () => {
    const [row] = await read(encode(GOOD), {}, 1);
    expect(row).toMatchObject({
      ticket: { text: 'Grüße 👋 日本', messages: [] },
      bytes: encode(GOOD).length,
    });
  });

  it('resumes at a line and keeps the numbers', async () =>
    expect(short(await read(encode(GOOD + DOCUMENT + GOOD), { startAtLine: 3 }))).toEqual(['3 ticket']));

  it('names the fault, never the text', async () => {
    const [row] = await read(encode('{"id":"a","text":"secret","at":"yesterday, secret"}\n'));
    expect(row).toMatchObject({ kind: 'rejected', reason: expect.stringContaining('at: ') as string });
    expect(JSON.stringify(row)).not.toContain('secret');
  });

  it('rejects a row over the limit without holding it, and goes on', async () => {
    let held = 0;
    async function* huge(): AsyncGenerator<Uint8Array> {
      yield encode('{"id":"x","text":"');
      const block = Buffer.alloc(1024 * 1024, 0x61);
      for (let i = 0; i < 40; i++) {
        yield block;
        held = Math.max(held, process.memoryUsage().arrayBuffers);
      }
      yield encode(`"}\n${GOOD}`);
    }
    const before = process.memoryUsage().arrayBuffers;
    const rows: TicketFileRow[] = [];
    for await (const row of readTicketFile(huge())) rows.push(row);
    expect(short(rows)).toEqual(['1 row-too-large', '2 ticket']);
    expect(rows[0]?.bytes).toBeGreaterThan(4 * MAX_ROW_BYTES);
    expect(held - before).toBeLessThan(3 * MAX_ROW_BYTES);
  });

  it('reads no further than the consumer asks', async () => {
    let pulled = 0;
    let closed = false;
    async function* endless(): AsyncGenerator<Uint8Array> {
      try {
        for (;;) {
          pulled++;
          yield encode(GOOD);
        }
      } finally {
        closed = true;
      }
    }
    let taken = 0;
    for await (const row of readTicketFile(endless())) if (row.kind === 'ticket' && ++taken === 100) break;
    expect(pulled).toBeLessThan(200);
    expect(closed).toBe(true);
  });
});

describe('readTicketFile: gzip that is cut off or damaged', () => {
  const lines = Array.from(
    { length: 4_000 },
    (_, i) => `{"id":"t${i}","text":"${(i * 2_654_435_761).toString(36).repeat(4)}"}\n`,
  );
  const whole = gzipSync(encode(lines.join('')));

  it('keeps the rows before the cut, then says so once', async () => {
    const rows = await read(whole.subarray(0, Math.floor(whole.length / 2)), {}, 1_000);
    const tickets = rows.filter((row) => row.kind === 'ticket');
    expect(tickets.length).toBeGreaterThan(1_500);
    expect(rows.length - tickets.length).toBe(1);
    expect(rows.at(-1)).toMatchObject({ kind: 'rejected', code: 'truncated' });
  });

  it('reports damage', async () => {
    const damaged = Buffer.from(whole);
    damaged.fill(0xff, 20_000, 20_400);
    const rows = await read(damaged, {}, 1_000);
    expect(rows.length).toBeGreaterThan(100);
    expect(rows.at(-1)).toMatchObject({ kind: 'rejected', code: 'gzip-corrupt' });
  });

  it('passes on what the source itself throws', async () => {
    async function* failing(): AsyncGenerator<Uint8Array> {
      yield whole.subarray(0, 100);
      throw new Error('disk gone');
    }
    const reading = async (): Promise<void> => {
      for await (const row of readTicketFile(failing())) expect(row.kind).toBe('ticket');
    };
    await expect(reading()).rejects.toThrow('disk gone');
  });
});

describe('laws', () => {
  const text = fc.string({ unit: 'binary', maxLength: 40 }).map((value) => value.toWellFormed());
  const ticket = fc.record({
    id: fc.string({ minLength: 1, maxLength: 20 }).map((value) => `t${value.toWellFormed()}`),
    text,
    topic: fc.option(text),
    messages: fc.array(fc.record({ role: fc.constantFrom('customer' as const, 'agent' as const), text }), {
      maxLength: 3,
    }),
    actions: fc.array(text, { maxLength: 2 }),
    meta: fc.record({ tags: fc.array(text, { maxLength: 2 }), page: text }),
  });

  it('what is written is read back, at any chunk size, gzipped or not', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(ticket, { maxLength: 6 }),
        fc.integer({ min: 1, max: 50 }),
        fc.boolean(),
        async (rows, size, isGzip) => {
          const chunks: Uint8Array[] = [];
          for await (const chunk of writeTickets(rows)) chunks.push(chunk);
          const bytes = Buffer.concat(chunks);
          const back = await read(isGzip ? gzipSync(bytes) : bytes, {}, size);
          expect(back.map((row) => row.kind === 'ticket' && row.ticket)).toEqual(rows);
          expect(back.map((row) => row.line)).toEqual(rows.map((_, i) => i + 1));
          expect(back.reduce((sum, row) => sum + row.bytes, 0)).toBe(bytes.length);
        },
      ),
      { numRuns: 150 },
    );
  });

  it('any bytes give rows, never an exception', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 200 }),
        fc.integer({ min: 1, max: 9 }),
        async (bytes, size) => {
          const rows = await read(bytes, { format: 'ndjson' }, size);
          expect(rows.length).toBeLessThanOrEqual(bytes.filter((byte) => byte === 0x0a).length + 2);
        },
      ),
      { numRuns: 300 },
    );
  });
});

const file = join(
  process.env['UNDERSTUDY_TEST_DATA'] ?? join(import.meta.dirname, '../../../../../shared/data'),
  'thunderbird-2023-2024.jsonl.gz',
);
describe.skipIf(!existsSync(file))('a real file (needs thunderbird-2023-2024.jsonl.gz)', () => {
  it('all 27,568 rows are tickets', async () => {
    let tickets = 0;
    for await (const row of readTicketFile(createReadStream(file))) if (row.kind === 'ticket') tickets++;
    expect(tickets).toBe(27_568);
  });
});
