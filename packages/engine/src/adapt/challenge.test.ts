import { expect, it } from 'vitest';
import { SeededRandom } from '../math/seeded-random.ts';
import { challenge, lnCoinEvidence } from './challenge.ts';

// ln of 2 ∫ (2q)^heads (2 - 2q)^tails dq over [1/2, 1]: mpmath 1.3 `quad`, 40 digits; the first ones also SciPy `quad`.
it.each([
  [0, 0, 0],
  [8, 0, 4.03914501286749],
  [0, 8, -2.19722457733622],
  [7, 3, 0.319004543580822],
  [25, 11, 1.81165865928647],
  [36, 15, 3.30018911572048],
  [700, 600, 1.17751656821643],
  [600, 700, -4.70797360261119],
])('%i heads and %i tails are worth the integral', (heads, tails, expected) => {
  expect(lnCoinEvidence(heads, tails)).toBeCloseTo(expected, 9);
});

it('promotes, rejects, or waits; the sides mirror each other', () => {
  expect(challenge({ wins: 36, losses: 15 }).verdict).toBe('promote');
  expect(challenge({ wins: 15, losses: 36 }).verdict).toBe('reject');
  expect(challenge({ wins: 25, losses: 11 }).verdict).toBe('open');
  expect(challenge({ wins: 6, losses: 0 }).verdict).toBe('open');
  expect(challenge({ wins: 7, losses: 0 }).verdict).toBe('promote');
  const { lnBetter, lnWorse } = challenge({ wins: 9, losses: 4 });
  expect(challenge({ wins: 4, losses: 9 })).toMatchObject({ lnBetter: lnWorse, lnWorse: lnBetter });
});

it('is a fair bet: on a fair coin its mean after any number of tosses is at most 1', () => {
  for (const tosses of [1, 5, 40]) {
    let mean = 0;
    let ways = 0.5 ** tosses;
    for (let heads = 0; heads <= tosses; heads++) {
      mean += ways * Math.exp(lnCoinEvidence(heads, tosses - heads));
      ways *= (tosses - heads) / (heads + 1);
    }
    expect(mean).toBeCloseTo(1, 10);
  }
});

/** Share of runs in which `isSure` says yes at any time. */
function everSure(isSure: (wins: number, losses: number) => boolean): number {
  const random = new SeededRandom('fair coins');
  const runs = 400;
  let sure = 0;
  for (let run = 0; run < runs; run++) {
    let wins = 0;
    for (let toss = 1; toss <= 300; toss++) {
      wins += random.integer(2);
      if (!isSure(wins, toss - wins)) continue;
      sure += 1;
      break;
    }
  }
  return sure / runs;
}

it('promotes on fair coins in at most one run of twenty, looked at after every toss', () => {
  // 1/20, and three standard errors of 400 runs.
  const bound = 0.05 + 3 * Math.sqrt((0.05 * 0.95) / 400);
  expect(everSure((wins, losses) => challenge({ wins, losses }).verdict === 'promote')).toBeLessThan(bound);
  // A normal test at 5 %, looked at as often, must fail the same bound.
  const normal = (wins: number, losses: number) =>
    wins + losses >= 5 && (wins - losses) / Math.sqrt(wins + losses) > 1.645;
  expect(everSure(normal)).toBeGreaterThan(0.2);
});

it('refuses counts below zero', () => {
  expect(() => lnCoinEvidence(-1, 0)).toThrow('0 or more');
});
