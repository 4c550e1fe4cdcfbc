import { describe, expect, it } from 'vitest';
import { type LabelledAnswer, MAX_GRID, thresholdGrid } from './threshold-grid.ts';

const answer = (score: number, wrong = false, propensity = 1): LabelledAnswer => ({
  score,
  wrong,
  propensity,
});

describe('the grid of thresholds', () => {
  it('sums up what lies at or above each score, the highest first, whatever the order', () => {
    const grid = thresholdGrid([answer(0.5, true, 0.25), answer(0.9), answer(0.7, true)]);
    expect(grid.map(({ threshold, labelled, wrong }) => [threshold, labelled, wrong])).toEqual([
      [0.9, 1, 0],
      [0.7, 2, 1],
      [0.5, 3, 2],
    ]);
    const [, , last] = grid;
    expect(last).toMatchObject({ mass: 6, wrongMass: 5, wrongSquares: 17, heaviest: 4, coverage: 1 });
    expect(last.predicted.mass).toBeCloseTo(0.1 + 0.3 + 4 * 0.5, 12);
    expect(last.predicted.squares).toBeCloseTo(0.1 + 0.3 + 16 * 0.5, 12);
    expect(grid[0]).toMatchObject({ heaviest: 1, coverage: 1 / 6 });
    expect(grid[0].predicted.mass).toBeCloseTo(0.1, 12);
  });

  it('keeps equal scores together, and no more points than its limit', () => {
    expect(thresholdGrid([answer(0.4), answer(0.4), answer(0.4)])).toHaveLength(1);
    const many = Array.from({ length: 1000 }, (_, index) => answer(index / 1000));
    const grid = thresholdGrid(many);
    expect(grid).toHaveLength(MAX_GRID);
    expect(grid[0]).toMatchObject({ threshold: 0.99, labelled: 10 });
    expect(grid.at(-1)).toMatchObject({ threshold: 0, labelled: 1000 });
    expect(thresholdGrid([])).toEqual([]);
  });
});
