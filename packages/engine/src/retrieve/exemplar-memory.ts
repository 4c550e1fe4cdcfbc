/**
 * Memory of worked examples: which resolutions could answer this question, and what speaks for each.
 *
 * Lexical and dense search together, each over all exemplars; then everything known about the few resolutions
 * that came up. Nothing is trained here, so an issue born an hour ago is found like an old one.
 *
 * Cost: add O(features + d); retrieve O(n) with small constants, about 5 ms at 100,000 exemplars.
 * Memory: about 1.2 KB an exemplar of 15 words.
 */
import type { Retrieval } from '../domain.ts';
import { ContextCounts } from './context-counts.ts';
import { ContextIndex } from './context-index.ts';
import { type Ground, gatherEvidence, type LearnedOpinions, type Scan } from './gather-evidence.ts';
import { type FeatureCounts, LexicalIndex } from './lexical-index.ts';
import { MeanVector } from './mean-vector.ts';
import { ResolutionEntry } from './resolution-entry.ts';
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

/** What is kept under a slot. */
type KeptExemplar = (slot: number) => Parameters<ResolutionEntry['add']>[1];

const NO_OPINIONS: LearnedOpinions = { head: () => 0, adapted: () => 0 };

/** Texts of one resolution that are searched: the newest. */
export const MAX_TEXTS = 12;

const EMPTY: FeatureCounts = { ids: new Uint32Array(0), counts: new Uint16Array(0) };

export class ExemplarMemory {
  readonly #dimensions: number;
  readonly #lexical = new LexicalIndex();
  readonly #leads = new LexicalIndex();
  readonly #titles = new LexicalIndex();
  readonly #texts = new LexicalIndex();
  readonly #vectors: VectorIndex;
  readonly #usual = new ContextCounts();
  readonly #contexts = new ContextIndex();
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

  readonly #ground: Ground = {
    ownerOf: (slot) => this.#ownerOfSlot[slot],
    ownerOfTitle: (slot) => this.#ownerOfTitle[slot],
    ownerOfText: (slot) => this.#ownerOfText[slot],
    entry: (index) => this.#entries[index],
    exemplarId: (slot) => this.#exemplarIds[slot],
    usual: this.#usual,
    slotsWith: (token) => this.#contexts.with(token),
    resolutions: () => this.#indexOf.size,
  };

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
    this.#contexts.add(slot, question.context);
    if (question.vector !== null) this.#mean.add(question.vector);
  }

  /** These slots count for nothing any more; what else their resolutions have is told by `exemplar`. */
  hide(slots: ReadonlySet<number>, exemplar: KeptExemplar): void {
    const owners = new Set([...slots].map((slot) => this.#ownerOfSlot[slot]).filter((index) => index >= 0));
    for (const slot of slots) this.#ownerOfSlot[slot] = -1;
    for (const index of owners) {
      const left = this.#entries[index].slots.filter((slot) => !slots.has(slot));
      this.#remake(index, left, exemplar);
    }
  }

  /** These slots are the resolution's, though it was retired; its titles and texts are told by `reword`. */
  bringBack(resolutionId: string, slots: readonly number[], exemplar: KeptExemplar): void {
    const index = this.#indexOf.get(resolutionId) ?? this.#newEntry(resolutionId);
    for (const slot of slots) this.#ownerOfSlot[slot] = index;
    this.#remake(index, slots, exemplar);
  }

  /** Its titles and texts so far are none any more; these take their place, oldest first. */
  reword(resolutionId: string, texts: readonly { title: FeatureCounts; text: FeatureCounts | null }[]): void {
    const entry = this.entry(resolutionId);
    if (entry !== undefined) {
      for (const slot of entry.textSlots.splice(0)) this.#ownerOfText[slot] = -1;
      if (entry.titleSlot >= 0) this.#ownerOfTitle[entry.titleSlot] = -1;
      entry.titleSlot = -1;
    }
    for (const text of texts) this.upsert(resolutionId, text);
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
    return gatherEvidence({ question, scan: this.scan(question), ground: this.#ground, learned });
  }

  /** What speaks for which resolution, as it stands. */
  get ground(): Ground {
    return this.#ground;
  }

  /** Similarities of the question with everything that is kept; valid until the next scan. */
  scan(question: Prepared): Scan {
    // The scan of vectors reads through every one of them: first, so that what is found by words is still at hand.
    const dense =
      question.vector === null ? new Float32Array(this.exemplars) : this.#vectors.search(question.vector);
    const { scores: lexical, uncovered } = this.#lexical.search(question.features);
    const leads = this.#searchLeads(question, lexical);
    const title = this.#titles.search(question.features).scores.slice();
    const titleLead = question.lead === null ? title : this.#titles.search(question.lead).scores;
    const text = this.#texts.search(question.features).scores;
    return { lexical, dense, leads, title, titleLead, text, uncovered };
  }

  /** Cosine of a query with a document that is not kept, as one of these would have it. */
  compared(
    kind: 'question' | 'lead' | 'title' | 'text',
    document: FeatureCounts,
  ): (query: FeatureCounts) => number {
    const indexes = { question: this.#lexical, lead: this.#leads, title: this.#titles, text: this.#texts };
    return indexes[kind].comparedWith(document);
  }

  /** As `Scan.uncovered`, were one more question kept and another one not. */
  uncovered(query: FeatureCounts, change: { more: FeatureCounts[]; less: FeatureCounts[] }): number {
    return this.#lexical.uncovered(query, change);
  }

  /** Titles and texts that were given so far, replaced ones too. */
  get documents(): { readonly titles: number; readonly texts: number } {
    return { titles: this.#titles.size, texts: this.#texts.size };
  }

  /** Numbers of resolutions that were given so far. */
  get numbers(): number {
    return this.#entries.length;
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

  #remake(index: number, slots: readonly number[], exemplar: KeptExemplar): void {
    const before = this.#entries[index];
    const entry = new ResolutionEntry(before.id, this.#usual);
    for (const slot of slots) entry.add(slot, exemplar(slot));
    entry.titleSlot = before.titleSlot;
    entry.textSlots.push(...before.textSlots);
    this.#entries[index] = entry;
  }

  #newEntry(resolutionId: string): number {
    const index = this.#entries.length;
    this.#entries.push(new ResolutionEntry(resolutionId, this.#usual));
    this.#indexOf.set(resolutionId, index);
    return index;
  }
}
