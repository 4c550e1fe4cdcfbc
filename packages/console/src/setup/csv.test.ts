import { ticket } from '@understudy/contract';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { CsvError, csvToTickets, parseCsv } from './csv.ts';

const quote = (cell: string) => `"${cell.replaceAll('"', '""')}"`;

test('whatever was quoted by RFC 4180 comes back', () => {
  const cell = fc.string().filter((text) => text.trim() !== '');
  fc.assert(
    fc.property(fc.array(fc.tuple(cell, cell), { minLength: 1 }), (rows) => {
      const text = `a,b\r\n${rows.map((row) => row.map(quote).join(',')).join('\r\n')}\r\n`;
      expect(parseCsv(text)).toEqual([['a', 'b'], ...rows]);
    }),
  );
});

test('semicolons, a byte order mark, other names and a missing id', () => {
  const lines = csvToTickets('\uFEFFSubject;Answer;Created At\r\n"Hi; there";Do this;2026-01-02\r\n')
    .trim()
    .split('\n');
  expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
    { id: 'row-1', text: 'Hi; there', resolution: 'Do this', topic: null, at: '2026-01-02T00:00:00.000Z' },
  ]);
});

test('what it writes is a ticket of the contract', () => {
  const [line = ''] = csvToTickets('question,answer\nHow?,So.').split('\n');
  expect(ticket.parse(JSON.parse(line))).toMatchObject({ id: 'row-1', text: 'How?', resolution: 'So.' });
});

test('says which columns it wanted and which it found', () => {
  expect(() => csvToTickets('name,city\nA,B')).toThrow(CsvError);
  expect(() => csvToTickets('name,city\nA,B')).toThrow(/question.*answer.*found name, city/);
});
