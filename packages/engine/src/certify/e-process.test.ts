import { describe, expect, it } from 'vitest';
import { cusumEvidence, observeAnswer, startCusum } from '../math/e-cusum.ts';
import { logEvidence } from './e-process.ts';

describe('evidence for a kept promise', () => {
  it.each([
    [50, 0, 2.090499],
    [100, 0, 4.328826],
    [100, 1, 2.090511],
    [200, 2, 4.344744],
    [200, 10, -2.73826],
    // From quadrature in NumPy: far in the tails, where the plain integral vanishes.
    [1000, 500, -8.763732],
    [100_000, 5000, -6.629761],
    [100_000, 100_000, -14.122518],
  ])('%d labels, %d wrong', (labelled, wrong, expected) => {
    expect(logEvidence({ labelled, wrong }, 0.05)).toBeCloseTo(expected, 6);
  });

  it('is the integral of the bets, by brute force', () => {
    const [alpha, wrong, labelled] = [0.1, 3, 40];
    const weight = (q: number) => (1 - q) ** (4 / alpha - 2);
    let [bets, total] = [0, 0];
    for (let cell = 0.5; cell < 20_000; cell++) {
      const q = (alpha * cell) / 20_000;
      total += weight(q);
      bets += weight(q) * (q / alpha) ** wrong * ((1 - q) / (1 - alpha)) ** (labelled - wrong);
    }
    expect(logEvidence({ labelled, wrong }, alpha)).toBeCloseTo(Math.log(bets / total), 6);
  });

  it('is never positive where the share seen is alpha or more, however many labels there are', () => {
    for (const labelled of [1, 20, 1000, 100_000]) {
      for (const share of [0.05, 0.1, 0.5, 1]) {
        const evidence = logEvidence({ labelled, wrong: Math.ceil(share * labelled) }, 0.05);
        expect(evidence).toBeLessThan(0);
        expect(evidence).toBeGreaterThan(-50);
      }
    }
    expect(logEvidence({ labelled: 100_000, wrong: 0 }, 0.05)).toBeGreaterThan(1000);
    expect(logEvidence({ labelled: 0, wrong: 0 }, 0.05)).toBeCloseTo(0, 12);
  });
});

describe('demotion', () => {
  it('worked example: accepted .05, watched .1', () => {
    let state = startCusum(0.05, [2]);
    const found = [0, 0, 1, 0, 1, 1, 0, 1].map((wrong) => {
      state = observeAnswer(state, wrong === 1);
      return cusumEvidence(state);
    });
    const expected = [0.947368, 0.947368, 2, 1.894737, 3.789474, 7.578947, 7.180055, 14.360111];
    expected.forEach((value, index) => expect(found[index]).toBeCloseTo(value, 6));
  });

  it('stays finite, and refuses a risk that cannot be watched', () => {
    let state = startCusum(0.05);
    for (let answer = 0; answer < 5000; answer++) state = observeAnswer(state, true);
    expect(Number.isFinite(cusumEvidence(state))).toBe(true);
    for (const accepted of [0, 0.5, 0.6, Number.NaN]) {
      expect(() => startCusum(accepted)).toThrow(
        expect.objectContaining({
          code: 'invalid-argument',
          message: `accepted: expected between 0 and 0.5, found ${accepted}`,
        }),
      );
    }
    expect(startCusum(0.45).watched.map(({ risk }) => risk)).toEqual([0.9, 0.95, 0.95]);
  });
});
