/**
 * The model: a fold of the ledger. It owns what was learned, and nothing enters it but as a `ModelEvent`.
 *
 * What it keeps are the facts (resolutions, exemplars, labels, settings), the episodes that the ranker learns
 * from, and the last fit. Indexes are built from them and never saved. Forgetting is folding again without the
 * forgotten events, so "as if it had never been" holds byte for byte by construction.
 *
 * Cost: an exemplar about 1 ms for text of 15 words, plus one retrieval while episodes are collected;
 * `events-forgotten` costs a fold of what is left.
 */
import { Certification } from './certification.ts';
import { certifyFirstUnlock, isLookDue } from './certify/index.ts';
import { canBeFitted, fitConfidence, MAX_FIT_LABELS } from './confidence/confidence-model.ts';
import { collectEpisode } from './collect-episodes.ts';
import { checkSettings, DEFAULT_SETTINGS, type EngineConfig, type Mechanism } from './config.ts';
import type {
  EncodedQuestion,
  Evidence,
  ModelEvent,
  PolicySettings,
  Resolution,
  Retrieval,
} from './domain.ts';
import { EngineError } from './errors.ts';
import { emptyFacts, eventsOf, type Fit, type ModelFacts, saysTheSame, tell, UNFITTED } from './facts.ts';
import { type Glossary, glossaryOf, knownAs } from './glossary/index.ts';
import { HeadTrainer } from './head-trainer.ts';
import { Insights } from './insights.ts';
import { MeaningMap } from './meaning-map.ts';
import { type Novelty, NoveltyWatch } from './novelty-watch.ts';
import * as own from './own-copy.ts';
import { indexed, prepare } from './prepare-question.ts';
import { rankEvidence } from './rank/rank-evidence.ts';
import { fitRanker, PRIOR_RANKER, withoutCounts } from './rank/ranker.ts';
import { ExemplarMemory } from './retrieve/exemplar-memory.ts';
import { quantise } from './retrieve/vector-index.ts';
import { words } from './text/tokenise.ts';

export class Model {
  readonly config: EngineConfig;
  readonly facts: ModelFacts;
  readonly #memory: ExemplarMemory;
  readonly #head: HeadTrainer;
  readonly #map: MeaningMap;
  readonly certification: Certification;
  readonly insights: Insights;
  #glossary: Glossary | null = null;
  readonly #resolutions = new Map<string, Resolution>();
  readonly #novelty: NoveltyWatch;
  #lastRetrieval: { version: number; question: EncodedQuestion; retrieval: Retrieval } | null = null;

  /** From the facts of a snapshot; episodes and fit are taken as they stand. */
  constructor(config: EngineConfig, facts: ModelFacts = emptyFacts()) {
    this.config = config;
    this.facts = facts;
    this.#memory = new ExemplarMemory(config.dimensions);
    this.#head = new HeadTrainer(this.#memory, config.dimensions, facts);
    this.#map = new MeaningMap(this.#memory, config.dimensions, facts);
    this.certification = new Certification(facts, this.settings, this.has('live-certificate'));
    this.#novelty = new NoveltyWatch(facts.episodes);
    this.insights = new Insights(config.dimensions, facts, this.#resolutions);
    this.#index(facts);
  }

  get settings(): PolicySettings {
    return this.facts.settings.at(-1)?.settings ?? DEFAULT_SETTINGS;
  }

  resolution(id: string): Resolution | null {
    return this.#resolutions.get(id) ?? null;
  }

  get resolutions(): ReadonlyMap<string, Resolution> {
    return this.#resolutions;
  }

  get exemplars(): number {
    return this.#memory.exemplars;
  }

  /** Different accounts whose question this resolution solved; a question of a stranger counts as one of its own. */
  corroboration(resolutionId: string): number {
    return this.#memory.entry(resolutionId)?.accounts.size ?? 0;
  }

  retrieve(question: EncodedQuestion): Retrieval {
    const last = this.#lastRetrieval;
    if (last?.question === question && last.version === this.facts.version) return last.retrieval;
    const prepared = prepare(this.#readable(this.#restated(question)), this.#rounded(question.vector));
    const retrieval = this.#memory.retrieve(prepared, {
      head: this.#head.opinionOn(prepared),
      adapted: this.#map.closenessTo(prepared.vector),
    });
    this.#lastRetrieval = { version: this.facts.version, question, retrieval };
    return retrieval;
  }

  /** `ranked`: what retrieval found, in the ranker's order. */
  novelty(question: EncodedQuestion, ranked: readonly Evidence[]): Novelty {
    const seen = this.#novelty.look(question.text, ranked);
    return this.has('novelty') ? seen : { ...seen, p: 1 };
  }

  /**
   * Applies one event; nothing of the caller's objects is kept. Throws `out-of-order` where the ledger would run
   * backwards, `shape-mismatch` where a vector has another length, `invalid-config` on settings out of range; the
   * model is then as it was before.
   */
  apply(event: ModelEvent): void {
    this.#requireNext(event.seq);
    switch (event.kind) {
      case 'resolution-upserted': {
        const resolution = own.resolution(event.resolution);
        this.facts.resolutions.push({ seq: event.seq, resolution });
        this.#upsert(resolution);
        this.certification.upserted(resolution);
        break;
      }
      case 'resolution-retired':
        this.facts.retired.push({ seq: event.seq, resolution_id: event.resolution_id });
        this.#retire(event.resolution_id);
        this.certification.retired(event.resolution_id);
        break;
      case 'lesson-applied':
        this.#learnExemplar(event);
        break;
      case 'decision-labelled':
        tell(this.facts, event);
        this.certification.learnOne(event.label, event.seq);
        break;
      case 'settings-changed':
        this.facts.settings.push({ seq: event.seq, settings: own.settings(checkSettings(event.settings)) });
        this.certification.changed(this.settings);
        break;
      case 'model-refitted':
        if (this.has('adaptation')) this.#map.refit(event.seq);
        this.facts.fit = this.#fit(event.seq);
        this.facts.refits.push({ seq: event.seq });
        this.certification.changed(this.settings);
        break;
      default:
        tell(this.facts, event);
        if (event.kind === 'glossary-changed') this.#glossary = null;
    }
    this.facts.version = event.seq;
  }

  /**
   * The model as if the events at these positions had never been: a fold of all others, in their order.
   * Fits start from nothing, so only the last one has to be made again, and those that looked for an unlock or a map.
   */
  without(forgotten: ReadonlySet<number>, seq: number): Model {
    this.#requireNext(seq);
    const left = eventsOf(this.facts).filter((event) => !forgotten.has(event.seq));
    const lastRefit = left.findLast((event) => event.kind === 'model-refitted');
    const fresh = new Model(this.config);
    for (const event of left) {
      const isPassing = event.kind === 'model-refitted' && event !== lastRefit && !fresh.#isRefitDue;
      if (isPassing) fresh.facts.refits.push({ seq: event.seq });
      else fresh.apply(event);
    }
    fresh.facts.version = seq;
    return fresh;
  }

  /** Would a refit now leave behind more than a fit, which the next one makes anew? */
  get #isRefitDue(): boolean {
    return isLookDue(this.#unlocking) || (this.has('adaptation') && this.#map.isDue);
  }

  #requireNext(seq: number): void {
    if (Number.isSafeInteger(seq) && seq > this.facts.version) return;
    throw new EngineError(
      'out-of-order',
      `seq: expected an integer above ${this.facts.version}, found ${seq}`,
    );
  }

  #rounded(vector: Float32Array | null): Int8Array | null {
    const { dimensions } = this.config;
    if (vector !== null && vector.length !== dimensions) {
      throw new EngineError(
        'shape-mismatch',
        `vector: expected ${dimensions} values, found ${vector.length}`,
      );
    }
    return vector && this.has('dense') ? quantise(vector) : null;
  }

  #learnExemplar(event: Extract<ModelEvent, { kind: 'lesson-applied' }>): void {
    const { id, resolution_id } = event.exemplar;
    const vector = this.#rounded(event.exemplar.question.vector);
    const question = own.question(event.exemplar.question);
    const { exemplars } = this.facts;
    // A question that has several resolutions would find itself under the first of them.
    const again = exemplars.at(-1)?.question.id === question.id;
    const asks = !again && this.#head.learnsFrom(exemplars.length);
    const ranked = asks ? this.#rankedBefore(resolution_id, event.exemplar.question) : [];
    const prepared = prepare(this.#readable(question), vector);
    this.#memory.add(id, resolution_id, prepared);
    if (vector !== null) this.#map.add(resolution_id, vector);
    this.#novelty.add(resolution_id, question.text);
    const lesson = { seq: event.seq, prepared, right: resolution_id };
    const rivals = this.#head.learn({ ...lesson, ranked: this.has('head') ? ranked : [] });
    exemplars.push({ seq: event.seq, id, resolution_id, question, vector, rivals });
  }

  /** What the memory says about a question whose resolution is about to be learned: likeliest first. */
  #rankedBefore(resolutionId: string, question: EncodedQuestion): readonly string[] {
    const rows = rankEvidence(PRIOR_RANKER, this.retrieve(question).evidence);
    collectEpisode(this.facts, {
      rows,
      right: resolutionId,
      strangeness: (evidence) => this.#novelty.strangenessOf(question.text, evidence),
    });
    return rows.map(({ evidence }) => evidence.resolution_id);
  }

  #fit(seq: number): Fit {
    const fittedRanker = this.has('learned-ranker') ? fitRanker(this.facts.episodes) : PRIOR_RANKER;
    const ranker = this.has('debias') ? fittedRanker : withoutCounts(fittedRanker);
    const labels = this.facts.labels.filter(({ label }) => canBeFitted(label)).slice(-MAX_FIT_LABELS);
    const fitted = fitConfidence(labels.map(({ label }) => label));
    if (fitted === null || !this.has('learned-confidence')) return { ...UNFITTED, ranker };
    const unlocks = certifyFirstUnlock({
      ...this.#unlocking,
      labels: labels.map(({ label, seq: at }, i) => ({ label, seq: at, score: fitted.outOfFold[i] })),
      seq,
    });
    return {
      ranker,
      confidence: fitted.model,
      unlocks,
      tallies: this.#tallies(labels.at(-1)?.label.at_ms ?? 0),
    };
  }

  get #unlocking() {
    const { labels, fit } = this.facts;
    const fresh_since = this.certification.freshSince;
    return { labelled: labels.length, settings: this.settings, fresh_since, before: fit.unlocks };
  }

  /** What each resolution that was shown has earned: for choosing between approved ones. */
  #tallies(now_ms: number): Fit['tallies'] {
    if (this.facts.shown.length === 0) return {};
    return Object.fromEntries(this.insights.outcomes(now_ms).tallies);
  }

  /** With what its jargon is known as, for the search by letters. */
  #restated(question: EncodedQuestion): EncodedQuestion {
    this.#glossary ??= glossaryOf(this.facts.glossary.map(({ entry }) => entry));
    if (this.#glossary.size === 0 || !this.has('glossary')) return question;
    const meanings = knownAs(words(question.text), this.#glossary);
    return meanings.length === 0 ? question : { ...question, text: `${question.text} ${meanings.join(' ')}` };
  }

  /** Its words and letters, unless they are left out. */
  #readable<Q extends { readonly text: string }>(question: Q): Q {
    return this.has('lexical') ? question : { ...question, text: '' };
  }

  has(mechanism: Mechanism): boolean {
    return this.config.without?.includes(mechanism) !== true;
  }

  #upsert(resolution: Resolution): void {
    const known = this.#resolutions.get(resolution.id);
    this.#resolutions.set(resolution.id, resolution);
    // What is no new text must not drive the older texts out of the index.
    if (known !== undefined && saysTheSame(known, resolution)) return;
    const text = resolution.text === '' ? null : indexed(resolution.text);
    this.#memory.upsert(resolution.id, { title: indexed(resolution.title), text });
  }

  #retire(resolutionId: string): void {
    this.#resolutions.delete(resolutionId);
    this.#memory.retire(resolutionId);
  }

  /** Builds the indexes in the order in which the facts came. */
  #index(facts: ModelFacts): void {
    const steps: { seq: number; run: () => void }[] = [
      ...facts.resolutions.map((x) => ({ seq: x.seq, run: () => this.#upsert(x.resolution) })),
      ...facts.retired.map((x) => ({ seq: x.seq, run: () => this.#retire(x.resolution_id) })),
      ...facts.exemplars.map((x) => ({
        seq: x.seq,
        run: () => {
          this.#memory.add(x.id, x.resolution_id, prepare(this.#readable(x.question), x.vector));
          if (x.vector !== null) this.#map.add(x.resolution_id, x.vector);
          this.#novelty.add(x.resolution_id, x.question.text);
        },
      })),
    ];
    for (const step of steps.sort((a, b) => a.seq - b.seq)) step.run();
  }
}
