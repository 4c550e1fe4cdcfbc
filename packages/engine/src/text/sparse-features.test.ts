import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CHARACTER_BIT, MOST_FEATURES, sparseFeatures } from './sparse-features.ts';

/** Brute force: the grams themselves, counted, without hashes. */
function gramCounts(text: string): number[] {
  const counts = new Map<string, number>();
  const add = (gram: string) => counts.set(gram, (counts.get(gram) ?? 0) + 1);
  const tokens = text.split(' ');
  for (const [i, token] of tokens.entries()) {
    add(`w:${token}`);
    if (i + 1 < tokens.length) add(`w:${token} ${tokens[i + 1]}`);
    const padded = `<${token}>`;
    for (const size of [3, 4, 5])
      for (let at = 0; at + size <= padded.length; at++) add(`c:${padded.slice(at, at + size)}`);
  }
  return [...counts.values()].sort((a, b) => a - b);
}

test('as many features, with the same counts, as there are grams', () => {
  const token = fc.stringMatching(/^[a-d]{1,6}$/);
  fc.assert(
    fc.property(fc.array(token, { minLength: 1, maxLength: 20 }), (tokens) => {
      const { counts } = sparseFeatures(tokens.join(' '));
      expect([...counts].sort((a, b) => a - b)).toEqual(gramCounts(tokens.join(' ')));
    }),
  );
});

test('ids are distinct, words before characters', () => {
  const { ids } = sparseFeatures('reset password');
  expect([...ids]).toEqual([...new Set(ids)]);
  expect(ids.findLastIndex((id) => id < CHARACTER_BIT)).toBe(2);
  expect(ids.filter((id) => id < CHARACTER_BIT)).toHaveLength(3);
  expect(ids.filter((id) => id >= CHARACTER_BIT)).toHaveLength(33);
});

test('a typo shares most character grams and no word', () => {
  const right = new Set(sparseFeatures('subscription').ids);
  const shared = [...sparseFeatures('subscripton').ids].filter((id) => right.has(id));
  expect(shared.length).toBeGreaterThan(15);
  expect(shared.every((id) => id >= CHARACTER_BIT)).toBe(true);
});

test('the limits hold', () => {
  const varied = Array.from({ length: 30_000 }, (_, i) => `word${i}`).join(' ');
  expect(sparseFeatures(varied).ids).toHaveLength(MOST_FEATURES);
  expect(Math.max(...sparseFeatures('a '.repeat(20_000)).counts)).toBe(20_000);
  expect(sparseFeatures('x'.repeat(1_000_000)).ids).toHaveLength(10);
  expect(sparseFeatures('').ids).toHaveLength(0);
});
