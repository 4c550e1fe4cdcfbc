import { describe, expect, it } from 'vitest';
import { SeededRandom } from '../math/seeded-random.ts';
import { type FeatureCounts, LexicalIndex, MAX_POSTINGS, MAX_QUERY_FEATURES } from './lexical-index.ts';

/** Features below 2^20 fall into buckets of their own, so that the oracle needs no hashing. */
function features(counts: ReadonlyMap<number, number>): FeatureCounts {
  const ids = Uint32Array.from(counts.keys()).toSorted();
  return { ids, counts: Uint16Array.from(ids, (id) => counts.get(id) ?? 0) };
}

/** Few common features, many rare ones, as in language; now and then one that is repeated absurdly often. */
function randomDocument(random: SeededRandom): Map<number, number> {
  const document = new Map<number, number>();
  for (let i = 0; i < random.integer(15); i++) {
    const id = Math.floor(2000 * random.next() ** 3);
    const count = random.next() < 0.05 ? 200 + random.integer(400) : 1 + random.integer(3);
    document.set(id, (document.get(id) ?? 0) + count);
  }
  return document;
}

/** The definition, written down once more with maps: norms as of arrival, or of the last refresh since. */
class Oracle {
  readonly #documents: Map<number, number>[] = [];
  readonly #frequency = new Map<number, number>();
  #norms: number[] = [];
  #refreshedAt = 0;

  add(document: Map<number, number>): void {
    this.#documents.push(document);
    for (const id of document.keys()) this.#frequency.set(id, (this.#frequency.get(id) ?? 0) + 1);
    this.#norms.push(this.#length(document));
    if (this.#documents.length <= 1.1 * this.#refreshedAt + 20) return;
    this.#refreshedAt = this.#documents.length;
    this.#norms = this.#documents.map((each) => this.#length(each));
  }

  search(query: Map<number, number>): { scores: number[]; uncovered: number } {
    const length = this.#length(query);
    const scores = this.#documents.map((document, slot) => {
      let dot = 0;
      for (const id of query.keys()) dot += this.#weight(query, id) * this.#weight(document, id);
      return dot === 0 ? 0 : Math.min(1, dot / (length * this.#norms[slot]));
    });
    const unheard = [...query.keys()].filter((id) => !this.#frequency.has(id));
    const missed = unheard.reduce((sum, id) => sum + this.#weight(query, id) ** 2, 0);
    return { scores, uncovered: query.size === 0 ? 0 : missed / length ** 2 };
  }

  #weight(document: Map<number, number>, id: number): number {
    const count = Math.min(255, document.get(id) ?? 0);
    if (count === 0) return 0;
    const rarity = Math.log((1 + this.#documents.length) / (1 + (this.#frequency.get(id) ?? 0))) + 1;
    return (1 + Math.log(count)) * rarity;
  }

  #length(document: Map<number, number>): number {
    return Math.sqrt([...document.keys()].reduce((sum, id) => sum + this.#weight(document, id) ** 2, 0));
  }
}

describe('the lexical index', () => {
  it('gives what brute force gives, before and after each refresh of the norms', () => {
    const random = new SeededRandom('lexical');
    const index = new LexicalIndex();
    const oracle = new Oracle();
    let compared = 0;
    for (let size = 0; size < 400; size++) {
      const document = randomDocument(random);
      expect(index.add(features(document))).toBe(size);
      oracle.add(document);
      if (size % 7 > 0 && size > 30) continue;
      const query = randomDocument(random);
      const { scores, uncovered } = index.search(features(query));
      const expected = oracle.search(query);
      expect(scores.length).toBe(size + 1);
      for (let slot = 0; slot <= size; slot++) expect(scores[slot]).toBeCloseTo(expected.scores[slot], 5);
      expect(uncovered).toBeCloseTo(expected.uncovered, 10);
      compared += expected.scores.filter((score) => score > 0).length;
    }
    expect(compared).toBeGreaterThan(1000);
  });

  it('outgrows its first arrays', () => {
    const index = new LexicalIndex();
    for (let slot = 0; slot < 3000; slot++) index.add(features(new Map([[slot, 1]])));
    const { scores } = index.search(features(new Map([[2718, 1]])));
    expect(scores[2718]).toBeGreaterThan(0.9);
    expect(scores.filter((score) => score > 0).length).toBe(1);
  });

  it('knows nothing at first, and finds nothing for an empty query', () => {
    const index = new LexicalIndex();
    const query = features(new Map([[1, 1]]));
    expect(index.search(query)).toEqual({ scores: new Float32Array(0), uncovered: 1 });
    index.add(query);
    index.add(features(new Map()));
    const { scores, uncovered } = index.search(features(new Map()));
    expect([...scores, uncovered]).toEqual([0, 0, 0]);
  });

  it('reads the weightiest features of an endless query', () => {
    const index = new LexicalIndex();
    const common = new Map(Array.from({ length: MAX_QUERY_FEATURES + 10 }, (_, id) => [id, 1]));
    for (let i = 0; i < 3; i++) index.add(features(common));
    index.add(features(new Map([[900_000, 1]])));
    const { scores } = index.search(features(new Map([...common, [900_000, 1]])));
    expect(scores[3]).toBeGreaterThan(0);
  });

  it('keeps a cosine at most 1, also where two features share a bucket', () => {
    // Both ids fall into bucket 5.
    const twins = { ids: Uint32Array.of(5, (1 << 20) | 4), counts: Uint16Array.of(1, 1) };
    const index = new LexicalIndex();
    index.add(twins);
    const [score] = index.search(twins).scores;
    expect(score).toBeGreaterThan(0.9);
    expect(score).toBeLessThanOrEqual(1);
  });
});

describe('a search over very many documents', () => {
  it('leaves the commonest features out once their lists are longer than it may read', () => {
    const index = new LexicalIndex();
    const common = 60;
    const documents = Math.ceil(MAX_POSTINGS / common) + 1;
    const shared = Array.from({ length: common - 1 }, (_, id) => [id, 1] as const);
    const document = (slot: number) => {
      const rest = [[common - 1, 1] as const, [1_000 + slot, 1] as const];
      return features(new Map([...shared, ...rest.slice(slot === 0 ? 1 : 0)]));
    };
    for (let slot = 0; slot < documents; slot++) index.add(document(slot));
    const within = index.search(features(new Map(shared))).scores[8];
    const beyond = index.search(document(7)).scores.slice();
    expect(beyond.indexOf(beyond.reduce((a, b) => Math.max(a, b)))).toBe(7);
    // One list too many: 59 of 60 common features, each of weight 1, are read; all count in the query's length.
    const own = Math.log((1 + documents) / 2) + 1;
    expect(beyond[8] / within).toBeCloseTo(Math.sqrt((common - 1) / (common + own ** 2)), 4);
  });
});

describe('what the index would say of a document that it does not hold', () => {
  const given = (seed: string, count: number) => {
    const random = new SeededRandom(seed);
    const index = new LexicalIndex();
    const documents = Array.from({ length: count }, () => features(randomDocument(random)));
    for (const document of documents) index.add(document);
    return { random, index, documents };
  };

  it('is what it says once it holds it', () => {
    let compared = 0;
    for (let trial = 0; trial < 40; trial++) {
      const { random, index } = given(`with one more/${trial}`, 30 + trial);
      const own = randomDocument(random);
      const document = features(own);
      const query = features(new Map([...randomDocument(random), ...own]));
      const cosine = index.comparedWith(document)(query);
      const { uncovered } = index.search(query);
      const later = index.uncovered(query, { more: [document], less: [] });
      const slot = index.add(document);
      const found = index.search(query);
      expect(cosine).toBeCloseTo(found.scores[slot], 5);
      expect(later).toBeCloseTo(found.uncovered, 9);
      if (cosine > 0 && later < uncovered) compared += 1;
    }
    expect(compared).toBeGreaterThan(5);
  });

  it('or of one that it holds, were it not there: what nobody else says is unheard of', () => {
    for (let trial = 0; trial < 40; trial++) {
      const { random, documents } = given(`with one less/${trial}`, 30);
      const [whole, less] = [new LexicalIndex(), new LexicalIndex()];
      for (const document of documents) whole.add(document);
      for (const document of documents.slice(1)) less.add(document);
      const query = features(randomDocument(random));
      const found = whole.uncovered(query, { more: [], less: [documents[0]] });
      expect(found).toBeCloseTo(less.search(query).uncovered, 9);
    }
  });
});
