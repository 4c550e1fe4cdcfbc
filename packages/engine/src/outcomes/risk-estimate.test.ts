import { describe, expect, it } from 'vitest';
import { betaCdf, clopperPearsonLower, clopperPearsonUpper, SeededRandom } from '../math/index.ts';
import { estimateRisk, type RiskItem } from './risk-estimate.ts';

const items = (count: number, guess: number, wrong: boolean | null, propensity = 0.1): RiskItem[] =>
  Array.from({ length: count }, () => ({ guess, wrong, propensity }));

/** 1,000 answers, 850 guessed at .1 and 150 at .6; 100 of them audited. */
const worked = [
  ...items(770, 0.1, null),
  ...items(130, 0.6, null),
  ...items(4, 0.1, true),
  ...items(76, 0.1, false),
  ...items(11, 0.6, true),
  ...items(9, 0.6, false),
];

describe('the estimate', () => {
  it('worked example: .1250 ± .0301 with outcomes, .1500 ± .0357 from audits alone', () => {
    const powered = estimateRisk(worked, { lambda: 1 });
    expect(powered.risk).toBeCloseTo(0.125, 10);
    expect(powered.error).toBeCloseTo(0.0301, 4);
    const classical = estimateRisk(worked, { lambda: 0 });
    expect(classical.risk).toBeCloseTo(0.15, 10);
    expect(classical.error).toBeCloseTo(0.0357, 4);
  });

  // Augmented inverse-propensity estimate and its influence function, in NumPy.
  it.each([
    [0, 0.136986301, 0.105470036],
    [0.7, 0.190732877, 0.108393662],
    [1, 0.213767123, 0.110207207],
  ])('audits of different probability, lambda %d: %d ± %d', (lambda, risk, error) => {
    const [f, pi] = [
      [0.1, 0.2, 0.05, 0.6, 0.3, 0.1, 0.1, 0.4, 0.05, 0.2],
      [0.5, 1, 0.5, 0.9, 1, 1, 0.2, 0.9, 0.2, 1],
    ];
    const wrong = [false, null, false, true, null, null, false, true, false, null];
    const found = estimateRisk(
      wrong.map((each, i) => ({ guess: f[i], wrong: each, propensity: pi[i] })),
      { lambda },
    );
    expect(found.risk).toBeCloseTo(risk, 8);
    expect(found.error).toBeCloseTo(error, 8);
  });

  it('is unknown without an audit, and says so', () => {
    const found = estimateRisk(items(40, 0.3, null));
    expect(found).toMatchObject({ answers: 40, audited: 0, risk: null, error: null, low: 0, high: 1 });
  });

  it('leaves the guess aside below 50 audits, and trusts it more and more above', () => {
    const take = (audits: number) => [
      ...items(1000, 0.1, null),
      ...items(200, 0.9, null),
      ...items(Math.round(audits * 0.8), 0.1, false),
      ...items(Math.round(audits * 0.2), 0.9, true),
    ];
    expect([10, 40, 50].map((audits) => estimateRisk(take(audits)).lambda)).toEqual([0, 0, 0]);
    const [some, more, most] = [60, 200, 5_000].map((audits) => estimateRisk(take(audits)).lambda);
    expect(0 < some && some < more && more < most && most <= 1).toBe(true);
    expect(most).toBeGreaterThan(0.95);
  });

  it('is the share of wrong ones, with the interval of Jeffreys, where everything was audited', () => {
    const all = [...items(7, 0.6, true, 1), ...items(93, 0.1, false, 1)];
    const found = estimateRisk(all, { level: 0.9 });
    expect(found.risk).toBeCloseTo(0.07, 12);
    expect(found.effective_audits).toBeCloseTo(100, 9);
    // Inside the exact one, which covers more than it says.
    expect(found.low).toBeGreaterThan(clopperPearsonLower(7, 100, 0.05));
    expect(found.high).toBeLessThan(clopperPearsonUpper(7, 100, 0.05));
    expect(betaCdf(found.low, 7.5, 93.5)).toBeCloseTo(0.05, 9);
    expect(betaCdf(found.high, 7.5, 93.5)).toBeCloseTo(0.95, 9);
  });

  it('claims nothing near certainty where no audit was wrong', () => {
    const found = estimateRisk([...items(30, 0.02, false), ...items(1000, 0.02, null)]);
    expect(found.risk).toBe(0);
    expect(found.high).toBeCloseTo(clopperPearsonUpper(0, 30, 0.05), 9);
  });
});

describe('audits that look harder at doubtful answers', () => {
  /** Doubtful answers are wrong in 30 % and audited in 60 %, the others 2 % and 10 %: 4.8 % wrong in truth. */
  const draw = (random: SeededRandom): RiskItem[] =>
    Array.from({ length: 2_000 }, () => {
      const doubtful = random.next() < 0.1;
      const wrong = random.next() < (doubtful ? 0.3 : 0.02);
      const propensity = doubtful ? 0.6 : 0.1;
      return { guess: doubtful ? 0.2 : 0.05, wrong: random.next() < propensity ? wrong : null, propensity };
    });

  it('are weighed back; taken at face value they say twice the risk', () => {
    const random = new SeededRandom('unequal');
    const runs = 200;
    let [weighed, plain, held] = [0, 0, 0];
    for (let run = 0; run < runs; run++) {
      const drawn = draw(random);
      const found = estimateRisk(drawn);
      weighed += (found.risk ?? 0) / runs;
      plain +=
        (estimateRisk(
          drawn.map((each) => ({ ...each, propensity: 1 })),
          { lambda: 0 },
        ).risk ?? 0) / runs;
      held += Number(found.low <= 0.048 && 0.048 <= found.high);
    }
    // One estimate has a standard error of .0072; four of the mean's.
    expect(Math.abs(weighed - 0.048)).toBeLessThan((4 * 0.0072) / Math.sqrt(runs));
    expect(plain).toBeGreaterThan(0.08);
    // 90 % less three standard errors of 200 runs.
    expect(held / runs).toBeGreaterThan(0.9 - 3 * Math.sqrt((0.9 * 0.1) / runs));
  });
});
