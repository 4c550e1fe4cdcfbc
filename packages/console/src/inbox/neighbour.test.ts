import { expect, test } from 'vitest';
import { neighbour } from './neighbour.ts';

const ids = ['a', 'b', 'c'];
const go = (current: string | undefined, step: 1 | -1, lastIndex = 0) =>
  neighbour(ids, current, { step, lastIndex });

test('next, previous, and no further than the ends', () => {
  expect([go('a', 1), go('b', -1), go('a', -1), go('c', 1)]).toEqual(['b', 'a', 'a', 'c']);
});
test('from nowhere to the first; in an empty list nowhere', () => {
  expect(go(undefined, 1)).toBe('a');
  expect(neighbour([], 'a', { step: 1, lastIndex: 0 })).toBeUndefined();
});
test('where the current one was resolved away, its place counts', () => {
  // "x" stood at 1; "b" has moved up into its place.
  expect([go('x', 1, 1), go('x', -1, 1), go('x', 1, 9)]).toEqual(['b', 'a', 'c']);
});
