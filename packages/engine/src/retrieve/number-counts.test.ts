import fc from 'fast-check';
import { expect, it } from 'vitest';
import { NumberCounts } from './number-counts.ts';

const changes = fc.array(fc.tuple(fc.integer({ min: 0, max: 300 }), fc.integer({ min: -3, max: 3 })), {
  maxLength: 600,
});

it('counts what a Map counts, and a copy goes its own way', () => {
  fc.assert(
    fc.property(changes, changes, (first, later) => {
      const [counts, oracle] = [new NumberCounts(), new Map<number, number>()];
      for (const [number, by] of first) {
        counts.add(number, by);
        oracle.set(number, (oracle.get(number) ?? 0) + by);
      }
      const copy = counts.copy();
      for (const [number, by] of later) copy.add(number, by);
      for (let number = -1; number <= 301; number++) expect(counts.of(number)).toBe(oracle.get(number) ?? 0);
      for (const [number, by] of later) oracle.set(number, (oracle.get(number) ?? 0) + by);
      for (let number = -1; number <= 301; number++) expect(copy.of(number)).toBe(oracle.get(number) ?? 0);
    }),
  );
});

it('finds numbers far apart, and none that collides with them', () => {
  const counts = new NumberCounts();
  const far = [0, 2 ** 31 - 2, ...Array.from({ length: 1_000 }, (_, i) => 8_192 * i + 5)];
  for (const number of far) counts.add(number, 1);
  expect(far.map((number) => counts.of(number))).toEqual(far.map(() => 1));
  expect(counts.of(6)).toBe(0);
});
