import type { TopicFigures } from '@understudy/contract';
import { expect, test } from 'vitest';
import { listed, parseTopicSearch } from './listing.ts';
import { gapWords, riskClass, shortName, workWords } from './words.ts';

const topic = (name: string, part: Partial<TopicFigures> = {}) =>
  ({ name, shares: [], risk: null, minutes: 0, gap: 0, conversations: 0, ...part }) as TopicFigures;

test('the gap that costs most comes first; what is sought are all words, in any order', () => {
  const topics = [
    topic('invoice, address', { minutes: 10, conversations: 9 }),
    topic('calendar, blank page', { minutes: 90, conversations: 2 }),
    topic('address, invoice, vat', { minutes: 40, conversations: 5 }),
  ];
  const names = (search: Parameters<typeof listed>[1]) => listed(topics, search).map(({ name }) => name);
  expect(names({})).toEqual(['calendar, blank page', 'address, invoice, vat', 'invoice, address']);
  expect(names({ q: 'Invoice address' })).toEqual(['address, invoice, vat', 'invoice, address']);
  expect(names({ sort: 'volume', reverse: true })[0]).toBe('calendar, blank page');
  expect(names({ sort: 'name' })[0]).toBe('address, invoice, vat');
});

test('what is unknown is less than any share', () => {
  const risk = (value: number) => ({ value, low: 0, high: 1, confidence: 0.9 });
  const topics = [
    topic('unknown'),
    topic('none wrong', { risk: risk(0) }),
    topic('some', { risk: risk(0.1) }),
  ];
  expect(listed(topics, { sort: 'wrong' }).map(({ name }) => name)).toEqual([
    'some',
    'none wrong',
    'unknown',
  ]);
});

test('an address is read, and what it does not know left out', () => {
  expect(parseTopicSearch({ q: 401, sort: 'alone', reverse: 'true', shows: 'wrong', days: 28 })).toEqual({
    q: '401',
    sort: 'alone',
    reverse: true,
    shows: 'wrong',
    days: 28,
  });
  expect(parseTopicSearch({ q: '', sort: 'gap', shows: 'beauty' })).toEqual({});
});

test('a class of risk needs the whole interval on one side', () => {
  const of = (low: number, high: number) => riskClass({ value: low, low, high, confidence: 0.9 }, 0.05);
  expect(of(0.01, 0.05)).toBe('below');
  expect(of(0.01, 0.06)).toBe('open');
  expect(of(0.05, 0.2)).toBe('open');
  expect(of(0.06, 0.2)).toBe('above');
  expect(riskClass(null, 0.05)).toBe('none');
});

test('work reads as people say it', () => {
  expect([40.4, 89, 90, 210, 1_860].map(workWords)).toEqual(['40 min', '89 min', '1.5 h', '3.5 h', '31 h']);
  expect(gapWords({ gap: 1, minutes: 12 })).toBe(
    '1 conversation that it could not answer; 12 min of your team',
  );
  expect(['blank page, calendar', '', 'one'].map(shortName)).toEqual(['blank page', 'Without words', 'one']);
});
