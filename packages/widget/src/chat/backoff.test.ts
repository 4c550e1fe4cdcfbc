import { expect, it } from 'vitest';
import { backoffDelay } from './backoff.ts';

it('doubles, is spread over half of its range, and never exceeds 30 s', () => {
  expect([0, 1, 2, 3].map((attempt) => backoffDelay(attempt, 0))).toEqual([250, 500, 1000, 2000]);
  expect([0, 1, 2, 3].map((attempt) => backoffDelay(attempt, 1))).toEqual([500, 1000, 2000, 4000]);
  expect(backoffDelay(1_000_000, 1)).toBe(30_000);
});
