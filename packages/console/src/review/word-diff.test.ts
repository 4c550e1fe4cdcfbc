import { array, assert, constantFrom, property, tuple } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Change, wordDiff } from './word-diff.ts';

const of = (changes: readonly Change[], ...kinds: Change['kind'][]) =>
  changes.filter(({ kind }) => kinds.includes(kind)).map(({ text }) => text);
const words = (text: string) => text.split(/\s+/).filter(Boolean);

/** Few different words, so that the two texts share some, in any order. */
const text = array(
  tuple(constantFrom('open', 'the', 'page', 'invoice.', 'again'), constantFrom(' ', '\n', '  ')),
).map((pairs) => pairs.flat().join(''));

/** Brute force: the longest of all common subsequences. */
function longestCommon(a: readonly string[], b: readonly string[]): number {
  const [x, ...as] = a;
  const [y, ...bs] = b;
  if (x === undefined || y === undefined) return 0;
  return x === y ? 1 + longestCommon(as, bs) : Math.max(longestCommon(as, b), longestCommon(a, bs));
}

test('one word that changed, seen in its place', () => {
  expect(wordDiff('Open Settings, then Billing.', 'Open Settings, then Invoices.')).toEqual([
    { kind: 'same', text: 'Open Settings, then ' },
    { kind: 'removed', text: 'Billing. ' },
    { kind: 'added', text: 'Invoices.' },
  ]);
});

test('what went from the end stands apart from what stays', () => {
  expect(of(wordDiff('It arrives soon. Ask us.', 'It arrives soon.'), 'same', 'removed').join('|')).toBe(
    'It arrives soon.| Ask us.',
  );
});

test('white space alone is no change, and is shown as it is now', () => {
  expect(wordDiff('one two', 'one\n\ntwo ')).toEqual([{ kind: 'same', text: 'one\n\ntwo ' }]);
  expect(wordDiff('', '')).toEqual([]);
  expect(of(wordDiff('gone', ''), 'removed')).toEqual(['gone']);
});

describe('laws', () => {
  test('what is same and added is the new text; what is same and removed has the words of the old', () => {
    assert(
      property(text, text, (before, after) => {
        const changes = wordDiff(before, after);
        expect(of(changes, 'same', 'added').join('')).toBe(after);
        expect(words(of(changes, 'same', 'removed').join(' '))).toEqual(words(before));
      }),
    );
  });
  test('no more is marked than must be', () => {
    const short = text.filter((value) => words(value).length <= 7);
    assert(
      property(short, short, (before, after) => {
        const same = of(wordDiff(before, after), 'same').flatMap(words);
        expect(same.length).toBe(longestCommon(words(before), words(after)));
      }),
    );
  });
});

test('texts too long for the table are replaced as a whole, but for their common ends', () => {
  const many = (word: string) => Array.from({ length: 4_000 }, (_, at) => `${word}${at} `).join('');
  const changes = wordDiff(`Hello ${many('a')}bye`, `Hello ${many('b')}bye`);
  expect(changes.map(({ kind }) => kind)).toEqual(['same', 'removed', 'added', 'same']);
});
