import { describe, expect, it } from 'vitest';
import { SeededRandom } from '../math/seeded-random.ts';
import {
  addLabel,
  type CellLabel,
  cellLabel,
  certifiedIndex,
  describeIndex,
  startEvidence,
  THRESHOLDS,
} from './cell-evidence.ts';

const PROMISED = { alpha: 0.05, delta: 0.1 };
const ALL: CellLabel = { score: 0.96, wrong: false, weight: 1, audited: false, all: true };
const AUDITED: CellLabel = { ...ALL, audited: true, all: false };

function evidenceOf(...groups: readonly (readonly [number, Partial<CellLabel>])[]) {
  const evidence = startEvidence();
  for (const [count, label] of groups) {
    for (let i = 0; i < count; i++) addLabel(evidence, { ...ALL, ...label }, PROMISED.alpha);
  }
  return evidence;
}
const certify = (evidence: ReturnType<typeof startEvidence>, promised = PROMISED) =>
  describeIndex(evidence, certifiedIndex(evidence, promised), promised);
const highestReached = (score: number) => THRESHOLDS.find((threshold) => threshold <= score) ?? 0;

describe('evidence of a cell', () => {
  it('has 92 thresholds from .999 down to .1, the highest first', () => {
    expect(THRESHOLDS).toHaveLength(92);
    expect(THRESHOLDS[0]).toBeCloseTo(0.999, 3);
    expect(THRESHOLDS[91]).toBeCloseTo(0.1, 2);
    expect(THRESHOLDS).toEqual(THRESHOLDS.toSorted((a, b) => b - a));
  });

  // Known values of the mixture (learning notes), as .7 of the evidence and .3 for beginnings still to come.
  it.each([
    [50, 0, 2.090499],
    [100, 0, 4.328826],
    [100, 1, 2.090511],
    [200, 2, 4.344744],
    [200, 10, -2.73826],
  ])('%i labels, %i wrong: the closed form', (labelled, wrong, lnEvidence) => {
    const evidence = evidenceOf([wrong, { wrong: true }], [labelled - wrong, {}]);
    certifiedIndex(evidence, { alpha: 0.05, delta: 1e-9 });
    const start = THRESHOLDS.indexOf(highestReached(0.95));
    const expected = Math.max(0, Math.log(0.7 * Math.exp(lnEvidence) + 0.3));
    expect(evidence.most[start]).toBeCloseTo(expected, 5);
  });

  it('multiplies the closed form with the mean wealth of three stakes', () => {
    const evidence = evidenceOf([50, {}], [30, AUDITED], [1, { ...AUDITED, wrong: true, weight: 0.2 }]);
    certifiedIndex(evidence, { alpha: 0.05, delta: 1e-9 });
    const wealth = [0.25, 0.5, 0.8].map(
      (stake) => (1 + (stake * 0.05) / 0.95) ** 30 * (1 - (stake * 0.2 * 0.95) / 0.95),
    );
    const mean = (wealth[0] + wealth[1] + wealth[2]) / 3;
    const start = THRESHOLDS.indexOf(highestReached(0.95));
    expect(evidence.most[start]).toBeCloseTo(Math.log(0.7 * Math.exp(2.090499) * mean + 0.3), 5);
  });

  it('is locked without labels; as many right ones as it says unlock, one fewer does not', () => {
    const nothing = certify(startEvidence());
    expect(nothing).toMatchObject({ threshold: null, labelled: 0, wrong: 0, audited: 0, coverage: 0 });
    expect(certify(evidenceOf([nothing.needed - 1, {}])).threshold).toBeNull();
    expect(certify(evidenceOf([nothing.needed - 1, {}])).needed).toBe(1);
    const unlocked = certify(evidenceOf([nothing.needed, {}]));
    expect(unlocked.threshold).not.toBeNull();
    expect(unlocked.needed).toBe(0);
    // Evidence of 3 / .1 at one of three starts, of which .7 counts (by quadrature in SciPy).
    expect(nothing.needed).toBe(88);
  });

  it('reaches down to the labels and no further; counts and coverage are those at or above it', () => {
    const low = { score: 0.3, wrong: true };
    const evidence = evidenceOf([300, { score: 0.96 }], [5, { score: 0.94, wrong: true }], [95, low]);
    const { threshold, ...found } = certify(evidence);
    expect(threshold).toBe(highestReached(0.94));
    expect(found).toEqual({ labelled: 305, wrong: 5, audited: 0, coverage: 305 / 400, needed: 0 });
    // Below .94 there is nothing down to .3: nothing speaks against thresholds in between, but nothing for them either.
    expect(certify(evidenceOf([300, { score: 0.96 }])).threshold).toBe(highestReached(0.96));
    expect(certify(evidenceOf([300, { score: 0.96 }], [1, { score: 0.3 }])).threshold).toBe(
      highestReached(0.3),
    );
  });

  it('a score on a threshold reaches it, one below the lowest reaches none', () => {
    const evidence = evidenceOf([200, { score: THRESHOLDS[40] }]);
    expect(certify(evidence).labelled).toBe(200);
    expect(describeIndex(evidence, 40, PROMISED).labelled).toBe(200);
    expect(describeIndex(evidence, 39, PROMISED).labelled).toBe(0);
    expect(certify(evidenceOf([500, { score: 0.05 }]))).toMatchObject({ threshold: null, labelled: 0 });
    expect(describeIndex(evidenceOf([10, { score: 1 }]), 0, PROMISED).labelled).toBe(10);
  });

  it('may stop at the highest threshold, and has no coverage without labels', () => {
    const surest = certify(evidenceOf([200, { score: 1 }]));
    expect(surest).toMatchObject({ threshold: THRESHOLDS[0], labelled: 200, coverage: 1, needed: 0 });
    expect(describeIndex(startEvidence(), 3, PROMISED).coverage).toBe(0);
  });

  it('coverage weighs labels by least / own propensity', () => {
    const audited = { ...AUDITED, score: 0.99, weight: 1 };
    const certain = { ...ALL, all: false, score: 0.5, weight: 0.125 };
    const evidence = evidenceOf([100, { score: 0.99 }], [100, audited], [400, certain]);
    expect(describeIndex(evidence, THRESHOLDS.indexOf(highestReached(0.99)), PROMISED)).toMatchObject({
      labelled: 200,
      audited: 100,
      coverage: 200 / 250,
    });
  });

  it('what was certified stays certified', () => {
    const evidence = evidenceOf([200, {}]);
    const before = certifiedIndex(evidence, PROMISED);
    for (let i = 0; i < 100; i++) addLabel(evidence, { ...ALL, wrong: true }, PROMISED.alpha);
    expect(certifiedIndex(evidence, PROMISED)).toBe(before);
    expect(before).toBeGreaterThan(0);
  });

  it('does not depend on the order in which labels came', () => {
    const random = new SeededRandom('order');
    const labels = Array.from({ length: 400 }, (): CellLabel => {
      const all = random.next() < 0.5;
      const weight = all ? 1 : 0.1 + 0.9 * random.next();
      return { ...ALL, all, weight, score: 0.9 + random.next() / 10, wrong: random.next() < 0.01 };
    });
    const of = (ordered: readonly CellLabel[]) => certify(evidenceOf(...ordered.map((x) => [1, x] as const)));
    expect(of(labels).threshold).not.toBeNull();
    expect(of(random.shuffle(labels)).threshold).toBe(of(labels).threshold);
  });

  it('walks from .4, 1 and 2 times alpha below certainty, and from the lowest threshold where that is none', () => {
    for (const [alpha, starts] of [
      [0.05, [0.98, 0.95, 0.9]],
      [0.2, [0.92, 0.8, 0.6]],
      [0.7, [0.72, 0.3, 0.1]],
    ] as const) {
      const evidence = evidenceOf([1, { score: 1 }]);
      certifiedIndex(evidence, { alpha, delta: 1e-6 });
      const looked = evidence.most.flatMap((value, index) => (value > 0 ? [THRESHOLDS[index]] : []));
      expect(looked).toEqual(starts.map(highestReached));
    }
  });

  it('forgives bad old labels: a later beginning certifies what the first one cannot', () => {
    const bad: [number, Partial<CellLabel>] = [250, { wrong: true }];
    expect(certify(evidenceOf(bad, [249, {}])).threshold).toBeNull();
    // From label 500 on a second beginning counts, at a twentieth of the weight: 44 labels more than from nothing.
    const found = Array.from(
      { length: 200 },
      (_, more) => certify(evidenceOf(bad, [250 + more, {}])).threshold,
    );
    const first = found.findIndex((threshold) => threshold !== null);
    expect(first).toBeGreaterThan(100);
    expect(first).toBeLessThan(160);
  });

  it('begins anew after 500, 1,000, 2,000, ... labels, 12 times in all', () => {
    const beginnings = (labels: number) => {
      const evidence = { ...evidenceOf([1, {}]), labels };
      evidence.beginnings.length = 1;
      addLabel(evidence, ALL, 0.05);
      return evidence.beginnings.length;
    };
    expect([499, 500, 501].map(beginnings)).toEqual([1, 2, 1]);
    const evidence = evidenceOf([2002, {}]);
    expect(evidence.beginnings.map((beginning) => beginning.right.reduce((a, b) => a + b))).toEqual([
      2002, 1502, 1002, 2,
    ]);
    const full = { ...evidence, beginnings: Array.from({ length: 12 }, () => startEvidence().beginnings[0]) };
    full.labels = 500 * 2 ** 11;
    addLabel(full, ALL, 0.05);
    expect(full.beginnings).toHaveLength(12);
  });

  it('reads a label of the ledger', () => {
    const label = {
      decision_id: 'd',
      question_id: 'q',
      resolution_id: 'r',
      confidence: 0.8,
      stakes: 'read-only' as const,
      evidence: null,
      confidence_features: [],
      correct: false,
      propensity: 0.5,
      least_propensity: 0.1,
      at_ms: 0,
    };
    expect(cellLabel(label)).toEqual({ score: 0.8, wrong: true, weight: 0.2, audited: true, all: false });
    expect(cellLabel({ ...label, correct: true, propensity: 1, least_propensity: 1 })).toEqual({
      score: 0.8,
      wrong: false,
      weight: 1,
      audited: false,
      all: true,
    });
  });
});
