import { describe, expect, it } from 'vitest';
import { SeededRandom } from '../math/seeded-random.ts';
import { cusumEvidence, observeAnswer, startCusum } from '../math/e-cusum.ts';
import { logEvidence } from './e-process.ts';
import { binomialPValue } from './p-values.ts';

describe('evidence for a kept promise, over many runs', () => {
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

describe('demotion, over many runs', () => {
  const answersUntilAlarm = (random: SeededRandom, risk: number, level: number) => {
    let state = startCusum(0.05);
    for (let answers = 1; ; answers++) {
      state = observeAnswer(state, random.next() < risk);
      if (cusumEvidence(state) >= level || answers === 20_000) return answers;
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
});
