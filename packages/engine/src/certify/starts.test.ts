import { describe, expect, it } from 'vitest';
import { coverageStarts, predictedStarts } from './starts.ts';
import { thresholdGrid } from './threshold-grid.ts';

const PROMISED = { alpha: 0.05, delta: 0.1 };

/** So many answers at each score; labels must not matter, so all are wrong. */
const gridOf = (...groups: readonly (readonly [count: number, score: number, propensity?: number])[]) =>
  thresholdGrid(
    groups.flatMap(([count, score, propensity = 1]) =>
      Array.from({ length: count }, () => ({ score, wrong: true, propensity })),
    ),
  );

describe('starts at fixed coverages', () => {
  it('share delta; where one threshold is several starts, their parts add up', () => {
    expect([...coverageStarts(gridOf([100, 0.9]), { delta: 0.1 })]).toEqual([[0, 0.1]]);
    const grid = gridOf([5, 0.9], [10, 0.8], [15, 0.7], [20, 0.6], [50, 0.5]);
    const starts = coverageStarts(grid, { delta: 0.1 });
    expect([...starts].map(([at, level]) => [grid[at].threshold, level])).toEqual([
      [0.9, 0.025],
      [0.8, 0.025],
      [0.7, 0.025],
      [0.6, 0.025],
    ]);
  });

  it('leave half of delta to a threshold in force', () => {
    const grid = gridOf([50, 0.9], [50, 0.5]);
    expect([...coverageStarts(grid, { delta: 0.1, deployed: 0.6 })]).toEqual([[0, 0.1]]);
    expect([...coverageStarts(grid, { delta: 0.1, deployed: 0.5 })]).toEqual([
      [0, 0.05],
      [1, 0.05],
    ]);
    expect([...coverageStarts(grid, { delta: 0.1, deployed: 0.95 })]).toEqual([[0, 0.05]]);
    expect(coverageStarts([], { delta: 0.1 }).size).toBe(0);
  });
});

describe('starts where scores predict the most evidence', () => {
  it('lie between few sure answers and many doubtful ones, with a quarter of delta at half of that coverage', () => {
    // Predicted evidence in nats, by hand: 100 at .1 % 4.5; 300 at 0.8 % 8.3; 600 at 2.9 % 3.3; below it none.
    const grid = gridOf([100, 0.999], [100, 0.99], [100, 0.987], [300, 0.95], [400, 0.5]);
    const starts = predictedStarts(grid, PROMISED);
    const told = [...starts].map(([at, level]) => [grid[at].threshold, level] as const);
    expect(told.map(([threshold]) => threshold)).toEqual([0.987, 0.99]);
    expect(told[0][1]).toBeCloseTo(0.075, 12);
    expect(told[1][1]).toBeCloseTo(0.025, 12);
  });

  it('take all of delta where both are one, or where no risk below alpha is predicted', () => {
    const all = (grid: ReturnType<typeof gridOf>) => [...predictedStarts(grid, PROMISED)];
    expect(all(gridOf([50, 0.97]))).toEqual([[0, expect.closeTo(0.1, 12)]]);
    expect(all(gridOf([50, 0.94], [500, 0.6]))).toEqual([[0, expect.closeTo(0.1, 12)]]);
    expect(all([])).toEqual([]);
  });

  it('doubt a prediction that is just below alpha', () => {
    // All of them at .9522 predict .0478: below alpha, but not with 6 % of it on top. At .9535 it is .0495.
    const first = (score: number) =>
      [...predictedStarts(gridOf([500, 0.956], [40_000, score]), PROMISED)][0][0];
    expect([first(0.9535), first(0.9522)]).toEqual([1, 0]);
  });

  it('count labels in the weight of a predicted mistake', () => {
    // Below the sure ones, which stand for four each, doubtful ones: where all of them are labelled, they cost little.
    const lowest = (propensity: number) =>
      [...predictedStarts(gridOf([100, 0.995, 0.25], [100, 0.93, propensity]), PROMISED)][0][0];
    expect([lowest(1), lowest(0.25)]).toEqual([1, 0]);
    // Without any predicted mistake the greatest weight is the unit.
    expect([...predictedStarts(gridOf([100, 1, 0.25]), PROMISED)][0][0]).toBe(0);
  });
});
