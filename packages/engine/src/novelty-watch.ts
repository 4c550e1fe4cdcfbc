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

interface Strangeness {
  readonly strangeness: number;
  /** Share of the question's terms that the first resolution was never asked with, in [0, 1]. */
  readonly uncovered_terms: number;
}

export interface Novelty extends Strangeness {
  /** Share of known questions that were at least as strange; 1 until enough are known. */
  readonly p: number;
}

const MAX_KNOWN = 1_000;
const MIN_KNOWN = 100;
/** Characters of a question whose words are looked at. */
const MAX_TEXT = 1_500;

export class NoveltyWatch {
  readonly #terms = new TermMemory();
  readonly #episodes: readonly StoredEpisode[];
  /** Strangeness of the known, ascending, and the episode that was the latest when it was sorted. */
  #known: { readonly latest: StoredEpisode | undefined; readonly sorted: readonly number[] } | null = null;

  constructor(episodes: readonly StoredEpisode[]) {
    this.#episodes = episodes;
  }

  add(resolutionId: string, text: string): void {
    this.#terms.add(resolutionId, termsOf(text));
  }

  /** `ranked`: in the ranker's order. */
  strangenessOf(text: string, ranked: readonly Evidence[]): Strangeness {
    const { uncovered } = this.#terms.cover(termsOf(text), ranked[0]?.resolution_id ?? null);
    return { strangeness: strangeness({ ranked, uncovered_terms: uncovered }), uncovered_terms: uncovered };
  }

  look(text: string, ranked: readonly Evidence[]): Novelty {
    const seen = this.strangenessOf(text, ranked);
    const known = this.#sortedKnown();
    return { ...seen, p: known.length < MIN_KNOWN ? 1 : conformalP(known, seen.strangeness) };
  }

  #sortedKnown(): readonly number[] {
    const latest = this.#episodes.at(-1);
    if (this.#known === null || this.#known.latest !== latest) {
      const strange = this.#episodes.slice(-MAX_KNOWN).map((episode) => episode.strangeness);
      this.#known = { latest, sorted: strange.sort((a, b) => a - b) };
    }
    return this.#known.sorted;
  }
}

const termsOf = (text: string): string[] => words(text.slice(0, MAX_TEXT));
