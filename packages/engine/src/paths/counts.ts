/**
 * Counts by a key, from which everything that was added can be taken away again: no zero stays behind, so that
 * adding and removing leaves the same plain data as never having been.
 */
export class Counts {
  readonly #counts = new Map<string, number>();

  get size(): number {
    return this.#counts.size;
  }

  of(key: string): number {
    return this.#counts.get(key) ?? 0;
  }

  change(key: string, by: number): void {
    const count = this.of(key) + by;
    if (count === 0) this.#counts.delete(key);
    else this.#counts.set(key, count);
  }

  entries(): Iterable<[string, number]> {
    return this.#counts;
  }

  /** Plain data, in the order of the keys: equal counts are equal bytes. */
  save(): [string, number][] {
    return [...this.#counts].sort(([a], [b]) => (a < b ? -1 : 1));
  }
}

/** Joins the parts of a key; steps hold no control characters. */
export function keyOf(...parts: readonly string[]): string {
  return parts.join('\u0001');
}

export function partsOf(key: string): string[] {
  return key.split('\u0001');
}
