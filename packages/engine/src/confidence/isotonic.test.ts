import { describe, expect, it } from 'vitest';
import {
  countAtMost,
  fitIsotonic,
  groupByScore,
  poolAdjacentViolators,
  predictIsotonic,
} from './isotonic.ts';

describe('groups of equal scores', () => {
  it('come in ascending order with the weighted sums of their labels', () => {
    const data = { scores: [3, 1, 3, 2], labels: [1, 0, 0.5, 1], weights: [2, 1, 4, 0.5] };
    expect(groupByScore(data)).toEqual({ scores: [1, 2, 3], sums: [0, 0.5, 4], weights: [1, 0.5, 6] });
    expect(groupByScore({ scores: [3, 1, 3], labels: [1, 1, 0] })).toEqual({
      scores: [1, 3],
      sums: [1, 1],
      weights: [1, 2],
    });
  });

  it('need a label for each score', () => {
    expect(() => groupByScore({ scores: [1, 2], labels: [1] })).toThrow(
      expect.objectContaining({
        code: 'shape-mismatch',
        message: 'expected as many scores as labels, found 2 scores and 1 labels',
      }),
    );
  });
});

describe('isotonic steps', () => {
  it('a weight of two is a record that came twice', () => {
    const weighted = fitIsotonic({ scores: [1, 2, 3], labels: [1, 0, 1], weights: [1, 2, 1] });
    expect(weighted).toEqual(fitIsotonic({ scores: [1, 2, 2, 3], labels: [1, 0, 0, 1] }));
    expect(weighted).toEqual({ starts: [1, 3], values: [expect.closeTo(1 / 3, 12), 1] });
    expect(poolAdjacentViolators([1, 0, 1], [1, 2, 1])).toEqual([
      expect.closeTo(1 / 3, 12),
      expect.closeTo(1 / 3, 12),
      1,
    ]);
  });

  it('hold from their start up to the next one, the first below its start too', () => {
    const model = { starts: [1, 3], values: [0.2, 0.7] };
    expect([0, 1, 2.9, 3, 4].map((score) => predictIsotonic(model, score))).toEqual([
      0.2, 0.2, 0.2, 0.7, 0.7,
    ]);
  });

  it('equal means are one step', () => {
    expect(fitIsotonic({ scores: [1, 2, 3], labels: [0.5, 0.5, 1] })).toEqual({
      starts: [1, 3],
      values: [0.5, 1],
    });
  });
});

it('counts values at most as large, by brute force', () => {
  const sorted = [1, 1, 2, 5, 5, 5, 9];
  for (let value = 0; value <= 10; value += 0.5)
    expect(countAtMost(sorted, value)).toBe(sorted.filter((each) => each <= value).length);
  expect(countAtMost([], 1)).toBe(0);
});
