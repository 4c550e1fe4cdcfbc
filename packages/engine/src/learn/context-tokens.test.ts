import { expect, it } from 'vitest';
import { contextTokens } from './context-tokens.ts';

it('gives pages of one kind one token', () => {
  const token = (page: string) => contextTokens({ page })[0];
  expect(token('https://app.example.com/invoices/4711?x=1')).toBe('page:/invoices/*');
  expect(token('/invoices/4712')).toBe(token('https://other.example/invoices/9999#top'));
  expect(contextTokens({ plan: 'Pro', url: '/a' })).toEqual(['page:/a', 'plan:pro']);
});
