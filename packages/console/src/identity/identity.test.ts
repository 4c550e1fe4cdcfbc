import { describe, expect, it } from 'vitest';
import { claimWords, timeWords, unsignedWords } from './words.ts';

const of30 = (conversations: number, unsigned: number, required = false) =>
  unsignedWords({ required, keys: [], conversations, unsigned });

describe('what serving only verified visitors means', () => {
  it('is told in numbers, before and after', () => {
    expect(of30(0, 0)).toContain('Nobody began');
    expect(of30(12, 0)).toContain('All 12 conversations');
    expect(of30(1_204, 301)).toBe(
      '301 of 1,204 conversations of the last 30 days (25 %) were begun by visitors who were not verified: these would have been refused.',
    );
    expect(of30(2, 1, true)).not.toContain('would');
  });
});

it('claims are shown as they stand, times also as times', () => {
  expect([claimWords('Ada'), claimWords({ plan: 'free' }), claimWords(7)]).toEqual([
    'Ada',
    '{"plan":"free"}',
    '7',
  ]);
  expect(timeWords('exp', 0)).toContain('1970');
  expect([timeWords('sub', 0), timeWords('exp', 'x'), timeWords('exp', 1e300)]).toEqual([null, null, null]);
});
