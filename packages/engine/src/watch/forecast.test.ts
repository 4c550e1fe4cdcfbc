import { describe, expect, it } from 'vitest';
import { logit, SeededRandom, sigmoid } from '../math/index.ts';
import { type CoverageWeek, FORECAST_WEEKS, forecastCoverage, usableWeeks } from './forecast.ts';

/** A level that walks on the logit scale, seen through counts. */
function walk(random: SeededRandom, { weeks, from, step }: { weeks: number; from: number; step: number }) {
  let level = logit(from);
  return Array.from({ length: weeks }, (): CoverageWeek => {
    level += step * random.normal();
    const share = sigmoid(level);
    return {
      total: 150,
      alone: Array.from({ length: 150 }, () => random.next()).filter((draw) => draw < share).length,
    };
  });
}

describe('forecastCoverage', () => {
  it('says nothing with too few weeks, and leaves out those before anything went out alone', () => {
    const before = Array.from({ length: 9 }, () => ({ alone: 0, total: 100 }));
    const first = { alone: 3, total: 100 };
    const steady = Array.from({ length: 3 }, () => ({ alone: 50, total: 100 }));
    expect(usableWeeks([...before, first, ...steady])).toEqual(steady);
    expect(forecastCoverage([...before, first, ...steady])).toEqual([]);
    expect(forecastCoverage([...before, first, ...steady, { alone: 52, total: 100 }])).toHaveLength(
      FORECAST_WEEKS,
    );
    expect(forecastCoverage(before)).toEqual([]);
  });

  it('a steady share goes on, and farther weeks are less sure', () => {
    const weeks = Array.from({ length: 12 }, () => ({ alone: 120, total: 200 }));
    const ahead = forecastCoverage(weeks);
    for (const { value, low, high } of ahead) {
      expect(value).toBeCloseTo(0.6, 1);
      expect(low).toBeLessThan(0.6);
      expect(high).toBeGreaterThan(0.6);
    }
    const widths = ahead.map(({ low, high }) => high - low);
    expect(widths).toEqual(widths.toSorted((a, b) => a - b));
  });

  it('a rise goes on for a while, and never beyond all', () => {
    const weeks = [20, 26, 33, 40, 48, 55, 62, 68].map((alone) => ({ alone, total: 100 }));
    const ahead = forecastCoverage(weeks);
    expect(ahead[0].value).toBeGreaterThan(0.68);
    expect(ahead[7].value).toBeGreaterThan(ahead[0].value);
    expect(ahead[7].high).toBeLessThan(1);
  });

  it('holds what comes about as often as it says; the last value with the noise of counting does not', () => {
    const random = new SeededRandom('walks');
    let [held, plain, all] = [0, 0, 0];
    for (let run = 0; run < 120; run++) {
      const weeks = walk(random, { weeks: 22, from: 0.5, step: 0.15 });
      const seen = weeks.slice(0, 14);
      const last = (seen.at(-1)?.alone ?? 0) / 150;
      const margin = 1.2816 * Math.sqrt((last * (1 - last)) / 150);
      for (const [step, { low, high }] of forecastCoverage(seen).entries()) {
        const share = weeks[14 + step].alone / 150;
        held += Number(low <= share && share <= high);
        plain += Number(Math.abs(share - last) <= margin);
        all += 1;
      }
    }
    expect(held / all).toBeGreaterThan(0.7);
    expect(held / all).toBeLessThan(0.9);
    expect(plain / all).toBeLessThan(0.5);
  });
});
