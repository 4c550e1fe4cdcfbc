/**
 * Which human resolutions deserve a second look: those that the memory, quite sure, would have settled otherwise.
 *
 * Here because people err too. A wrong resolution teaches a wrong answer, and as a label it makes a right suggestion
 * look wrong: where 5 % of labels are wrong, no risk of 5 % can ever be certified. Confident learning with one
 * threshold for all resolutions, since a desk has few examples of each: a label is suspect where the best candidate
 * is another one, and its share is at least the mean share that labels got so far. The shares come from before the
 * lesson was learned, so that no question finds itself. The threshold follows the noise: it needs no level to be set.
 *
 * A suspect is a question for a person and no verdict: after a change of the product the first right answers are
 * suspects as well. State: a sum and a count over the labels that were settled, in their order. Cost: O(candidates).
 * Source: Northcutt, Jiang & Chuang 2021, "Confident learning", arXiv:1911.00068.
 *
 * @example
 * const labels = new SuspectLabels();
 * labels.isSuspect(candidates, 'reset-password'); // => false : nothing was seen yet
 */
import type { Candidate } from '../domain.ts';

type Shares = readonly Pick<Candidate, 'resolution_id' | 'probability'>[];

/** Labels below which nothing is suspect. */
const MIN_LABELS = 100;
/** Of the best candidate's share: chosen on tickets that no figure is made of. What it holds of wrong and right labels: bench `poison-checks`. */
const NEXT_TO_NOTHING = 0.01;
/** Exemplars from which a resolution is well known. */
const WELL_KNOWN = 5;
/** Share of the best candidate from which the memory knows better: than of a young resolution, which is asked about in ways that are new, and of a well-known one. */
const SURE = { young: 0.5, well_known: 0.2 } as const;

export class SuspectLabels {
  #sum: number;
  #count: number;

  /** Of labels that were settled before: the sum of their shares, and how many there were. */
  constructor({ sum, count } = { sum: 0, count: 0 }) {
    this.#sum = sum;
    this.#count = count;
  }

  /** `candidates` in rank order, as they stood before the lesson; `said` is what the person used. Changes nothing. */
  isSuspect(candidates: Shares, said: string): boolean {
    const [top] = candidates;
    if (top === undefined || top.resolution_id === said || this.#count < MIN_LABELS) return false;
    return top.probability >= this.#sum / this.#count;
  }

  /**
   * Has the memory next to nothing for what the person used, measured by what it has for the best candidate? `taught`: its
   * exemplars; one without any is new, and never implausible. Stricter than a suspect, for what is to be held back: where
   * nobody looks, what is held teaches nothing, and the next label like it is held as well.
   */
  isImplausible(candidates: Shares, { said, taught }: { said: string; taught: number }): boolean {
    const [top] = candidates;
    if (top === undefined || top.resolution_id === said || this.#count < MIN_LABELS) return false;
    if (taught === 0 || top.probability < (taught < WELL_KNOWN ? SURE.young : SURE.well_known)) return false;
    return shareOf(candidates, said) < NEXT_TO_NOTHING * top.probability;
  }

  /** A label as it was settled, by the person or by the second look. */
  add(candidates: Shares, said: string): void {
    this.#sum += shareOf(candidates, said);
    this.#count += 1;
  }
}

const shareOf = (candidates: Shares, said: string): number =>
  candidates.find(({ resolution_id }) => resolution_id === said)?.probability ?? 0;
