import { describe, expect, it } from 'vitest';
import { SeededRandom } from '../math/seeded-random.ts';
import { type CheckedAnswer, lockOnAlarm, startLocks } from './locks.ts';

const ANSWER: CheckedAnswer = {
  stakes: 'read-only',
  evidence: 'many',
  resolution_id: 'r',
  confidence: 0.9,
  wrong: false,
  harmless: false,
  weight: 1,
};
const WATCHING = { alpha: 0.05, laxest: 0.05, at: { seq: 7, at_ms: 70 } };

describe('locks, over many runs', () => {
  it('seldom alarm while the risk is accepted, soon after it has risen', () => {
    const random = new SeededRandom('locks');
    const until = (risk: number, most: number) => {
      const locks = startLocks();
      for (let answer = 1; answer <= most; answer++) {
        const found = lockOnAlarm(
          locks,
          { ...ANSWER, wrong: random.next() < risk, resolution_id: `r${random.integer(20)}` },
          WATCHING,
        );
        if (found.some(({ scope }) => scope === 'everything')) return answer;
      }
      return most;
    };
    const RUNS = 60;
    // P(alarm of one watch within n answers) <= n / A: 400 / 4,000.
    const early = Array.from({ length: RUNS }, () => until(0.05, 400)).filter((answers) => answers < 400);
    expect(early.length / RUNS).toBeLessThanOrEqual(0.1 + 3 * Math.sqrt(0.09 / RUNS));
    const delays = Array.from({ length: RUNS }, () => until(0.2, 5_000)).toSorted((a, b) => a - b);
    // ln(4,000) / KL(.2 || .05) = 8.3 / .140 = 59, and the price of not knowing the risk.
    expect(delays[RUNS / 2]).toBeLessThan(90);
    expect(delays[RUNS / 2]).toBeGreaterThan(30);
  });
});
