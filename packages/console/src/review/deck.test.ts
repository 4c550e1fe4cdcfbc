import type { Lesson } from '@understudy/contract';
import { describe, expect, test } from 'vitest';
import { alike, asReviewed, type Deck, mergeDeck, nextWaiting, progressOf } from './deck.ts';

const by = { by: 'Ada', at: '2026-11-01T09:00:00Z' };
const lesson = (id: string, part: Partial<Lesson> = {}) =>
  ({
    id,
    status: 'open',
    kind: 'new-exemplar',
    resolution_id: 'res_000001',
    stakes: 'read-only',
    findings: [],
    rollback_id: null,
    locked_by: null,
    reviewed: null,
    ...part,
  }) as unknown as Lesson;
const done = (id: string) => asReviewed(lesson(id), { verdict: 'approve' }, by);
const ids = (deck: Deck) => deck.map(({ id }) => id).join('');
const deck = [done('a'), lesson('b'), lesson('c')];
const none = new Set<string>();

describe('mergeDeck', () => {
  test('keeps places, appends what is new, drops what somebody else decided', () => {
    const merged = mergeDeck(deck, [lesson('d'), lesson('c')], { status: 'open', id: 'c' });
    expect(ids(merged)).toBe('acd');
  });
  test('leaves the one that is being looked at, and what was decided here', () => {
    expect(ids(mergeDeck(deck, [], { status: 'open', id: 'b' }))).toBe('ab');
  });
  test('a review that is on its way outlives a list that does not know it yet', () => {
    const merged = mergeDeck(deck, [lesson('a')], { status: 'open', id: 'b' });
    expect(merged[0]?.status).toBe('approved');
  });
  test('what the list says anew of a lesson that waits is taken over', () => {
    const merged = mergeDeck(deck, [lesson('b', { locked_by: 'Grace' })], { status: 'open', id: 'b' });
    expect(merged.find(({ id }) => id === 'b')?.locked_by).toBe('Grace');
  });
});

describe('asReviewed', () => {
  test('a merge is approved and points at what it was merged into', () => {
    const merged = asReviewed(lesson('a'), { verdict: 'merge', into: 'res_000009' }, by);
    expect([merged.status, merged.resolution_id, merged.reviewed?.reason]).toEqual([
      'approved',
      'res_000009',
      null,
    ]);
  });
  test('a rejection keeps its reason', () => {
    const rejected = asReviewed(lesson('a'), { verdict: 'reject', reason: 'Old' }, by);
    expect([rejected.status, rejected.reviewed?.reason]).toEqual(['rejected', 'Old']);
  });
});

describe('nextWaiting', () => {
  test('goes on after the one in hand, then from the start; nothing where all is decided', () => {
    expect(nextWaiting([lesson('a'), done('b'), lesson('c')], 'a', none)).toBe('c');
    expect(nextWaiting([lesson('a'), done('b'), lesson('c')], 'c', none)).toBe('a');
    expect(nextWaiting([done('a'), lesson('b')], 'b', none)).toBeUndefined();
  });
  test('passes what another has on the screen, and keeps what was skipped for last', () => {
    const held = [lesson('a'), lesson('b', { locked_by: 'Grace' }), lesson('c'), lesson('d')];
    expect(nextWaiting(held, 'a', none)).toBe('c');
    expect(nextWaiting(held, 'a', new Set(['c']))).toBe('d');
    expect(nextWaiting(held, 'd', new Set(['a', 'c']))).toBe('a');
  });
});

test('alike: the same resolution and kind, read-only, without doubts, and free', () => {
  const doubt: Lesson['findings'][number] = { check: 'x', verdict: 'doubt', why: '', evidence: [] };
  const all = [
    lesson('a'),
    lesson('b'),
    lesson('c', { resolution_id: 'res_000002' }),
    lesson('d', { kind: 'correction' }),
    lesson('e', { stakes: 'money-security' }),
    lesson('f', { findings: [doubt] }),
    lesson('g', { locked_by: 'Grace' }),
    done('h'),
  ];
  expect(ids(alike(all, lesson('a')))).toBe('ab');
  expect(alike(all, lesson('f', { findings: [doubt] }))).toEqual([]);
});

test('progress counts what is done here and what waits on the server', () => {
  expect(progressOf(deck, 'b', { status: 'open', onServer: 2 })).toEqual({ at: 2, done: 1, total: 3 });
  expect(progressOf(deck, 'b', { status: 'open', onServer: 40 })).toEqual({ at: 2, done: 1, total: 41 });
});
