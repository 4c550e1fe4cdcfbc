import { expect, it } from 'vitest';
import { isBroken } from './guide-health.ts';

it.each([
  ['nobody followed it', 0, 0, 0, false],
  ['the only one broke', 1, 1, 1, false],
  ['two of three broke', 3, 2, 2, true],
  ['two of seven broke', 7, 2, 2, false],
  ['three in ten, not in one week', 10, 3, 2, false],
  ['four in ten, not in one week', 10, 4, 0, true],
  ['three in a week, of many', 1_000, 3, 3, true],
  ['many, but never three in a week', 1_000, 40, 2, false],
])('%s', (_, runs, breaks, breaks_of_week, broken) => {
  expect(isBroken({ runs, breaks, breaks_of_week })).toBe(broken);
});
