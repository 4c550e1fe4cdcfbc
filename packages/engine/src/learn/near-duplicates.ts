/**
 * Finds earlier texts that say nearly the same words: MinHash bands propose, the exact Jaccard decides.
 *
 * A text is the set of its word 3-grams, hashed to 32 bits (fewer than three words: the words themselves).
 * 63 minima in 21 bands of 3: a pair of Jaccard .6 is proposed with probability 1-(1-.6^3)^21 = .994, one of
 * .2 with .155; proposals are checked exactly, so there are no false merges, only rare misses. Threshold .6:
 * the same macro with another name or version stays together, another answer with the same opening does not.
 *
 * Cost: O(words x 63) for the signature, then O(proposals). Memory about 63 band keys and the set per text.
 * Source: Broder 1997; Leskovec, Rajaraman, Ullman, Mining of Massive Datasets, ch. 3.
 *
 * @example
 * const index = new NearDuplicates(); index.add('a', text); index.find(text)?.id // 'a'
 */
import { hash32, mix32 } from './stable-hash.ts';
import { wordsOf } from './words.ts';

export const NEAR_DUPLICATE_JACCARD = 0.6;
const BANDS = 21;
const ROWS = 3;
const SHINGLE_WORDS = 3;

export type Shingles = ReadonlySet<number>;

export function shinglesOf(text: string): Shingles {
  const words = wordsOf(text);
  const size = Math.min(SHINGLE_WORDS, words.length);
  const shingles = new Set<number>();
  for (let i = 0; i + size <= words.length && size > 0; i++)
    shingles.add(hash32(words.slice(i, i + size).join(' ')));
  return shingles;
}

/** Shared shingles over all shingles, in [0, 1]; two empty sets share nothing. */
export function jaccard(a: Shingles, b: Shingles): number {
  const [small, large] = a.size <= b.size ? [a, b] : [b, a];
  let shared = 0;
  for (const shingle of small) if (large.has(shingle)) shared++;
  return shared === 0 ? 0 : shared / (a.size + b.size - shared);
}

function bandKeys(shingles: Shingles): readonly number[] {
  const keys: number[] = [];
  for (let band = 0; band < BANDS; band++) {
    let key = mix32(band + 1);
    for (let row = 0; row < ROWS; row++)
      key = mix32(key ^ minimum(shingles, mix32(band * ROWS + row + 0x51ed)));
    keys.push(key);
  }
  return keys;
}

function minimum(shingles: Shingles, salt: number): number {
  let least = 0xffffffff;
  for (const shingle of shingles) {
    const h = mix32(shingle ^ salt);
    if (h < least) least = h;
  }
  return least;
}

export class NearDuplicates {
  readonly #texts: Array<{ readonly id: string; readonly shingles: Shingles }> = [];
  readonly #bands = new Map<number, number[]>();

  add(id: string, text: string): void {
    const shingles = shinglesOf(text);
    if (shingles.size === 0) return;
    const position = this.#texts.push({ id, shingles }) - 1;
    for (const key of bandKeys(shingles)) {
      const bucket = this.#bands.get(key);
      if (bucket === undefined) this.#bands.set(key, [position]);
      else bucket.push(position);
    }
  }

  /** The most similar earlier text at or above the threshold; the earliest of equals. */
  find(text: string): { readonly id: string; readonly jaccard: number } | null {
    const shingles = shinglesOf(text);
    const proposed = new Set(bandKeys(shingles).flatMap((key) => this.#bands.get(key) ?? []));
    let best: { id: string; jaccard: number; position: number } | null = null;
    for (const position of proposed) {
      const other = this.#texts[position];
      if (other === undefined) continue;
      const similarity = jaccard(shingles, other.shingles);
      if (similarity < NEAR_DUPLICATE_JACCARD) continue;
      const isBetter =
        best === null ||
        similarity > best.jaccard ||
        (similarity === best.jaccard && position < best.position);
      if (isBetter) best = { id: other.id, jaccard: similarity, position };
    }
    return best;
  }
}
