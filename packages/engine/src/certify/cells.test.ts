import { expect, it } from 'vitest';
import { CERTIFIABLE, evidenceLevel } from './cells.ts';

it.each([
  [0, 'one'],
  [1, 'one'],
  [2, 'few'],
  [3, 'few'],
  [4, 'some'],
  [10, 'some'],
  [11, 'many'],
] as const)('%i exemplars are evidence of level %s', (exemplars, level) => {
  expect(evidenceLevel(exemplars)).toBe(level);
});

it('money and security are never certified', () => {
  expect(CERTIFIABLE).toEqual(['read-only', 'account-changing']);
});
