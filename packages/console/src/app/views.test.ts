import { expect, test } from 'vitest';
import { countOfView } from './views.ts';

test('what is counted no further says that there may be more', () => {
  expect(countOfView(9_999)).toBe('9,999');
  expect(countOfView(10_000)).toBe('10,000+');
});
