import type { Impact } from '@understudy/contract';
import { expect, test } from 'vitest';
import { agoInWords, checkName, impactInWords, spent } from './words.ts';

test('times and names in words', () => {
  const now_ms = Date.parse('2026-06-15T12:00:00Z');
  const back = (ms: number) => agoInWords(new Date(now_ms - ms).toISOString(), now_ms);
  expect([59_999, 60_000, 7_200_000, 86_399_999, 86_400_000].map(back)).toEqual([
    'just now',
    '1 minute ago',
    '2 hours ago',
    '23 hours ago',
    '1 day ago',
  ]);
  expect(checkName('personal-data')).toBe('Personal data');
  expect([400, 59_400, 80_000].map(spent)).toEqual(['0 s', '59 s', '1 min 20 s']);
});

test('what a lesson would have changed, in one sentence', () => {
  const say = (would_answer: number, changed: number, changed_right: number) =>
    impactInWords({ would_answer, changed, changed_right } as Impact);
  expect(say(7, 1, 1)).toBe(
    'It would have answered 7 past questions and changed 1 answer, which had been right.',
  );
  expect(say(1, 1, 0)).toBe(
    'It would have answered 1 past question and changed 1 answer, not known to have been right.',
  );
  expect(say(0, 0, 0)).toBe('It would have answered 0 past questions and changed no answer.');
  expect(say(40, 3, 0)).toMatch(/changed 3 answers, none of which had been right\.$/);
  expect(say(40, 3, 2)).toMatch(/changed 3 answers, 2 of which had been right\.$/);
});
