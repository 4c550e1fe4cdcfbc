import { expect, test } from 'vitest';
import { passwordHint } from './password-hint.ts';
import { safeNext } from './safe-next.ts';

test('nine characters are too few, ten will do, words are strong', () => {
  expect(passwordHint('123456789')).toEqual({ ok: false, text: 'At least 10 characters, 1 more.' });
  expect(passwordHint('aaaaaaaaaa')).toMatchObject({
    ok: true,
    text: expect.stringContaining('Easy to guess'),
  });
  expect(passwordHint('correct horse battery')).toEqual({ ok: true, text: 'Strong.' });
});

test('after sign-in only to a page of this site', () => {
  expect(
    [
      '/learning?x=1',
      undefined,
      'https://evil.example',
      '//evil.example',
      '/\\evil.example',
      'javascript:alert(1)',
    ].map(safeNext),
  ).toEqual(['/learning?x=1', '/', '/', '/', '/', '/']);
});
