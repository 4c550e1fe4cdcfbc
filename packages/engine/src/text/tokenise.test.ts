import { expect, test } from 'vitest';
import { MOST_WORDS, sentences, words } from './tokenise.ts';

test.each([
  ["Why doesn't it work?", ['why', "doesn't", 'it', 'work', '?']],
  ['Don’t charge €20', ["don't", 'charge', '€', '20']],
  ['error 0x80070057 in v115.3.2', ['error', '0x80070057', 'in', 'v115', '3', '2']],
  ['Où est ma commande', ['où', 'est', 'ma', 'commande']],
  ['हिन्दी में', ['हिन्दी', 'में']],
  ['パスワードを', ['パスワード', 'を']],
  ['我的订单', ['我的', '订单']],
  ['', []],
])('%s', (text, expected) => expect(words(text)).toEqual(expected));

test('an endless text gives its first words only', () => {
  expect(words('a '.repeat(MOST_WORDS + 10))).toHaveLength(MOST_WORDS);
});

test('sentences end at full stops and at line breaks', () => {
  expect(sentences('It broke. Version 1.2 too!\n\n- step one\nWhy?')).toEqual([
    'It broke.',
    'Version 1.2 too!',
    '- step one',
    'Why?',
  ]);
});
