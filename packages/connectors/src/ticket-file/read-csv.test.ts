import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import {
  type CsvMapping,
  readTicketFile,
  suggestCsvMapping,
  TicketFileError,
  type TicketFileRow,
} from './index.ts';
import { toIsoTime } from './csv-row.ts';

async function read(given: string | Buffer, csvMapping?: CsvMapping, size = 5): Promise<TicketFileRow[]> {
  const bytes = Buffer.from(given);
  async function* chunks(): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
  }
  const rows: TicketFileRow[] = [];
  for await (const row of readTicketFile(chunks(), csvMapping === undefined ? {} : { csvMapping }))
    rows.push(row);
  return rows;
}

describe('suggestCsvMapping', () => {
  it.each<[string, string[], CsvMapping]>([
    [
      'Zendesk',
      [
        'Id',
        'Subject',
        'Description',
        'Status',
        'Created at',
        'Tags',
        'Satisfaction rating',
        'Organization',
        'Assignee',
      ],
      {
        id: 'Id',
        subject: 'Subject',
        description: 'Description',
        created_at: 'Created at',
        status: 'Status',
        tags: 'Tags',
        satisfaction: 'Satisfaction rating',
        account: 'Organization',
        agent: 'Assignee',
      },
    ],
    [
      'Freshdesk',
      [
        'Ticket ID',
        'Subject',
        'Status',
        'Created time',
        'Agent',
        'Survey results',
        'Tags',
        'Company Name',
        'Type',
        'Description',
      ],
      {
        id: 'Ticket ID',
        subject: 'Subject',
        description: 'Description',
        created_at: 'Created time',
        status: 'Status',
        tags: 'Tags',
        satisfaction: 'Survey results',
        account: 'Company Name',
        agent: 'Agent',
        topic: 'Type',
      },
    ],
    [
      'Intercom-like',
      [
        'Conversation ID',
        'Conversation created at',
        'First message',
        'Conversation tags',
        'Conversation rating',
        'Teammate',
      ],
      {
        id: 'Conversation ID',
        description: 'First message',
        created_at: 'Conversation created at',
        tags: 'Conversation tags',
        satisfaction: 'Conversation rating',
        agent: 'Teammate',
      },
    ],
    [
      'plain words',
      ['number', 'question', 'answer', 'date'],
      { id: 'number', description: 'question', resolution: 'answer', created_at: 'date' },
    ],
    ['nothing known', ['foo', 'bar'], {}],
  ])('%s', (_, headers, expected) => expect(suggestCsvMapping(headers)).toEqual(expected));
});

describe('readTicketFile: csv', () => {
  it('reads quoted line feeds, quotes and separators, with lines and a byte count', async () => {
    const csv =
      'Id,Subject,Description,Created at,Status,Tags,Resolution\n7,Export,"It says ""no"",\nthen stops",2025-03-01 10:00,Solved,"a, b","Tick the box"\n8,Hi,there,,Open,,\n';
    const rows = await read(csv);
    expect(rows).toMatchObject([
      {
        kind: 'ticket',
        line: 2,
        ticket: {
          id: '7',
          at: '2025-03-01T10:00:00.000Z',
          text: 'Export\n\nIt says "no",\nthen stops',
          resolution: 'Tick the box',
          messages: [{ role: 'customer' }, { role: 'agent', text: 'Tick the box' }],
          meta: { tags: ['a', 'b'], status: 'Solved', solved: true },
        },
      },
      {
        kind: 'ticket',
        line: 4,
        ticket: { id: '8', at: null, resolution: null, meta: { solved: false, tags: [] } },
      },
    ]);
    expect(rows.reduce((sum, row) => sum + row.bytes, 0)).toBe(
      Buffer.byteLength(csv) - csv.indexOf('\n') - 1,
    );
  });

  it.each([';', '\t'])('separator %j, byte order mark, CRLF', async (separator) => {
    const csv = `\uFEFF${['id', 'text'].join(separator)}\r\n${['1', 'Grüße'].join(separator)}\r\n`;
    expect(await read(csv)).toMatchObject([{ ticket: { id: '1', text: 'Grüße' } }]);
  });

  it('an explicit mapping overrules the guess', async () =>
    expect(await read('id,text,body2\n1,a,b\n', { description: 'body2' })).toMatchObject([
      { ticket: { text: 'b' } },
    ]));

  it('a row without an id or with an unreadable time is rejected, the next goes on', async () => {
    const rows = await read('id,text,date\n,a,\n2,b,someday\n3,c,\n');
    expect(rows.map((row) => [row.line, row.kind])).toEqual([
      [2, 'rejected'],
      [3, 'rejected'],
      [4, 'ticket'],
    ]);
  });

  it('a quote that never closes is reported', async () => {
    const rows = await read('id,text\n1,a\n2,"b\n');
    expect(rows.map((row) => (row.kind === 'rejected' ? row.code : row.kind))).toEqual([
      'ticket',
      'truncated',
    ]);
  });

  it('no usable column: a typed error', async () =>
    await expect(read('foo,bar\n1,2\n')).rejects.toThrow(TicketFileError));

  it('a column that was named and is not there: a typed error, not a file of empty texts', async () =>
    await expect(read('id,text\n1,a\n', { description: 'Body' })).rejects.toThrow(
      'expected a column "Body", found the headers: id, text',
    ));

  it('rows with too few or too many cells are read; blank lines count as lines', async () => {
    const rows = await read('id;text;date\n1;a\n2;b;2025-01-01;more\n\n\n;no id\n\n3;"c\nd"\n4;e\n');
    expect(rows.map((row) => [row.line, row.kind === 'ticket' ? row.ticket.text : row.kind])).toEqual([
      [2, 'a'],
      [3, 'b'],
      [6, 'rejected'],
      [8, 'c\nd'],
      [10, 'e'],
    ]);
  });

  it('a row in another encoding is rejected, never guessed; a header in one ends the reading', async () => {
    const latin = (text: string) => Buffer.from(text, 'latin1');
    const rows = await read(latin('id,text\n1,plain\n2,Grüße\n3,plain\n'));
    expect(rows.map((row) => (row.kind === 'rejected' ? row.code : row.kind))).toEqual([
      'ticket',
      'invalid-encoding',
      'ticket',
    ]);
    await expect(read(latin('id,Größe\n1,a\n'))).rejects.toThrow(/in UTF-8, found other bytes/);
  });

  it('gzip that is cut off in a row: half a cell is no cell', async () => {
    const texts = Array.from({ length: 3_000 }, (_, i) => (i * 2_654_435_761).toString(36).repeat(3));
    const whole = gzipSync(`id,text\n${texts.map((text, i) => `${i},${text}\n`).join('')}`);
    for (const length of [whole.length >> 1, (whole.length >> 1) + 7, whole.length - 9]) {
      const rows = await read(whole.subarray(0, length), undefined, 1_000);
      const tickets = rows.flatMap((row) => (row.kind === 'ticket' ? [row.ticket.text] : []));
      expect(tickets).toEqual(texts.slice(0, tickets.length));
      expect(tickets.length).toBeGreaterThan(1_000);
      expect(rows.slice(tickets.length)).toMatchObject([{ line: tickets.length + 2, code: 'truncated' }]);
    }
  });
});

it.each([
  ['2025-03-01 10:00', '2025-03-01T10:00:00.000Z'],
  ['2025-03-01T10:00:00+02:00', '2025-03-01T08:00:00.000Z'],
  ['2025-03-01', '2025-03-01T00:00:00.000Z'],
  ['1740823200', '2025-03-01T10:00:00.000Z'],
  ['Mar 1, 2025 10:00', '2025-03-01T10:00:00.000Z'],
  ['', null],
  ['someday', 'someday'],
])('time %j', (cell, expected) => expect(toIsoTime(cell)).toBe(expected));
