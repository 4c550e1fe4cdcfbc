import { expect, test } from 'vitest';
import { beforeOf, lengthOf, parseFigureSearch, rangeOf } from './range.ts';
import { rangeWords } from './range-words.ts';

const NOW_MS = Date.parse('2026-11-28T00:30:00Z');

test('an address gives a range, and what makes none is left out', () => {
  expect(parseFigureSearch({ days: 28, compare: true })).toEqual({ days: 28, compare: true });
  expect(parseFigureSearch({ days: '90' })).toEqual({});
  expect(parseFigureSearch({ days: 13, from: '2026-13-40', to: '2026-11-01' })).toEqual({});
  expect(parseFigureSearch({ from: '2026-11-02', to: '2026-11-01' })).toEqual({});
  expect(parseFigureSearch({ days: 7, from: '2026-11-01', to: '2026-11-02' })).toEqual({
    from: '2026-11-01',
    to: '2026-11-02',
  });
  expect(parseFigureSearch({ figure: 'handed-off:unsure', topic: 'topic-exm_1' })).toEqual({
    figure: 'handed-off:unsure',
    topic: 'topic-exm_1',
  });
  expect(parseFigureSearch({ figure: 'toString', topic: '' })).toEqual({});
  expect(parseFigureSearch({ figure: 'conversations', account: 4711, insight: ['x'] })).toEqual({
    figure: 'conversations',
    account: '4711',
  });
});

test('both ends belong to the range, and it ends today in UTC', () => {
  expect(rangeOf({ days: 7 }, NOW_MS)).toEqual({ from: '2026-11-22', to: '2026-11-28' });
  expect(lengthOf(rangeOf({}, NOW_MS))).toBe(90);
});

test('it is compared with as many days right before, also over the change of the year', () => {
  expect(beforeOf({ from: '2026-01-03', to: '2026-01-09' })).toEqual({
    from: '2025-12-27',
    to: '2026-01-02',
  });
  expect(beforeOf({ from: '2026-11-28', to: '2026-11-28' })).toEqual({
    from: '2026-11-27',
    to: '2026-11-27',
  });
});

test('it says which days in words', () => {
  expect(rangeWords({ days: 365 })).toBe('Last 12 months');
  expect(rangeWords({})).toBe('Last 90 days');
  expect(rangeWords({ from: '2026-11-01', to: '2026-11-02' })).toBe('1 Nov 2026 to 2 Nov 2026');
});
