import { describe, expect, it } from 'vitest';
import { SeededRandom } from '../math/seeded-random.ts';
import { demotionEvidence, observeAnswer, startDemotion } from './demotion.ts';
import { logEvidence } from './e-process.ts';
import { binomialPValue } from './p-values.ts';

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

  it('may be looked at after every label; a p-value may not', () => {
    const random = new SeededRandom('peeking');
    const [alpha, delta, runs] = [0.05, 0.1, 400];
    let [evidence, pValue] = [0, 0];
    for (let run = 0; run < runs; run++) {
      const seen = { labelled: 0, wrong: 0 };
      let [everEvidence, everPValue] = [false, false];
      for (let label = 0; label < 800; label++) {
        seen.labelled += 1;
        seen.wrong += random.next() < alpha ? 1 : 0;
        if (label % 5 > 0) continue;
        everEvidence ||= logEvidence(seen, alpha) >= Math.log(1 / delta);
        everPValue ||= binomialPValue(seen, alpha) <= delta;
      }
      evidence += everEvidence ? 1 / runs : 0;
      pValue += everPValue ? 1 / runs : 0;
    }
    expect(evidence).toBeLessThanOrEqual(delta + 3 * Math.sqrt((delta * (1 - delta)) / runs));
    expect(pValue).toBeGreaterThan(0.2);
  });
});

describe('demotion', () => {
  it('worked example: accepted .05, watched .1', () => {
    let state = startDemotion(0.05, [2]);
    const found = [0, 0, 1, 0, 1, 1, 0, 1].map((wrong) => {
      state = observeAnswer(state, wrong === 1);
      return demotionEvidence(state);
    });
    const expected = [0.947368, 0.947368, 2, 1.894737, 3.789474, 7.578947, 7.180055, 14.360111];
    expected.forEach((value, index) => expect(found[index]).toBeCloseTo(value, 6));
  });

  const answersUntilAlarm = (random: SeededRandom, risk: number, level: number) => {
    let state = startDemotion(0.05);
    for (let answers = 1; ; answers++) {
      state = observeAnswer(state, random.next() < risk);
      if (demotionEvidence(state) >= level || answers === 20_000) return answers;
    }
  };
  const meanRun = (risk: number, level: number, runs: number) => {
    const random = new SeededRandom(`runs/${risk}`);
    const lengths = Array.from({ length: runs }, () => answersUntilAlarm(random, risk, level));
    return lengths.reduce((sum, length) => sum + length, 0) / runs;
  };

  it('runs at least A answers on average without a change, and alarms soon after one', () => {
    expect(meanRun(0.05, 200, 200)).toBeGreaterThan(200);
    expect(meanRun(0.3, 200, 200)).toBeLessThan(25);
  });

  it('stays finite, and refuses a risk that cannot be watched', () => {
    let state = startDemotion(0.05);
    for (let answer = 0; answer < 5000; answer++) state = observeAnswer(state, true);
    expect(Number.isFinite(demotionEvidence(state))).toBe(true);
    expect(() => startDemotion(0)).toThrow('expected between 0 and 0.5');
  });
});
