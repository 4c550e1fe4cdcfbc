/**
 * Answers that people look at and that cost the engines' thread up to a second, kept for a while.
 *
 * One of the same model is good for a minute; one of an older model for twenty times as long as it took, so that
 * pages that are looked at while much is learned take no more than a twentieth of the thread that also decides.
 * Holds one answer a key: as many as there are workspaces and questions.
 */
const SAME_MODEL_MS = 60_000;
const TIMES_AS_LONG = 20;

interface Kept {
  readonly version: number;
  readonly answer: Promise<unknown>;
  /** Both null while it is computed. */
  took_ms: number | null;
  at_ms: number | null;
}

export class Readings {
  readonly #kept = new Map<string, Kept>();

  async get<T>(key: string, version: number, read: () => Promise<T>): Promise<T> {
    const known = this.#kept.get(key);
    if (known !== undefined && isGood(known, version)) return known.answer as Promise<T>;
    const began_ms = performance.now();
    const answer = read();
    const kept: Kept = { version, answer, took_ms: null, at_ms: null };
    this.#kept.set(key, kept);
    try {
      await answer;
    } catch (error) {
      if (this.#kept.get(key) === kept) this.#kept.delete(key);
      throw error;
    }
    kept.at_ms = performance.now();
    kept.took_ms = kept.at_ms - began_ms;
    return answer;
  }
}

function isGood({ version, took_ms, at_ms }: Kept, now_version: number): boolean {
  if (took_ms === null || at_ms === null) return true;
  const age_ms = performance.now() - at_ms;
  return age_ms < took_ms * TIMES_AS_LONG || (version === now_version && age_ms < SAME_MODEL_MS);
}
