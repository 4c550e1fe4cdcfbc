/**
 * The memory as it would be with one exemplar more or less, or with another text of one resolution.
 *
 * Nothing is added or taken away: the similarities of a scan stay as they are, with one value more for what is not kept
 * and nobody as the owner of what is left out. So a question is looked up once for both, and live questions find the
 * memory untouched. Good until the memory changes. Limit: the rarity of words is that of the memory as it stands, which
 * moves every similarity by letters a little in a memory of few questions.
 * Cost: made in O(exemplars of the resolution · d); a question as in `gather-evidence.ts`, without its scan.
 */
import type { Retrieval } from '../domain.ts';
import { type ExemplarMemory, MAX_TEXTS, type Prepared } from './exemplar-memory.ts';
import { type Ground, gatherEvidence, type LearnedOpinions, type Scan } from './gather-evidence.ts';
import type { FeatureCounts } from './lexical-index.ts';
import { product, ResolutionEntry } from './resolution-entry.ts';
import { roundedCosine } from './vector-index.ts';

export interface MemoryChange {
  readonly resolution_id: string;
  /** Would it be known at all? */
  readonly isKnown: boolean;
  /** Slot of an exemplar that is left out. */
  readonly hidden: number | null;
  readonly added: { readonly id: string; readonly question: Prepared } | null;
  /** Title and texts, oldest first; null where they are as they stand. */
  readonly wording: { readonly title: FeatureCounts | null; readonly texts: readonly FeatureCounts[] } | null;
  readonly retired: readonly string[];
}

export class VariedMemory {
  readonly #memory: ExemplarMemory;
  readonly #change: MemoryChange;
  readonly #ground: Ground;
  readonly #less: Prepared[];
  readonly #compared: ReturnType<typeof comparisons>;
  /** Under which the resolution is kept, or would be. */
  readonly resolution: number;
  readonly entry: ResolutionEntry;

  /** `exemplar`: what is kept under a slot. */
  constructor(memory: ExemplarMemory, change: MemoryChange, exemplar: (slot: number) => Prepared) {
    this.#memory = memory;
    this.#change = change;
    this.resolution = memory.indexOf(change.resolution_id) ?? memory.numbers;
    this.#less = change.hidden === null ? [] : [exemplar(change.hidden)];
    this.#compared = comparisons(memory, change);
    this.entry = this.#varyEntry(exemplar);
    this.#ground = this.#varyGround();
  }

  retrieve(question: Prepared, scan: Scan, learned: LearnedOpinions): Retrieval {
    return gatherEvidence({ question, scan: this.#varyScan(question, scan), ground: this.#ground, learned });
  }

  #varyEntry(exemplar: (slot: number) => Prepared): ResolutionEntry {
    const { resolution_id, hidden, added, wording } = this.#change;
    const known = this.#memory.entry(resolution_id);
    const entry = new ResolutionEntry(resolution_id, this.#memory.ground.usual);
    for (const slot of known?.slots ?? []) if (slot !== hidden) entry.add(slot, exemplar(slot));
    if (added !== null) entry.add(this.#memory.exemplars, added.question);
    entry.titleSlot = known?.titleSlot ?? -1;
    entry.textSlots.push(...(known?.textSlots ?? []));
    if (wording === null) return entry;
    const { titles, texts } = this.#memory.documents;
    entry.titleSlot = wording.title === null ? -1 : titles;
    entry.textSlots.splice(0, Infinity, ...wording.texts.map((_, i) => texts + i).slice(-MAX_TEXTS));
    return entry;
  }

  #varyGround(): Ground {
    const { resolution_id, isKnown, hidden, added, wording, retired } = this.#change;
    const { ground } = this.#memory;
    const gone = new Set(retired.map((id) => this.#memory.indexOf(id) ?? -1));
    const { titles, texts } = this.#memory.documents;
    const exemplars = this.#memory.exemplars;
    const left = (owner: number) => (gone.has(owner) ? -1 : owner);
    const reworded = (owner: number) => (wording !== null && owner === this.resolution ? -1 : left(owner));
    const usual = ground.usual.varied(
      this.#less.map(({ context }) => context),
      added === null ? [] : [added.question.context],
    );
    const wasKnown = this.#memory.indexOf(resolution_id) !== undefined;
    const more = Number(isKnown) - Number(wasKnown) - retired.filter((id) => this.#memory.entry(id)).length;
    return {
      ownerOf: (slot) => {
        if (slot >= exemplars) return this.resolution;
        return slot === hidden ? -1 : left(ground.ownerOf(slot));
      },
      ownerOfTitle: (slot) => (slot >= titles ? this.resolution : reworded(ground.ownerOfTitle(slot))),
      ownerOfText: (slot) => (slot >= texts ? this.resolution : reworded(ground.ownerOfText(slot))),
      entry: (index) => (index === this.resolution ? this.entry : ground.entry(index)),
      exemplarId: (slot) => (slot >= exemplars ? (added?.id ?? '') : ground.exemplarId(slot)),
      usual,
      slotsWith: (token) =>
        added?.question.context.includes(token) === true
          ? [...ground.slotsWith(token), exemplars]
          : ground.slotsWith(token),
      resolutions: () => ground.resolutions() + more,
    };
  }

  #varyScan(question: Prepared, scan: Scan): Scan {
    const { added, lexical, lead, title, texts } = this.#compared;
    const { features } = question;
    const uncovered = this.#memory.uncovered(features, {
      more: added === null ? [] : [added.features],
      less: this.#less.map((each) => each.features),
    });
    const first = question.lead ?? features;
    const words = texts.map((compare) => compare(features));
    const documents = {
      title: extended(scan.title, title === null ? [] : [title(features)]),
      titleLead: extended(scan.titleLead, title === null ? [] : [title(first)]),
      text: extended(scan.text, words),
    };
    if (added === null || lexical === null) return { ...scan, ...documents, uncovered };
    const letters = lexical(features);
    return {
      ...documents,
      uncovered,
      lexical: extended(scan.lexical, [letters]),
      dense: extended(scan.dense, [cosine(question.vector, added.vector)]),
      leads: extended(scan.leads, [lead === null ? letters : lead(first)]),
    };
  }
}

function comparisons(memory: ExemplarMemory, { added, wording }: MemoryChange) {
  const question = added?.question ?? null;
  return {
    added: question,
    lexical: question && memory.compared('question', question.features),
    lead: question?.lead ? memory.compared('lead', question.lead) : null,
    title: wording?.title ? memory.compared('title', wording.title) : null,
    texts: (wording?.texts ?? []).slice(-MAX_TEXTS).map((text) => memory.compared('text', text)),
  };
}

/** As the index of vectors would tell it; a missing vector is like nothing. */
function cosine(left: Int8Array | null, right: Int8Array | null): number {
  return left === null || right === null ? 0 : roundedCosine(product(left, right), left.length);
}

function extended(scores: Float32Array, values: readonly number[]): Float32Array {
  if (values.length === 0) return scores;
  const longer = new Float32Array(scores.length + values.length);
  longer.set(scores);
  longer.set(values, scores.length);
  return longer;
}
