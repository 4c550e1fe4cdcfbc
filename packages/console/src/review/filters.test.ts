import type { Lesson } from '@understudy/contract';
import { expect, test } from 'vitest';
import { choicesOf, countNarrowing, listQueryOf, parseFilters } from './filters.ts';

test('an address is read: known names only, numbers as text, open left out', () => {
  expect(
    parseFilters({
      status: 'rejected',
      stage: 'auto',
      author: 7,
      finding: 'floods',
      topic_id: 'topic-1',
      q: 'x',
    }),
  ).toEqual({
    status: 'rejected',
    stage: 'auto',
    author: '7',
    finding: 'floods',
    topic_id: 'topic-1',
  });
  expect(parseFilters({ status: 'gone', kind: 'poem', author: '', stage: 3 })).toEqual({});
  expect(parseFilters({ status: 'open', kind: 'correction' })).toEqual({ kind: 'correction' });
});

test('what waits comes by impact, what is decided newest first', () => {
  expect(listQueryOf({ kind: 'correction' })).toEqual({
    kind: 'correction',
    status: 'open',
    order: 'impact',
  });
  expect(listQueryOf({ status: 'quarantined' }).order).toBe('impact');
  expect(listQueryOf({ status: 'approved' }).order).toBe('newest');
  expect(countNarrowing({ status: 'approved', author: 'Mara', stage: 'auto' })).toBe(2);
});

test('choices are what was seen, once each and in order, with what is chosen', () => {
  const lesson = (author: string | null, ...checks: string[]) =>
    ({ learned_from: { author }, findings: checks.map((check) => ({ check })) }) as Lesson;
  expect(
    choicesOf([lesson('Mara', 'stakes', 'floods'), lesson(null), lesson('Ada', 'stakes')], { author: 'Zoe' }),
  ).toEqual({ authors: ['Ada', 'Mara', 'Zoe'], findings: ['floods', 'stakes'] });
});
