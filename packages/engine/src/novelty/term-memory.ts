/**
 * Which terms questions were asked with, and for which resolution: the rare-term test for near strangers.
 *
 * A new issue in a known area reads like its neighbours but for the one word that matters ("card not working" →
 * "*virtual* card not working"). A term weighs by the square of its rarity, as in the cosine of TF-IDF vectors.
 * A term that came up with more than `MOST_RESOLUTIONS` of them is common ground and counts as covered.
 *
 * Cost: add and cover O(terms · MOST_RESOLUTIONS), some 20 µs. Memory: about 100 bytes a distinct term, plus 8 for
 * each resolution that it came up with. Limit: at most `MOST_TERMS` terms; later ones count as never heard. Nothing
 * is taken back: what is forgotten goes when the model is folded again without it.
 *
 * @example
 * const memory = new TermMemory();
 * memory.add('refund', ['my', 'refund']);
 * memory.cover(['my', 'virtual', 'refund'], 'refund').unheard;   // => ['virtual']
 */

export interface TermCoverage {
  /** Share of the question's weight on terms never asked with this resolution, in [0, 1]; 0 without terms. */
  readonly uncovered: number;
  /** Terms that no question had, the rarest first. */
  readonly unheard: readonly string[];
  /** Terms that questions had, but never those of this resolution, the rarest first. */
  readonly unusual: readonly string[];
}

interface Usage {
  questions: number;
  /** Numbers of the resolutions, each once; null once there are too many. */
  resolutions: number[] | null;
}

export const MOST_RESOLUTIONS = 64;
export const MOST_TERMS = 300_000;

export class TermMemory {
  readonly #usage = new Map<string, Usage>();
  readonly #numbers = new Map<string, number>();
  #questions = 0;

  /** A question's terms, in any order; repeated ones count once. */
  add(resolutionId: string, terms: readonly string[]): void {
    const resolution = this.#numberOf(resolutionId);
    this.#questions += 1;
    for (const term of new Set(terms)) {
      const usage = this.#usage.get(term);
      if (usage !== undefined) count(usage, resolution);
      else if (this.#usage.size < MOST_TERMS) {
        this.#usage.set(term, { questions: 1, resolutions: [resolution] });
      }
    }
  }

  /**
   * How much of a question the resolution was asked with; of any, where it is null. `asked`: what it was asked with,
   * where that is told instead of remembered.
   */
  cover(terms: readonly string[], resolutionId: string | null, asked?: ReadonlySet<string>): TermCoverage {
    const resolution = resolutionId === null ? undefined : this.#numbers.get(resolutionId);
    const weighed = [...new Set(terms)]
      .map((term) => ({ term, weight: this.#weightOf(term) }))
      .toSorted((a, b) => b.weight - a.weight);
    const total = weighed.reduce((sum, { weight }) => sum + weight, 0);
    const missing = weighed.filter(({ term }) =>
      asked === undefined ? !this.#isCovered(term, resolution) : !this.#isAmong(term, asked),
    );
    const isHeard = ({ term }: { term: string }) => this.#usage.has(term);
    return {
      uncovered: total > 0 ? missing.reduce((sum, { weight }) => sum + weight, 0) / total : 0,
      unheard: missing.filter((each) => !isHeard(each)).map(({ term }) => term),
      unusual: missing.filter(isHeard).map(({ term }) => term),
    };
  }

  #isAmong(term: string, asked: ReadonlySet<string>): boolean {
    return asked.has(term) || this.#usage.get(term)?.resolutions === null;
  }

  #isCovered(term: string, resolution: number | undefined): boolean {
    const usage = this.#usage.get(term);
    if (usage === undefined) return false;
    return usage.resolutions === null || (resolution !== undefined && usage.resolutions.includes(resolution));
  }

  #weightOf(term: string): number {
    const questions = this.#usage.get(term)?.questions ?? 0;
    return (Math.log((1 + this.#questions) / (1 + questions)) + 1) ** 2;
  }

  #numberOf(resolutionId: string): number {
    const known = this.#numbers.get(resolutionId);
    if (known !== undefined) return known;
    this.#numbers.set(resolutionId, this.#numbers.size);
    return this.#numbers.size - 1;
  }
}

function count(usage: Usage, resolution: number): void {
  usage.questions += 1;
  if (usage.resolutions === null || usage.resolutions.includes(resolution)) return;
  if (usage.resolutions.length === MOST_RESOLUTIONS) usage.resolutions = null;
  else usage.resolutions.push(resolution);
}
