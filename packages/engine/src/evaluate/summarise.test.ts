import { describe, expect, it } from 'vitest';
import type { ReplayRecord } from './replay.ts';
import { curve, pooledCurve, summarise } from './summarise.ts';

const JANUARY = Date.UTC(2024, 0, 5);
const JULY = Date.UTC(2024, 6, 5);

function record(index: number, change: Partial<ReplayRecord>): ReplayRecord {
  const own = { ranked: ['a', 'b', 'c'], correct: true, autonomous: false };
  return {
    index,
    at_ms: index < 4 ? JANUARY : JULY,
    right: ['a'],
    known: true,
    seen: 2,
    confidence: 0.9,
    strangeness: 0,
    revealed: true,
    decide_ms: index,
    ...own,
    frozen: { ...own, correct: false, ranked: [] },
    ...change,
  };
}

const alone = { autonomous: true, revealed: false };
/** Six of ten go out alone, two of them wrong; one question has no answer, one issue comes six times. */
const TEN: readonly ReplayRecord[] = [
  record(0, { right: ['a'], known: false, seen: 0, ranked: [], correct: false, confidence: 0 }),
  record(1, { seen: 1, confidence: 0.6 }),
  record(2, { ...alone }),
  record(3, { ...alone }),
  record(4, { ...alone }),
  record(5, { ...alone }),
  record(6, { ...alone, right: ['b'], correct: false, seen: 1, confidence: 0.8 }),
  record(7, { ...alone, right: ['x'], correct: false, confidence: 0.7 }),
  record(8, { right: [], known: false, seen: 0, correct: false, confidence: 0.1 }),
  record(9, { right: ['c'], correct: false, confidence: 0.3 }),
];

/** From the definition: mean over k of the errors among the top k, divided by k, in our order and in the oracle's. */
function bruteEaurc(records: readonly ReplayRecord[]): number {
  const meanRisk = (order: readonly { correct: boolean }[]) =>
    order
      .map((_, k) => order.slice(0, k + 1).filter((record) => !record.correct).length / (k + 1))
      .reduce((sum, risk) => sum + risk, 0) / order.length;
  const own = records.toSorted((a, b) => b.confidence - a.confidence);
  return meanRisk(own) - meanRisk(records.toSorted((a, b) => Number(b.correct) - Number(a.correct)));
}

describe('the metrics of ten tickets', () => {
  const metrics = summarise(TEN, { rss_mib: 12, timed: true });

  it('are what a person counts', () => {
    expect(metrics).toMatchObject({ tickets: 10, coverage: 0.6, harm_per_1000: 200, rss_mib: 12 });
    expect(metrics.risk).toBeCloseTo(2 / 6, 12);
    // Clopper-Pearson, one-sided: the p with P(Binomial(6, p) <= 2) = .1.
    const p = metrics.risk_upper90;
    const atMostTwo = (1 - p) ** 6 + 6 * p * (1 - p) ** 5 + 15 * p ** 2 * (1 - p) ** 4;
    expect(atMostTwo).toBeCloseTo(0.1, 6);
    expect(metrics.hit_at_1).toBeCloseTo(5 / 9, 12);
    expect(metrics.hit_at_3).toBeCloseTo(7 / 9, 12);
    expect(metrics.hit_at_3_seen_once).toBe(1);
    expect(metrics.hit_at_3_by_half).toEqual([
      { half: '2024H1', value: 0.75, n: 4 },
      { half: '2024H2', value: 0.8, n: 5 },
    ]);
    const squares = [0, 0.16, 0.01, 0.01, 0.01, 0.01, 0.64, 0.49, 0.01, 0.09];
    expect(metrics.brier).toBeCloseTo(squares.reduce((sum, value) => sum + value, 0) / 10, 12);
    expect(metrics.p50_ms).toBe(4.5);
    // Issue a took two human resolutions before its first right answer; the others were seen too seldom.
    expect(metrics).toMatchObject({ absorb_median: 2, absorb_p90: 2, absorb_never: 0 });
    // The right suggestion stood first after one resolution; no issue that counts was born after the first answer.
    expect(metrics).toMatchObject({ absorb_suggest: 1, absorb_after_unlock_median: null });
    // The last quarter is the last three: tickets 7 to 9, the first of them answered alone and wrong.
    expect(metrics.coverage_last_quarter).toBeCloseTo(1 / 3, 12);
    expect(metrics).toMatchObject({ risk_last_quarter: 1 });
    expect(metrics.eaurc).toBeCloseTo(bruteEaurc(TEN), 12);
    // The two questions without a known answer have the two lowest confidences.
    expect(metrics).toMatchObject({ novelty_auroc: 1, novelty_fpr95: 0 });
  });

  it('fall into blocks beside the frozen twin', () => {
    const [first, second] = curve(TEN, 2);
    expect(first).toMatchObject({ tickets: 5, at_ms: JULY, coverage: 0.6, risk: 0, hit_at_1: 0.8 });
    expect(second).toMatchObject({ tickets: 10, coverage: 0.6, frozen_coverage: 0, frozen_hit_at_3: 0 });
    expect(second.risk).toBeCloseTo(2 / 3, 12);
  });

  it('of two seeds are thrown together, block by block', () => {
    const silent = TEN.map((each) => ({ ...each, autonomous: false }));
    const [first, second] = pooledCurve([TEN, silent], 2);
    expect(first).toMatchObject({ tickets: 5, coverage: 0.3, risk: 0, hit_at_1: 0.8 });
    expect(second).toMatchObject({ tickets: 10, coverage: 0.3 });
    expect(second.risk).toBeCloseTo(2 / 3, 12);
    expect(pooledCurve([TEN], 3)).toEqual(curve(TEN, 3));
  });

  it('of nothing are nothing', () => {
    const nothing = summarise([], { rss_mib: null, timed: true });
    expect(nothing).toMatchObject({
      tickets: 0,
      coverage: 0,
      risk: 0,
      hit_at_1: null,
      ece: null,
      p50_ms: null,
    });
    expect(curve([])).toEqual([]);
  });
});
