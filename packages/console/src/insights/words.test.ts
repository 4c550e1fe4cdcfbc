import type { Insight } from '@understudy/contract';
import { expect, test } from 'vitest';
import { placeOf, testedWords, timesWords } from './words.ts';

test('a lift reads as so many times', () => {
  expect([0.42, 1, 3.14, 12.4].map(timesWords)).toEqual(['0.42 ×', '1 ×', '3.1 ×', '12 ×']);
});

test('twice as often lies as far from the middle as half as often; the ends hold what is beyond', () => {
  expect(placeOf(1)).toBe(0.5);
  expect(placeOf(2) - 0.5).toBeCloseTo(0.5 - placeOf(0.5), 12);
  expect([placeOf(0), placeOf(1_000)]).toEqual([0, 1]);
});

test('says how many were tested, also where none stood out or none could be', () => {
  expect(testedWords({ tested: 1_286, items: [] })).toContain('1,286 pairs');
  expect(testedWords({ tested: 1_286, items: [] })).toContain('None of them stood out');
  const items = [{ q: 0.003 }, { q: 0.021 }] as Insight[];
  expect(testedWords({ tested: 1_286, items })).toContain('2 stood out; at most 2.1 % of these');
  expect(testedWords({ tested: 0, items: [] })).toContain('Nothing could be tested yet');
});
