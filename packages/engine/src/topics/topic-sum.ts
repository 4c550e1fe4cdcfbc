/**
 * What is kept of one topic: sums of integers, so that an exemplar can be taken out again without a trace.
 *
 * Vectors are unit vectors rounded to 8-bit integers; the centroid's direction is that of their sum, and the mean
 * similarity with all of them is one product with it. Cost: add and remove O(d). Memory: 4 d bytes, and a few words
 * an exemplar.
 */
interface Summand {
  readonly vector: Int8Array | null;
  readonly resolution_id: string | null;
}

export class TopicSum {
  readonly id: string;
  /** Positions of its exemplars in the order in which they came. */
  readonly members = new Set<number>();
  readonly sum: Int32Array;
  /** Of the lengths of what is summed. */
  #squares = 0;
  /** Exemplars with a vector: those that the sum counts. */
  #summed = 0;
  #resolved = 0;

  constructor(id: string, dimensions: number) {
    this.id = id;
    this.sum = new Int32Array(dimensions);
  }

  get summed(): number {
    return this.#summed;
  }

  /** Exemplars with a resolution. */
  get resolved(): number {
    return this.#resolved;
  }

  add(member: number, given: Summand): void {
    this.members.add(member);
    this.#change(given, 1);
  }

  remove(member: number, given: Summand): void {
    this.members.delete(member);
    this.#change(given, -1);
  }

  /**
   * Mean similarity of a vector with the topic's exemplars, in [-1, 1]; 0 where nothing is summed. `length`: that of
   * the vector. Unlike the cosine with the centroid it does not grow with the topic.
   */
  similarity(vector: Int8Array, length: number): number {
    const scale = Math.sqrt(this.#summed * this.#squares) * length;
    if (scale === 0) return 0;
    const { sum } = this;
    let product = 0;
    for (let i = 0; i < sum.length; i++) product += sum[i] * vector[i];
    return product / scale;
  }

  /** Cosine of the two centroids. */
  cosineTo(other: TopicSum): number {
    const lengths = lengthOf(this.sum) * lengthOf(other.sum);
    return lengths === 0 ? 0 : product(this.sum, other.sum) / lengths;
  }

  #change({ vector, resolution_id }: Summand, sign: 1 | -1): void {
    if (resolution_id !== null) this.#resolved += sign;
    if (vector === null) return;
    for (let i = 0; i < this.sum.length; i++) this.sum[i] += sign * vector[i];
    this.#summed += sign;
    this.#squares += sign * product(vector, vector);
  }
}

type Numbers = Int8Array | Int32Array;

export function product(left: Numbers, right: Numbers): number {
  let sum = 0;
  for (let i = 0; i < left.length; i++) sum += left[i] * right[i];
  return sum;
}

export function lengthOf(vector: Numbers): number {
  return Math.sqrt(product(vector, vector));
}
