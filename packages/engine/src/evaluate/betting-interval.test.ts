import { describe, expect, it } from 'vitest';
import { SeededRandom } from '../math/index.ts';
import { bettingInterval } from './betting-interval.ts';

const values = (count: number, at: (index: number) => number) =>
  Array.from({ length: count }, (_, i) => at(i));

describe('bettingInterval', () => {
  // Grid of 100,000 candidates, products of all bets, in NumPy: arXiv:2010.09686, section 4, no shared code.
  it.each([
    [values(60, (i) => ((i * 7) % 11) / 10), 0.05, 0.38093, 0.61348],
    [values(100, (i) => ((i * 13) % 5 > 0 ? 1 : 0)), 0.05, 0.66411, 0.89534],
    [values(30, () => 0), 0.1, 0, 0.17357],
    [values(200, (i) => (((i * i * 17 + 3 * i) % 97) / 97) * 0.2), 0.1, 0.09254, 0.13186],
  ])('golden value %#', (given, delta, low, high) => {
    const found = bettingInterval(given, delta);
    expect(Math.abs(found.low - low)).toBeLessThan(2e-5);
    expect(Math.abs(found.high - high)).toBeLessThan(2e-5);
  });

  it('knows nothing without values, and only ever narrows', () => {
    expect(bettingInterval([], 0.05)).toEqual({ low: 0, high: 1 });
    const random = new SeededRandom('narrow');
    const drawn = values(300, () => random.next());
    const found = [20, 50, 100, 200, 300].map((count) => bettingInterval(drawn.slice(0, count), 0.05));
    for (let i = 1; i < found.length; i++) {
      expect(found[i].low).toBeGreaterThanOrEqual(found[i - 1].low - 1e-6);
      expect(found[i].high).toBeLessThanOrEqual(found[i - 1].high + 1e-6);
    }
  });

  it('mirrors: the interval of 1 - x is that of x turned over', () => {
    const drawn = values(80, (i) => ((i * 5) % 9) / 10);
    const found = bettingInterval(drawn, 0.1);
    const turned = bettingInterval(
      drawn.map((value) => 1 - value),
      0.1,
    );
    expect(turned.low).toBeCloseTo(1 - found.high, 6);
    expect(turned.high).toBeCloseTo(1 - found.low, 6);
  });

  it('may be looked at after every ten values; a normal interval may not', () => {
    const random = new SeededRandom('looks');
    const [runs, delta, truth] = [150, 0.1, 0.15];
    let [missed, missedNormal] = [0, 0];
    for (let run = 0; run < runs; run++) {
      const drawn = values(400, () => (random.next() < truth ? 1 : 0));
      const { low, high } = bettingInterval(drawn, delta);
      // The interval at the end is the intersection of all before it: to hold there is to hold at every look.
      missed += low <= truth && truth <= high ? 0 : 1;
      missedNormal += everMissed(drawn, truth) ? 1 : 0;
    }
    expect(missed / runs).toBeLessThanOrEqual(delta + 3 * Math.sqrt((delta * (1 - delta)) / runs));
    expect(missedNormal / runs).toBeGreaterThan(0.25);
  });
});

function everMissed(drawn: readonly number[], truth: number): boolean {
  let sum = 0;
  for (const [index, value] of drawn.entries()) {
    sum += value;
    const n = index + 1;
    if (n < 20 || n % 10 > 0) continue;
    const mean = sum / n;
    if (Math.abs(mean - truth) > 1.645 * Math.sqrt((mean * (1 - mean)) / n)) return true;
  }
  return false;
}
