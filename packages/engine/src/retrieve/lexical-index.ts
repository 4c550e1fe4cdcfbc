/**
 * Lexical index: cosine of TF-IDF vectors over hashed word and character n-grams, incremental.
 *
 * Here because product terms, error codes and typos are matched by letters, not by meaning. TF-IDF cosine with
 * sublinear counts is used rather than BM25: on the real desk it found more of the linked articles among the
 * first three (.655 against .593, last half-year, see docs/decisions/0005-retrieval.md).
 *
 * Documents are numbered in the order in which they arrive. A document's norm uses the term statistics of its own
 * arrival, then those of each refresh, made whenever the collection has grown by a tenth: the same documents in
 * the same order give the same bits. A query uses at most `MAX_QUERY_FEATURES` features, those with the largest
 * weight, so that a letter of ten pages costs no more than a note. Where their lists hold more than `MAX_POSTINGS`
 * together, the commonest features are not looked up, though they still count in the length of the query: scores
 * are then a little low, and the order hardly changes. Below about 20,000 short documents nothing is left out.
 *
 * Cost: add O(features) amortised; search O(sum of the lists touched), about 3 ms at 100,000 short documents.
 * Limits: removed documents keep their postings (and their share in the term statistics) until the next fold.
 * Source: Salton & Buckley 1988, doi:10.1016/0306-4573(88)90021-0.
 *
 * @example
 * const index = new LexicalIndex();
 * index.add({ ids: Uint32Array.of(7, 9), counts: Uint16Array.of(1, 1) });
 * index.search({ ids: Uint32Array.of(7), counts: Uint16Array.of(1) }).scores[0] > 0.5;   // => true
 */
import { PostingPool } from './posting-pool.ts';

/** Counts of hashed features, ids ascending and unique. */
export interface FeatureCounts {
  readonly ids: Uint32Array;
  readonly counts: Uint16Array;
}

export interface LexicalMatches {
  /** Cosine per slot, in [0, 1]; valid until the next search. */
  readonly scores: Float32Array;
  /** Share of the query's weight on features that no document has: how much of it is unheard of. */
  readonly uncovered: number;
}

export const MAX_QUERY_FEATURES = 8192;
/** Postings that one search reads at most. */
export const MAX_POSTINGS = 600_000;
const REFRESH_GROWTH = 1.1;
const REFRESH_SLACK = 20;

const SUBLINEAR = Float64Array.from({ length: 256 }, (_, count) => (count > 0 ? 1 + Math.log(count) : 0));

export class LexicalIndex {
  readonly #pool = new PostingPool();
  #norms = new Float32Array(1024);
  #scores = new Float32Array(1024);
  #size = 0;
  #refreshedSize = 0;

  get size(): number {
    return this.#size;
  }

  /** Returns the slot, which is the number of documents before it. */
  add(features: FeatureCounts): number {
    const slot = this.#size;
    this.#size += 1;
    if (slot >= this.#norms.length) this.#widen();
    for (let i = 0; i < features.ids.length; i++) {
      this.#pool.append(PostingPool.bucketOf(features.ids[i]), slot, features.counts[i]);
    }
    this.#norms[slot] = this.#normOf(features);
    if (this.#size > this.#refreshedSize * REFRESH_GROWTH + REFRESH_SLACK) this.#refreshNorms();
    return slot;
  }

  search(query: FeatureCounts): LexicalMatches {
    const scores = this.#scores.subarray(0, this.#size).fill(0);
    const { buckets, weights, total, uncovered } = this.#weigh(query);
    const { words } = this.#pool;
    for (let i = 0; i < buckets.length; i++) {
      const end = this.#pool.start(buckets[i]) + this.#pool.length(buckets[i]);
      const weight = weights[i] * this.#inverseFrequency(buckets[i]);
      for (let at = this.#pool.start(buckets[i]); at < end; at++) {
        scores[words[at] >>> 8] += weight * SUBLINEAR[words[at] & 255];
      }
    }
    const length = Math.sqrt(total) || 1;
    for (let slot = 0; slot < scores.length; slot++) {
      if (scores[slot] > 0) scores[slot] = Math.min(1, scores[slot] / (length * this.#norms[slot]));
    }
    return { scores, uncovered: total > 0 ? uncovered / total : 0 };
  }

  #weigh(query: FeatureCounts) {
    const all = Array.from(query.ids, (id, i) => {
      const bucket = PostingPool.bucketOf(id);
      return { bucket, weight: SUBLINEAR[Math.min(255, query.counts[i])] * this.#inverseFrequency(bucket) };
    });
    const kept =
      all.length > MAX_QUERY_FEATURES
        ? all.sort((a, b) => b.weight - a.weight || a.bucket - b.bucket).slice(0, MAX_QUERY_FEATURES)
        : all;
    let total = 0;
    let uncovered = 0;
    for (const { bucket, weight } of kept) {
      total += weight * weight;
      if (this.#pool.length(bucket) === 0) uncovered += weight * weight;
    }
    const read = this.#withinBudget(kept);
    return { buckets: read.map((x) => x.bucket), weights: read.map((x) => x.weight), total, uncovered };
  }

  /** Without the features that most documents share, where the lists are longer than one search may read. */
  #withinBudget<F extends { readonly bucket: number }>(features: readonly F[]): readonly F[] {
    const length = ({ bucket }: F) => this.#pool.length(bucket);
    let postings = features.reduce((sum, feature) => sum + length(feature), 0);
    if (postings <= MAX_POSTINGS) return features;
    const dropped = new Set<F>();
    for (const feature of features.toSorted((a, b) => length(b) - length(a) || a.bucket - b.bucket)) {
      if (postings <= MAX_POSTINGS) break;
      postings -= length(feature);
      dropped.add(feature);
    }
    return features.filter((feature) => !dropped.has(feature));
  }

  #inverseFrequency(bucket: number): number {
    return Math.log((1 + this.#size) / (1 + this.#pool.length(bucket))) + 1;
  }

  #normOf(features: FeatureCounts): number {
    let sum = 0;
    for (let i = 0; i < features.ids.length; i++) {
      const idf = this.#inverseFrequency(PostingPool.bucketOf(features.ids[i]));
      sum += (SUBLINEAR[Math.min(255, features.counts[i])] * idf) ** 2;
    }
    return Math.sqrt(sum) || 1;
  }

  #refreshNorms(): void {
    this.#refreshedSize = this.#size;
    const squares = new Float64Array(this.#size);
    const { words } = this.#pool;
    this.#pool.forEachList((start, length) => {
      const idf = Math.log((1 + this.#size) / (1 + length)) + 1;
      for (let at = start; at < start + length; at++) {
        squares[words[at] >>> 8] += (SUBLINEAR[words[at] & 255] * idf) ** 2;
      }
    });
    for (let slot = 0; slot < this.#size; slot++) this.#norms[slot] = Math.sqrt(squares[slot]) || 1;
  }

  #widen(): void {
    const larger = new Float32Array(this.#norms.length * 2);
    larger.set(this.#norms);
    this.#norms = larger;
    this.#scores = new Float32Array(larger.length);
  }
}
