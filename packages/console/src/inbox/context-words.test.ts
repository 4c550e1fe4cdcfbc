import { expect, it } from 'vitest';
import { contextWords } from './context-words.ts';

it.each([
  ['page:/billing/*', '3 of 4 similar questions from /billing/* needed this.'],
  ['plan:free', '3 of 4 similar questions with plan free needed this.'],
  ['error:403 /api/pay', '3 of 4 similar questions after the failed request 403 /api/pay needed this.'],
  ['did:/billing|click a|b', '3 of 4 similar questions after “click a|b” on /billing needed this.'],
  ['recent:upgraded', '3 of 4 similar questions soon after “upgraded” needed this.'],
  ['constructor:x', '3 of 4 similar questions with constructor x needed this.'],
])('tells what %s said', (token, words) => {
  expect(contextWords({ token, with: 3, of: 4 })).toBe(words);
});

it('counts one as one', () => {
  expect(contextWords({ token: 'page:/a', with: 1, of: 1 })).toBe(
    '1 of 1 similar question from /a needed this.',
  );
});
