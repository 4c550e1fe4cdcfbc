import type { Recomputation, Share } from '@understudy/contract';
import { expect, test } from 'vitest';
import { hours, money, movedWords } from './numbers.ts';
import { differenceWords, recomputationWords } from './recompute-words.ts';
import { changeWords, isSmall, openDaysOf, shareWords } from './share-words.ts';

const share = (value: number | null, low: number | null, high: number | null, total = 100): Share => ({
  measure: 'confirmed',
  of: 'answered-alone',
  count: Math.round((value ?? 0) * total),
  total,
  value,
  low,
  high,
});

test('a share never stands without its interval and what it was counted from', () => {
  expect(shareWords(share(0.41, 0.38, 0.44))).toBe('41 % (38 % to 44 %), 41 of 100');
  expect(shareWords(share(null, null, null, 0))).toBe('nothing to count yet');
  expect([0, 29, 30].map((total) => isSmall({ total }))).toEqual([false, true, false]);
});

test('a change within both intervals may be chance', () => {
  expect(changeWords(share(0.45, 0.42, 0.48), share(0.3, 0.27, 0.33))).toBe('up 15 points from 30 %');
  expect(changeWords(share(0.31, 0.27, 0.35), share(0.3, 0.27, 0.33))).toBe(
    'up 1.0 points from 30 %; may be chance',
  );
  expect(changeWords(share(0.3, 0.2, 0.4), share(null, null, null, 0))).toBe(
    'nothing before to compare with',
  );
});

const recomputation: Recomputation = {
  state: 'done',
  done: 1_200,
  total: 1_200,
  started_at: null,
  finished_at: null,
  differences: [],
  different: 0,
};

test('what recomputing found is said in words', () => {
  expect(recomputationWords(recomputation)).toMatch(/every figure was right/);
  expect(recomputationWords({ ...recomputation, different: 2 })).toMatch(
    /2 figures differed, and have been put right/,
  );
  expect(recomputationWords({ ...recomputation, state: 'failed' })).toMatch(/Nothing was changed/);
  expect(
    differenceWords({ day: '2026-11-02', topic_id: null, measure: 'assumed', kept: 31, counted: 32 }),
  ).toBe('2 Nov 2026, assumed: 31 was shown, 32 is right');
});

test('money and hours have as many digits as an estimate can carry', () => {
  expect([money(1_240.4, 'EUR'), money(1.206, 'EUR'), money(-3_600, 'EUR')]).toEqual([
    '€1,240',
    '€1.21',
    '-€3,600',
  ]);
  expect([hours(7.44), hours(291.2)]).toEqual(['7.4 h', '291 h']);
});

test('an estimate moved by so much, unless both intervals share a value', () => {
  const around = (value: number, half: number) => ({
    value,
    low: value - half,
    high: value + half,
    confidence: 0.9,
  });
  expect(movedWords(around(291, 10), around(250, 10), hours)).toBe('up 41 h from 250 h');
  expect(movedWords(around(240, 10), around(250, 10), hours)).toBe('down 10 h from 250 h; may be chance');
  expect(movedWords(around(250.2, 10), around(250, 10), hours)).toBe('up 0.2 h from 250 h; may be chance');
  expect(movedWords(around(250.01, 10), around(250, 10), hours)).toBe('as before (250 h)');
});

test('what is not final yet is no decline', () => {
  const range = { from: '2026-11-01', to: '2026-11-28' };
  const open = (measure: 'durable' | 'assumed' | 'confirmed', today: string) =>
    openDaysOf(measure, range, today);
  expect([open('durable', '2026-11-28'), open('assumed', '2026-11-28')]).toEqual([7, 3]);
  expect([open('durable', '2026-12-04'), open('durable', '2026-12-05')]).toEqual([7, 0]);
  expect(open('confirmed', '2026-11-28')).toBe(0);
  expect(changeWords(share(0.82, 0.81, 0.83), share(0.9, 0.89, 0.91), 7)).toBe(
    'down 8.0 points from 90 %; the last 7 days are not final',
  );
});
