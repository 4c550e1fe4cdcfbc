/**
 * What the memory keeps of one resolution: its exemplars' slots, its centroid, its contexts, how fresh it is.
 *
 * Everything is a sum, so that it does not depend on the order of equal events and can be subtracted.
 */
import { ContextCounts } from './context-counts.ts';
import { quantise } from './vector-index.ts';

const FADING_MS = 45 * 86_400_000;

export class ResolutionEntry {
  readonly id: string;
  /** Documents of its texts in the text index; the title is one of the title index. */
  titleSlot = -1;
  readonly textSlots: number[] = [];
  readonly slots: number[] = [];
  readonly accounts = new Set<string>();
  readonly contexts: ContextCounts;
  /** Sum of the vectors; while there is one, that vector itself, since most resolutions of a desk have one. */
  #sum: Int32Array | Int8Array | null = null;
  /** Squared length of the sum; negative where it has to be counted again. */
  #sumSquared = -1;
  #fading = 0;
  #fadingAt_ms = 0;

  /** `usual`: the counts that its own are read beside. */
  constructor(id: string, usual?: ContextCounts) {
    this.id = id;
    this.contexts = new ContextCounts(usual);
  }

  add(
    slot: number,
    given: { vector: Int8Array | null; context: readonly string[]; account: string | null; at_ms: number },
  ): void {
    this.slots.push(slot);
    this.accounts.add(given.account ?? `stranger-${slot}`);
    this.contexts.add(given.context);
    this.#fading = this.fresh(given.at_ms) + 1;
    this.#fadingAt_ms = Math.max(this.#fadingAt_ms, given.at_ms);
    if (given.vector === null) return;
    this.#sum = this.#sum === null ? given.vector : added(this.#sum, given.vector);
    this.#sumSquared = -1;
  }

  /** Exponentially fading number of its exemplars. */
  fresh(now_ms: number): number {
    return this.#fading * Math.exp(-Math.max(0, now_ms - this.#fadingAt_ms) / FADING_MS);
  }

  /** Cosine of a vector with the centroid; 0 without one. `squared`: the vector's product with itself. */
  centroidCosine(vector: Int8Array | null, squared: number): number {
    if (vector === null || this.#sum === null) return 0;
    if (this.#sumSquared < 0) this.#sumSquared = product(this.#sum, this.#sum);
    const lengths = Math.sqrt(this.#sumSquared * squared);
    return lengths > 0 ? product(this.#sum, vector) / lengths : 0;
  }

  /** Its centroid as a rounded unit vector; null where no exemplar has one. */
  centroid(): Int8Array | null {
    const sum = this.#sum;
    if (sum === null || sum instanceof Int8Array) return sum;
    const length = Math.sqrt(product(sum, sum)) || 1;
    return quantise(Float32Array.from(sum, (value) => value / length));
  }
}

/** Adds to the sum in place, where it is one already. */
function added(sum: Int32Array | Int8Array, vector: Int8Array): Int32Array {
  const total = sum instanceof Int32Array ? sum : Int32Array.from(sum);
  for (let i = 0; i < total.length; i++) total[i] += vector[i];
  return total;
}

/** Exact: sums of integers, so that four of them may run beside each other. */
export function product(left: Int32Array | Int8Array, right: Int32Array | Int8Array): number {
  let [a, b, c, d] = [0, 0, 0, 0];
  const whole = left.length - (left.length % 4);
  for (let i = 0; i < whole; i += 4) {
    a += left[i] * right[i];
    b += left[i + 1] * right[i + 1];
    c += left[i + 2] * right[i + 2];
    d += left[i + 3] * right[i + 3];
  }
  for (let i = whole; i < left.length; i++) a += left[i] * right[i];
  return a + b + c + d;
}
