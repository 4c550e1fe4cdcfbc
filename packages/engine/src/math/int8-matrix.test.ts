import { expect, it } from 'vitest';
import { Int8Matrix } from './int8-matrix.ts';
import { SeededRandom } from './seeded-random.ts';

const random = new SeededRandom('int8 matrix');
const randomRow = (columns: number) => Int8Array.from({ length: columns }, () => random.integer(255) - 127);
const dot = (a: Int8Array, b: Int8Array) => a.reduce((sum, value, i) => sum + value * b[i], 0) + 0;

it.each([
  { rows: 1, columns: 16 },
  { rows: 7, columns: 48 },
  { rows: 300, columns: 512 },
])('multiplies exactly: $rows × $columns', ({ rows, columns }) => {
  const all = Array.from({ length: rows }, () => randomRow(columns));
  const matrix = new Int8Matrix({ rows, columns });
  for (const [row, values] of all.entries()) matrix.setRow(row, values);
  const vector = randomRow(columns);
  expect(Array.from(matrix.times(vector))).toEqual(all.map((row) => dot(row, vector)));
  const at = Math.floor(rows / 2);
  expect(Array.from(matrix.timesRow(at))).toEqual(all.slice(at).map((row) => dot(row, all[at])));
});

it('refuses what has another length', () => {
  expect(() => new Int8Matrix({ rows: 2, columns: 20 })).toThrow('multiple of 16');
  expect(() => new Int8Matrix({ rows: 2, columns: 16 }).times(new Int8Array(15))).toThrow('expected 16');
});
