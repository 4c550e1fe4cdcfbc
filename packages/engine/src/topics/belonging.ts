/**
 * From which similarity on a question belongs to a topic: the 5th percentile of how alike questions of one
 * resolution are, so that 95 % of a known topic's questions find it.
 *
 * Similarities are counted in steps of .01, each before its own exemplar entered the centroid. Until `ENOUGH` are
 * known a constant stands in, chosen on training data of Banking77 and CLINC150 (docs/decisions/0010-topics-and-paths.md).
 */
const STEPS = 100;
const ENOUGH = 100;
const SHARE_BELOW = 0.05;
/** Exemplars in the centroid before its similarities say anything. */
const FIRM = 3;

export class Belonging {
  readonly #counts = new Int32Array(STEPS + 1);
  readonly #prior: number;
  #seen = 0;

  constructor(prior: number) {
    this.#prior = prior;
  }

  /** `size`: exemplars in the centroid. */
  observe(similarity: number, size: number): void {
    if (size < FIRM) return;
    this.#counts[Math.max(0, Math.round(similarity * STEPS))] += 1;
    this.#seen += 1;
  }

  get threshold(): number {
    if (this.#seen < ENOUGH) return this.#prior;
    let below = 0;
    let step = 0;
    while (below + this.#counts[step] <= SHARE_BELOW * this.#seen) {
      below += this.#counts[step];
      step += 1;
    }
    return step / STEPS;
  }
}
