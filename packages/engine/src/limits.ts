/**
 * Where resolutions must not be used, looked up by resolution: what was said against them, and where alone they hold.
 *
 * An index over two lists of the facts; nothing of it is saved. Both outlive a retirement, so that a resolution that
 * comes back is no freer than it was. Cost: O(1) to learn and to look up but for `taughtAt`; `hide` O(lists).
 */
import type { ModelEvent } from './domain.ts';
import type { ModelFacts, StoredExemplar, StoredRefusal } from './facts.ts';
import * as own from './own-copy.ts';
import { indexed, type QuestionReader } from './prepare-question.ts';
import type { ExemplarMemory } from './retrieve/exemplar-memory.ts';
import type { FeatureCounts } from './retrieve/lexical-index.ts';

export type LimitingExemplar = Pick<StoredExemplar, 'seq' | 'id' | 'resolution_id' | 'question' | 'vector'>;

/** What is asked about a resolution before it may be said. */
export interface KnownLimits {
  refusalsOf(resolutionId: string): readonly StoredRefusal[];
  conditionsOf(resolutionId: string): readonly string[];
  exemplarsOf(resolutionId: string): readonly LimitingExemplar[];
  /** Since when an exemplar is its resolution's: told again, as after a split, it is no newer word. O(exemplars). */
  taughtAt(exemplar: LimitingExemplar): number;
  /** How like a question is to this text, by letters. */
  lettersOf(text: string): (asked: FeatureCounts) => number;
}

const NONE: readonly never[] = [];

type LimitEvent = Extract<ModelEvent, { kind: 'answer-refused' | 'conditions-set' }>;
type Told = Pick<ModelFacts, 'refusals' | 'conditions' | 'exemplars'>;

export class Limits implements KnownLimits {
  readonly #facts: Told;
  readonly #memory: ExemplarMemory;
  readonly #refusals = new Map<string, StoredRefusal[]>();
  readonly #conditions = new Map<string, readonly string[]>();

  constructor(facts: Told, memory: ExemplarMemory) {
    this.#facts = facts;
    this.#memory = memory;
    this.#index();
  }

  refusalsOf(resolutionId: string): readonly StoredRefusal[] {
    return this.#refusals.get(resolutionId) ?? NONE;
  }

  conditionsOf(resolutionId: string): readonly string[] {
    return this.#conditions.get(resolutionId) ?? NONE;
  }

  exemplarsOf(resolutionId: string): readonly StoredExemplar[] {
    const slots = this.#memory.entry(resolutionId)?.slots ?? NONE;
    return slots.map((slot) => this.#facts.exemplars[slot]);
  }

  taughtAt({ id, resolution_id, seq }: LimitingExemplar): number {
    const first = this.#facts.exemplars.find(
      (each) => each.id === id && each.resolution_id === resolution_id,
    );
    return first?.seq ?? seq;
  }

  lettersOf(text: string): (asked: FeatureCounts) => number {
    return this.#memory.compared('question', indexed(text));
  }

  learn(event: LimitEvent, reader: QuestionReader): void {
    const { seq } = event;
    if (event.kind === 'answer-refused') {
      const { id, resolution_id, question } = event.refusal;
      const kept = { question: own.question(question), vector: reader.rounded(question.vector) };
      const refusal = { seq, id, resolution_id, ...kept };
      this.#facts.refusals.push(refusal);
      this.#refuse(refusal);
    } else {
      const { resolution_id, conditions } = event;
      this.#facts.conditions.push({ seq, resolution_id, conditions: [...conditions] });
      this.#conditions.set(resolution_id, [...conditions]);
    }
  }

  /** What stands at these positions is none any more. */
  hide(forgotten: ReadonlySet<number>): void {
    const { refusals, conditions } = this.#facts;
    refusals.splice(0, Infinity, ...refusals.filter(({ seq }) => !forgotten.has(seq)));
    conditions.splice(0, Infinity, ...conditions.filter(({ seq }) => !forgotten.has(seq)));
    this.#refusals.clear();
    this.#conditions.clear();
    this.#index();
  }

  #refuse(refusal: StoredRefusal): void {
    const known = this.#refusals.get(refusal.resolution_id);
    if (known === undefined) this.#refusals.set(refusal.resolution_id, [refusal]);
    else known.push(refusal);
  }

  #index(): void {
    for (const refusal of this.#facts.refusals) this.#refuse(refusal);
    for (const { resolution_id, conditions } of this.#facts.conditions)
      this.#conditions.set(resolution_id, conditions);
  }
}
