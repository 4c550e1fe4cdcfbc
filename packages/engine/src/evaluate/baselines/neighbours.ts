/**
 * Baselines that search past questions: BM25, dense, and both with TF-IDF.
 *
 * - `static_bm25`, `static_knn`: the first tenth as a knowledge base, the nearest question answers, fixed threshold.
 * - `append_knn`: dense and lexical neighbours vote, every revealed ticket is appended, tuned threshold.
 * - `tfidf_knn`: plain TF-IDF over words, looking back only.
 *
 * Confidence is the best similarity; for votes, times the winner's share. Cost of a guess: O(n).
 */
import type { EncodedQuestion } from '../../domain.ts';
import { LexicalIndex } from '../../retrieve/lexical-index.ts';
import { best, votes } from '../../retrieve/similarity-list.ts';
import { quantise, VectorIndex } from '../../retrieve/vector-index.ts';
import { CHARACTER_BIT, sparseFeatures } from '../../text/index.ts';
import { Bm25Index } from './bm25.ts';
import { type Guess, type StreamLearner, streamBaseline } from './stream-harness.ts';

/** Similarity of a question to each one learned, in order; in about [0, 1]. */
interface Similarity {
  add(question: EncodedQuestion): void;
  search(question: EncodedQuestion): Float32Array;
}

const NEIGHBOURS = 20;
const VOTE_TEMPERATURE = 0.05;
/** Characters of a question that are read, as in the engine. */
const MAX_TEXT = 1_500;
const SILENT: Guess = { ranked: [], confidence: 0 };

export class NeighbourLearner implements StreamLearner {
  readonly #similarity: Similarity;
  readonly #temperature: number;
  readonly #labels: string[] = [];

  /** `temperature` of the votes; 0 lets the nearest question decide alone. */
  constructor(similarity: Similarity, temperature: number) {
    this.#similarity = similarity;
    this.#temperature = temperature;
  }

  learn(question: EncodedQuestion, resolutionIds: readonly string[]): void {
    for (const id of resolutionIds) {
      this.#similarity.add(question);
      this.#labels.push(id);
    }
  }

  guess(question: EncodedQuestion): Guess {
    if (this.#labels.length === 0) return SILENT;
    const near = best(this.#similarity.search(question), NEIGHBOURS, () => true);
    if (near.length === 0) return SILENT;
    const similarity = Math.min(1, near[0].score);
    if (this.#temperature === 0) {
      return { ranked: [...new Set(near.map(({ slot }) => this.#labels[slot]))], confidence: similarity };
    }
    const shares = [...namedVotes(near, this.#temperature, this.#labels)].toSorted((a, b) => b[1] - a[1]);
    return { ranked: shares.map(([label]) => label), confidence: similarity * shares[0][1] };
  }
}

function namedVotes(
  near: readonly { slot: number; score: number }[],
  temperature: number,
  labels: readonly string[],
): Map<string, number> {
  const first = new Map<string, number>();
  for (const { slot } of near) if (!first.has(labels[slot])) first.set(labels[slot], slot);
  const shares = votes(near, temperature, (slot) => first.get(labels[slot]) as number);
  return new Map([...shares].map(([slot, share]) => [labels[slot], share]));
}

class Bm25Similarity implements Similarity {
  readonly #index = new Bm25Index();

  add(question: EncodedQuestion): void {
    this.#index.add(question.text.slice(0, MAX_TEXT));
  }

  search(question: EncodedQuestion): Float32Array {
    const { scores, self } = this.#index.search(question.text.slice(0, MAX_TEXT));
    return Float32Array.from(scores, (score) => (self > 0 ? Math.min(1, score / self) : 0));
  }
}

class DenseSimilarity implements Similarity {
  #index: VectorIndex | null = null;

  add({ vector }: EncodedQuestion): void {
    if (vector === null) throw new TypeError('expected an encoded question, found one without a vector');
    this.#index ??= new VectorIndex(vector.length);
    this.#index.add(quantise(vector));
  }

  search({ vector }: EncodedQuestion): Float32Array {
    if (vector === null || this.#index === null) return new Float32Array(0);
    return this.#index.search(quantise(vector));
  }
}

class TfidfSimilarity implements Similarity {
  readonly #index = new LexicalIndex();
  readonly #characters: boolean;

  constructor(given: { characters: boolean }) {
    this.#characters = given.characters;
  }

  add(question: EncodedQuestion): void {
    this.#index.add(this.#featuresOf(question));
  }

  search(question: EncodedQuestion): Float32Array {
    return this.#index.search(this.#featuresOf(question)).scores;
  }

  #featuresOf({ text }: EncodedQuestion) {
    const { ids, counts } = sparseFeatures(text.slice(0, MAX_TEXT));
    if (this.#characters) return { ids, counts };
    // Ids ascend and characters have the highest bit: words come first.
    const end = ids.findIndex((id) => id >= CHARACTER_BIT);
    return end < 0 ? { ids, counts } : { ids: ids.subarray(0, end), counts: counts.subarray(0, end) };
  }
}

/** Mean of the two. */
class HybridSimilarity implements Similarity {
  readonly #dense = new DenseSimilarity();
  readonly #lexical = new TfidfSimilarity({ characters: true });

  add(question: EncodedQuestion): void {
    this.#dense.add(question);
    this.#lexical.add(question);
  }

  search(question: EncodedQuestion): Float32Array {
    const lexical = this.#lexical.search(question);
    const dense = this.#dense.search(question);
    return lexical.map((score, slot) => (score + Math.max(0, dense[slot])) / 2);
  }
}

export const staticBm25 = streamBaseline({
  name: 'static_bm25',
  threshold: 'fixed',
  create: () => new NeighbourLearner(new Bm25Similarity(), 0),
});

export const staticKnn = streamBaseline({
  name: 'static_knn',
  threshold: 'fixed',
  create: () => new NeighbourLearner(new DenseSimilarity(), 0),
});

export const appendKnn = streamBaseline({
  name: 'append_knn',
  threshold: 'tuned',
  create: () => new NeighbourLearner(new HybridSimilarity(), VOTE_TEMPERATURE),
});

export const tfidfKnn = streamBaseline({
  name: 'tfidf_knn',
  threshold: 'tuned',
  create: () => new NeighbourLearner(new TfidfSimilarity({ characters: false }), VOTE_TEMPERATURE),
});
