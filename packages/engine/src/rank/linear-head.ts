/**
 * Linear head: one weight vector a resolution over words, letters and meaning, learned one lesson at a time.
 *
 * Here because neighbours alone forget what they were told: where many exemplars stand, a linear classifier over the
 * same features is right more often (Banking77, all training rows: nearest neighbours .86–.91, this one .92). It is a
 * softmax regression among the right resolution and the rivals that retrieval brought up, by AdaGrad. Its score is a
 * feature of the ranker, whose weight is learned from episodes: where the head does not help it fades.
 *
 * Meaning has a weight a dimension and resolution; words and letters share one table, addressed by a hash of
 * resolution and feature, so that memory is bounded whatever a desk writes. Not additive: forgetting folds again.
 * Resolutions are known by the numbers under which the memory keeps them.
 * Cost: score O(features + d); learn O(rivals · (features + d)), about .2 ms for 20 rivals and 15 words.
 * Memory: 8 MB, and 4 KB a resolution at 512 dimensions.
 * Source: Duchi, Hazan & Singer 2011 (AdaGrad); Weinberger et al. 2009, doi:10.1145/1553374.1553516 (hashed features).
 *
 * @example
 * const head = new LinearHead(0);
 * const input = { ids: Uint32Array.of(7), weights: Float32Array.of(1), dense: new Float32Array(0) };
 * head.learn(input, 0, [1]);
 * head.score(0, input) > head.score(1, input);   // => true
 */

import { softmax } from './ranker.ts';

/** A question as the head reads it: weighed features, and its vector without the mean of all, of unit length. */
export interface HeadInput {
  readonly ids: Uint32Array;
  readonly weights: Float32Array;
  readonly dense: Float32Array;
}

const TABLE_BITS = 20;
export const TABLE_SIZE = 1 << TABLE_BITS;
const RATE = 0.3;
/** What each square sum of gradients starts from: keeps the first steps small. */
const FIRST_SQUARE = 0.1;
/** Resolutions whose share is off by less than this are left as they are. */
const LEAST_PULL = 0.005;

interface DenseWeights {
  readonly weights: Float32Array;
  readonly squares: Float32Array;
}

export interface HeadState {
  readonly dense: ReadonlyMap<number, DenseWeights>;
  readonly weights: Float32Array;
  readonly squares: Float32Array;
}

export class LinearHead {
  readonly #dimensions: number;
  readonly #dense = new Map<number, DenseWeights>();
  #weights: Float32Array | null = null;
  #squares: Float32Array | null = null;

  constructor(dimensions: number) {
    this.#dimensions = dimensions;
  }

  /** Higher for what fits better; 0 for a resolution that it has not learned. */
  score(resolution: number, input: HeadInput): number {
    const own = this.#dense.get(resolution);
    if (own === undefined || this.#weights === null) return 0;
    let sum = 0;
    for (let i = 0; i < input.dense.length; i++) sum += own.weights[i] * input.dense[i];
    const key = keyOf(resolution);
    for (let i = 0; i < input.ids.length; i++)
      sum += this.#weights[place(key, input.ids[i])] * input.weights[i];
    return sum;
  }

  /** One step towards `right`, away from those of `rivals` that it took for likelier than they are. */
  learn(input: HeadInput, right: number, rivals: readonly number[]): void {
    const known = [right, ...rivals.filter((id) => id !== right)];
    if (known.length < 2) return;
    for (const id of known) this.#open(id);
    const shares = softmax(known.map((id) => this.score(id, input)));
    for (const [at, id] of known.entries()) {
      const pull = (at === 0 ? 1 : 0) - shares[at];
      if (Math.abs(pull) >= LEAST_PULL) this.#step(id, input, pull);
    }
  }

  /** The tables themselves, to be read only; null where nothing was learned. */
  save(): HeadState | null {
    if (this.#weights === null || this.#squares === null) return null;
    return { dense: this.#dense, weights: this.#weights, squares: this.#squares };
  }

  load(state: HeadState): void {
    this.#weights = state.weights.slice();
    this.#squares = state.squares.slice();
    this.#dense.clear();
    for (const [id, { weights, squares }] of state.dense)
      this.#dense.set(id, { weights: weights.slice(), squares: squares.slice() });
  }

  #open(resolution: number): void {
    this.#weights ??= new Float32Array(TABLE_SIZE);
    this.#squares ??= new Float32Array(TABLE_SIZE);
    if (this.#dense.has(resolution)) return;
    const [weights, squares] = [new Float32Array(this.#dimensions), new Float32Array(this.#dimensions)];
    this.#dense.set(resolution, { weights, squares });
  }

  #step(resolution: number, input: HeadInput, pull: number): void {
    const own = this.#dense.get(resolution) as DenseWeights;
    for (let i = 0; i < input.dense.length; i++) descend(own, i, pull * input.dense[i]);
    const shared = { weights: this.#weights as Float32Array, squares: this.#squares as Float32Array };
    const key = keyOf(resolution);
    for (let i = 0; i < input.ids.length; i++)
      descend(shared, place(key, input.ids[i]), pull * input.weights[i]);
  }
}

function descend({ weights, squares }: DenseWeights, at: number, slope: number): void {
  squares[at] += slope * slope;
  weights[at] += (RATE * slope) / Math.sqrt(FIRST_SQUARE + squares[at]);
}

/** Spreads neighbouring numbers over all bits. */
function keyOf(resolution: number): number {
  return Math.imul(resolution + 1, 0x9e3779b1);
}

function place(key: number, feature: number): number {
  let hash = Math.imul(feature ^ key, 0x85ebca6b);
  hash ^= hash >>> 13;
  hash = Math.imul(hash, 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) & (TABLE_SIZE - 1);
}
