import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { backOff, ContextCounts } from './context-counts.ts';

const counted = (...contexts: readonly (readonly string[])[]) => {
  const counts = new ContextCounts();
  for (const context of contexts) counts.add(context);
  return counts;
};

it('backs a page off to what it is part of, and leaves a plain value as it is', () => {
  expect(backOff('page:/billing/invoices/*')).toEqual([
    'page:/billing/invoices/*',
    'page^/billing/invoices/*',
    'page^/billing/invoices',
    'page^/billing',
  ]);
  expect(backOff('did:/billing|click upgrade')).toEqual([
    'did:/billing|click upgrade',
    'did^/billing|click upgrade',
    'did^/billing',
  ]);
  expect(backOff('plan:free')).toEqual(['plan:free']);
  expect(backOff(`page:${'/a'.repeat(40)}`)).toHaveLength(5);
});

it('counts a page among all that is below the same', () => {
  const counts = counted(['page:/billing/invoices'], ['page:/billing/cards'], ['page:/home']);
  expect(counts.seen('page:/billing/cards')).toBe(1);
  expect(counts.seen('page^/billing')).toBe(2);
  expect(counts.field('page').known).toBe(3);
});

it('counts a token once a question, and what may have happened among all that have a context', () => {
  const counts = counted(['page:/a', 'page:/a', 'error:403 /api'], ['page:/b'], []);
  expect(counts.seen('page:/a')).toBe(1);
  expect([counts.field('page').known, counts.field('error').known, counts.field('plan').known]).toEqual([
    2, 2, 0,
  ]);
});

it('says how often two questions agree, never one with itself', () => {
  expect(counted(['plan:free']).field('plan').agreement).toBeNull();
  expect(counted(['plan:free'], ['plan:free']).field('plan').agreement).toBe(1);
  expect(counted(['ticket:1'], ['ticket:2'], ['ticket:3']).field('ticket').agreement).toBe(0);
  expect(counted(['plan:free'], ['plan:free'], ['plan:pro']).field('plan').agreement).toBeCloseTo(2 / 6, 12);
});

const contexts = fc.array(
  fc.subarray(['page:/a/b', 'page:/a/c', 'plan:free', 'plan:pro', 'error:500 /x', 'constructor:x']),
  { maxLength: 12 },
);
const readings = (counts: ContextCounts) =>
  ['page', 'plan', 'error', 'constructor'].map((key) => counts.field(key));

it('does not depend on the order, and a question that is taken out leaves nothing', () => {
  fc.assert(
    fc.property(contexts, contexts, (kept, gone) => {
      const expected = readings(counted(...kept));
      expect(readings(counted(...kept.toReversed()))).toEqual(expected);
      expect(readings(counted(...gone, ...kept).varied(gone, []))).toEqual(expected);
      expect(readings(counted().varied([], kept))).toEqual(expected);
    }),
    { seed: 3, numRuns: 200 },
  );
});
