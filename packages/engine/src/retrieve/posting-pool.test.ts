import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SeededRandom } from '../math/seeded-random.ts';
import { PostingPool } from './posting-pool.ts';

type Posting = readonly [slot: number, count: number];

function listOf(pool: PostingPool, bucket: number): Posting[] {
  const start = pool.start(bucket);
  const words = pool.words.subarray(start, start + pool.length(bucket));
  return Array.from(words, (word) => [word >>> 8, word & 255] as const);
}

function listsOf(pool: PostingPool, buckets: Iterable<number>): Map<number, Posting[]> {
  return new Map(Array.from(buckets, (bucket) => [bucket, listOf(pool, bucket)]));
}

/** `forEachList` visits every list once, and no other. */
function expectAllVisited(pool: PostingPool, expected: ReadonlyMap<number, readonly Posting[]>): void {
  const visited: [number, number][] = [];
  pool.forEachList((bucket, start) => visited.push([bucket, start]));
  const lists = [...expected.keys()].map((bucket) => [bucket, pool.start(bucket)]);
  expect(visited).toEqual(lists.toSorted(([left = 0], [right = 0]) => left - right));
}

describe('the posting pool', () => {
  it('holds what a map of arrays holds, after any appends', () => {
    const append = fc.record({
      bucket: fc.oneof(fc.integer({ min: 0, max: 5 }), fc.constantFrom((1 << 20) - 1, 1 << 19)),
      slot: fc.oneof(fc.integer({ min: 0, max: 100 }), fc.constantFrom((1 << 23) + 1, (1 << 24) - 1)),
      count: fc.integer({ min: 0, max: 70_000 }),
    });
    fc.assert(
      fc.property(fc.array(append, { maxLength: 200 }), (appends) => {
        const pool = new PostingPool();
        const expected = new Map<number, Posting[]>();
        for (const { bucket, slot, count } of appends) {
          pool.append(bucket, slot, count);
          expected.set(bucket, [...(expected.get(bucket) ?? []), [slot, Math.min(255, count)]]);
        }
        expect(listsOf(pool, expected.keys())).toEqual(expected);
        expectAllVisited(pool, expected);
      }),
      { numRuns: 25, seed: 1 },
    );
  });

  it('keeps every list whole when its memory grows', () => {
    const random = new SeededRandom('pool');
    const pool = new PostingPool();
    const before = pool.words.length;
    const expected = new Map<number, Posting[]>();
    for (let slot = 0; slot < 120_000; slot++) {
      const bucket = Math.floor(500 * random.next() ** 2);
      pool.append(bucket, slot, 1 + (slot % 9));
      const list = expected.get(bucket) ?? [];
      list.push([slot, 1 + (slot % 9)]);
      expected.set(bucket, list);
    }
    expect(pool.words.length).toBeGreaterThan(before);
    expect(listsOf(pool, expected.keys())).toEqual(expected);
    expectAllVisited(pool, expected);
  });

  it('tells how much of a list lies before a document', () => {
    const slots = fc.uniqueArray(fc.integer({ min: 0, max: 60 }), { maxLength: 40 });
    fc.assert(
      fc.property(slots, fc.integer({ min: 0, max: 70 }), (unsorted, before) => {
        const pool = new PostingPool();
        for (const slot of unsorted.toSorted((a, b) => a - b)) pool.append(3, slot, 1);
        expect(pool.lengthBefore(3, before)).toBe(unsorted.filter((slot) => slot < before).length);
      }),
    );
  });

  it('uses the blocks again that a list has grown out of', () => {
    const pool = new PostingPool();
    pool.append(1, 0, 1);
    const freed = pool.start(1);
    for (let slot = 1; slot < 5; slot++) pool.append(1, slot, 1);
    expect(pool.start(1)).not.toBe(freed);
    pool.append(2, 9, 7);
    expect(pool.start(2)).toBe(freed);
    expect(listOf(pool, 2)).toEqual([[9, 7]]);
    expect(listOf(pool, 1).map(([slot]) => slot)).toEqual([0, 1, 2, 3, 4]);
  });

  it('finds a bucket for every 32-bit feature', () => {
    const inRange = (feature: number) => {
      const bucket = PostingPool.bucketOf(feature);
      return Number.isInteger(bucket) && bucket >= 0 && bucket < 1 << 20;
    };
    const result = fc.check(fc.property(fc.integer({ min: 0, max: 0xffff_ffff }), inRange), { seed: 1 });
    expect(result.failed).toBe(false);
  });
});
