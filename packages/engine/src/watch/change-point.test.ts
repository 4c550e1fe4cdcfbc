import { describe, expect, it } from 'vitest';
import { SeededRandom } from '../math/index.ts';
import { coincides, countChange, liftAgainst, rateChange } from './change-point.ts';
import { drawCount } from './testing/draw-counts.ts';

const ones = (length: number) => Array.from({ length }, () => 1);

describe('change point', () => {
  // Posteriors by SciPy's numerical integration of the likelihood of each piece, without any conjugate formula.
  it.each([
    {
      change: countChange({ counts: [2, 1, 2, 9, 8], exposure: ones(5) }),
      posterior: [0.027876871, 0.006886029, 0.079211889, 0.87805795, 0.007967261],
    },
    {
      change: countChange({ counts: [3, 5, 2, 4, 12, 11, 9], exposure: [1, 2, 1, 1, 1.5, 1, 0.5] }),
      posterior: [0.001866041, 0.000239853, 0.005396387, 0.13404248, 0.784474113, 0.069542631, 0.004438495],
    },
    {
      change: rateChange({ counts: [9, 8, 9, 3, 2, 4], exposure: [10, 10, 12, 9, 8, 10] }),
      posterior: [0.015535465, 0.01264291, 0.059579714, 0.884410216, 0.025739911, 0.002091784],
    },
  ])('has the posterior of brute force, $posterior', ({ change, posterior }) => {
    const found = [change.none, ...change.at.slice(1)];
    expect(found).toHaveLength(posterior.length);
    found.forEach((value, place) => {
      expect(value).toBeCloseTo(posterior[place], 8);
    });
    expect(change.at[0]).toBe(0);
  });

  it('does not depend on the unit of exposure', () => {
    const counts = [3, 5, 2, 4, 12, 11, 9];
    const change = countChange({ counts, exposure: ones(7) });
    const scaled = countChange({ counts, exposure: ones(7).map((one) => one * 250) });
    scaled.at.forEach((mass, day) => {
      expect(mass).toBeCloseTo(change.at[day], 10);
    });
  });

  it('reads a growth of traffic as none', () => {
    const change = countChange({ counts: [4, 5, 4, 20, 21, 19], exposure: [10, 10, 10, 50, 50, 50] });
    expect(change.none).toBeGreaterThan(0.8);
    expect(countChange({ counts: [4, 5, 4, 20, 21, 19], exposure: ones(6) }).none).toBeLessThan(0.01);
  });

  it('gives a day its prior where the days say nothing, and nothing outside of them', () => {
    const change = countChange({ counts: ones(20).map(() => 0), exposure: ones(20).map(() => 0) });
    expect(coincides(change, 5).posterior).toBeCloseTo(coincides(change, 5).prior, 10);
    expect(coincides(change, 25)).toEqual({ posterior: 0, prior: 0, lift: 1 });
    expect(rateChange({ counts: [], exposure: [] })).toEqual({ none: 1, at: [], lifts: [], day: null });
  });

  it('refuses what is no series', () => {
    expect(() => countChange({ counts: [1], exposure: [] })).toThrow('1 counts, 0 exposures');
    expect(() => countChange({ counts: [-1, 2], exposure: [1, 1] })).toThrow('at least 0');
    expect(() => countChange({ counts: [1, 2], exposure: [1, 1] }, 0.5)).toThrow('dispersion');
    expect(() => rateChange({ counts: [3, 2], exposure: [1, 2] })).toThrow('day 0: 3 of 1 trials');
  });

  it('finds a release that trebled a topic, and takes wild counts for no change only where told how wild', () => {
    const random = new SeededRandom(7);
    const runs = 200;
    const found = { planted: 0, told: 0, untold: 0 };
    for (let run = 0; run < runs; run++) {
      const grown = ones(40).map((_, day) => drawCount(random, { mean: day < 25 ? 4 : 12, k: 12 }));
      if (coincides(countChange({ counts: grown, exposure: ones(40) }, 2), 25).posterior >= 0.5)
        found.planted++;
      // Variance 4 + 16 / 1 = five times the mean.
      const wild = ones(40).map(() => drawCount(random, { mean: 4, k: 1 }));
      if (countChange({ counts: wild, exposure: ones(40) }, 5).none < 0.1) found.told++;
      if (countChange({ counts: wild, exposure: ones(40) }).none < 0.1) found.untold++;
    }
    expect(found.planted / runs).toBeGreaterThan(0.85);
    expect(found.told / runs).toBeLessThan(0.05);
    expect(found.untold / runs).toBeGreaterThan(0.25);
  });
});

describe('difference in differences', () => {
  const split = (before: number, after: number, days = 10) => ({
    before: { count: before, exposure: days },
    after: { count: after, exposure: days },
  });

  it('takes what grew everywhere for no lift', () => {
    const { lift, low, high } = liftAgainst(split(100, 300), split(1000, 3000));
    expect(lift).toBeCloseTo(1, 1);
    expect(low).toBeLessThan(1);
    expect(high).toBeGreaterThan(1);
    expect(liftAgainst(split(100, 300), split(1000, 1000)).low).toBeGreaterThan(2);
  });

  it('covers the true lift in about 90 % of worlds', () => {
    const random = new SeededRandom(11);
    const runs = 1000;
    let covered = 0;
    for (let run = 0; run < runs; run++) {
      const draw = (mean: number) => drawCount(random, { mean, k: Number.POSITIVE_INFINITY });
      const { low, high } = liftAgainst(split(draw(30), draw(120)), split(draw(200), draw(400)));
      if (low <= 2 && high >= 2) covered++;
    }
    expect(covered / runs).toBeGreaterThan(0.87);
    expect(covered / runs).toBeLessThan(0.93);
  });

  it('refuses to compare without exposure', () => {
    expect(() => liftAgainst(split(1, 2, 0), split(1, 2))).toThrow('exposure');
  });
});
