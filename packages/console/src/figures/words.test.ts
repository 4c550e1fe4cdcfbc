import type { Recomputation, Share } from '@understudy/contract';
import { expect, test } from 'vitest';
import { hours, money } from './numbers.ts';
import { differenceWords, recomputationWords } from './recompute-words.ts';
import { changeWords, isSmall, shareWords } from './share-words.ts';

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
