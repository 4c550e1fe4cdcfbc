/**
 * Hashed counts of word 1–2-grams and of character 3–5-grams within words: what embeddings miss (product terms,
 * error codes, typos).
 *
 * Ids are 32 bits; the highest bit tells characters (1) from words (0), so that the two families can be weighed apart.
 * In the order of their first appearance, word grams before characters; at most `MOST_FEATURES`, the first ones.
 * A word counts with its first 40 symbols. Cost: about 9 hashes per symbol. Two grams share an id with
 * probability 2⁻³¹.
 *
 *     sparseFeatures('reset password').ids.length        // 3 word grams + 33 character grams
 *
 * Source: FNV-1a (Fowler, Noll, Vo) with the finaliser of MurmurHash3.
 */
import { words } from './tokenise.ts';

export interface SparseFeatures {
  readonly ids: Uint32Array;
  /** Parallel to `ids`, at most 65,535. */
  readonly counts: Uint16Array;
}

export const MOST_FEATURES = 8_192;
/** Set in the ids of character grams. */
export const CHARACTER_BIT = 0x8000_0000;

const LONGEST_WORD = 40;
const LARGEST_COUNT = 65_535;
const WORD_SEED = 0x811c9dc5;
const CHARACTER_SEED = 0x01234567;

export function sparseFeatures(text: string): SparseFeatures {
  const tokens = words(text).map((word) => word.slice(0, LONGEST_WORD));
  const table = new CountTable();
  for (let i = 0; i < tokens.length; i++) {
    table.count(hash(tokens[i], WORD_SEED) & ~CHARACTER_BIT);
    if (i + 1 < tokens.length)
      table.count(hash(`${tokens[i]} ${tokens[i + 1]}`, WORD_SEED + 1) & ~CHARACTER_BIT);
  }
  for (const token of tokens) countCharacters(table, ` ${token} `);
  return table.take();
}

function countCharacters(table: CountTable, padded: string): void {
  for (let size = 3; size <= 5; size++) {
    for (let from = 0; from + size <= padded.length; from++)
      table.count(hash(padded, CHARACTER_SEED + size, from, from + size) | CHARACTER_BIT);
  }
}

/** 32-bit FNV-1a over UTF-16 units, mixed once more so that every bit depends on all of them. */
function hash(text: string, seed: number, from = 0, to = text.length): number {
  let h = seed >>> 0;
  for (let i = from; i < to; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  h ^= h >>> 15;
  h = Math.imul(h, 0x2c1b3c6d);
  h ^= h >>> 12;
  h = Math.imul(h, 0x297a2d39);
  return h ^ (h >>> 15);
}

/** Twice as many places as features, so that a search ends soon. */
const PLACES_BITS = 14;
const PLACES = 1 << PLACES_BITS;
/** Cleared after each use: a table of its own for each text would cost more than filling it. */
const ids = new Uint32Array(PLACES);
const counts = new Uint16Array(PLACES);

/** Counts by id, with open addressing; a Map of numbers takes three times as long, and this is what learning waits for. */
class CountTable {
  readonly #places: number[] = [];

  count(signedId: number): void {
    const place = placeOf(signedId >>> 0);
    if (counts[place] === 0) {
      if (this.#places.length >= MOST_FEATURES) return;
      ids[place] = signedId;
      this.#places.push(place);
    }
    if (counts[place] < LARGEST_COUNT) counts[place] += 1;
  }

  /** In the order in which they came; the table is empty afterwards. */
  take(): SparseFeatures {
    const places = this.#places;
    const taken = { ids: new Uint32Array(places.length), counts: new Uint16Array(places.length) };
    for (let i = 0; i < places.length; i++) {
      taken.ids[i] = ids[places[i]];
      taken.counts[i] = counts[places[i]];
      counts[places[i]] = 0;
    }
    return taken;
  }
}

/** Where an id is, or belongs. */
function placeOf(id: number): number {
  let place = Math.imul(id, 0x9e3779b1) >>> (32 - PLACES_BITS);
  while (counts[place] !== 0 && ids[place] !== id) place = (place + 1) & (PLACES - 1);
  return place;
}
