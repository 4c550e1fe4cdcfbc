import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { best, votes } from './similarity-list.ts';

/** Few different values, so that ties are common. */
const scores = fc.array(fc.constantFrom(-0.5, 0, 0.1, 0.2, 0.2, 0.3, 0.9), { maxLength: 80 });

describe('best', () => {
  it('is the head of the sorted list of what lives and scores, older slots first among equals', () => {
    fc.assert(
      fc.property(
        scores,
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 1, max: 5 }),
        (list, count, gap) => {
          const alive = (slot: number) => slot % gap !== gap - 1 || gap === 1;
          const row = Float32Array.from(list);
          const expected = Array.from(row, (score, slot) => ({ slot, score }))
            .filter(({ slot, score }) => score > 0 && alive(slot))
            .toSorted((a, b) => b.score - a.score || a.slot - b.slot)
            .slice(0, count);
          expect(best(row, count, alive)).toEqual(expected);
        },
      ),
      { seed: 1, numRuns: 300 },
    );
  });
});

describe('votes', () => {
  it('are a softmax that sums to 1, gathered by owner', () => {
    fc.assert(
      fc.property(scores, fc.constantFrom(0.05, 0.1), (list, temperature) => {
        const neighbours = best(Float32Array.from(list), 10, () => true);
        const ownerOf = (slot: number) => slot % 3;
        const raw = [0, 1, 2].map((owner) =>
          neighbours
            .filter(({ slot }) => ownerOf(slot) === owner)
            .reduce((sum, { score }) => sum + Math.exp(score / temperature), 0),
        );
        const total = raw.reduce((sum, value) => sum + value, 0);
        const found = votes(neighbours, temperature, ownerOf);
        for (const owner of [0, 1, 2]) {
          const expected = total === 0 ? 0 : raw[owner] / total;
          expect(found.get(owner) ?? 0).toBeCloseTo(expected, 9);
        }
      }),
      { seed: 1 },
    );
  });

  it('are none without neighbours', () => {
    expect(votes([], 0.1, () => 0).size).toBe(0);
  });
});
