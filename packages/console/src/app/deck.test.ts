import { expect, test } from 'vitest';
import { move, onwards, replace } from './deck.ts';

const deck = ['a', 'b', 'c'].map((id) => ({ id, said: 'no' }));
const ids = (items: readonly { readonly id: string }[]) => items.map(({ id }) => id).join('');

test('move stops at the ends, and begins at the first', () => {
  expect([move(deck, 'c', 1), move(deck, 'a', -1), move(deck, undefined, 1), move([], 'a', 1)]).toEqual([
    'c',
    'a',
    'a',
    undefined,
  ]);
});

test('onwards goes round once, without the one in hand', () => {
  expect([onwards(deck, 'a'), onwards(deck, 'b'), onwards(deck, undefined)].map(ids)).toEqual([
    'bc',
    'ca',
    'abc',
  ]);
});

test('replace keeps the place', () => {
  const after = replace(deck, { id: 'b', said: 'yes' });
  expect(after.map(({ id, said }) => `${id} ${said}`)).toEqual(['a no', 'b yes', 'c no']);
});
