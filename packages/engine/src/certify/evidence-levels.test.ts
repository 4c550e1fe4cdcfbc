import { describe, expect, it } from 'vitest';
import type { EvidenceLevel } from '../domain.ts';
import { heldBack, type ScoredLabel } from './evidence-levels.ts';

interface Group {
  readonly count: number;
  readonly score: number;
  readonly correct?: boolean;
  readonly evidence?: EvidenceLevel;
  readonly propensity?: number;
}

function labels(...groups: readonly Group[]): ScoredLabel[] {
  return groups.flatMap(({ count, score, correct = true, evidence = 'few', propensity = 1 }) =>
    Array.from({ length: count }, () => ({
      score,
      label: {
        decision_id: 'd',
        question_id: 'q',
        resolution_id: 'r',
        confidence: score,
        stakes: 'read-only' as const,
        evidence,
        confidence_features: [],
        correct,
        propensity,
        least_propensity: 0.1,
        at_ms: 0,
      },
    })),
  );
}

describe('an evidence level', () => {
  it('is held back where its own labels say, with 90 % confidence, that it is worse', () => {
    const of = (right: number, wrong: number) =>
      heldBack(labels({ count: right, score: 0.9 }, { count: wrong, score: 0.9, correct: false }), 0.05)
        .held_back;
    // Lower bounds of the share wrong (scipy.stats.beta.ppf(.1, k, n - k + 1)): 2 of 10 .0545, 2 of 11 .0495.
    expect(of(8, 2)).toEqual(['few']);
    expect(of(9, 2)).toEqual([]);
    expect(of(0, 0)).toEqual([]);
  });

  it('answers alone only from where at most the accepted share was wrong, on twenty labels or more', () => {
    const of = (...groups: readonly Group[]) => heldBack(labels(...groups), 0.05).own_thresholds;
    const bad: Group = { count: 10, score: 0.85, correct: false };
    expect(of({ count: 19, score: 0.98 }, bad)).toEqual({});
    expect(of({ count: 20, score: 0.98 }, bad)).toEqual({ few: 0.98 });
    // Further down as long as the share allows it: one of twenty is 5 %.
    const mistake: Group = { count: 1, score: 0.95, correct: false };
    expect(of({ count: 19, score: 0.98 }, mistake, bad)).toEqual({ few: 0.95 });
    expect(
      of({ count: 18, score: 0.98 }, { ...mistake, score: 0.99 }, { count: 2, score: 0.9 }, bad),
    ).toEqual({
      few: 0.9,
    });
    // In whatever order they came.
    expect(of(bad, { count: 20, score: 0.98 })).toEqual({ few: 0.98 });
    // Equal scores stand or fall together.
    expect(of({ count: 25, score: 0.9 }, { count: 5, score: 0.9, correct: false }, bad)).toEqual({});
    expect(of({ count: 300, score: 0.98 })).toEqual({});
  });

  it('counts what was sure to be labelled once, and what was audited for those that were not', () => {
    const certain = { count: 6, score: 0.9, correct: false };
    // 40 audited at 10 % stand for 400: 6 of 406 are 1.5 %, not 13 %.
    const audited = { count: 40, score: 0.9, propensity: 0.1 };
    expect(heldBack(labels(audited, certain), 0.05).held_back).toEqual([]);
    expect(heldBack(labels(audited, { ...certain, propensity: 0.1 }), 0.05).held_back).toEqual(['few']);
  });

  it('is judged by its own labels', () => {
    const worse = labels({ count: 30, score: 0.99 }, { count: 20, score: 0.9, correct: false });
    const good = labels({ count: 500, score: 0.9, evidence: 'many' });
    expect(heldBack([...worse, ...good], 0.05)).toEqual({
      held_back: ['few'],
      own_thresholds: { few: 0.99 },
    });
  });
});
