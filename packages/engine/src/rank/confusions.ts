/**
 * What people answered when the words alone pointed elsewhere: "I can't complete this step" is near to one resolution's
 * exemplars, and another one was right, because the page was another one.
 *
 * Learned of each lesson just before the memory has it, so that no question points at its own answer. What the words
 * say for a resolution is then passed on to those that it was taken for, in the share in which that happened, and the
 * context chooses among them: among resolutions that the same words have led to, the words stop counting and the context
 * decides. The first confusion of each pair hardly counts (absolute discounting), since anybody errs once. Only of use
 * with a context; without one everything stays as it was. Additive: each lesson can be taken out.
 * Cost: learn O(1), pass on O(candidates + confusions). Source: Ney, Essen & Kneser 1994 (discounting).
 */
import { FEATURE_NAMES } from './features.ts';
import type { RankedEvidence } from './rank-evidence.ts';
import type { RankerModel } from './ranker.ts';

/** Exemplars that a resolution's words are worth for itself beside what was seen. */
const OWN_STRENGTH = 2;
const DISCOUNT = 0.6;

const CONTEXT = FEATURE_NAMES.indexOf('context');

/** `pointed`: what the words alone had said. */
interface Lesson {
  readonly seq: number;
  readonly resolution_id: string;
  readonly pointed?: string;
}

/** What was right where the words pointed at one resolution: numbers of resolutions, and how often, in two lists. */
class Answers {
  total = 0;
  readonly right: number[] = [];
  readonly counts: number[] = [];
  readonly #places = new Map<number, number>();

  add(right: number): void {
    this.total += 1;
    const place = this.#places.get(right);
    if (place !== undefined) this.counts[place] += 1;
    else {
      this.#places.set(right, this.right.length);
      this.right.push(right);
      this.counts.push(1);
    }
  }
}

export class Confusions {
  /** A decision looks at thousands of pairs: by number, they cost next to nothing. */
  readonly #numbers = new Map<string, number>();
  readonly #answers = new Map<number, Answers>();

  constructor(lessons: readonly Lesson[]) {
    this.hide(lessons, new Set());
  }

  /** Only what these lessons showed counts, without those at hidden positions. */
  hide(lessons: readonly Lesson[], hidden: ReadonlySet<number>): void {
    this.#numbers.clear();
    this.#answers.clear();
    for (const { seq, pointed, resolution_id } of lessons)
      if (pointed !== undefined && !hidden.has(seq)) this.add(pointed, resolution_id);
  }

  /** The words pointed at one resolution, and another, or the same, was right. */
  add(pointed: string, right: string): void {
    const from = this.#numberOf(pointed);
    const known = this.#answers.get(from) ?? new Answers();
    this.#answers.set(from, known);
    known.add(this.#numberOf(right));
  }

  #numberOf(id: string): number {
    const number = this.#numbers.get(id) ?? this.#numbers.size;
    this.#numbers.set(id, number);
    return number;
  }

  /** The same rows with scores in which the words count as far as they can be trusted; likeliest first. */
  passOn(rows: readonly RankedEvidence[], ranker: RankerModel): readonly RankedEvidence[] {
    if (this.#answers.size === 0 || rows.length === 0) return rows;
    const byWords = rows.map((row) => scoreByWords(row, ranker));
    const top = Math.max(...byWords);
    const weights = byWords.map((score) => Math.exp(score - top));
    const numbers = rows.map(({ evidence }) => this.#numbers.get(evidence.resolution_id) ?? -1);
    const rowOf = new Int32Array(this.#numbers.size).fill(-1);
    for (const [i, number] of numbers.entries()) if (number >= 0) rowOf[number] = i;
    const passed = new Float64Array(rows.length);
    for (const [i, number] of numbers.entries()) {
      const known = this.#answers.get(number);
      passed[i] += weights[i] * (known === undefined ? 1 : passFrom(i, known));
    }
    return rows
      .map((row, i) => ({ ...row, score: row.score - byWords[i] + top + Math.log(passed[i]) }))
      .sort((a, b) => b.score - a.score || (a.evidence.resolution_id < b.evidence.resolution_id ? -1 : 1));

    /** Answers what is left. */
    function passFrom(i: number, { right, counts, total }: Answers): number {
      let left = 1;
      for (let k = 0; k < right.length; k++) {
        const to = rowOf[right[k]];
        if (to < 0 || to === i || counts[k] <= DISCOUNT) continue;
        const share = (counts[k] - DISCOUNT) / (total + OWN_STRENGTH);
        passed[to] += weights[i] * share;
        left -= share;
      }
      return left;
    }
  }
}

/** What the words alone point at; null where nothing came up. */
export function pointedAt(rows: readonly RankedEvidence[], ranker: RankerModel): string | null {
  let [best, first]: [number, string | null] = [-Infinity, null];
  for (const row of rows) {
    const score = scoreByWords(row, ranker);
    if (score > best) [best, first] = [score, row.evidence.resolution_id];
  }
  return first;
}

const scoreByWords = ({ score, features }: RankedEvidence, { weights }: RankerModel): number =>
  score - weights[CONTEXT] * features[CONTEXT];
