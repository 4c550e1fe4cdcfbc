/**
 * What a model would know with one lesson more, or without one: the same to `decide` as the model itself.
 *
 * The model is only looked at; it may answer live questions meanwhile, and a variation is good until it learns anything.
 * Exact in what the memory says of the lesson's own resolution: its exemplars, centroid, contexts, votes, title and
 * texts. As the model stands are the rarity of words, the linear head's weights, the confusions, the fit and the certificates,
 * which all others share; a resolution that would have too few exemplars has none of the head's opinion.
 * Cost: made in O(exemplars of the resolution · d + resolutions); a question a third of a decision, beside that one.
 */
import type { Certification } from './certification.ts';
import type { EngineConfig, Mechanism } from './config.ts';
import type { EncodedQuestion, Evidence, Exemplar, PolicySettings, Resolution, Retrieval } from './domain.ts';
import { type ModelFacts, saysTheSame, type StoredRefusal } from './facts.ts';
import { LEAST_EXEMPLARS } from './head-trainer.ts';
import type { Insights } from './insights.ts';
import type { KnownLimits } from './limits.ts';
import type { MeaningMap } from './meaning-map.ts';
import { type AskedWith, type Novelty, type NoveltyWatch, termsOf } from './novelty-watch.ts';
import { indexed, type QuestionReader } from './prepare-question.ts';
import type { Confusions } from './rank/confusions.ts';
import type { ExemplarMemory, Prepared } from './retrieve/exemplar-memory.ts';
import type { LearnedOpinions, Scan } from './retrieve/gather-evidence.ts';
import { type MemoryChange, VariedMemory } from './retrieve/varied-memory.ts';

/** What a decision reads of a model. */
export interface Knowledge {
  readonly config: EngineConfig;
  readonly facts: Pick<ModelFacts, 'fit' | 'version' | 'exemplars' | 'resolutions' | 'retired'>;
  readonly settings: PolicySettings;
  readonly certification: Pick<Certification, 'of' | 'veto'>;
  readonly insights: Pick<Insights, 'topicOfResolution' | 'autonomyOf'>;
  has(mechanism: Mechanism): boolean;
  retrieve(question: EncodedQuestion): Retrieval;
  look(question: EncodedQuestion): Pick<Look, 'prepared'>;
  novelty(question: EncodedQuestion, ranked: readonly Evidence[]): Novelty;
  resolution(id: string): Resolution | null;
  corroboration(resolutionId: string): number;
  readonly limits: KnownLimits;
  readonly confusions: Pick<Confusions, 'passOn'>;
}

/** A question, and how like it everything is. */
export interface Look {
  readonly prepared: Prepared;
  readonly scan: Scan;
  readonly learned: LearnedOpinions;
  readonly retrieval: Retrieval;
}

/** Around one resolution. */
export interface Change {
  readonly resolution_id: string;
  /** Position of an exemplar in the ledger, and of a text of the resolution (or all of them), that are left out. */
  readonly without: { readonly exemplar: number | null; readonly telling: number | 'all' | null };
  readonly exemplar: Exemplar | null;
  /** Told anew. */
  readonly resolution: Resolution | null;
  readonly retired: readonly string[];
  /** What is said against it with the change, and where alone it holds then; undefined: as it stands. */
  readonly refusals?: readonly StoredRefusal[] | undefined;
  readonly conditions?: readonly string[] | undefined;
}

export interface VariedParts {
  readonly model: Omit<Knowledge, 'look'> & { look(question: EncodedQuestion): Look };
  readonly memory: ExemplarMemory;
  readonly map: MeaningMap;
  readonly novelty: NoveltyWatch;
  readonly reader: QuestionReader;
  readonly change: Change;
}

export class VariedModel implements Knowledge {
  readonly #parts: VariedParts;
  readonly #memory: VariedMemory;
  readonly #resolution: Resolution | null;
  readonly #asked: AskedWith;
  readonly limits: KnownLimits;

  constructor(parts: VariedParts) {
    const { model, memory, reader, change } = parts;
    const { facts } = model;
    this.#parts = parts;
    this.limits = variedLimits(parts);
    const tellings = tellingsOf(facts, change);
    this.#resolution = tellings.left.at(-1) ?? null;
    const slot = facts.exemplars.findIndex(({ seq }) => seq === change.without.exemplar);
    const hidden = slot < 0 ? null : slot;
    const kept = (memory.entry(change.resolution_id)?.slots ?? []).filter((each) => each !== hidden);
    const { exemplar } = change;
    const memoryChange: MemoryChange = {
      resolution_id: change.resolution_id,
      isKnown: tellings.left.length + kept.length + (exemplar === null ? 0 : 1) > 0,
      hidden,
      added: exemplar && { id: exemplar.id, question: readExemplar(reader, exemplar) },
      wording: tellings.isSame ? null : wordingOf(tellings.left),
      retired: change.retired,
    };
    this.#memory = new VariedMemory(memory, memoryChange, (each) => {
      const { question, vector } = facts.exemplars[each];
      return reader.kept(question, vector);
    });
    const texts = kept.map((each) => facts.exemplars[each].question.text);
    if (exemplar !== null) texts.push(exemplar.question.text);
    this.#asked = { resolution_id: change.resolution_id, terms: new Set(texts.flatMap(termsOf)) };
  }

  get config() {
    return this.#parts.model.config;
  }
  get facts() {
    return this.#parts.model.facts;
  }
  get settings() {
    return this.#parts.model.settings;
  }
  get certification() {
    return this.#parts.model.certification;
  }
  get insights() {
    return this.#parts.model.insights;
  }
  get confusions() {
    return this.#parts.model.confusions;
  }
  has(mechanism: Mechanism): boolean {
    return this.#parts.model.has(mechanism);
  }

  retrieve(question: EncodedQuestion): Retrieval {
    const { prepared, scan, learned } = this.#parts.model.look(question);
    const { resolution, entry } = this.#memory;
    return this.#memory.retrieve(prepared, scan, {
      head: (index) =>
        index === resolution && entry.slots.length < LEAST_EXEMPLARS ? 0 : learned.head(index),
      adapted: (index) =>
        index === resolution
          ? this.#parts.map.closenessBetween(prepared.vector, entry.centroid())
          : learned.adapted(index),
    });
  }

  look(question: EncodedQuestion): Pick<Look, 'prepared'> {
    return this.#parts.model.look(question);
  }

  novelty(question: EncodedQuestion, ranked: readonly Evidence[]): Novelty {
    const seen = this.#parts.novelty.look(question, ranked, this.#asked);
    return this.has('novelty') ? seen : { ...seen, p: 1 };
  }

  resolution(id: string): Resolution | null {
    const { change, model } = this.#parts;
    if (change.retired.includes(id)) return null;
    return id === change.resolution_id ? this.#resolution : model.resolution(id);
  }

  corroboration(resolutionId: string): number {
    const { change, model } = this.#parts;
    if (resolutionId === change.resolution_id) return this.#memory.entry.accounts.size;
    return model.corroboration(resolutionId);
  }
}

/** Asked for each candidate. */
function variedLimits({ change, model, reader }: VariedParts): KnownLimits {
  const { resolution_id, refusals, conditions, exemplar } = change;
  const isChanged = (id: string) => id === resolution_id;
  return {
    lettersOf: (text) => model.limits.lettersOf(text),
    refusalsOf: (id) => (isChanged(id) ? refusals : undefined) ?? model.limits.refusalsOf(id),
    conditionsOf: (id) => (isChanged(id) ? conditions : undefined) ?? model.limits.conditionsOf(id),
    exemplarsOf: (id) => {
      const known = model.limits.exemplarsOf(id);
      if (!isChanged(id)) return known;
      const left = known.filter(({ seq }) => seq !== change.without.exemplar);
      if (exemplar === null) return left;
      return [...left, { ...exemplar, seq: Infinity, vector: reader.rounded(exemplar.question.vector) }];
    },
    taughtAt: (exemplar) => model.limits.taughtAt(exemplar),
  };
}

const readExemplar = (reader: QuestionReader, { question }: Exemplar): Prepared =>
  reader.kept(question, reader.rounded(question.vector));

/** What was said of a resolution since it was last retired, oldest first, with the change. */
function tellingsOf({ resolutions, retired }: Knowledge['facts'], change: Change) {
  const since = retired.findLast(({ resolution_id }) => resolution_id === change.resolution_id)?.seq ?? 0;
  const told = resolutions.filter(
    ({ seq, resolution }) => seq > since && resolution.id === change.resolution_id,
  );
  const { telling } = change.without;
  const left = told
    .filter(({ seq }) => telling !== 'all' && seq !== telling)
    .map(({ resolution }) => resolution);
  if (change.resolution !== null) left.push(change.resolution);
  const before = distinct(told.map(({ resolution }) => resolution));
  const after = distinct(left);
  const isSame =
    before.length === after.length && before.every((telling, i) => saysTheSame(telling, after[i]));
  return { left, isSame };
}

/** What says the same as the one before is no new text. */
function distinct(tellings: readonly Resolution[]): Resolution[] {
  return tellings.filter((telling, i) => i === 0 || !saysTheSame(tellings[i - 1], telling));
}

function wordingOf(tellings: readonly Resolution[]): MemoryChange['wording'] {
  const last = tellings.at(-1);
  const texts = distinct(tellings).filter(({ text }) => text !== '');
  return {
    title: last === undefined ? null : indexed(last.title),
    texts: texts.map(({ text }) => indexed(text)).filter(({ ids }) => ids.length > 0),
  };
}
