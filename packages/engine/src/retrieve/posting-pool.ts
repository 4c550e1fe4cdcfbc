/**
 * Posting lists of an inverted index in one growable block of memory.
 *
 * A posting is one 32-bit word: document slot (24 bits) and count (8 bits, capped at 255). Lists double their
 * block when full; freed blocks of a size are used again. Here because a JavaScript array per feature would
 * need several times the memory at 100,000 documents.
 *
 * Limits: 2^24 documents, 2^BUCKET_BITS features (hashed; a collision blurs two rare features into one).
 * Cost: append O(1) amortised; reading is a loop over `words`.
 */
import { EngineError } from '../errors.ts';

const BUCKET_BITS = 20;
const BUCKETS = 1 << BUCKET_BITS;
/** One posting: most features are rare. */
const SMALLEST_BLOCK_BITS = 0;
const INITIAL_WORDS = 1 << 16;

const MAX_DOCUMENTS = 1 << 24;

export class PostingPool {
  /** All blocks; valid until the next append. */
  words = new Uint32Array(INITIAL_WORDS);
  readonly #start = new Uint32Array(BUCKETS);
  readonly #length = new Uint32Array(BUCKETS);
  readonly #blockBits = new Uint8Array(BUCKETS);
  readonly #free: number[][] = Array.from({ length: 32 }, () => []);
  #top = 0;

  static bucketOf(feature: number): number {
    return (feature ^ (feature >>> BUCKET_BITS)) & (BUCKETS - 1);
  }

  start(bucket: number): number {
    return this.#start[bucket];
  }

  length(bucket: number): number {
    return this.#length[bucket];
  }

  /** Postings of documents before this slot; lists are in the order of slots. */
  lengthBefore(bucket: number, slot: number): number {
    const start = this.#start[bucket];
    let low = 0;
    let high = this.#length[bucket];
    if (high === 0 || this.words[start + high - 1] >>> 8 < slot) return high;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.words[start + middle] >>> 8 < slot) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  append(bucket: number, slot: number, count: number): void {
    if (slot >= MAX_DOCUMENTS) {
      throw new EngineError('index-full', `documents: expected at most ${MAX_DOCUMENTS}, found one more`);
    }
    const length = this.#length[bucket];
    if (length === 0 && this.#blockBits[bucket] === 0) this.#allocate(bucket, SMALLEST_BLOCK_BITS);
    else if (length === 1 << this.#blockBits[bucket]) this.#grow(bucket);
    this.words[this.#start[bucket] + length] = (slot << 8) | Math.min(255, count);
    this.#length[bucket] = length + 1;
  }

  /** Calls back for each list that is not empty. */
  forEachList(visit: (bucket: number, start: number) => void): void {
    for (let bucket = 0; bucket < BUCKETS; bucket++) {
      if (this.#length[bucket] > 0) visit(bucket, this.#start[bucket]);
    }
  }

  #allocate(bucket: number, bits: number): void {
    const reused = this.#free[bits].pop();
    const size = 1 << bits;
    if (reused === undefined && this.#top + size > this.words.length) {
      const larger = new Uint32Array(Math.max(this.words.length * 1.5, this.#top + size) | 0);
      larger.set(this.words);
      this.words = larger;
    }
    this.#start[bucket] = reused ?? this.#top;
    if (reused === undefined) this.#top += size;
    this.#blockBits[bucket] = bits;
  }

  #grow(bucket: number): void {
    const from = this.#start[bucket];
    const length = this.#length[bucket];
    const bits = this.#blockBits[bucket];
    this.#allocate(bucket, bits + 1);
    this.words.copyWithin(this.#start[bucket], from, from + length);
    this.#free[bits].push(from);
  }
}
