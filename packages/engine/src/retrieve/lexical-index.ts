/**
 * Lexical index: cosine of TF-IDF vectors over hashed word and character n-grams, incremental.
 *
 * Here because product terms, error codes and typos are matched by letters, not by meaning. TF-IDF cosine with
 * sublinear counts is used rather than BM25: on the real desk it found more of the linked articles among the
 * first three (.655 against .593, last half-year, see docs/decisions/0005-retrieval.md).
 *
 * Documents are numbered in the order in which they arrive. A document's norm uses the term statistics of its own
 * arrival, then those of each refresh, due whenever the collection has grown by a tenth: the same documents in the
 * same order give the same bits. Norms are made when a search needs them: loading a collection makes each once. A query uses at most `MAX_QUERY_FEATURES` features, those with the largest
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

/** Counts of hashed features, each id once. */
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
  /** Size at the last refresh that was due. */
  #refreshedSize = 0;
  #isRefreshDue = false;
  /** Documents since then that have no norm yet. */
  #unnormed: { readonly slot: number; readonly features: FeatureCounts }[] = [];

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
    this.#unnormed.push({ slot, features });
    if (this.#size > this.#refreshedSize * REFRESH_GROWTH + REFRESH_SLACK) {
      this.#refreshedSize = this.#size;
      this.#isRefreshDue = true;
      this.#unnormed = [];
    }
    return slot;
  }

  /** TF-IDF weights of features by what is in the index now, in their order; not normalised. */
  weights({ ids, counts }: FeatureCounts): Float32Array {
    const weights = new Float32Array(ids.length);
    for (let i = 0; i < ids.length; i++) {
      const known = this.#pool.length(PostingPool.bucketOf(ids[i]));
      weights[i] = SUBLINEAR[Math.min(255, counts[i])] * inverseFrequency(this.#size, known);
    }
    return weights;
  }

  search(query: FeatureCounts): LexicalMatches {
    this.#makeNorms();
    const scores = this.#scores.subarray(0, this.#size).fill(0);
    const { read, total, uncovered } = this.#weigh(query);
    for (const { bucket, weight, inverse } of read) {
      const start = this.#pool.start(bucket);
      addPostings(
        scores,
        this.#pool.words.subarray(start, start + this.#pool.length(bucket)),
        weight * inverse,
      );
    }
    normaliseBy(scores, this.#norms, Math.sqrt(total) || 1);
    return { scores, uncovered: total > 0 ? uncovered / total : 0 };
  }

  /** Share of a query's weight on features that no document would have, were one more kept and another one not. */
  uncovered(query: FeatureCounts, { more, less }: { more: FeatureCounts[]; less: FeatureCounts[] }): number {
    const change = new Map<number, number>();
    const count = (documents: FeatureCounts[], by: number) => {
      for (const bucket of new Set(
        documents.flatMap(({ ids }) => [...ids].map((id) => PostingPool.bucketOf(id))),
      ))
        change.set(bucket, (change.get(bucket) ?? 0) + by);
    };
    count(more, 1);
    count(less, -1);
    const documents = this.#size + more.length - less.length;
    let total = 0;
    let uncovered = 0;
    for (let i = 0; i < query.ids.length; i++) {
      const bucket = PostingPool.bucketOf(query.ids[i]);
      const known = this.#pool.length(bucket) + (change.get(bucket) ?? 0);
      const weight = SUBLINEAR[Math.min(255, query.counts[i])] * inverseFrequency(documents, known);
      total += weight * weight;
      if (known <= 0) uncovered += weight * weight;
    }
    return total > 0 ? uncovered / total : 0;
  }

  /** Cosine of a query with a document as if it had just been added, which it is not. */
  comparedWith(document: FeatureCounts): (query: FeatureCounts) => number {
    const own = new Map<number, number>();
    for (let i = 0; i < document.ids.length; i++) {
      const bucket = PostingPool.bucketOf(document.ids[i]);
      own.set(bucket, (own.get(bucket) ?? 0) + SUBLINEAR[Math.min(255, document.counts[i])]);
    }
    const inverse = (bucket: number) =>
      inverseFrequency(this.#size + 1, this.#pool.length(bucket) + (own.has(bucket) ? 1 : 0));
    let squares = 0;
    for (const [bucket, count] of own) squares += (count * inverse(bucket)) ** 2;
    const length = Math.sqrt(squares) || 1;
    return (query) => {
      let product = 0;
      let total = 0;
      for (let i = 0; i < query.ids.length; i++) {
        const bucket = PostingPool.bucketOf(query.ids[i]);
        const weight = SUBLINEAR[Math.min(255, query.counts[i])] * inverse(bucket);
        total += weight * weight;
        product += weight * (own.get(bucket) ?? 0) * inverse(bucket);
      }
      return Math.min(1, product / (length * (Math.sqrt(total) || 1)));
    };
  }

  #weigh(query: FeatureCounts) {
    const all: Weighed[] = [];
    for (let i = 0; i < query.ids.length; i++) {
      const bucket = PostingPool.bucketOf(query.ids[i]);
      const inverse = inverseFrequency(this.#size, this.#pool.length(bucket));
      all.push({ bucket, inverse, weight: SUBLINEAR[Math.min(255, query.counts[i])] * inverse });
    }
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
    return { read: this.#withinBudget(kept), total, uncovered };
  }

  /** Without the features that most documents share, where the lists are longer than one search may read. */
  #withinBudget(features: readonly Weighed[]): readonly Weighed[] {
    const length = ({ bucket }: Weighed) => this.#pool.length(bucket);
    let postings = features.reduce((sum, feature) => sum + length(feature), 0);
    if (postings <= MAX_POSTINGS) return features;
    const dropped = new Set<Weighed>();
    for (const feature of features.toSorted((a, b) => length(b) - length(a) || a.bucket - b.bucket)) {
      if (postings <= MAX_POSTINGS) break;
      postings -= length(feature);
      dropped.add(feature);
    }
    return features.filter((feature) => !dropped.has(feature));
  }

  #makeNorms(): void {
    if (this.#isRefreshDue) this.#refreshNorms();
    this.#isRefreshDue = false;
    for (const { slot, features } of this.#unnormed) this.#norms[slot] = this.#normAtArrival(slot, features);
    this.#unnormed = [];
  }

  #normAtArrival(slot: number, { ids, counts }: FeatureCounts): number {
    const documents = slot + 1;
    let sum = 0;
    for (let i = 0; i < ids.length; i++) {
      const known = this.#pool.lengthBefore(PostingPool.bucketOf(ids[i]), documents);
      sum += (SUBLINEAR[Math.min(255, counts[i])] * inverseFrequency(documents, known)) ** 2;
    }
    return Math.sqrt(sum) || 1;
  }

  /** Norms of the documents up to the last refresh, by the statistics of that moment. */
  #refreshNorms(): void {
    const documents = this.#refreshedSize;
    const squares = new Float64Array(documents);
    const { words } = this.#pool;
    this.#pool.forEachList((bucket, start) => {
      const known = this.#pool.lengthBefore(bucket, documents);
      const inverse = inverseFrequency(documents, known);
      for (let at = start; at < start + known; at++) {
        squares[words[at] >>> 8] += (SUBLINEAR[words[at] & 255] * inverse) ** 2;
      }
    });
    for (let slot = 0; slot < documents; slot++) this.#norms[slot] = Math.sqrt(squares[slot]) || 1;
  }

  #widen(): void {
    const larger = new Float32Array(this.#norms.length * 2);
    larger.set(this.#norms);
    this.#norms = larger;
    this.#scores = new Float32Array(larger.length);
  }
}

/** The loops that every question waits for, each its own function over typed arrays. */
function addPostings(scores: Float32Array, postings: Uint32Array, scale: number): void {
  for (let at = 0; at < postings.length; at++)
    scores[postings[at] >>> 8] += scale * SUBLINEAR[postings[at] & 255];
}

function normaliseBy(scores: Float32Array, norms: Float32Array, length: number): void {
  for (let slot = 0; slot < scores.length; slot++) {
    if (scores[slot] > 0) scores[slot] = Math.min(1, scores[slot] / (length * norms[slot]));
  }
}

interface Weighed {
  readonly bucket: number;
  readonly inverse: number;
  readonly weight: number;
}

function inverseFrequency(documents: number, withFeature: number): number {
  return Math.log((1 + documents) / (1 + withFeature)) + 1;
}
