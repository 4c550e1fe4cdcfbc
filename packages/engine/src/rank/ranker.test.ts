import { describe, expect, it } from 'vitest';
import { SeededRandom } from '../math/seeded-random.ts';
import { FEATURE_NAMES, PRIOR_WEIGHTS } from './features.ts';
import {
  type Episode,
  episodeWeight,
  fitRanker,
  gradient,
  PRIOR_RANKER,
  type RankerModel,
  rankScore,
  softmax,
} from './ranker.ts';

const WIDTH = FEATURE_NAMES.length;

/** Desks where the truth is another one than the prior: titles decide, and nothing else does. */
function episodes(count: number, seed: string): Episode[] {
  const random = new SeededRandom(seed);
  const title = FEATURE_NAMES.indexOf('title');
  return Array.from({ length: count }, () => {
    const candidates = 2 + random.integer(6);
    const rows = Float32Array.from({ length: candidates * WIDTH }, () => random.next());
    const shares = softmax(Array.from({ length: candidates }, (_, row) => 8 * rows[row * WIDTH + title]));
    let draw = random.next();
    const right = shares.findIndex((share) => (draw -= share) < 0);
    const also = random.next() < 0.1 ? [(right + 1) % candidates] : [];
    return { rows, right: [Math.max(0, right), ...also], weight: episodeWeight(1 + random.integer(30)) };
  });
}

/** Σ weight · ln P(a right candidate), written down once more. */
function likelihood(given: readonly Episode[], weights: ArrayLike<number>): number {
  return given.reduce((sum, { rows, right, weight }) => {
    const scores = Array.from({ length: rows.length / WIDTH }, (_, row) =>
      FEATURE_NAMES.reduce((score, _name, k) => score + weights[k] * rows[row * WIDTH + k], 0),
    );
    const total = scores.reduce((all, score) => all + Math.exp(score), 0);
    const good = right.reduce((all, row) => all + Math.exp(scores[row]), 0);
    return sum + weight * Math.log(good / total);
  }, 0);
}

describe('the ranker', () => {
  it('climbs along the gradient that numerical differences show', () => {
    const given = episodes(20, 'gradient');
    const random = new SeededRandom('weights');
    const weights = Float64Array.from({ length: WIDTH }, () => random.normal());
    const slope = gradient(given, weights);
    const step = 1e-4;
    for (let k = 0; k < WIDTH; k++) {
      const up = likelihood(given, weights.with(k, weights[k] + step));
      const down = likelihood(given, weights.with(k, weights[k] - step));
      expect(slope[k]).toBeCloseTo((up - down) / (2 * step), 3);
    }
  });

  it('explains unseen episodes better than the prior once it has seen some', () => {
    const fitted = fitRanker(episodes(400, 'training'));
    const unseen = episodes(300, 'unseen');
    expect(likelihood(unseen, fitted.weights)).toBeGreaterThan(likelihood(unseen, PRIOR_WEIGHTS) + 20);
    const top = (model: RankerModel) =>
      unseen.filter(({ rows, right }) => {
        const scores = Array.from({ length: rows.length / WIDTH }, (_, row) =>
          rankScore(model, rows.subarray(row * WIDTH, (row + 1) * WIDTH)),
        );
        return right.includes(scores.indexOf(Math.max(...scores)));
      }).length;
    expect(top(fitted)).toBeGreaterThan(top(PRIOR_RANKER));
  });

  it('is the prior below 50 episodes, and a pure function of them from there on', () => {
    const given = episodes(60, 'pure');
    expect(fitRanker([])).toBe(PRIOR_RANKER);
    expect(fitRanker(given.slice(0, 49))).toBe(PRIOR_RANKER);
    expect(fitRanker(given.slice(0, 50)).weights).not.toEqual(PRIOR_WEIGHTS);
    expect(fitRanker(given)).toEqual(fitRanker(given));
    expect(fitRanker(given).weights.every(Number.isFinite)).toBe(true);
  });

  it('stays finite on episodes that say nothing, and on extreme ones', () => {
    const silent = Array.from({ length: 60 }, () => ({
      rows: new Float32Array(WIDTH),
      right: [0],
      weight: 1,
    }));
    expect(fitRanker(silent).weights).toEqual(PRIOR_WEIGHTS);
    const loud = episodes(60, 'loud').map((each) => ({ ...each, rows: each.rows.map((x) => x * 1e6) }));
    expect(fitRanker(loud).weights.every(Number.isFinite)).toBe(true);
  });

  it('shares sum to 1 and keep the order of the scores', () => {
    expect(softmax([0, Math.log(3)])).toEqual([expect.closeTo(0.25, 12), expect.closeTo(0.75, 12)]);
    expect(softmax([1e4, 1e4 - 1e3])).toEqual([1, 0]);
    expect(softmax([-1e9])).toEqual([1]);
  });
});
