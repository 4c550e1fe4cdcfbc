/**
 * BM25 over words: what a search box over past tickets does.
 *
 * Scores are divided by what the query would score against itself at average length, so that one threshold fits
 * short and long questions; that ratio mostly lies in [0, 1] and is cut at 1. Cost: search O(postings touched).
 * Source: Robertson & Zaragoza 2009, doi:10.1561/1500000019; idf with 1 added inside of the logarithm (Lucene).
 *
 * @example
 * const index = new Bm25Index();
 * index.add('reset my password');
 * index.search('password reset').scores[0] > 0;   // => true
 */
import { words } from '../../text/index.ts';

const K1 = 1.2;
const B = 0.75;

export class Bm25Index {
  readonly #postings = new Map<string, { slot: number; count: number }[]>();
  readonly #lengths: number[] = [];
  #words = 0;

  add(text: string): void {
    const slot = this.#lengths.length;
    const tokens = words(text);
    for (const [word, count] of countsOf(tokens)) {
      const list = this.#postings.get(word);
      if (list === undefined) this.#postings.set(word, [{ slot, count }]);
      else list.push({ slot, count });
    }
    this.#lengths.push(tokens.length);
    this.#words += tokens.length;
  }

  /** One score a text, in the order in which they came, and the query's score against itself. */
  search(query: string): { scores: Float64Array; self: number } {
    const scores = new Float64Array(this.#lengths.length);
    const average = this.#words / Math.max(1, this.#lengths.length);
    let self = 0;
    for (const [word, count] of countsOf(words(query))) {
      const list = this.#postings.get(word) ?? [];
      const inverse = this.#inverseFrequency(list.length);
      self += inverse * saturate(count, 1);
      for (const { slot, count: found } of list) {
        scores[slot] += inverse * saturate(found, this.#lengths[slot] / average);
      }
    }
    return { scores, self };
  }

  #inverseFrequency(documents: number): number {
    return Math.log(1 + (this.#lengths.length - documents + 0.5) / (documents + 0.5));
  }
}

function saturate(count: number, relativeLength: number): number {
  return (count * (K1 + 1)) / (count + K1 * (1 - B + B * relativeLength));
}

function countsOf(tokens: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const token of tokens) counts.set(token, (counts.get(token) ?? 0) + 1);
  return counts;
}
