import { expect, test } from 'vitest';
import { ago, count, initials, percent, plural } from './format.ts';

const now_ms = Date.parse('2026-06-15T12:00:00Z');
const at = (back_ms: number) => new Date(now_ms - back_ms).toISOString();

test('ago, at each border', () => {
  const ages = [0, 59_999, 60_000, 3_599_999, 3_600_000, 86_399_999, 86_400_000, 29 * 86_400_000];
  expect(ages.map((age) => ago(at(age), now_ms))).toEqual([
    'now',
    'now',
    '1 min',
    '59 min',
    '1 h',
    '23 h',
    '1 d',
    '29 d',
  ]);
});
test('percent keeps one decimal below ten, where it decides', () => {
  expect([0, 0.046, 0.05, 0.094, 0.125, 0.5, 1].map(percent)).toEqual([
    '0 %',
    '4.6 %',
    '5 %',
    '9.4 %',
    '13 %',
    '50 %',
    '100 %',
  ]);
});
test('counts and plurals', () => {
  expect(count(1_234_567)).toBe('1,234,567');
  expect([plural(1, 'use'), plural(2, 'use')]).toEqual(['1 use', '2 uses']);
});
test('initials of any name', () => {
  expect(['Ada Byron', 'grace', ' Jean  Luc Picard ', '😀 x', ''].map(initials)).toEqual([
    'AB',
    'G',
    'JP',
    '😀X',
    '?',
  ]);
});
