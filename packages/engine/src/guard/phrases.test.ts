import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldWords } from './fold-words.ts';
import { findPhrase, indexWords, readPhrases } from './phrases.ts';

const finds = (text: string, ...phrases: string[]) =>
  findPhrase(indexWords(foldWords(text)), readPhrases(phrases));

describe('phrases', () => {
  it.each<[string, string]>([
    ['I want a REFUND!', 'refund'],
    ['were you refunded?', 'refund*'],
    ['Bitte die Rückerstattung', 'ruckerstattung'],
    ['Die Vertragskündigung', '*kundig*'],
    ['L’avocat viendra', 'avocat'],
    ['I can’t pay', "can't pay"],
    ['cancel my old yearly plan', 'cancel * plan'],
    ['cancel plan', 'cancel * plan'],
    ['give me a refuuuund', 'refund'],
    ['re\u200bfund', 'refund'],
    ['ｒｅｆｕｎｄ', 'refund'],
    ['我要退款谢谢', '*退款*'],
    ['and a b c', '* b *'],
    ['a-x-b', 'a * b'],
  ])('find in “%s” “%s”', (text, phrase) => expect(finds(text, phrase)).toBe(phrase));

  it.each<[string, string]>([
    ['refunds', 'refund'],
    ['prefund', 'refund*'],
    ['cancel this and that old plan', 'cancel * plan'],
    ['plan to cancel', 'cancel * plan'],
    ['anything', '*'],
    ['anything', '* *'],
    ['anything', '…'],
    ['ab ab', '(a+)+$'],
    ['aba', 'ab*ba'],
    ['', 'x'],
  ])('do not find in “%s” “%s”', (text, phrase) => expect(finds(text, phrase)).toBeNull());

  it('gives the first of the list, as it was written', () => {
    expect(finds('money back please', 'refund', 'Money  BACK', 'please')).toBe('Money  BACK');
  });

  it('finds any run of a text’s own words, with any of them cut by a star', () => {
    const word = fc.stringMatching(/^[a-z0-9]{1,6}$/);
    fc.assert(
      fc.property(
        fc.array(word, { minLength: 1, maxLength: 12 }),
        fc.nat(),
        fc.nat(),
        (words, from, length) => {
          const start = from % words.length;
          const run = words.slice(start, start + 1 + (length % 5));
          const text = words.join(' ');
          expect(finds(text, run.join(' '))).not.toBeNull();
          expect(finds(text, run.map((each) => `${each.slice(0, 2)}*`).join('  '))).not.toBeNull();
          expect(finds(text, run.map((each) => `*${each.slice(-2)}`).join('/'))).not.toBeNull();
        },
      ),
      { seed: 1, numRuns: 300 },
    );
  });

  it('stays quick, whatever is written and asked', () => {
    const list = Array.from({ length: 500 }, (_, n) => `${'a*'.repeat(35)}${n} * * * * a* * a*`);
    const started = performance.now();
    expect(finds(`${'a'.repeat(200)} `.repeat(1_000), ...list)).toBeNull();
    expect(performance.now() - started).toBeLessThan(5_000);
  });
});
