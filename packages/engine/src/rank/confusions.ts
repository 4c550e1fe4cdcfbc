/**
 * What people answered when the words alone pointed elsewhere: "I can't complete this step" is near to one resolution's
 * exemplars, and another one was right, because the page was another one.
 *
 * Learned of each lesson just before the memory has it, so that no question points at its own answer. What the words
 * say for a resolution is then passed on to those that it was taken for, in the share in which that happened, and the
 * context chooses among them: among resolutions that the same words have led to, the words stop counting and the context
 * decides. The first confusion of each pair hardly counts (absolute discounting), since anybody errs once. Only of use
 * with a context; without one everything stays as it was. Additive: each lesson can be taken out.
 * Cost: learn O(confusions of the one pointed at), pass on O(candidates + confusions). Source: Ney, Essen & Kneser 1994 (discounting).
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

/** A resolution that was right, or that the words pointed at. */
interface Confused {
  readonly number: number;
  /** What was right where the words pointed at it, in `Confusions.#words`: first word, resolutions, and room for them. */
  start: number;
  length: number;
  room: number;
  total: number;
}

const FIRST_ROOM = 2;

export class Confusions {
  readonly #known = new Map<string, Confused>();
  /**
   * Number of a resolution, then how often it was right; all lists in one block. A decision reads dozens of them, and to
   * find each in a memory of its own takes longer than to read it.
   */
  #words = new Uint32Array(64);
  #top = 0;

  constructor(lessons: readonly Lesson[]) {
    this.hide(lessons, new Set());
  }

  /** Only what these lessons showed counts, without those at hidden positions. */
  hide(lessons: readonly Lesson[], hidden: ReadonlySet<number>): void {
    this.#known.clear();
    this.#top = 0;
    for (const { seq, pointed, resolution_id } of lessons)
      if (pointed !== undefined && !hidden.has(seq)) this.add(pointed, resolution_id);
  }

  /** The words pointed at one resolution, and another, or the same, was right. */
  add(pointed: string, right: string): void {
    const from = this.#open(pointed);
    const { number } = this.#open(right);
    from.total += 1;
    const end = from.start + 2 * from.length;
    for (let at = from.start; at < end; at += 2) {
      if (this.#words[at] !== number) continue;
      this.#words[at + 1] += 1;
      return;
    }
    if (from.length === from.room) this.#makeRoom(from);
    this.#words.set([number, 1], from.start + 2 * from.length);
    from.length += 1;
  }

  #open(id: string): Confused {
    const known = this.#known.get(id);
    if (known !== undefined) return known;
    const confused = { number: this.#known.size, start: 0, length: 0, room: 0, total: 0 };
    this.#known.set(id, confused);
    return confused;
  }

  /** Twice as much, at the end. What it leaves is not used again: together less than is in use. */
  #makeRoom(from: Confused): void {
    const room = Math.max(FIRST_ROOM, 2 * from.room);
    if (this.#top + 2 * room > this.#words.length) {
      const before = this.#words;
      this.#words = new Uint32Array(2 * (this.#top + 2 * room));
      this.#words.set(before);
    }
    this.#words.copyWithin(this.#top, from.start, from.start + 2 * from.length);
    from.start = this.#top;
    from.room = room;
    this.#top += 2 * room;
  }

  /** The same rows with scores in which the words count as far as they can be trusted; likeliest first. */
  passOn(rows: readonly RankedEvidence[], ranker: RankerModel): readonly RankedEvidence[] {
    if (this.#known.size === 0 || rows.length === 0) return rows;
    const byWords = rows.map((row) => scoreByWords(row, ranker));
    const top = Math.max(...byWords);
    const weights = byWords.map((score) => Math.exp(score - top));
    const known = rows.map(({ evidence }) => this.#known.get(evidence.resolution_id));
    const rowOf = new Int32Array(this.#known.size).fill(-1);
    for (let i = 0; i < rows.length; i++) {
      const confused = known[i];
      if (confused !== undefined) rowOf[confused.number] = i;
    }
    const passed = Float64Array.from(weights);
    for (let i = 0; i < rows.length; i++) {
      const confused = known[i];
      if (confused !== undefined) passed[i] -= passFrom(this.#words, confused, weights[i], i, rowOf, passed);
    }
    return rows
      .map((row, i) => ({ ...row, score: row.score - byWords[i] + top + Math.log(passed[i]) }))
      .sort((a, b) => b.score - a.score || (a.evidence.resolution_id < b.evidence.resolution_id ? -1 : 1));
  }
}

/** Adds to what is passed to others; answers how much of the weight that was. */
function passFrom(
  words: Uint32Array,
  { start, length, total }: Confused,
  weight: number,
  from: number,
  rowOf: Int32Array,
  passed: Float64Array,
): number {
  const unit = weight / (total + OWN_STRENGTH);
  let gone = 0;
  for (let at = start; at < start + 2 * length; at += 2) {
    const to = rowOf[words[at]];
    if (to < 0 || to === from) continue;
    const part = (words[at + 1] - DISCOUNT) * unit;
    passed[to] += part;
    gone += part;
  }
  return gone;
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
