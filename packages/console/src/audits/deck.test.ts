import type { Audit } from '@understudy/contract';
import { describe, expect, test } from 'vitest';
import { asJudged, type Deck, mergeDeck, nextOpen, progressOf } from './deck.ts';

const audit = (id: string) => ({ id, judged: null }) as Audit;
const judged = (id: string) => asJudged(audit(id), 'right', 'Ada');
const ids = (deck: Deck) => deck.map(({ id }) => id).join('');
const deck = [judged('a'), audit('b'), audit('c')];

describe('mergeDeck', () => {
  test('keeps places, appends what is new, drops what somebody else judged', () => {
    expect(ids(mergeDeck(deck, [audit('c'), audit('d')], 'c'))).toBe('acd');
  });
  test('leaves the one that is being looked at, and what was judged here', () => {
    expect(ids(mergeDeck(deck, [], 'b'))).toBe('ab');
  });
  test('a verdict that is on its way outlives a list that does not know it yet', () => {
    expect(mergeDeck(deck, [audit('a'), audit('b')], 'b')[0]?.judged?.verdict).toBe('right');
  });
});

test('nextOpen goes on after the one in hand, then from the start; nothing where all is done', () => {
  expect(nextOpen([audit('a'), judged('b'), audit('c')], 'a')).toBe('c');
  expect(nextOpen([audit('a'), judged('b'), audit('c')], 'c')).toBe('a');
  expect(nextOpen([judged('a'), audit('b')], 'b')).toBeUndefined();
});

test('progress counts what is done here and what waits on the server', () => {
  expect(progressOf(deck, 'b', 2)).toEqual({ at: 2, judged: 1, total: 3 });
  expect(progressOf(deck, 'b', 40)).toEqual({ at: 2, judged: 1, total: 41 });
});
