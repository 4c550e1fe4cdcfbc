import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SeededRandom } from '../math/seeded-random.ts';
import { quantise, restoreUnit, VectorIndex } from './vector-index.ts';

function randomRow(random: SeededRandom, dimensions: number): Int8Array {
  return Int8Array.from({ length: dimensions }, () => random.integer(255) - 127);
}

/** Integer steps that stand for a length of 1. */
function stepsOf(dimensions: number): number {
  return Math.round(1 / restoreUnit(new Int8Array(dimensions).fill(1))[0]);
}

describe('the vector index', () => {
  it.each([16, 48, 512])(
    'is exact against integer sums, also when it grows (%i dimensions)',
    (dimensions) => {
      const random = new SeededRandom(`vectors ${dimensions}`);
      const index = new VectorIndex(dimensions);
      const unit = stepsOf(dimensions) ** 2;
      const rows: Int8Array[] = [];
      // 1024 rows fit at first; the sizes lie on both sides of each growth.
      for (const size of [0, 1, 1023, 1024, 1025, 2049, 4100]) {
        while (rows.length < size) {
          const row = randomRow(random, dimensions);
          expect(index.add(row)).toBe(rows.length);
          rows.push(row);
        }
        const query = randomRow(random, dimensions);
        const expected = rows.map((row) => row.reduce((sum, value, k) => sum + value * query[k], 0));
        const found = Array.from(index.search(query), (score) => Math.round(score * unit));
        expect(found).toEqual(expected.map((sum) => sum + 0));
      }
      expect(index.size).toBe(4100);
    },
  );

  it('takes the largest products there are', () => {
    const index = new VectorIndex(512);
    const unit = stepsOf(512) ** 2;
    index.add(new Int8Array(512).fill(-128));
    index.add(new Int8Array(512).fill(127));
    const [low, high] = index.search(new Int8Array(512).fill(-128));
    expect(low * unit).toBeCloseTo(512 * 128 * 128, -1);
    expect(high * unit).toBeCloseTo(-512 * 128 * 127, -1);
  });

  it('refuses what has another length, in store and in question', () => {
    const index = new VectorIndex(32);
    for (const length of [0, 16, 48]) {
      expect(() => index.add(new Int8Array(length))).toThrow(/expected 32 values/);
      expect(() => index.search(new Int8Array(length))).toThrow(/expected 32 values/);
    }
    expect(() => new VectorIndex(20)).toThrow(/multiple of 16/);
    expect(index.size).toBe(0);
  });

  it.each([16, 512])(
    'rounds to integers that survive being restored and rounded again (%i)',
    (dimensions) => {
      const steps = stepsOf(dimensions);
      const values = fc.array(fc.float({ noNaN: true }), { minLength: dimensions, maxLength: dimensions });
      fc.assert(
        fc.property(values, (list) => {
          const row = quantise(Float32Array.from(list));
          expect(quantise(restoreUnit(row))).toEqual(row);
          list.forEach((value, k) => {
            const bounded = Math.max(-127 / steps, Math.min(127 / steps, value));
            expect(Math.abs(row[k] / steps - bounded)).toBeLessThanOrEqual(0.5 / steps + 1e-7);
          });
        }),
        { seed: 1, numRuns: 20 },
      );
    },
  );

  it('keeps the cosine of unit vectors to a hundredth', () => {
    const random = new SeededRandom('cosine');
    const unitVector = () => {
      const raw = Float64Array.from({ length: 512 }, () => random.normal());
      const length = Math.sqrt(raw.reduce((sum, value) => sum + value * value, 0));
      return Float32Array.from(raw, (value) => value / length);
    };
    for (let round = 0; round < 50; round++) {
      const [a, b] = [unitVector(), unitVector()];
      const near = a.map((value, k) => 0.8 * value + 0.6 * b[k]);
      const index = new VectorIndex(512);
      index.add(quantise(near));
      const exact = near.reduce((sum, value, k) => sum + value * a[k], 0);
      expect(Math.abs(index.search(quantise(a))[0] - exact)).toBeLessThan(0.01);
    }
  });
});
