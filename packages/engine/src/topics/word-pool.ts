/**
 * The words of all exemplars as numbers in one long row: what names are made of.
 *
 * Memory: 4 bytes a word, and each different word once. At most `MOST_WORDS_EACH` words of a text are kept.
 */
export const MOST_WORDS_EACH = 120;
const INITIAL = 1_024;

export class WordPool {
  readonly #numberOf = new Map<string, number>();
  readonly #words: string[] = [];
  #row = new Uint32Array(INITIAL);
  readonly #ends: number[] = [];

  /** Texts are numbered in the order in which they are added, from 0. */
  add(words: readonly string[]): void {
    const from = this.#ends.at(-1) ?? 0;
    const kept = words.slice(0, MOST_WORDS_EACH);
    if (from + kept.length > this.#row.length) this.#grow(from + kept.length);
    for (const [i, word] of kept.entries()) this.#row[from + i] = this.#number(word);
    this.#ends.push(from + kept.length);
  }

  /** A view on the numbers of its words; valid until the next `add`. */
  text(index: number): Uint32Array {
    return this.#row.subarray(index === 0 ? 0 : this.#ends[index - 1], this.#ends[index]);
  }

  word(number: number): string {
    return this.#words[number];
  }

  #number(word: string): number {
    const known = this.#numberOf.get(word);
    if (known !== undefined) return known;
    this.#numberOf.set(word, this.#words.length);
    this.#words.push(word);
    return this.#words.length - 1;
  }

  #grow(needed: number): void {
    const wider = new Uint32Array(Math.max(needed, this.#row.length * 2));
    wider.set(this.#row);
    this.#row = wider;
  }
}
