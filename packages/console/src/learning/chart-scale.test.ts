import type { CurvePoint } from '@understudy/contract';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { nearest, pathOf, ticksOf, topOf } from './chart-scale.ts';

test('the top holds every value and is no looser than it must be', () => {
  expect([[], [0], [0.05], [0.051], [0.3, null], [0.76], [1]].map(topOf)).toEqual([
    0.05, 0.05, 0.05, 0.1, 0.5, 1, 1,
  ]);
});

test('ticks start at zero, are even, at most six, and stay within', () => {
  expect(ticksOf(6000)).toEqual([0, 2000, 4000, 6000]);
  expect(ticksOf(0.5)).toHaveLength(6);
  fc.assert(
    fc.property(fc.double({ min: 1e-6, max: 1e9, noNaN: true }), (max) => {
      const ticks = ticksOf(max);
      expect(ticks[0]).toBe(0);
      expect(ticks.length).toBeGreaterThanOrEqual(2);
      expect(ticks.length).toBeLessThanOrEqual(6);
      expect(ticks.at(-1) ?? Number.POSITIVE_INFINITY).toBeLessThanOrEqual(max * (1 + 1e-9));
    }),
  );
});

test('a gap breaks the line', () => {
  expect(pathOf([[0, 0], [1, 1], null, [3, 3], [4, 4]])).toBe('M0.0 0.0L1.0 1.0M3.0 3.0L4.0 4.0');
});

test('nearest agrees with looking at all', () => {
  fc.assert(
    fc.property(
      fc.array(fc.nat(10_000), { minLength: 1 }),
      fc.integer({ min: -500, max: 12_000 }),
      (tickets, wanted) => {
        const curve = tickets.map((count) => ({ tickets: count }) as CurvePoint);
        const found = curve[nearest(curve, wanted)]?.tickets ?? Number.NaN;
        expect(Math.abs(found - wanted)).toBe(Math.min(...tickets.map((count) => Math.abs(count - wanted))));
      },
    ),
  );
  expect(nearest([], 3)).toBe(-1);
});
