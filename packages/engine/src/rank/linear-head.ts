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
  /** Where the features of one input stand in the table, resolution by resolution: hashed once a lesson. */
  #places = new Uint32Array(4_096);

  constructor(dimensions: number) {
    this.#dimensions = dimensions;
  }

  /** Higher for what fits better; 0 for a resolution that it has not learned. */
  score(resolution: number, input: HeadInput): number {
    const own = this.#dense.get(resolution);
    if (own === undefined || this.#weights === null) return 0;
    return hashedProduct(this.#weights, keyOf(resolution), input, product(own.weights, input.dense));
  }

  /** One step towards `right`, away from those of `rivals` that it took for likelier than they are. */
  learn(input: HeadInput, right: number, rivals: readonly number[]): void {
    const known = [right, ...rivals.filter((id) => id !== right)];
    if (known.length < 2) return;
    const own = known.map((id) => this.#open(id));
    const [weights, squares] = [this.#weights as Float32Array, this.#squares as Float32Array];
    const width = input.ids.length;
    if (this.#places.length < known.length * width) this.#places = new Uint32Array(known.length * width);
    const shares = softmax(
      known.map((id, at) => {
        const places = this.#places.subarray(at * width, (at + 1) * width);
        findPlaces(keyOf(id), input.ids, places);
        return placedProduct(weights, places, input.weights, product(own[at].weights, input.dense));
      }),
    );
    for (let at = 0; at < known.length; at++) {
      const pull = (at === 0 ? 1 : 0) - shares[at];
      if (Math.abs(pull) < LEAST_PULL) continue;
      descend(own[at].weights, own[at].squares, input.dense, pull);
      const places = this.#places.subarray(at * width, (at + 1) * width);
      descendAt(places, { weights, squares }, input.weights, pull);
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

  #open(resolution: number): DenseWeights {
    this.#weights ??= new Float32Array(TABLE_SIZE);
    this.#squares ??= new Float32Array(TABLE_SIZE);
    const known = this.#dense.get(resolution);
    if (known !== undefined) return known;
    const [weights, squares] = [new Float32Array(this.#dimensions), new Float32Array(this.#dimensions)];
    this.#dense.set(resolution, { weights, squares });
    return { weights, squares };
  }
}

// Plain loops over typed arrays, each its own function: lessons and questions wait for them. Sums keep their order.

function product(weights: Float32Array, values: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += weights[i] * values[i];
  return sum;
}

function hashedProduct(table: Float32Array, key: number, { ids, weights }: HeadInput, start: number): number {
  let sum = start;
  for (let i = 0; i < ids.length; i++) sum += table[place(key, ids[i])] * weights[i];
  return sum;
}

function placedProduct(
  table: Float32Array,
  places: Uint32Array,
  weights: Float32Array,
  start: number,
): number {
  let sum = start;
  for (let i = 0; i < places.length; i++) sum += table[places[i]] * weights[i];
  return sum;
}

function findPlaces(key: number, ids: Uint32Array, places: Uint32Array): void {
  for (let i = 0; i < ids.length; i++) places[i] = place(key, ids[i]);
}

function descend(weights: Float32Array, squares: Float32Array, input: Float32Array, pull: number): void {
  for (let i = 0; i < input.length; i++) {
    const slope = pull * input[i];
    squares[i] += slope * slope;
    weights[i] += (RATE * slope) / Math.sqrt(FIRST_SQUARE + squares[i]);
  }
}

/** A place may come twice: two features of one resolution can share it. */
function descendAt(
  places: Uint32Array,
  { weights, squares }: DenseWeights,
  input: Float32Array,
  pull: number,
): void {
  for (let i = 0; i < places.length; i++) {
    const slope = pull * input[i];
    const at = places[i];
    squares[at] += slope * slope;
    weights[at] += (RATE * slope) / Math.sqrt(FIRST_SQUARE + squares[at]);
  }
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
