import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jaccard, NEAR_DUPLICATE_JACCARD, NearDuplicates, shinglesOf } from './near-duplicates.ts';

const word = fc.constantFrom(
  'open',
  'settings',
  'press',
  'export',
  'reset',
  'cache',
  'sign',
  'in',
  'again',
  'box',
  'tick',
);
const text = fc.array(word, { minLength: 1, maxLength: 30 }).map((words) => words.join(' '));
/** Texts and a probe that is one of them with a word or two appended, so that near pairs are common. */
const texts = fc.array(text, { minLength: 1, maxLength: 12 });
const probes = texts.chain((items) =>
  fc.tuple(fc.constant(items), fc.constantFrom(...items), fc.array(word, { maxLength: 6 }), text),
);

describe('near-duplicates', () => {
  it('jaccard by hand: abcd/abce share one of three word 3-grams', () => {
    expect(jaccard(shinglesOf('a b c d'), shinglesOf('a b c e'))).toBeCloseTo(1 / 3);
    expect(jaccard(shinglesOf(''), shinglesOf(''))).toBe(0);
  });

  it('finds itself, never anything below the threshold, and agrees with brute force but for rare misses', () => {
    let near = 0;
    let missed = 0;
    fc.assert(
      fc.property(probes, fc.boolean(), ([items, base, added, other], isNear) => {
        const probe = isNear ? [base, ...added].join(' ') : other;
        const index = new NearDuplicates();
        for (const [i, item] of items.entries()) index.add(String(i), item);
        const best = Math.max(0, ...items.map((item) => jaccard(shinglesOf(item), shinglesOf(probe))));
        const found = index.find(probe)?.jaccard ?? 0;
        expect(found).toBeLessThanOrEqual(best < NEAR_DUPLICATE_JACCARD ? 0 : best);
        if (best >= NEAR_DUPLICATE_JACCARD) near++;
        if (best >= NEAR_DUPLICATE_JACCARD && found < best) missed++;
        expect(found).toBeGreaterThanOrEqual(best === 1 ? 1 : 0);
      }),
      { seed: 7, numRuns: 400 },
    );
    expect(near).toBeGreaterThan(60);
    expect(missed / near).toBeLessThanOrEqual(0.05);
  });

  it('proposes a pair at Jaccard about .6 in more than 95 of 100 cases', () => {
    let found = 0;
    for (let i = 0; i < 200; i++) {
      const base = Array.from({ length: 40 }, (_, k) => `w${i}x${k}`);
      const index = new NearDuplicates();
      index.add('a', base.join(' '));
      // 31 of 38 shingles shared on 45 in all: Jaccard .69
      if (
        index.find([...base.slice(0, 33), ...Array.from({ length: 7 }, (_, k) => `n${k}`)].join(' ')) !== null
      )
        found++;
    }
    expect(found).toBeGreaterThanOrEqual(190);
  });
});
