/**
 * Ranker: a conditional logit over the candidates of one question.
 *
 * The score of a candidate is linear in its features; probabilities are a softmax among the candidates. It is
 * trained on *episodes*: what the memory said about a question just before its resolution was learned, so never
 * with the question's own exemplar in it, and with the evidence as thin as it was then. An episode weighs
 * n^-0.3, n being the exemplars of the right resolution: without it a popular resolution's habits are imposed on
 * those seen once (hit@3 of articles seen once .12 → .22 on the real desk).
 *
 * Fitting starts from the prior each time, so it is a pure function of the episodes: no hidden history.
 * Cost: score O(features); fit O(rounds · episodes · candidates · features), about .3 s for 3,000 episodes of 40 candidates.
 * Source: McFadden 1974 (conditional logit); Kingma & Ba 2015 (Adam), arXiv:1412.6980.
 *
 * @example
 * const ranker = fitRanker([]);
 * rankScore(ranker, new Array(FEATURE_NAMES.length).fill(0));   // => 0
 */
import { FEATURE_NAMES, PRIOR_WEIGHTS } from './features.ts';

export interface RankerModel {
  readonly weights: readonly number[];
}

/** Candidates of one question, row-major, with the rows that were right. */
export interface Episode {
  readonly rows: Float32Array;
  readonly right: readonly number[];
  readonly weight: number;
}

const ROUNDS = 40;
const LEARNING_RATE = 0.3;
const RIDGE = 1e-3;
const BETA_1 = 0.9;
const BETA_2 = 0.999;
const EVIDENCE_EXPONENT = -0.3;
/** Below this many episodes the prior serves better. */
const MIN_EPISODES = 50;

export const PRIOR_RANKER: RankerModel = { weights: PRIOR_WEIGHTS };

export function rankScore(model: RankerModel, features: ArrayLike<number>): number {
  let sum = 0;
  for (let k = 0; k < model.weights.length; k++) sum += model.weights[k] * features[k];
  return sum;
}

/** Softmax of scores; the shares sum to 1. */
export function softmax(scores: readonly number[]): number[] {
  const top = Math.max(...scores);
  const exponentials = scores.map((score) => Math.exp(score - top));
  const total = exponentials.reduce((sum, value) => sum + value, 0);
  return exponentials.map((value) => value / total);
}

/** How much an episode counts whose right resolution has this many exemplars. */
export function episodeWeight(exemplars: number): number {
  return Math.max(1, exemplars) ** EVIDENCE_EXPONENT;
}

export function fitRanker(episodes: readonly Episode[]): RankerModel {
  if (episodes.length < MIN_EPISODES) return PRIOR_RANKER;
  const width = FEATURE_NAMES.length;
  const weights = Float64Array.from(PRIOR_WEIGHTS);
  const first = new Float64Array(width);
  const second = new Float64Array(width);
  for (let round = 1; round <= ROUNDS; round++) {
    const slope = gradient(episodes, weights);
    for (let k = 0; k < width; k++) {
      const pull = slope[k] / episodes.length - RIDGE * (weights[k] - PRIOR_WEIGHTS[k]);
      first[k] = BETA_1 * first[k] + (1 - BETA_1) * pull;
      second[k] = BETA_2 * second[k] + (1 - BETA_2) * pull * pull;
      const step = first[k] / (1 - BETA_1 ** round) / (Math.sqrt(second[k] / (1 - BETA_2 ** round)) + 1e-6);
      weights[k] += LEARNING_RATE * step;
    }
  }
  return { weights: [...weights] };
}

/** The same, but that the number of exemplars counts neither for nor against: what the correction for it is worth. */
export function withoutCounts({ weights }: RankerModel): RankerModel {
  return { weights: weights.map((weight, k) => (FEATURE_NAMES[k] === 'ln_exemplars' ? 0 : weight)) };
}

/** Gradient of Σ weight · ln P(a right candidate). */
export function gradient(episodes: readonly Episode[], weights: Float64Array): Float64Array {
  const width = weights.length;
  const slope = new Float64Array(width);
  let shares = new Float64Array(64);
  /** Where the rows stand that are off by enough, and by how much. */
  let starts = new Uint32Array(64);
  let pulls = new Float64Array(64);
  for (const { rows, right, weight } of episodes) {
    const count = rows.length / width;
    if (count > shares.length) {
      shares = new Float64Array(2 * count);
      starts = new Uint32Array(2 * count);
      pulls = new Float64Array(2 * count);
    }
    scoreRows(rows, weights, shares);
    share(shares, count);
    let rightShare = 0;
    for (const row of right) rightShare += shares[row];
    if (rightShare <= 0) continue;
    let off = 0;
    for (let row = 0; row < count; row++) {
      const isRight = row === right[0] || (right.length > 1 && right.includes(row));
      const wanted = isRight ? shares[row] / rightShare : 0;
      const pull = weight * (wanted - shares[row]);
      if (Math.abs(pull) < 1e-6) continue;
      starts[off] = row * width;
      pulls[off++] = pull;
    }
    addRows(slope, rows, starts.subarray(0, off), pulls);
  }
  return slope;
}

/** Adds rows times their pulls, one after the other; four at a time, so that the sum is fetched and put back once. */
function addRows(slope: Float64Array, rows: Float32Array, starts: Uint32Array, pulls: Float64Array): void {
  let i = 0;
  for (; i + 4 <= starts.length; i += 4) {
    const [a, b, c, d] = [starts[i], starts[i + 1], starts[i + 2], starts[i + 3]];
    const [pullA, pullB, pullC, pullD] = [pulls[i], pulls[i + 1], pulls[i + 2], pulls[i + 3]];
    for (let k = 0; k < slope.length; k++) {
      const sum = slope[k] + pullA * rows[a + k] + pullB * rows[b + k];
      slope[k] = sum + pullC * rows[c + k] + pullD * rows[d + k];
    }
  }
  for (; i < starts.length; i++) {
    for (let k = 0; k < slope.length; k++) slope[k] += pulls[i] * rows[starts[i] + k];
  }
}

/** Four rows beside each other: a sum waits for itself, but not for the others. Each keeps its order. */
function scoreRows(rows: Float32Array, weights: Float64Array, scores: Float64Array): void {
  const width = weights.length;
  const count = rows.length / width;
  let row = 0;
  for (; row + 4 <= count; row += 4) {
    let [a, b, c, d] = [0, 0, 0, 0];
    let at = row * width;
    for (let k = 0; k < width; k++, at++) {
      const weight = weights[k];
      a += weight * rows[at];
      b += weight * rows[at + width];
      c += weight * rows[at + 2 * width];
      d += weight * rows[at + 3 * width];
    }
    scores[row] = a;
    scores[row + 1] = b;
    scores[row + 2] = c;
    scores[row + 3] = d;
  }
  for (; row < count; row++) {
    let sum = 0;
    for (let k = 0; k < width; k++) sum += weights[k] * rows[row * width + k];
    scores[row] = sum;
  }
}

/** As `softmax`, in place. */
function share(scores: Float64Array, count: number): void {
  let top = -Infinity;
  for (let row = 0; row < count; row++) if (scores[row] > top) top = scores[row];
  let total = 0;
  for (let row = 0; row < count; row++) {
    scores[row] = Math.exp(scores[row] - top);
    total += scores[row];
  }
  for (let row = 0; row < count; row++) scores[row] /= total;
}
