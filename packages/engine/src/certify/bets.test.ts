import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lnBets, lnMeanExp, lnSumExp, STAKES } from './bets.ts';

describe('bets', () => {
  it('win on a right answer, lose on a wrong one, by hand', () => {
    // Stakes .25, .5 and .8 of 1 / .95; right: 1 + stake x .05 / .95, wrong: 1 - stake x .95 / .95.
    const right = lnBets({ wrong: false, weight: 1 }, 0.05).map(Math.exp);
    [1.0131579, 1.0263158, 1.0421053].forEach((value, index) => expect(right[index]).toBeCloseTo(value, 7));
    const wrong = lnBets({ wrong: true, weight: 1 }, 0.05).map(Math.exp);
    [0.75, 0.5, 0.2].forEach((value, index) => expect(wrong[index]).toBeCloseTo(value, 12));
    const light = lnBets({ wrong: true, weight: 0.1 }, 0.05).map(Math.exp);
    [0.975, 0.95, 0.92].forEach((value, index) => expect(light[index]).toBeCloseTo(value, 12));
  });

  it('win nothing on average while the risk is alpha, whatever is audited how often', () => {
    const share = fc.double({ min: 0.01, max: 0.99, noNaN: true });
    fc.assert(
      fc.property(share, share, share, share, (alpha, easy, auditEasy, auditHard) => {
        // Easy answers are never wrong; the hard ones make up for it, so that the risk is alpha or more.
        const wrongHard = Math.min(1, alpha / (1 - easy));
        fc.pre(easy <= 1 - alpha);
        const least = Math.min(auditEasy, auditHard);
        const expected = (stake: number) => {
          const factor = (wrong: boolean, own: number) =>
            Math.exp(lnBets({ wrong, weight: least / own }, alpha)[stake]);
          const ofEasy = auditEasy * factor(false, auditEasy) + 1 - auditEasy;
          const hard = wrongHard * factor(true, auditHard) + (1 - wrongHard) * factor(false, auditHard);
          return easy * ofEasy + (1 - easy) * (auditHard * hard + 1 - auditHard);
        };
        for (const stake of STAKES.keys()) expect(expected(stake)).toBeLessThanOrEqual(1 + 1e-12);
      }),
      { seed: 5, numRuns: 300 },
    );
  });

  it('means and sums survive where e^value would not', () => {
    expect(lnSumExp([1000, 1000])).toBeCloseTo(1000 + Math.LN2, 10);
    expect(lnMeanExp([-2000, -2000, -2000])).toBeCloseTo(-2000, 10);
    expect(lnMeanExp([Math.log(2), Math.log(4)])).toBeCloseTo(Math.log(3), 12);
    expect(lnSumExp([Number.NEGATIVE_INFINITY, 3])).toBe(3);
  });
});
