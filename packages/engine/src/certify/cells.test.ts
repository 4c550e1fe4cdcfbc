import { describe, expect, it } from 'vitest';
import { DEFAULT_SETTINGS } from '../config.ts';
import type { EvidenceLevel, ShadowLabel, Stakes } from '../domain.ts';
import { SeededRandom } from '../math/seeded-random.ts';
import { CERTIFIABLE, certifyCells, evidenceLevel } from './certify-cells.ts';

interface Answer {
  readonly score: number;
  readonly correct: boolean;
  readonly stakes: Stakes;
  readonly evidence: EvidenceLevel | null;
}

function answers(count: number, of: Partial<Answer>): Answer[] {
  const plain = { correct: true, stakes: 'read-only' as const, evidence: 'many' as const };
  return Array.from({ length: count }, (_, index) => ({
    ...plain,
    score: 0.5 + (0.4 * index) / count,
    ...of,
  }));
}

function certify(given: readonly Answer[], change: { max_error?: number; delta?: number } = {}) {
  const labels = given.map(
    ({ correct, stakes, evidence }, index): ShadowLabel => ({
      decision_id: `d${index}`,
      question_id: `q${index}`,
      resolution_id: 'r',
      confidence: 0,
      stakes,
      evidence,
      confidence_features: [],
      correct,
      propensity: 1,
      least_propensity: 1,
      at_ms: index,
    }),
  );
  const settings = { ...DEFAULT_SETTINGS, ...change };
  const scores = given.map((answer) => answer.score);
  const cells = certifyCells({ labels, scores, settings, deployed: {}, seq: 12 });
  return Object.fromEntries(cells.map((cell) => [cell.cell, cell]));
}

describe('certificates by cell', () => {
  it('are made for each level of stakes on its own labels, and never for money and security', () => {
    const cells = certify([
      ...answers(300, {}),
      ...answers(300, { stakes: 'account-changing', correct: false }),
      ...answers(300, { stakes: 'money-security' }),
    ]);
    expect(Object.keys(cells)).toEqual(['read-only', 'account-changing']);
    expect(CERTIFIABLE).not.toContain('money-security');
    expect(cells['read-only']).toMatchObject({
      labelled: 300,
      wrong: 0,
      needed: 0,
      since_seq: 12,
      coverage: 1,
    });
    expect(cells['read-only'].threshold).toBe(0.5);
    expect(cells['account-changing'].threshold).toBeNull();
    expect(cells['account-changing'].needed).toBeGreaterThan(0);
  });

  it('hold back a level whose own labels say worse, and no other', () => {
    const few = [true, false].flatMap((correct) => answers(4, { evidence: 'one', correct }));
    const cell = certify([...answers(400, {}), ...few, ...answers(20, { evidence: 'few' })])['read-only'];
    expect(cell.threshold).not.toBeNull();
    expect(cell.held_back).toEqual(['one']);
  });

  it('hold back nothing for what lies below the threshold, or for a single mistake', () => {
    const below = answers(40, { evidence: 'one', correct: false, score: 0.1 });
    const single = [
      ...answers(30, { evidence: 'some' }),
      ...answers(1, { evidence: 'some', correct: false, score: 0.8 }),
    ];
    const cell = certify([...answers(400, {}), ...below, ...single])['read-only'];
    expect(cell.threshold).toBeGreaterThan(0.1);
    expect(cell.held_back).toEqual([]);
  });

  it('are locked without labels, and say what is missing', () => {
    const cells = certify([]);
    expect(cells['read-only']).toMatchObject({ threshold: null, labelled: 0, coverage: 0, held_back: [] });
    expect(cells['read-only'].needed).toBe(72);
  });

  it('never have a lower threshold for a stricter promise', () => {
    const random = new SeededRandom('stricter');
    let certified = 0;
    for (let round = 0; round < 60; round++) {
      const given = Array.from({ length: 400 }, (): Answer => {
        const score = random.next();
        return { score, correct: random.next() < 0.7 + 0.32 * score, stakes: 'read-only', evidence: 'many' };
      });
      const thresholds = [0.15, 0.1, 0.05, 0.02].map(
        (max_error) => certify(given, { max_error })['read-only'].threshold ?? 2,
      );
      expect(thresholds).toEqual(thresholds.toSorted((a, b) => a - b));
      const surer = certify(given, { max_error: 0.1, delta: 0.01 })['read-only'].threshold ?? 2;
      expect(surer).toBeGreaterThanOrEqual(thresholds[1]);
      certified += thresholds[1] < 2 ? 1 : 0;
    }
    expect(certified).toBeGreaterThan(10);
  });

  it.each<[number, EvidenceLevel]>([
    [1, 'one'],
    [2, 'few'],
    [3, 'few'],
    [4, 'some'],
    [10, 'some'],
    [11, 'many'],
  ])('%i exemplars are %s', (exemplars, level) => expect(evidenceLevel(exemplars)).toBe(level));
});
