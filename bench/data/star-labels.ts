/**
 * What a STAR log's labels, replies and observations are called in the task's written workflow.
 *
 * - A label that the workflow lacks is the workflow's label that shares most of its words, numbers apart (at least
 *   40 %: `ask_departure_location` is `trip_ask_departure_location`, `goodbye_2` is `goodbye_1`).
 * - A free reply is the canned reply that it is most like (TF-IDF cosine of at least .4 over the workflow's canned
 *   replies). What the API's results said stands for the slots of the canned text: "Cactus Club, located North" is
 *   read as "{}, located {}".
 */
const CONDITIONS = new Set(
  'yes no available unavailable query_success query_failure correct incorrect noanswer done info_missing info_missing2'.split(
    ' ',
  ),
);
const LEAST_SHARED_WORDS = 0.4;
const LEAST_LIKE = 0.4;
/** A word that stands for all that is filled in. */
const FILLED = ' filledin ';

export interface WrittenStep {
  readonly id: string;
  readonly say?: string;
}

/** A node's name: observations begin with `?`. */
export const nameOf = (id: string): string => (CONDITIONS.has(id) ? `?${id}` : id);

export class Labels {
  readonly #ids: readonly string[];
  readonly #rarity: ReadonlyMap<string, number>;
  readonly #rarest: number;
  readonly #canned: readonly { readonly id: string; readonly words: ReadonlyMap<string, number> }[];

  constructor(steps: readonly WrittenStep[]) {
    this.#ids = steps.map(({ id }) => id);
    const canned = steps.filter(({ id }) => !CONDITIONS.has(id) && !/^query|^out_of_scope/.test(id));
    const texts = canned.map(({ id, say }) => ({
      id,
      words: wordsOf((say ?? '').replace(/\{[^}]*\}/g, FILLED)),
    }));
    const having = new Map<string, number>();
    for (const word of texts.flatMap(({ words }) => [...new Set(words)]))
      having.set(word, (having.get(word) ?? 0) + 1);
    this.#rarest = Math.log(1 + texts.length);
    this.#rarity = new Map([...having].map(([word, count]) => [word, Math.log((1 + texts.length) / count)]));
    this.#canned = texts.map(({ id, words }) => ({ id, words: this.#weighted(words) }));
  }

  has(id: string): boolean {
    return this.#ids.includes(id);
  }

  step(label: string): string {
    if (this.has(label)) return label;
    const nearest = this.#ids.reduce((a, b) => (sharedWords(b, label) > sharedWords(a, label) ? b : a));
    return sharedWords(nearest, label) >= LEAST_SHARED_WORDS ? nearest : label;
  }

  /** The label of the canned reply that a free one is like; null where it is like none. */
  like(text: string, results: ReadonlySet<string>): string | null {
    const longestFirst = [...results].sort((a, b) => b.length - a.length);
    const filled = longestFirst.reduce((given, value) => given.replaceAll(value, FILLED), text.toLowerCase());
    const words = this.#weighted(wordsOf(filled));
    let best: { id: string | null; cosine: number } = { id: null, cosine: LEAST_LIKE };
    for (const canned of this.#canned) {
      const cosine = [...words].reduce(
        (sum, [word, weight]) => sum + weight * (canned.words.get(word) ?? 0),
        0,
      );
      if (cosine >= best.cosine) best = { id: canned.id, cosine };
    }
    return best.id;
  }

  /** The first of these observations that the workflow has a node for. */
  observation(...ids: readonly string[]): string {
    return `?${ids.find((id) => this.has(id)) ?? ids[ids.length - 1]}`;
  }

  /** Different words with their rarity, of length 1. */
  #weighted(words: readonly string[]): Map<string, number> {
    const weights = [...new Set(words)].map(
      (word) => [word, this.#rarity.get(word) ?? this.#rarest] as const,
    );
    const length = Math.hypot(...weights.map(([, weight]) => weight)) || 1;
    return new Map(weights.map(([word, weight]) => [word, weight / length]));
  }
}

export function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[a-z']+/g) ?? [];
}

function sharedWords(a: string, b: string): number {
  const [left, right] = [a, b].map((id) => new Set(id.split('_').filter((word) => !/^\d+$/.test(word))));
  const shared = [...left].filter((word) => right.has(word)).length;
  return shared / (left.size + right.size - shared);
}
