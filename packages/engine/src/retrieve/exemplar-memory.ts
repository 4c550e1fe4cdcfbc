/**
 * Memory of worked examples: which resolutions could answer this question, and what speaks for each.
 *
 * Lexical and dense search together, each over all exemplars; then everything known about the few resolutions
 * that came up. Nothing is trained here, so an issue born an hour ago is found like an old one.
 *
 * Cost: add O(features + d); retrieve O(n) with small constants, about 5 ms at 100,000 exemplars.
 * Memory: about 1.2 KB an exemplar of 15 words.
 */
import type { Evidence, Retrieval } from '../domain.ts';
import { type FeatureCounts, LexicalIndex } from './lexical-index.ts';
import { MeanVector } from './mean-vector.ts';
import { ContextCounts, product, ResolutionEntry } from './resolution-entry.ts';
import { best, type Scored, votes } from './similarity-list.ts';
import { VectorIndex } from './vector-index.ts';

/** A question as the indexes take it; `lead` is its first line, null where that is the whole text. */
export interface Prepared {
  readonly features: FeatureCounts;
  readonly lead: FeatureCounts | null;
  readonly vector: Int8Array | null;
  readonly context: readonly string[];
  readonly account: string | null;
  readonly at_ms: number;
}

/** What was learned about a question beside the memory, for the resolution of a number. */
export interface LearnedOpinions {
  /** Of the linear head. */
  readonly head: (resolution: number) => number;
  /** Closeness by the learned map. */
  readonly adapted: (resolution: number) => number;
}

const NO_OPINIONS: LearnedOpinions = { head: () => 0, adapted: () => 0 };

const NEIGHBOURS = 30;
const TITLE_NEIGHBOURS = 10;
const VOTE_TEMPERATURE = 0.05;
const LEAD_TEMPERATURE = 0.1;
/** Texts of one resolution that are searched: the newest. */
const MAX_TEXTS = 12;

const EMPTY: FeatureCounts = { ids: new Uint32Array(0), counts: new Uint16Array(0) };

export class ExemplarMemory {
  readonly #dimensions: number;
  readonly #lexical = new LexicalIndex();
  readonly #leads = new LexicalIndex();
  readonly #titles = new LexicalIndex();
  readonly #texts = new LexicalIndex();
  readonly #vectors: VectorIndex;
  readonly #usual = new ContextCounts();
  readonly #mean: MeanVector;
  readonly #entries: ResolutionEntry[] = [];
  readonly #indexOf = new Map<string, number>();
  readonly #exemplarIds: string[] = [];
  /** Slots whose question has a lead of its own; the others' lead is the whole question. */
  readonly #withLead: number[] = [];
  /** Scores of the leads, kept between questions. */
  #leadScores = new Float32Array(0);
  /** Index of the entry that a slot belongs to; -1 once retired. */
  readonly #ownerOfSlot: number[] = [];
  readonly #ownerOfTitle: number[] = [];
  readonly #ownerOfText: number[] = [];

  constructor(dimensions: number) {
    this.#dimensions = dimensions;
    this.#vectors = new VectorIndex(dimensions);
    this.#mean = new MeanVector(dimensions);
  }

  get exemplars(): number {
    return this.#exemplarIds.length;
  }

  entry(resolutionId: string): ResolutionEntry | undefined {
    const index = this.#indexOf.get(resolutionId);
    return index === undefined ? undefined : this.#entries[index];
  }

  /** Makes a resolution known, or gives it one more text. */
  upsert(resolutionId: string, given: { title: FeatureCounts; text: FeatureCounts | null }): void {
    const index = this.#indexOf.get(resolutionId) ?? this.#newEntry(resolutionId);
    const entry = this.#entries[index];
    if (entry.titleSlot >= 0) this.#ownerOfTitle[entry.titleSlot] = -1;
    entry.titleSlot = this.#titles.add(given.title);
    this.#ownerOfTitle.push(index);
    if (given.text === null || given.text.ids.length === 0) return;
    entry.textSlots.push(this.#texts.add(given.text));
    this.#ownerOfText.push(index);
    if (entry.textSlots.length > MAX_TEXTS) this.#ownerOfText[entry.textSlots.shift() as number] = -1;
  }

  retire(resolutionId: string): void {
    const index = this.#indexOf.get(resolutionId);
    if (index === undefined) return;
    const entry = this.#entries[index];
    for (const slot of entry.slots) this.#ownerOfSlot[slot] = -1;
    for (const slot of entry.textSlots) this.#ownerOfText[slot] = -1;
    if (entry.titleSlot >= 0) this.#ownerOfTitle[entry.titleSlot] = -1;
    this.#indexOf.delete(resolutionId);
  }

  add(exemplarId: string, resolutionId: string, question: Prepared): void {
    const index = this.#indexOf.get(resolutionId) ?? this.#newEntry(resolutionId);
    const slot = this.#lexical.add(question.features);
    this.#leads.add(question.lead ?? EMPTY);
    this.#vectors.add(question.vector ?? new Int8Array(this.#dimensions));
    this.#exemplarIds.push(exemplarId);
    if (question.lead !== null) this.#withLead.push(slot);
    this.#ownerOfSlot.push(index);
    this.#entries[index].add(slot, question);
    this.#usual.add(question.context);
    if (question.vector !== null) this.#mean.add(question.vector);
  }

  /** Number under which a resolution is kept, once it is known. */
  indexOf(resolutionId: string): number | undefined {
    return this.#indexOf.get(resolutionId);
  }

  /** TF-IDF weights of a question's features, and its vector without the mean of all, of unit length. */
  weigh(question: Pick<Prepared, 'features' | 'vector'>): {
    readonly weights: Float32Array;
    readonly dense: Float32Array;
  } {
    return {
      weights: this.#lexical.weights(question.features),
      dense:
        question.vector === null ? new Float32Array(this.#dimensions) : this.#mean.centre(question.vector),
    };
  }

  /** Centroid of the resolution of a number, and how many exemplars it is made of. */
  centroid(resolution: number): { readonly exemplars: number; readonly vector: () => Int8Array | null } {
    const entry = this.#entries[resolution];
    return { exemplars: entry.slots.length, vector: () => entry.centroid() };
  }

  retrieve(question: Prepared, learned: LearnedOpinions = NO_OPINIONS): Retrieval {
    const alive = (slot: number) => this.#ownerOfSlot[slot] >= 0;
    const owner = (slot: number) => this.#ownerOfSlot[slot];
    // The scan reads through every vector: first, so that what is found by words is still at hand afterwards.
    const dense =
      question.vector === null ? new Float32Array(this.exemplars) : this.#vectors.search(question.vector);
    const { scores: lexical, uncovered } = this.#lexical.search(question.features);
    const leads = this.#searchLeads(question, lexical);
    const nearLexical = best(lexical, NEIGHBOURS, alive);
    const nearDense = best(dense, NEIGHBOURS, alive);
    const nearLeads = leads === lexical ? nearLexical : best(leads, NEIGHBOURS, alive);
    const lexicalVotes = votes(nearLexical, VOTE_TEMPERATURE, owner);
    const denseVotes = votes(nearDense, VOTE_TEMPERATURE, owner);
    const leadVotes = votes(nearLeads, LEAD_TEMPERATURE, owner);
    const documents = this.#searchDocuments(question);
    const found = new Set([
      ...lexicalVotes.keys(),
      ...denseVotes.keys(),
      ...leadVotes.keys(),
      ...documents.found,
    ]);
    const squared = question.vector === null ? 0 : product(question.vector, question.vector);
    const evidence = [...found].map((index): Evidence => {
      const entry = this.#entries[index];
      const own = summarise(entry.slots, { lexical, dense, leads });
      return {
        resolution_id: entry.id,
        exemplars: entry.slots.length,
        ...own.sums,
        lexical_vote: lexicalVotes.get(index) ?? 0,
        dense_vote: denseVotes.get(index) ?? 0,
        dense_mean: Math.max(0, entry.centroidCosine(question.vector, squared)),
        lead_vote: leadVotes.get(index) ?? 0,
        title: entry.titleSlot < 0 ? 0 : documents.title[entry.titleSlot],
        title_lead: entry.titleSlot < 0 ? 0 : documents.titleLead[entry.titleSlot],
        text: Math.max(0, ...entry.textSlots.map((slot) => documents.text[slot])),
        adapted: learned.adapted(index),
        head: learned.head(index),
        context: entry.contextLogOdds(question.context, this.#usual),
        recent: Math.log(0.2 + entry.fresh(question.at_ms)),
        nearest_exemplar_id: own.nearest < 0 ? null : this.#exemplarIds[own.nearest],
      };
    });
    return { evidence, uncovered, resolutions: this.#indexOf.size };
  }

  /** A question of one line is its own lead, on either side; its own document is not stored twice. */
  #searchLeads(question: Prepared, lexical: Float32Array): Float32Array {
    if (this.#withLead.length === 0) return lexical;
    const { scores } = this.#leads.search(question.lead ?? question.features);
    if (this.#leadScores.length < lexical.length) this.#leadScores = new Float32Array(2 * lexical.length);
    const leads = this.#leadScores.subarray(0, lexical.length);
    leads.set(lexical);
    for (const slot of this.#withLead) leads[slot] = scores[slot];
    return leads;
  }

  #searchDocuments(question: Prepared) {
    const title = this.#titles.search(question.features).scores.slice();
    const titleLead = question.lead === null ? title : this.#titles.search(question.lead).scores;
    const text = this.#texts.search(question.features).scores;
    const nearTitles = best(title, TITLE_NEIGHBOURS, (slot) => this.#ownerOfTitle[slot] >= 0);
    const nearTexts = best(text, TITLE_NEIGHBOURS, (slot) => this.#ownerOfText[slot] >= 0);
    const found = [
      ...nearTitles.map((near: Scored) => this.#ownerOfTitle[near.slot]),
      ...nearTexts.map((near: Scored) => this.#ownerOfText[near.slot]),
    ];
    return { title, titleLead, text, found };
  }

  #newEntry(resolutionId: string): number {
    const index = this.#entries.length;
    this.#entries.push(new ResolutionEntry(resolutionId));
    this.#indexOf.set(resolutionId, index);
    return index;
  }
}

const TOP = 5;

/** What the exemplars of one resolution say: the best, the mean of the five best, the mean of all. */
function summarise(
  slots: readonly number[],
  { lexical, dense, leads }: { lexical: Float32Array; dense: Float32Array; leads: Float32Array },
) {
  const lexicalBest = new Float64Array(TOP);
  const denseBest = new Float64Array(TOP);
  let lexicalSum = 0;
  let lead = 0;
  let nearest = -1;
  let nearestScore = -1;
  for (let i = 0; i < slots.length; i++) {
    const slot = slots[i];
    const letters = lexical[slot];
    // Rounded vectors are not quite of unit length.
    const meaning = Math.min(1, Math.max(0, dense[slot]));
    lexicalSum += letters;
    if (letters > lexicalBest[TOP - 1]) insert(lexicalBest, letters);
    if (meaning > denseBest[TOP - 1]) insert(denseBest, meaning);
    if (leads[slot] > lead) lead = leads[slot];
    if (letters + meaning > nearestScore) {
      nearestScore = letters + meaning;
      nearest = slot;
    }
  }
  const sums = {
    lexical_max: lexicalBest[0],
    lexical_top5: mean(lexicalBest),
    lexical_mean: slots.length > 0 ? lexicalSum / slots.length : 0,
    dense_max: denseBest[0],
    dense_top5: mean(denseBest),
    lead_max: lead,
  };
  return { sums, nearest };
}

/** Keeps the largest, in descending order; the value is above the last. */
function insert(descending: Float64Array, value: number): void {
  let at = descending.length - 1;
  for (; at > 0 && descending[at - 1] < value; at--) descending[at] = descending[at - 1];
  descending[at] = value;
}

function mean(values: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i];
  return sum / values.length;
}
