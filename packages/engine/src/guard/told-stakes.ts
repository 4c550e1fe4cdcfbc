/**
 * What the team said of questions: this is a matter of that class, or of none. It widens what the classifier hears, and
 * takes back what it hears too much of.
 *
 * Texts are counted by the pieces that they hold, beside the counts of the written examples. “Of none” takes from what
 * speaks for a class and never speaks against it, so a text that alarms for another reason alarms as before; phrases
 * know nothing of it. The newest word about a question stands. Exact: whole numbers, built anew from what is left.
 * Cost: O(words) a label, 30 µs; 60 ms to make from the most that count. Limit: the newest 2,000 questions.
 */
import type { StakesClass, StakesLabel } from '../domain.ts';
import { foldWords } from './fold-words.ts';
import { pieces } from './pieces.ts';

/** Texts of the examples that one word of the team weighs. */
const WEIGHT = 3;
const MOST_LABELS = 2_000;

export class ToldStakes {
  readonly #classes = new Map<StakesClass, Map<string, number>>();
  readonly #none = new Map<string, number>();
  /** By question, the one that was longest without a new word first. */
  readonly #newest = new Map<string, StakesLabel>();

  /** `labels`: oldest first. */
  constructor(labels: readonly StakesLabel[]) {
    const newest = new Map<string, StakesLabel>();
    for (const label of labels) {
      newest.delete(label.question_id);
      newest.set(label.question_id, label);
    }
    for (const label of [...newest.values()].slice(-MOST_LABELS)) this.learnOne(label);
  }

  learnOne(label: StakesLabel): void {
    this.#drop(this.#newest.get(label.question_id));
    this.#newest.set(label.question_id, label);
    this.#count(label, 1);
    if (this.#newest.size > MOST_LABELS) this.#drop(this.#newest.values().next().value);
  }

  /** Weight of the texts that hold a piece and are of this class; of none where it is null. */
  weightOf(piece: string, name: StakesClass | null): number {
    const counts = name === null ? this.#none : this.#classes.get(name);
    return WEIGHT * (counts?.get(piece) ?? 0);
  }

  #drop(label: StakesLabel | undefined): void {
    if (label === undefined) return;
    this.#newest.delete(label.question_id);
    this.#count(label, -1);
  }

  #count(label: StakesLabel, by: 1 | -1): void {
    const counts =
      label.class === null ? this.#none : (this.#classes.get(label.class) ?? new Map<string, number>());
    if (label.class !== null) this.#classes.set(label.class, counts);
    for (const piece of pieces(foldWords(label.text))) counts.set(piece, (counts.get(piece) ?? 0) + by);
  }
}

export const NOTHING_TOLD = new ToldStakes([]);
