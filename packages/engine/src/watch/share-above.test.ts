import { describe, expect, it } from 'vitest';
import { shareAbove } from './share-above.ts';

/** By a plain sum over a grid of both shares. */
function bruteForce(here: readonly [number, number], elsewhere: readonly [number, number]): number {
  const grid = Array.from({ length: 1_000 }, (_, i) => (i + 0.5) / 1_000);
  const weights = ([count, total]: readonly [number, number]) =>
    grid.map((p) => Math.exp(count * Math.log(p) + (total - count) * Math.log(1 - p)));
  const [left, right] = [weights(here), weights(elsewhere)];
  let below = 0;
  let above = 0;
  left.forEach((weight, i) => {
    above += weight * (below + right[i] / 2);
    below += right[i];
  });
  return above / (below * left.reduce((sum, weight) => sum + weight, 0));
}

describe('a share here against elsewhere', () => {
  it.each([
    [3, 10, 5, 40],
    [0, 4, 2, 30],
    [9, 9, 50, 100],
    [5, 50, 10, 100],
  ])('%d of %d against %d of %d', (count, total, others, all) => {
    const { posterior } = shareAbove({ count, total }, { count: others, total: all });
    expect(posterior).toBeCloseTo(bruteForce([count, total], [others, all]), 3);
  });

  it('says nothing where nothing came', () => {
    const { posterior, lift } = shareAbove({ count: 0, total: 0 }, { count: 0, total: 0 });
    expect(posterior).toBeCloseTo(0.5, 12);
    expect(lift).toBe(1);
  });
});
