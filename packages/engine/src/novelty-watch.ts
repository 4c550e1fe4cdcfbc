/**
 * Is a question like anything known? Strangeness, and its place among that of questions whose resolution was known.
 *
 * Known ones were judged just before their own lesson, so each is left out by construction; the latest thousand count.
 * Cost: some 50 µs a question of 15 words.
 */
import type { Evidence } from './domain.ts';
import type { StoredEpisode } from './facts.ts';
import { conformalP, strangeness, TermMemory } from './novelty/index.ts';
import { words } from './text/tokenise.ts';

export interface Novelty {
  /** Share of known questions that were at least as strange; 1 until enough are known. */
  readonly p: number;
  readonly strangeness: number;
  /** Share of the question's terms that the first resolution was never asked with, in [0, 1]. */
  readonly uncovered_terms: number;
}

const MAX_KNOWN = 1_000;
const MIN_KNOWN = 100;
/** Characters of a question whose words are looked at. */
const MAX_TEXT = 1_500;

export class NoveltyWatch {
  readonly #terms = new TermMemory();
  readonly #episodes: readonly StoredEpisode[];
  #sorted: number[] | null = null;

  constructor(episodes: readonly StoredEpisode[]) {
    this.#episodes = episodes;
  }

  add(resolutionId: string, text: string): void {
    this.#terms.add(resolutionId, words(text.slice(0, MAX_TEXT)));
    this.#sorted = null;
  }

  /** `ranked`: in the ranker's order. */
  look(text: string, ranked: readonly Evidence[]): Novelty {
    const terms = words(text.slice(0, MAX_TEXT));
    const { uncovered } = this.#terms.cover(terms, ranked[0]?.resolution_id ?? null);
    const strange = strangeness({ ranked, uncovered_terms: uncovered });
    this.#sorted ??= this.#episodes
      .slice(-MAX_KNOWN)
      .map((episode) => episode.strangeness)
      .sort((a, b) => a - b);
    const p = this.#sorted.length < MIN_KNOWN ? 1 : conformalP(this.#sorted, strange);
    return { p, strangeness: strange, uncovered_terms: uncovered };
  }
}
