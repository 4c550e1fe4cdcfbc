import { expect, test } from 'vitest';
import { contrast } from './contrast.ts';
import { parseOrigins } from './origins.ts';
import { parsePhrases } from './phrases.ts';

test('contrast as WCAG has it', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5);
  expect(contrast('#ffffff', '#ffffff')).toBe(1);
  // The well-known border case of AA: #767676 on white is 4.54.
  expect(contrast('#767676', '#ffffff')).toBeCloseTo(4.54, 2);
  expect(contrast('#ffffff', '#767676')).toBe(contrast('#767676', '#ffffff'));
});

test('origins are what a browser would send', () => {
  expect(
    parseOrigins('https://a.example/path\nhttps://a.example, http://b.example:8080\n\nftp://c.example d'),
  ).toEqual({
    origins: ['https://a.example', 'http://b.example:8080'],
    wrong: ['ftp://c.example', 'd'],
  });
});

test('phrases are lines, each once, and say what is wrong with them', () => {
  expect(parsePhrases(' refund* \n\nmoney back\nrefund*')).toEqual({
    phrases: ['refund*', 'money back'],
    problem: null,
  });
  expect(parsePhrases('refund\n*')).toMatchObject({ problem: expect.stringContaining('“*”') as string });
  expect(parsePhrases('x'.repeat(81)).problem).toMatch(/At most 80 characters .* has 81/);
  const many = Array.from({ length: 501 }, (_, n) => `word ${n}`).join('\n');
  expect(parsePhrases(many).problem).toBe('At most 500 lines; found 501.');
});
