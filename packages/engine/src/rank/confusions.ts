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

export class Confusions {
  readonly #answers = new Map<string, { total: number; readonly right: Map<string, number> }>();

  constructor(lessons: readonly Lesson[]) {
    this.hide(lessons, new Set());
  }

  /** Only what these lessons showed counts, without those at hidden positions. */
  hide(lessons: readonly Lesson[], hidden: ReadonlySet<number>): void {
    this.#answers.clear();
    for (const { seq, pointed, resolution_id } of lessons)
      if (pointed !== undefined && !hidden.has(seq)) this.add(pointed, resolution_id);
  }

  /** The words pointed at one resolution, and another, or the same, was right. */
  add(pointed: string, right: string): void {
    const known = this.#answers.get(pointed) ?? { total: 0, right: new Map<string, number>() };
    this.#answers.set(pointed, known);
    known.total += 1;
    known.right.set(right, (known.right.get(right) ?? 0) + 1);
  }

  /** The same rows with scores in which the words count as far as they can be trusted; likeliest first. */
  passOn(rows: readonly RankedEvidence[], ranker: RankerModel): readonly RankedEvidence[] {
    if (this.#answers.size === 0 || rows.length === 0) return rows;
    const byWords = rows.map((row) => scoreByWords(row, ranker));
    const top = Math.max(...byWords);
    const weights = byWords.map((score) => Math.exp(score - top));
    const at = new Map(rows.map(({ evidence }, i) => [evidence.resolution_id, i]));
    const passed = new Float64Array(rows.length);
    for (const [i, { evidence }] of rows.entries()) {
      let left = 1;
      const { total, right } = this.#answers.get(evidence.resolution_id) ?? { total: 0, right: [] };
      for (const [id, count] of right) {
        const to = at.get(id);
        if (to === undefined || to === i || count <= DISCOUNT) continue;
        const share = (count - DISCOUNT) / (total + OWN_STRENGTH);
        passed[to] += weights[i] * share;
        left -= share;
      }
      passed[i] += weights[i] * left;
    }
    return rows
      .map((row, i) => ({ ...row, score: row.score - byWords[i] + top + Math.log(passed[i]) }))
      .sort((a, b) => b.score - a.score || (a.evidence.resolution_id < b.evidence.resolution_id ? -1 : 1));
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
