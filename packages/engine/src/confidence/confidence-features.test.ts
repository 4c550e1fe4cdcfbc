import { describe, expect, it } from 'vitest';
import type { Evidence } from '../domain.ts';
import {
  CONFIDENCE_FEATURE_NAMES,
  CONFIDENCE_PRIOR,
  confidenceFeatures,
  type Ranking,
} from './confidence-features.ts';

const evidence: Evidence = {
  resolution_id: 'a',
  exemplars: 1,
  lexical_max: 0.5,
  lexical_vote: 0.6,
  lexical_top5: 0.1,
  lexical_mean: 0.5,
  dense_max: 0.7,
  dense_vote: 0.8,
  dense_top5: 0.14,
  dense_mean: 0.65,
  lead_max: 0.4,
  lead_vote: 0.3,
  title: 0.2,
  title_lead: 0.25,
  text: 0.35,
  adapted: 0.4,
  head: 1.5,
  context: -0.5,
  recent: 0,
  nearest_exemplar_id: 'e',
};

function named(ranking: Partial<Ranking>): Record<string, number> {
  const whole: Ranking = {
    evidence: [evidence],
    scores: [4],
    probabilities: [1],
    uncovered: 0.25,
    resolutions: 9,
    ...ranking,
  };
  const values = confidenceFeatures(whole, { strangeness: 1.5, uncovered_terms: 0.3 });
  expect(values.length).toBe(CONFIDENCE_FEATURE_NAMES.length);
  expect(values.every(Number.isFinite)).toBe(true);
  return Object.fromEntries(CONFIDENCE_FEATURE_NAMES.map((name, k) => [name, values[k]]));
}

describe('the features of the confidence', () => {
  it('say what is known about a candidate without rivals', () => {
    const features = named({});
    expect(features).toMatchObject({
      margin: 8,
      agreement: 2,
      first_exemplar: 1,
      uncovered: 0.25,
      text: 0.35,
    });
    expect(features).toMatchObject({ lexical_max: 0.5, dense_vote: 0.8, lead_max: 0.4, context: -0.5 });
    expect(features.log_odds).toBeCloseTo(Math.log((1 - 1e-6) / 1e-6), 9);
    expect(features).toMatchObject({ strangeness: 1.5, uncovered_terms: 0.3 });
    expect(features.ln_exemplars).toBeCloseTo(Math.log(2), 12);
    expect(features.ln_resolutions).toBeCloseTo(Math.log(10), 12);
  });

  it('stand in the order of their names', () => {
    const fields = [
      'lexical_max',
      'lexical_top5',
      'lexical_mean',
      'lexical_vote',
      'dense_max',
      'dense_top5',
      'dense_mean',
      'dense_vote',
      'text',
      'lead_max',
      'context',
    ] as const;
    const values = Object.fromEntries(fields.map((field, k) => [field, 0.01 + k / 100]));
    expect(named({ evidence: [{ ...evidence, ...values }] })).toMatchObject(values);
  });

  it('are bounded where they have no end of their own', () => {
    const of = (ranking: Partial<Ranking>) => named(ranking);
    const rival = (head: number) => ({ ...evidence, resolution_id: 'b', head });
    const sure = Math.log((1 - 1e-6) / 1e-6);
    expect(of({ probabilities: [0] }).log_odds).toBeCloseTo(-sure, 9);
    expect(of({ evidence: [evidence, rival(0)], scores: [20, 3], probabilities: [1, 0] }).margin).toBe(8);
    expect(of({ evidence: [evidence, rival(-100)] }).head_log_odds).toBe(8);
    expect(of({ evidence: [evidence, rival(100)] }).head_log_odds).toBe(-8);
    const strangeness = (value: number) =>
      confidenceFeatures(
        { evidence: [evidence], scores: [4], probabilities: [1], uncovered: 0, resolutions: 1 },
        { strangeness: value, uncovered_terms: 0 },
      )[CONFIDENCE_FEATURE_NAMES.indexOf('strangeness')];
    expect([-40, -12, 3, 12, 40].map(strangeness)).toEqual([-12, -12, 3, 12, 12]);
  });

  it('say how much experience there is', () => {
    const experience = (exemplars: number) => named({ evidence: [{ ...evidence, exemplars }] });
    expect([0, 1, 2].map((count) => experience(count).first_exemplar)).toEqual([1, 1, 0]);
    expect(experience(7).ln_exemplars).toBeCloseTo(Math.log(8), 12);
    const better = { ...evidence, resolution_id: 'b', dense_max: 0.9 };
    expect(named({ evidence: [evidence, better] }).agreement).toBe(1);
    expect(named({ evidence: [evidence, { ...better, lexical_max: 0.9 }] }).agreement).toBe(0);
  });

  it('have a prior weight each', () => {
    expect(CONFIDENCE_PRIOR).toHaveLength(CONFIDENCE_FEATURE_NAMES.length);
    expect(CONFIDENCE_PRIOR.every(Number.isFinite)).toBe(true);
  });

  it('say how close the rival is, and who disagrees', () => {
    const rival = { ...evidence, resolution_id: 'b', lexical_max: 0.9, exemplars: 7 };
    const features = named({ evidence: [evidence, rival], scores: [4, 3.5], probabilities: [0.6, 0.4] });
    expect(features).toMatchObject({ margin: 0.5, agreement: 1 });
    expect(features.log_odds).toBeCloseTo(Math.log(1.5), 9);
  });

  it('say what the linear head alone would have put first, and by how much', () => {
    const rivals = [0.5, -1].map((head, i) => ({ ...evidence, resolution_id: `r${i}`, head }));
    expect(named({ evidence: [evidence, ...rivals] })).toMatchObject({
      // softmax of 1.5, 0.5 and -1 by numpy: .689672
      head_log_odds: expect.closeTo(Math.log(0.689672 / (1 - 0.689672)), 5) as number,
      head_agrees: 1,
    });
    const other = named({ evidence: [evidence, { ...evidence, resolution_id: 'b', head: 30 }] });
    expect(other).toMatchObject({ head_log_odds: -8, head_agrees: 0 });
    expect(named({})).toMatchObject({ head_log_odds: 8, head_agrees: 1 });
  });
});
