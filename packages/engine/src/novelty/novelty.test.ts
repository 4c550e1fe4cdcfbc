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
    adapted: 0,
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

/** Scores are all 0 where nothing else is said. */
const strange = (closes: readonly number[], given: { terms?: number; scores?: readonly number[] } = {}) =>
  strangeness({
    candidates: closes.map((close, i) => ({
      evidence: evidence(`r${i}`, close),
      score: given.scores?.[i] ?? 0,
    })),
    uncovered_terms: given.terms ?? 0,
  });

const share = fc.double({ min: 0, max: 1, noNaN: true });

describe('strangeness', () => {
  test('is the log-odds of "none of these", half of those of the rivals, and a quarter of the ranker’s doubt', () => {
    // numpy: .5 * log1p(exp(.05/.05)) - .12/.05 + .25 * log(exp(-2)); then with a third, at a closeness of .4
    expect(strange([0.62, 0.55], { scores: [3, 1] })).toBeCloseTo(-2.2433691562408886, 9);
    expect(strange([0.62, 0.55, 0.4], { scores: [3, 1, 2] })).toBeCloseTo(-1.897178469736351, 9);
    // The ranker's first need not be the closest.
    expect(strange([0.62, 0.55], { scores: [1, 3] })).toBeCloseTo(-2.2433691562408886, 9);
    expect(strange([0.62, 0.55], { scores: [3, 1], terms: 0.4 })).toBeCloseTo(-2.2433691562408886 + 0.6, 9);
  });

  test('is as high as can be where nothing comes to mind, and bounds the doubt', () => {
    expect(strange([])).toBe(12);
    expect(strange([], { terms: 1 })).toBe(13.5);
    expect(strange([1])).toBeCloseTo(-12, 9);
    expect(strange([0.5, 0], { scores: [8, 0] })).toBeCloseTo(strange([0.5, 0], { scores: [99, 0] }), 12);
    expect(strange([0.5, 0], { scores: [7, 0] })).toBeGreaterThan(strange([0.5, 0], { scores: [8, 0] }));
    const alike = (count: number) => strange([0.5, ...Array.from({ length: count }, () => -1)]);
    expect(alike(9_000)).toBeCloseTo(alike(5_000), 9);
    expect(alike(2_900)).toBeLessThan(alike(3_000));
  });

  test('falls as the closest comes closer', () => {
    fc.assert(
      fc.property(share, share, fc.array(share, { maxLength: 8 }), (a, b, others) => {
        const [far, near] = a < b ? [a, b] : [b, a];
        expect(strange([near, ...others.map((other) => Math.min(other, far))])).toBeLessThanOrEqual(
          strange([far, ...others.map((other) => Math.min(other, far))]),
        );
      }),
    );
  });

  test('grows with each rival that is not closer, with the ranker’s doubt, and with unheard terms', () => {
    const score = fc.double({ min: -5, max: 5, noNaN: true });
    fc.assert(
      fc.property(share, share, fc.array(score, { maxLength: 8 }), share, (a, b, scores, terms) => {
        const [rival, first] = a < b ? [a, b] : [b, a];
        const closes = [first, ...scores.map(() => 0)];
        const before = strange(closes, { scores: [6, ...scores] });
        expect(strange([...closes, rival], { scores: [6, ...scores, 0] })).toBeGreaterThanOrEqual(before);
        expect(strange(closes, { scores: [5, ...scores] })).toBeGreaterThanOrEqual(before);
        expect(strange(closes, { scores: [6, ...scores], terms })).toBeGreaterThanOrEqual(before);
      }),
    );
  });

  test('does not depend on the order of the candidates', () => {
    const pair = fc.record({ close: share, score: fc.double({ min: -5, max: 5, noNaN: true }) });
    fc.assert(
      fc.property(fc.array(pair, { maxLength: 8 }), (pairs) => {
        const of = (given: typeof pairs) =>
          strange(
            given.map(({ close }) => close),
            { scores: given.map((each) => each.score) },
          );
        expect(of(pairs.toReversed())).toBeCloseTo(of(pairs), 9);
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
