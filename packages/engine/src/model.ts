/**
 * The model: a fold of the ledger. It owns what was learned, and nothing enters it but as a `ModelEvent`.
 *
 * What it keeps are the facts (resolutions, exemplars, labels, settings), the episodes that the ranker learns
 * from, and the last fit. Indexes are built from them and never saved. Forgetting is folding again without the
 * forgotten events, so "as if it had never been" holds byte for byte by construction.
 *
 * Cost: an exemplar about 1 ms for text of 15 words, plus one retrieval while episodes are collected;
 * `events-forgotten` costs a fold of what is left, or nothing where none of it was learned.
 */
import { Certification } from './certification.ts';
import { isLookDue } from './certify/index.ts';
import { collectEpisode } from './collect-episodes.ts';
import { checkSettings, DEFAULT_SETTINGS, type EngineConfig, leavesOut, type Mechanism } from './config.ts';
import type {
  EncodedQuestion,
  Evidence,
  ModelEvent,
  PolicySettings,
  Resolution,
  Retrieval,
} from './domain.ts';
import { EngineError } from './errors.ts';
import { emptyFacts, holdsAny, type ModelFacts, saysTheSame, tell } from './facts.ts';
import { ToldStakes } from './guard/told-stakes.ts';
import { HeadTrainer } from './head-trainer.ts';
import { fitModel, unlockingOf } from './fit-model.ts';
import { hideEvents } from './hide-events.ts';
import { Insights } from './insights.ts';
import { MeaningMap } from './meaning-map.ts';
import { type Novelty, NoveltyWatch } from './novelty-watch.ts';
import * as own from './own-copy.ts';
import { Limits } from './limits.ts';
import { indexed, QuestionReader } from './prepare-question.ts';
import { type RankedEvidence, rankEvidence } from './rank/rank-evidence.ts';
import { Confusions, pointedAt } from './rank/confusions.ts';
import { PRIOR_RANKER } from './rank/ranker.ts';
import { ExemplarMemory } from './retrieve/exemplar-memory.ts';
import { gatherEvidence } from './retrieve/gather-evidence.ts';
import type { Look } from './varied-model.ts';

export class Model {
  readonly config: EngineConfig;
  readonly facts: ModelFacts;
  readonly #memory: ExemplarMemory;
  readonly #head: HeadTrainer;
  readonly #map: MeaningMap;
  readonly certification: Certification;
  readonly insights: Insights;
  readonly #reader: QuestionReader;
  readonly #resolutions = new Map<string, Resolution>();
  readonly #novelty: NoveltyWatch;
  readonly limits: Limits;
  readonly confusions: Confusions;
  #toldStakes: ToldStakes | null = null;
  #lastLook: { version: number; question: EncodedQuestion; look: Look } | null = null;

  /** From the facts of a snapshot; episodes and fit are taken as they stand. */
  constructor(config: EngineConfig, facts: ModelFacts = emptyFacts()) {
    this.config = config;
    this.facts = facts;
    this.#reader = new QuestionReader(config, facts);
    this.#memory = new ExemplarMemory(config.dimensions);
    this.#head = new HeadTrainer(this.#memory, config.dimensions, facts);
    this.#map = new MeaningMap(this.#memory, config.dimensions, facts);
    this.certification = new Certification(facts, this.settings, this.has('live-certificate'));
    this.#novelty = new NoveltyWatch(facts.episodes);
    this.limits = new Limits(facts, this.#memory);
    this.insights = new Insights(config.dimensions, facts, this.#resolutions);
    this.confusions = new Confusions(facts.exemplars);
    this.#index(facts);
  }

  get settings(): PolicySettings {
    return this.facts.settings.at(-1)?.settings ?? DEFAULT_SETTINGS;
  }

  resolution(id: string): Resolution | null {
    return this.#resolutions.get(id) ?? null;
  }

  /** What the team said of questions, for the guards. */
  get toldStakes(): ToldStakes {
    this.#toldStakes ??= new ToldStakes(this.facts.stakes.map(({ label }) => label));
    return this.#toldStakes;
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
    return this.look(question).retrieval;
  }

  /** What was found, and by which similarities; these are valid until the next look. */
  look(question: EncodedQuestion): Look {
    const { version } = this.facts;
    const last = this.#lastLook;
    if (last?.question === question && last.version === version) return last.look;
    const prepared = this.#reader.asked(question);
    const scan = this.#memory.scan(prepared);
    const learned = {
      head: this.#head.opinionOn(prepared),
      adapted: this.#map.closenessTo(prepared.vector),
    };
    const { ground } = this.#memory;
    const retrieval = gatherEvidence({ question: prepared, scan, ground, learned });
    const look = { prepared, scan, learned, retrieval };
    this.#lastLook = { version, question, look };
    return look;
  }

  /** What a variation of the model looks at (`varied-model.ts`). */
  get parts() {
    return { memory: this.#memory, map: this.#map, novelty: this.#novelty, reader: this.#reader };
  }

  /** `ranked`: what retrieval found, in the ranker's order. */
  novelty(question: EncodedQuestion, ranked: readonly Evidence[]): Novelty {
    const seen = this.#novelty.look(question, ranked);
    return this.has('novelty') ? seen : { ...seen, p: 1 };
  }

  /**
   * Applies one event; nothing of the caller's objects is kept. Throws `out-of-order` where the ledger would run
   * backwards, `shape-mismatch` where a vector has another length, `invalid-config` on settings out of range; the
   * model is then as it was before.
   */
  apply(event: ModelEvent): void {
    this.requireNext(event.seq);
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
      case 'answer-refused':
      case 'conditions-set':
        this.limits.learn(event, this.#reader);
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
        this.facts.fit = fitModel(this, event.seq);
        this.facts.refits.push({ seq: event.seq });
        this.certification.changed(this.settings);
        break;
      default:
        tell(this.facts, event);
        if (event.kind === 'glossary-changed') this.#reader.glossaryChanged();
        if (event.kind === 'stakes-labelled') this.#toldStakes?.learnOne(own.stakesLabel(event.label));
    }
    this.facts.version = event.seq;
  }

  /** Whether any of these positions was learned and matters still. */
  holds(seqs: ReadonlySet<number>): boolean {
    return holdsAny(this.facts, seqs);
  }

  /** What was forgotten at this position had never been learned. */
  pass(seq: number): void {
    this.requireNext(seq);
    this.facts.version = seq;
  }

  /** Answers with nothing of these positions any more, in milliseconds; no fold from then on (`hide-events.ts`). */
  hide(forgotten: ReadonlySet<number>, seq: number): void {
    this.requireNext(seq);
    hideEvents({ facts: this.facts, memory: this.#memory, resolutions: this.#resolutions }, forgotten);
    const { glossary } = this.facts;
    glossary.splice(0, Infinity, ...glossary.filter((told) => !forgotten.has(told.seq)));
    const { stakes } = this.facts;
    stakes.splice(0, Infinity, ...stakes.filter((told) => !forgotten.has(told.seq)));
    this.#toldStakes = null;
    this.limits.hide(forgotten);
    this.confusions.hide(this.facts.exemplars, forgotten);
    this.#reader.glossaryChanged();
    this.facts.version = seq;
  }

  /** Would a refit now leave behind more than a fit, which the next one makes anew? */
  get isRefitDue(): boolean {
    return isLookDue(unlockingOf(this)) || (this.has('adaptation') && this.#map.isDue);
  }

  /** Throws `out-of-order` where the ledger would run backwards. */
  requireNext(seq: number): void {
    if (Number.isSafeInteger(seq) && seq > this.facts.version) return;
    throw new EngineError(
      'out-of-order',
      `seq: expected an integer above ${this.facts.version}, found ${seq}`,
    );
  }

  #learnExemplar(event: Extract<ModelEvent, { kind: 'lesson-applied' }>): void {
    const { id, resolution_id } = event.exemplar;
    const vector = this.#reader.rounded(event.exemplar.question.vector);
    const question = own.question(event.exemplar.question);
    const { exemplars } = this.facts;
    // A question that has several resolutions would find itself under the first of them.
    const again = exemplars.at(-1)?.question.id === question.id;
    const asks = !again && this.#head.learnsFrom(exemplars.length);
    const rows = asks ? this.#rankedBefore(resolution_id, event.exemplar.question) : [];
    const ranked = rows.map(({ evidence }) => evidence.resolution_id);
    const watches = question.context.length > 0 && this.has('confusions');
    const pointed = watches ? pointedAt(rows, PRIOR_RANKER) : null;
    const prepared = this.#reader.kept(question, vector);
    this.#memory.add(id, resolution_id, prepared);
    if (vector !== null) this.#map.add(resolution_id, vector);
    this.#novelty.add(resolution_id, question);
    const lesson = { seq: event.seq, prepared, right: resolution_id };
    const rivals = this.#head.learn({ ...lesson, ranked: this.has('head') ? ranked : [] });
    const kept = { seq: event.seq, id, resolution_id, question, vector, rivals };
    exemplars.push(pointed === null ? kept : { ...kept, pointed });
    if (pointed !== null) this.confusions.add(pointed, resolution_id);
  }

  /** What the memory says about a question whose resolution is about to be learned: likeliest first. */
  #rankedBefore(resolutionId: string, question: EncodedQuestion): readonly RankedEvidence[] {
    const rows = rankEvidence(PRIOR_RANKER, this.retrieve(question).evidence);
    collectEpisode(this.facts, {
      rows,
      right: resolutionId,
      strangeness: (evidence) => this.#novelty.strangenessOf(question, evidence),
    });
    return rows;
  }

  has(mechanism: Mechanism): boolean {
    return !leavesOut(this.config, mechanism);
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
          this.#memory.add(x.id, x.resolution_id, this.#reader.kept(x.question, x.vector));
          if (x.vector !== null) this.#map.add(x.resolution_id, x.vector);
          this.#novelty.add(x.resolution_id, x.question);
        },
      })),
    ];
    for (const step of steps.sort((a, b) => a.seq - b.seq)) step.run();
  }
}
