/**
 * Counts by small whole numbers, in one flat array: a decision looks up a thousand of them, each in another of these.
 *
 * Instead of a `Map`, which reads three places of memory a look-up, this reads one as a rule: open addressing, number and
 * count side by side, at most two thirds full. A count that fell to 0 keeps its place.
 * Cost: O(1). Memory: 12 to 24 bytes a number, where a `Map` takes about 40.
 * Source: Knuth, The Art of Computer Programming 3, 6.4 (linear probing, Fibonacci hashing).
 *
 * @example
 * const counts = new NumberCounts();
 * counts.add(7, 2);
 * counts.of(7);   // => 2
 */
export class NumberCounts {
  /** Number + 1, so that 0 is an empty place, then its count. */
  #places = new Int32Array(2 * 8);
  #bits = 3;
  #used = 0;

  /** 0 for one that was never counted. `number`: from -1, which nobody has, to 2^31 - 2. */
  of(number: number): number {
    const at = this.#placeOf(number);
    return this.#places[at] === 0 ? 0 : this.#places[at + 1];
  }

  add(number: number, by: number): void {
    if (3 * this.#used >= 2 << this.#bits) this.#grow();
    const at = this.#placeOf(number);
    if (this.#places[at] === 0) this.#used += 1;
    this.#places[at] = number + 1;
    this.#places[at + 1] += by;
  }

  copy(): NumberCounts {
    const copy = new NumberCounts();
    copy.#places = this.#places.slice();
    copy.#bits = this.#bits;
    copy.#used = this.#used;
    return copy;
  }

  /** Where it stands, or would. */
  #placeOf(number: number): number {
    const places = this.#places;
    const last = places.length - 2;
    let at = 2 * (Math.imul(number + 1, 0x9e3779b1) >>> (32 - this.#bits));
    while (places[at] !== 0 && places[at] !== number + 1) at = at === last ? 0 : at + 2;
    return at;
  }

  #grow(): void {
    const before = this.#places;
    this.#bits += 1;
    this.#places = new Int32Array(2 << this.#bits);
    for (let from = 0; from < before.length; from += 2) {
      if (before[from] === 0) continue;
      const at = this.#placeOf(before[from] - 1);
      this.#places[at] = before[from];
      this.#places[at + 1] = before[from + 1];
    }
  }
}
