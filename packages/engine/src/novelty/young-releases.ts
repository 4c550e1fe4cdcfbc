/**
 * How much likelier a stranger is just after a release: what is new brings questions that nobody has solved yet.
 *
 * Measured, not assumed: of the lessons on releases while they were young, and that have grown since, how many brought a
 * resolution that was not known; against the same share on releases that had grown. The log-odds between them, shrunk to none, are what a
 * question on a young release is stranger by; where releases bring nothing new, that is nothing. The first release that a
 * desk tells of is as old as the desk, since at the beginning everything is new.
 * Only of the token `release:…`: without one everything stays as it was.
 * Limits: a release is young by its lessons, not by days; several tokens of one question count by the youngest. Nothing is
 * taken back: what is forgotten goes when the model is folded again without it.
 * Cost O(tokens of the question). Memory: one count a release.
 *
 * @example
 * const releases = new YoungReleases();
 * releases.add('reset', ['release:4.2']);
 * releases.oddsOf(['release:4.3']);   // => 0 : nothing is known of what young releases bring
 */

/** Lessons from which a release is not young any more. */
const GROWN = 20;
/** Lessons that the share on grown releases is worth against that on young ones. */
const STRENGTH = 20;
const MOST_ODDS = 3;
const KEY = 'release:';

/** Lessons, and those of them whose resolution was not known. */
interface Share {
  lessons: number;
  strange: number;
}

export class YoungReleases {
  /** While they are young. */
  readonly #releases = new Map<string, Share>();
  readonly #known = new Set<string>();
  readonly #young: Share = { lessons: 0, strange: 0 };
  readonly #grown: Share = { lessons: 0, strange: 0 };
  #first: string | null = null;

  add(resolutionId: string, context: readonly string[]): void {
    const told = { lessons: 1, strange: this.#known.has(resolutionId) ? 0 : 1 };
    this.#known.add(resolutionId);
    for (const release of releasesIn(context)) {
      this.#first ??= release;
      const own = this.#releases.get(release) ?? { lessons: 0, strange: 0 };
      this.#releases.set(release, own);
      if (!this.#isYoung(release)) {
        addTo(this.#grown, told);
        continue;
      }
      addTo(own, told);
      if (own.lessons === GROWN) addTo(this.#young, own);
    }
  }

  /** Log-odds for a stranger, at least 0. */
  oddsOf(context: readonly string[]): number {
    if (this.#young.lessons === 0 || this.#grown.lessons < GROWN) return 0;
    if (!releasesIn(context).some((release) => this.#isYoung(release))) return 0;
    const usual = (this.#grown.strange + 1) / (this.#grown.lessons + 2);
    const young = (this.#young.strange + STRENGTH * usual) / (this.#young.lessons + STRENGTH);
    const odds = Math.log((young * (1 - usual)) / (usual * (1 - young)));
    return Math.max(0, Math.min(MOST_ODDS, odds));
  }

  #isYoung(release: string): boolean {
    return release !== this.#first && (this.#releases.get(release)?.lessons ?? 0) < GROWN;
  }
}

function addTo(share: Share, { lessons, strange }: Share): void {
  share.lessons += lessons;
  share.strange += strange;
}

const releasesIn = (context: readonly string[]): readonly string[] => [
  ...new Set(context.filter((token) => token.startsWith(KEY))),
];
