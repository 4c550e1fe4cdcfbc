/** How often something happened to each of many within a day, as far as this process remembers. */
const DAY_MS = 86_400_000;

export class DailyLimit {
  readonly #most: number;
  /** When, by whom it happened to; who it happened to last stands last. */
  readonly #times = new Map<string, readonly number[]>();

  constructor(most: number) {
    this.#most = most;
  }

  isReached(key: string, now_ms: number): boolean {
    return this.#within(key, now_ms).length >= this.#most;
  }

  count(key: string, now_ms: number): void {
    const times = [...this.#within(key, now_ms), now_ms];
    this.#times.delete(key);
    this.#times.set(key, times);
    for (const [other, of] of this.#times) {
      if ((of.at(-1) ?? 0) > now_ms - DAY_MS) break;
      this.#times.delete(other);
    }
  }

  #within(key: string, now_ms: number): readonly number[] {
    return (this.#times.get(key) ?? []).filter((at) => at > now_ms - DAY_MS);
  }
}
