import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Evidence } from '../domain.ts';
import { SeededRandom } from '../math/seeded-random.ts';
import { conformalP, strangeness, TermMemory } from './index.ts';
import { MOST_RESOLUTIONS } from './term-memory.ts';

/** All six similarities at one value, so that this is the closeness too. */
function evidence(resolution_id: string, close: number): Evidence {
  const lexical = { lexical_max: close, lexical_top5: close, lexical_mean: close, lexical_vote: 0 };
  const dense = { dense_max: close, dense_top5: close, dense_mean: close, dense_vote: 0 };
  const rest = {
    head: 0,
    lead_max: 0,
    lead_vote: 0,
    title: 0,
    title_lead: 0,
    text: 0,
    context: 0,
    recent: 0,
  };
  return { resolution_id, exemplars: 5, ...lexical, ...dense, ...rest, nearest_exemplar_id: null };
}

const strange = (closes: readonly number[], uncovered_terms = 0) =>
  strangeness({ ranked: closes.map((close, i) => evidence(`r${i}`, close)), uncovered_terms });

const share = fc.double({ min: 0, max: 1, noNaN: true });

describe('strangeness', () => {
  test('is minus the logit of the softmax share, with none of these at a closeness of .5', () => {
    // scipy.special: -logit(softmax([.62/.05, .55/.05, .5/.05])[0])
    expect(strange([0.62, 0.55])).toBeCloseTo(-1.0867383124817758, 9);
    expect(strange([])).toBe(10);
    expect(strange([1])).toBeCloseTo(-10, 9);
  });

  test('falls as the suggestion comes closer', () => {
    fc.assert(
      fc.property(share, share, fc.array(share, { maxLength: 8 }), (a, b, others) => {
        const [far, near] = a < b ? [a, b] : [b, a];
        expect(strange([near, ...others])).toBeLessThanOrEqual(strange([far, ...others]));
      }),
    );
  });

  test('grows with each other resolution, with its closeness, and with unheard terms', () => {
    fc.assert(
      fc.property(share, fc.array(share, { maxLength: 8 }), share, share, (first, others, one, terms) => {
        const before = strange([first, ...others]);
        expect(strange([first, ...others, one])).toBeGreaterThanOrEqual(before);
        expect(strange([first, ...others], terms)).toBeGreaterThanOrEqual(before);
      }),
    );
  });

  test('the order of the others does not matter', () => {
    fc.assert(
      fc.property(share, fc.array(share, { maxLength: 8 }), (first, others) => {
        expect(strange([first, ...others.toReversed()])).toBeCloseTo(strange([first, ...others]), 9);
      }),
    );
  });
});

describe('conformal p-value', () => {
  test('is the share of known questions that were as strange, this one among them', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -5, max: 5 })),
        fc.integer({ min: -6, max: 6 }),
        (known, own) => {
          const counted = (1 + known.filter((value) => value >= own).length) / (known.length + 1);
          expect(
            conformalP(
              known.toSorted((a, b) => a - b),
              own,
            ),
          ).toBe(counted);
        },
      ),
    );
  });

  // P(p ≤ .05) is at most .05 for exchangeable questions, .0495 for 100 known ones; over 4,000 draws the share has a
  // standard deviation of .0035, and calibration sets that are drawn anew each time leave none of their own.
  test('is as rare among exchangeable questions as it says, and not much rarer', () => {
    const random = new SeededRandom('conformal');
    const draw = () => random.next() + random.next() ** 3;
    let novel = 0;
    for (let i = 0; i < 4_000; i++) {
      const known = Array.from({ length: 100 }, draw).toSorted((a, b) => a - b);
      if (conformalP(known, draw()) <= 0.05) novel++;
    }
    expect(novel / 4_000).toBeLessThan(0.05 + 3 * 0.0035);
    expect(novel / 4_000).toBeGreaterThan(0.0495 - 3 * 0.0035);
  });
});

describe('terms', () => {
  const taught = () => {
    const memory = new TermMemory();
    memory.add('card', ['my', 'card', 'is', 'blocked']);
    memory.add('card', ['card', 'blocked', 'abroad']);
    memory.add('refund', ['where', 'is', 'my', 'refund']);
    return memory;
  };

  test('tells terms never heard from those heard elsewhere, the rarest first', () => {
    const found = taught().cover(['my', 'virtual', 'card', 'refund', 'where'], 'card');
    expect(found.unheard).toEqual(['virtual']);
    expect(found.unusual).toEqual(['refund', 'where']);
  });

  test('weighs by the square of the inverse frequency', () => {
    // 3 questions; virtual 0, card 2, my 2 of them: weights (ln(4/1)+1)², (ln(4/3)+1)², (ln(4/3)+1)²
    const virtual = (Math.log(4) + 1) ** 2;
    const common = (Math.log(4 / 3) + 1) ** 2;
    const { uncovered } = taught().cover(['my', 'virtual', 'card'], 'card');
    expect(uncovered).toBeCloseTo(virtual / (virtual + 2 * common), 12);
  });

  test('counts a repeated term once, on either side', () => {
    const memory = taught();
    const once = memory.cover(['virtual', 'card'], 'card');
    expect(memory.cover(['virtual', 'card', 'card', 'virtual'], 'card')).toEqual(once);
    const twice = taught();
    twice.add('refund', ['refund', 'refund']);
    const plain = taught();
    plain.add('refund', ['refund']);
    expect(twice.cover(['refund', 'card'], 'card')).toEqual(plain.cover(['refund', 'card'], 'card'));
  });

  test('without a resolution, or without terms, nothing is covered or uncovered', () => {
    expect(taught().cover(['my', 'card'], null)).toMatchObject({ uncovered: 1, unheard: [] });
    expect(taught().cover([], 'card')).toEqual({ uncovered: 0, unheard: [], unusual: [] });
    expect(new TermMemory().cover(['my'], 'card')).toMatchObject({ uncovered: 1, unheard: ['my'] });
  });

  test('a term that comes up everywhere is covered everywhere', () => {
    const memory = new TermMemory();
    for (let i = 0; i < MOST_RESOLUTIONS; i++) memory.add(`r${i}`, ['hello']);
    memory.add('other', ['bye']);
    expect(memory.cover(['hello'], 'other').unusual).toEqual(['hello']);
    memory.add(`r${MOST_RESOLUTIONS}`, ['hello']);
    expect(memory.cover(['hello'], 'other').uncovered).toBe(0);
  });

  test('what a resolution was asked with is covered by it', () => {
    const words = fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { minLength: 1 });
    fc.assert(
      fc.property(fc.array(words), words, (others, asked) => {
        const memory = new TermMemory();
        for (const [i, terms] of others.entries()) memory.add(`r${i % 3}`, terms);
        memory.add('own', asked);
        expect(memory.cover(asked, 'own').uncovered).toBe(0);
      }),
    );
  });
});
