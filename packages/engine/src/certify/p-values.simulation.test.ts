import { describe, expect, it } from 'vitest';
import { SeededRandom } from '../math/seeded-random.ts';
import { bettingPValue, binomialPValue, effectiveCounts, weightedPValue } from './p-values.ts';

describe('p-values, over many streams', () => {
  it('betting rejects a true null at most as often as it says, though propensities follow the errors', () => {
    const violations = (useWeights: boolean) => {
      const random = new SeededRandom('betting');
      let rejected = 0;
      for (let run = 0; run < 600; run++) {
        const losses = auditedStream(random, 1500);
        const shown = useWeights ? losses : losses.map((loss) => ({ ...loss, propensity: 0.1 }));
        if (bettingPValue(shown, 0.05, 0.1) <= 0.1) rejected += 1;
      }
      return rejected / 600;
    };
    expect(violations(true)).toBeLessThanOrEqual(0.1 + 3 * Math.sqrt((0.1 * 0.9) / 600));
    // The same test blind to propensities must fail: easy answers are audited more often.
    expect(violations(false)).toBeGreaterThan(0.9);
  });
});

/** Half of the answers are easy (1 % wrong, audited always), half hard (9 % wrong, audited 10 %): risk is exactly 5 %. */
function auditedStream(random: SeededRandom, size: number) {
  const losses: { wrong: boolean; propensity: number }[] = [];
  for (let index = 0; index < size; index++) {
    const easy = random.next() < 0.5;
    const propensity = easy ? 1 : 0.1;
    const wrong = random.next() < (easy ? 0.01 : 0.09);
    if (random.next() < propensity) losses.push({ wrong, propensity });
  }
  return losses;
}

/** Sums over 1,500 answers at a risk of exactly 5 %, of which a share goes out alone and is labelled in audits only. */
function sumsOf(
  random: SeededRandom,
  given: { audit: number; alone: number; riskAlone: number; risk: number },
) {
  const { audit, alone, riskAlone, risk } = given;
  const riskSeen = (risk - alone * riskAlone) / (1 - alone);
  const sums = { labelled: 0, mass: 0, squares: 0, wrongMass: 0, wrongSquares: 0, heaviest: 0 };
  for (let i = 0; i < 1500; i++) {
    const byItself = random.next() < alone;
    if (byItself && random.next() >= audit) continue;
    const weight = byItself ? 1 / audit : 1;
    const wrong = random.next() < (byItself ? riskAlone : riskSeen);
    sums.labelled += 1;
    sums.mass += weight;
    sums.squares += weight ** 2;
    sums.wrongMass += wrong ? weight : 0;
    sums.wrongSquares += wrong ? weight ** 2 : 0;
    sums.heaviest = Math.max(sums.heaviest, weight);
  }
  return sums;
}

describe('weighted labels, over many streams', () => {
  it.each([
    { audit: 0.05, alone: 0.8, riskAlone: 0.05 },
    { audit: 0.2, alone: 0.5, riskAlone: 0.03 },
    { audit: 0.2, alone: 0.95, riskAlone: 0.02 },
    { audit: 0.1, alone: 0.7, riskAlone: 0.07 },
  ])(
    'keep the level at a risk of exactly alpha: $audit, $alone, $riskAlone',
    ({ audit, alone, riskAlone }) => {
      const random = new SeededRandom(`effective ${audit} ${alone}`);
      const runs = 400;
      let [weighted, kish] = [0, 0];
      for (let run = 0; run < runs; run++) {
        const sums = sumsOf(random, { audit, alone, riskAlone, risk: 0.05 });
        if (weightedPValue(sums, 0.05) <= 0.1) weighted += 1;
        if (binomialPValue(effectiveCounts(sums), 0.05) <= 0.1) kish += 1;
      }
      const most = 0.1 + 3 * Math.sqrt((0.1 * 0.9) / runs);
      expect(weighted / runs).toBeLessThanOrEqual(most);
      expect(kish / runs).toBeLessThanOrEqual(most);
    },
  );

  it('are worth more than effective counts tell, where mistakes fall among those that are all labelled', () => {
    const random = new SeededRandom('worth');
    let [weighted, kish] = [0, 0];
    for (let run = 0; run < 200; run++) {
      const sums = sumsOf(random, { audit: 0.2, alone: 0.8, riskAlone: 0.01, risk: 0.035 });
      if (weightedPValue(sums, 0.05) <= 0.1) weighted += 1;
      if (binomialPValue(effectiveCounts(sums), 0.05) <= 0.1) kish += 1;
    }
    expect(weighted).toBeGreaterThan(kish + 20);
  });
});
