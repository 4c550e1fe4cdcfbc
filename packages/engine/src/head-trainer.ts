/**
 * How the linear head learns from lessons: which rivals a lesson is held against, and what is rehearsed with it.
 *
 * A lesson is learned against the resolutions that came up beside its own, and with it a few earlier lessons once
 * more, drawn by the position in the ledger: one pass over a stream then comes near to many. Resolutions with one
 * exemplar are left to their neighbours: a weight vector each would cost more memory than it knows.
 *
 * Cost: about 1 ms a lesson of 15 words. Source of rehearsal: Lin 1992 (experience replay), doi:10.1007/BF00992699.
 */
import type { ModelFacts } from './facts.ts';
import { SeededRandom } from './math/seeded-random.ts';
import { indexed } from './prepare-question.ts';
import { type HeadInput, LinearHead } from './rank/linear-head.ts';
import type { ExemplarMemory, Prepared } from './retrieve/exemplar-memory.ts';
import { CHARACTER_BIT } from './text/sparse-features.ts';

const REHEARSED = 3;
const RIVALS = 15;
/** Fewer have no weights. */
export const LEAST_EXEMPLARS = 2;
/** Beyond so many exemplars only every second lesson is learned from, then every third, and so on. */
const EVERY_LESSON_UP_TO = 20_000;
/** Heaviest features of a question that the head reads. */
const MAX_FEATURES = 256;
/** More than a question has features. */
const PLACES = 2 ** 14;
/** Lengths of a question's words, and of its letters, beside its meaning, whose length is 1. */
const WORDS = 1.26;
const LETTERS = 1.55;

/** What the head reads of a question. */
type Asked = Pick<Prepared, 'features' | 'vector'>;

export class HeadTrainer {
  readonly #memory: ExemplarMemory;
  readonly #facts: ModelFacts;
  readonly #head: LinearHead;

  constructor(memory: ExemplarMemory, dimensions: number, facts: ModelFacts) {
    this.#memory = memory;
    this.#facts = facts;
    this.#head = new LinearHead(dimensions);
    if (facts.head !== null) this.#head.load(facts.head);
  }

  learnsFrom(exemplars: number): boolean {
    return exemplars % (Math.floor(exemplars / EVERY_LESSON_UP_TO) + 1) === 0;
  }

  /** What the head says about this question for the resolution of a number. */
  opinionOn(question: Asked): (resolution: number) => number {
    const input = this.#inputOf(question);
    return (resolution) => this.#head.score(resolution, input);
  }

  /** After the memory has it. `ranked`: ids that came up before it was learned. Answers the rivals, to be kept. */
  learn(lesson: { seq: number; prepared: Asked; right: string; ranked: readonly string[] }): Uint32Array {
    const { seq, prepared, right, ranked } = lesson;
    const rivals = Uint32Array.from(
      ranked
        .filter((id) => id !== right && this.#isLearned(id))
        .slice(0, RIVALS)
        .map((id) => this.#memory.indexOf(id) ?? 0),
    );
    if (ranked.length === 0) return rivals;
    this.#step(prepared, right, rivals);
    this.#rehearse(seq);
    return rivals;
  }

  #rehearse(seq: number): void {
    const { exemplars } = this.#facts;
    const random = new SeededRandom(seq);
    for (let i = 0; i < Math.min(REHEARSED, exemplars.length); i++) {
      const { question, vector, resolution_id, rivals } =
        exemplars[Math.floor(random.next() * exemplars.length)];
      if (rivals.length > 0) this.#step({ features: indexed(question.text), vector }, resolution_id, rivals);
    }
  }

  #step(question: Asked, right: string, rivals: Uint32Array): void {
    const index = this.#memory.indexOf(right);
    if (index === undefined || !this.#isLearned(right)) return;
    this.#head.learn(this.#inputOf(question), index, [...rivals]);
    this.#facts.head = this.#head.save();
  }

  #isLearned(resolutionId: string): boolean {
    return (this.#memory.entry(resolutionId)?.slots.length ?? 0) >= LEAST_EXEMPLARS;
  }

  #inputOf(question: Asked): HeadInput {
    const { weights, dense } = this.#memory.weigh(question);
    const chosen = strongest(weights);
    const ids = new Uint32Array(chosen.length);
    const squares = [0, 0];
    for (let i = 0; i < chosen.length; i++) {
      ids[i] = question.features.ids[chosen[i]];
      squares[familyOf(ids[i])] += weights[chosen[i]] ** 2;
    }
    const scales = [WORDS / Math.sqrt(squares[0] || 1), LETTERS / Math.sqrt(squares[1] || 1)];
    const scaled = new Float32Array(chosen.length);
    for (let i = 0; i < chosen.length; i++) scaled[i] = weights[chosen[i]] * scales[familyOf(ids[i])];
    return { ids, weights: scaled, dense };
  }
}

/** 0 for words, 1 for letters. */
function familyOf(id: number): 0 | 1 {
  return id >= CHARACTER_BIT ? 1 : 0;
}

/** Places of the heaviest features; equal ones in their order. */
function strongest(weights: Float32Array): Uint32Array {
  if (weights.length <= MAX_FEATURES) return Uint32Array.from(weights, (_, i) => i);
  // Positive floats stand in the order of their bits: one number a feature, sorted without comparing in JavaScript.
  const bits = new Uint32Array(weights.buffer, weights.byteOffset, weights.length);
  const keys = new Float64Array(weights.length);
  for (let i = 0; i < keys.length; i++) keys[i] = i - bits[i] * PLACES;
  return Uint32Array.from(keys.sort().subarray(0, MAX_FEATURES), (key) => ((key % PLACES) + PLACES) % PLACES);
}
