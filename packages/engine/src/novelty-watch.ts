/**
 * Is a question like anything known? Strangeness, and its place among that of questions whose resolution was known.
 *
 * Known ones were judged just before their own lesson, so each is left out by construction; the latest thousand count.
 * A question on a young release is stranger by as much as such releases have brought strangers before.
 * Cost: some 100 µs a question of 15 words.
 */
import type { Evidence, Question } from './domain.ts';
import type { StoredEpisode } from './facts.ts';
import { closeness, conformalP, strangeness, TermMemory, YoungReleases } from './novelty/index.ts';
import { rankingFeatures } from './rank/features.ts';
import { PRIOR_RANKER, rankScore } from './rank/ranker.ts';
import { words } from './text/tokenise.ts';

export interface Novelty {
  readonly strangeness: number;
  /** Share of the question's terms that the first resolution was never asked with, in [0, 1]. */
  readonly uncovered_terms: number;
  /** Share of known questions that were at least as strange; 1 until enough are known. */
  readonly p: number;
}

/** All terms that one resolution was asked with, where they are told instead of remembered. */
export interface AskedWith {
  readonly resolution_id: string;
  readonly terms: ReadonlySet<string>;
}

type Asked = Pick<Question, 'text' | 'context'>;

const MAX_KNOWN = 1_000;
const MIN_KNOWN = 100;
/** Characters of a question whose words are looked at. */
const MAX_TEXT = 1_500;

export class NoveltyWatch {
  readonly #terms = new TermMemory();
  readonly #releases = new YoungReleases();
  readonly #episodes: readonly StoredEpisode[];
  /** Strangeness of the known, ascending, and the episode that was the latest when it was sorted. */
  #known: { readonly latest: StoredEpisode | undefined; readonly sorted: readonly number[] } | null = null;

  constructor(episodes: readonly StoredEpisode[]) {
    this.#episodes = episodes;
  }

  add(resolutionId: string, { text, context }: Asked): void {
    this.#terms.add(resolutionId, termsOf(text));
    this.#releases.add(resolutionId, context);
  }

  /**
   * By closeness and by the ranker's prior, so that it does not move with labels: known questions were judged under
   * older fits, and must stay comparable. The order of `evidence` does not matter.
   */
  strangenessOf({ text, context }: Asked, evidence: readonly Evidence[], told?: AskedWith): number {
    const candidates = evidence.map((each) => ({
      evidence: each,
      score: rankScore(PRIOR_RANKER, rankingFeatures(each)),
    }));
    const { uncovered } = this.#cover(text, closestOf(evidence), told);
    return strangeness({ candidates, uncovered_terms: uncovered }) + this.#releases.oddsOf(context);
  }

  /** `ranked`: in the ranker's order. */
  look(asked: Asked, ranked: readonly Evidence[], told?: AskedWith): Novelty {
    const { uncovered } = this.#cover(asked.text, ranked[0]?.resolution_id ?? null, told);
    const seen = { strangeness: this.strangenessOf(asked, ranked, told), uncovered_terms: uncovered };
    const known = this.#sortedKnown();
    return { ...seen, p: known.length < MIN_KNOWN ? 1 : conformalP(known, seen.strangeness) };
  }

  #cover(text: string, resolutionId: string | null, told: AskedWith | undefined) {
    const asked = told?.resolution_id === resolutionId ? told?.terms : undefined;
    return this.#terms.cover(termsOf(text), resolutionId, asked);
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

export const termsOf = (text: string): string[] => words(text.slice(0, MAX_TEXT));

/** Of equally close ones the first by id, so that nothing depends on the order in which they were found. */
function closestOf(evidence: readonly Evidence[]): string | null {
  const close = evidence.map(closeness);
  const closest = Math.max(...close);
  const ids = evidence.filter((_, i) => close[i] === closest).map((each) => each.resolution_id);
  return ids.toSorted().at(0) ?? null;
}
