import { expect, test } from 'vitest';
import { csvOf, fileName, jsonOf, sayCell } from './table.ts';

const table = {
  columns: [{ name: 'What' }, { name: 'Share', say: (value: number) => `${value * 100} %` }],
  rows: [
    ['plain', 0.25],
    ['with, comma and "quote"', null],
    ['=HYPERLINK("http://x")', -1],
  ],
};

test('a file has the numbers as they are, quoted where it must be, and no formula', () => {
  expect(csvOf(table)).toBe(
    'What,Share\r\nplain,0.25\r\n"with, comma and ""quote""",\r\n"\'=HYPERLINK(""http://x"")",-1\r\n',
  );
});

test('JSON names every value, and says null where there is none', () => {
  expect(JSON.parse(jsonOf(table))).toEqual([
    { What: 'plain', Share: 0.25 },
    { What: 'with, comma and "quote"', Share: null },
    { What: '=HYPERLINK("http://x")', Share: -1 },
  ]);
});

test('on the page a number has its unit, and nothing is a dash', () => {
  expect(sayCell(0.25, table.columns[1])).toBe('25 %');
  expect(sayCell(null, table.columns[1])).toBe('–');
  expect(fileName('Handed to people, by reason', 'csv')).toBe('handed-to-people-by-reason.csv');
});
