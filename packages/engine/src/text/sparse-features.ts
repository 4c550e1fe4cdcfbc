/**
 * Hashed counts of word 1–2-grams and of character 3–5-grams within words: what embeddings miss (product terms,
 * error codes, typos).
 *
 * Ids are 32 bits; the highest bit tells characters (1) from words (0), so that the two families can be weighed apart.
 * Sorted by id. At most `MOST_FEATURES` distinct features, the first ones of the text, word grams before characters.
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
  const counts = new Map<number, number>();
  for (let i = 0; i < tokens.length; i++) {
    count(counts, hash(tokens[i], WORD_SEED) & ~CHARACTER_BIT);
    if (i + 1 < tokens.length)
      count(counts, hash(`${tokens[i]} ${tokens[i + 1]}`, WORD_SEED + 1) & ~CHARACTER_BIT);
  }
  for (const token of tokens) countCharacters(counts, ` ${token} `);
  const ids = Uint32Array.from(counts.keys()).toSorted();
  return { ids, counts: Uint16Array.from(ids, (id) => counts.get(id) ?? 0) };
}

function countCharacters(counts: Map<number, number>, padded: string): void {
  for (let size = 3; size <= 5; size++) {
    for (let from = 0; from + size <= padded.length; from++) {
      count(counts, hash(padded.slice(from, from + size), CHARACTER_SEED + size) | CHARACTER_BIT);
    }
  }
}

function count(counts: Map<number, number>, signedId: number): void {
  const id = signedId >>> 0;
  const known = counts.get(id);
  if (known === undefined && counts.size >= MOST_FEATURES) return;
  counts.set(id, Math.min(LARGEST_COUNT, (known ?? 0) + 1));
}

/** 32-bit FNV-1a over UTF-16 units, mixed once more so that every bit depends on all of them. */
function hash(text: string, seed: number): number {
  let h = seed >>> 0;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  h ^= h >>> 15;
  h = Math.imul(h, 0x2c1b3c6d);
  h ^= h >>> 12;
  h = Math.imul(h, 0x297a2d39);
  return h ^ (h >>> 15);
}
