import { expect, it } from 'vitest';
import { MAX_SUBJECT, subjectOf } from './subject.ts';

it.each([
  ['Hi team,\n\nThe invoice is wrong.\nThanks', 'The invoice is wrong.'],
  ['Hello Larkfold support,\n\nCannot log in', 'Cannot log in'],
  ['Dear support team,\nWhere is my export?', 'Where is my export?'],
  ['Hi there! The app crashes', 'The app crashes'],
  ['Good morning,\n\nI am locked out', 'I am locked out'],
  ['Hiring page is broken', 'Hiring page is broken'],
  ['Hello world app shows an error on start', 'Hello world app shows an error on start'],
  ['Printing fails\n\nSince the update', 'Printing fails'],
  ['Hello', 'Hello'],
  ['🙂🙂', '🙂🙂'],
  ['', ''],
])('%j is about %j', (text, subject) => {
  expect(subjectOf(text)).toBe(subject);
});

it('has a limit', () => {
  expect(subjectOf('a'.repeat(1000))).toHaveLength(MAX_SUBJECT);
});
