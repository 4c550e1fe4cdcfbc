import { expect, test } from 'vitest';
import { pathOf } from './words.ts';

test('an alarm leads to a place in the console, and nowhere else', () => {
  expect(pathOf('/incidents/inc_1')).toBe('/incidents/inc_1');
  expect(
    ['https://evil.example', '//evil.example', '/\\evil.example', 'javascript:alert(1)', ''].map(pathOf),
  ).toEqual([null, null, null, null, null]);
});
