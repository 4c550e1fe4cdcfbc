import { expect, it } from 'vitest';
import { medianInterval } from './median-interval.ts';
import { SeededRandom } from './seeded-random.ts';

it('is the middle value, or the mean of the two in the middle', () => {
  expect(medianInterval([9, 1, 2], 0.9).median).toBe(2);
  expect(medianInterval([9, 1, 2, 4], 0.9).median).toBe(3);
  expect(medianInterval([], 0.9)).toEqual({ median: null, low: null, high: null });
});

it('takes the values that tables of the sign test give', () => {
  const upTo = (size: number) => Array.from({ length: size }, (_, i) => i + 1);
  // One-sided 5 % of Binomial(n, 1/2): 0 below of 5, 1 of 8, 5 of 20, 39 of 95 (Conover, table A3).
  expect(medianInterval(upTo(4), 0.9).low).toBeNull();
  expect(medianInterval(upTo(5), 0.9)).toEqual({ median: 3, low: 1, high: 5 });
  expect(medianInterval(upTo(8), 0.9)).toEqual({ median: 4.5, low: 2, high: 7 });
  expect(medianInterval(upTo(20), 0.9)).toEqual({ median: 10.5, low: 6, high: 15 });
});

it('holds the true median in at least 90 % of samples, of skewed and of equal values', () => {
  const random = new SeededRandom('median-interval');
  const draws = {
    skewed: { draw: () => -Math.log(1 - random.next()), truth: Math.LN2 },
    counts: { draw: () => Math.floor(3 * random.next()), truth: 1 },
  };
  for (const { draw, truth } of Object.values(draws))
    for (const size of [5, 12, 60]) {
      let held = 0;
      for (let i = 0; i < 2_000; i++) {
        const { low, high } = medianInterval(Array.from({ length: size }, draw), 0.9);
        if (low !== null && high !== null && low <= truth && truth <= high) held += 1;
      }
      expect(held / 2_000).toBeGreaterThan(0.885);
    }
});
