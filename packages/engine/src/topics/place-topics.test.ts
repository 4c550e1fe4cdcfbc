import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type PlacedCentroid, placeTopics } from './place-topics.ts';

/** Directions near the first axis, so that angles are nearly distances in the plane of the other two. */
const FAR = 100_000;
const near = (id: string, y: number, z: number): PlacedCentroid => ({ id, sum: Int32Array.of(FAR, y, z, 0) });
const distance = (a: { x: number; y: number }, b: { x: number; y: number }) =>
  Math.hypot(a.x - b.x, a.y - b.y);

describe('the places of topics', () => {
  it('keep the distances of what lies in a plane', () => {
    const given = [near('a', 0, 0), near('b', 3_000, 0), near('c', 0, 4_000), near('d', -1_000, -500)];
    const placed = placeTopics(given);
    const real = given.map(({ sum }) => ({ x: sum[1], y: sum[2] }));
    const ratio = distance(placed[1], placed[2]) / distance(real[1], real[2]);
    for (const [i, one] of placed.entries())
      for (const [j, other] of placed.entries())
        expect(distance(one, other)).toBeCloseTo(ratio * distance(real[i], real[j]), 2);
    expect(Math.max(...placed.flatMap(({ x, y }) => [Math.abs(x), Math.abs(y)]))).toBeCloseTo(1, 12);
  });

  it('put the axis on which they differ most first, and its farthest topic to the right', () => {
    const placed = placeTopics([
      near('a', 0, 900),
      near('b', 0, -5_000),
      near('c', 100, 0),
      near('d', -100, 10),
    ]);
    expect(placed[1].x).toBe(1);
    expect(Math.abs(placed[1].y)).toBeLessThan(0.01);
  });

  it('are the same whatever the length of a centroid', () => {
    const given = [near('a', 0, 0), near('b', 3_000, 0), near('c', 0, 4_000)];
    const longer = given.map(({ id, sum }, i) => ({ id, sum: sum.map((value) => value * (i + 2)) }));
    placeTopics(longer).forEach((place, i) => {
      expect(place.x).toBeCloseTo(placeTopics(given)[i].x, 9);
      expect(place.y).toBeCloseTo(placeTopics(given)[i].y, 9);
    });
  });

  it('are the same each time, in [-1, 1], none missing', () => {
    const topic = fc.array(fc.integer({ min: -99, max: 99 }), { minLength: 5, maxLength: 5 });
    fc.assert(
      fc.property(fc.array(topic, { maxLength: 12 }), (sums) => {
        const given = sums.map((sum, i) => ({ id: `t${i}`, sum: Int32Array.from(sum) }));
        const placed = placeTopics(given);
        expect(placed.map(({ id }) => id)).toEqual(given.map(({ id }) => id));
        expect(placeTopics(given)).toEqual(placed);
        for (const { x, y } of placed) {
          expect(Math.abs(x)).toBeLessThanOrEqual(1);
          expect(Math.abs(y)).toBeLessThanOrEqual(1);
        }
      }),
    );
  });

  it('are the middle for one topic, and for one that has no vector', () => {
    expect(placeTopics([])).toEqual([]);
    expect(placeTopics([near('a', 1, 2)])).toEqual([{ id: 'a', x: 0, y: 0 }]);
    const [, without] = placeTopics([
      near('a', 900, 0),
      { id: 'b', sum: new Int32Array(4) },
      near('c', 0, 900),
    ]);
    expect(without).toEqual({ id: 'b', x: 0, y: 0 });
  });
});
