/**
 * The engine: two verbs. `decide` reads, `learn` writes.
 *
 * Pure: questions come in encoded, time and seeds come in as arguments. Same config, seed and events give the
 * same bytes; `snapshot` and `restore` are a cache of the fold.
 * Cost: decide about 5 ms at 100,000 exemplars (without encoding); learn about 1 ms, a refit about 1 s.
 *
 * @example
 * const engine = Engine.create({ encoder_id: 'none', dimensions: 16 });
 * engine.decide(question, { seed: 1 }).action;   // => 'hand_off'
 */
import { evidenceLevel } from './certify/cells.ts';
import { confidenceFeatures, type Ranking } from './confidence/confidence-features.ts';
import { predictConfidence } from './confidence/confidence-model.ts';
import { checkConfig, type EngineConfig } from './config.ts';
import { chooseResolution } from './decide/choose-resolution.ts';
import { decide } from './decide/decide.ts';
import type {
  Candidate,
  CellCertificate,
  Decision,
  EncodedQuestion,
  ModelEvent,
  PolicySettings,
  Resolution,
} from './domain.ts';
import type { Insights } from './insights.ts';
import { SeededRandom } from './math/seeded-random.ts';
import { Model } from './model.ts';
import { rankEvidence } from './rank/rank-evidence.ts';
import { type RankerModel, softmax } from './rank/ranker.ts';
import { readSnapshot, writeSnapshot } from './snapshot.ts';

/** Candidates that a decision carries. */
const MAX_CANDIDATES = 10;
/** A draw from [0, 1) lies below it. */
const NEVER_DRAWN = 1;
/** Answers to one topic that are chosen between. */
const MAX_ARMS = 4;

export class Engine {
  #model: Model;

  private constructor(model: Model) {
    this.#model = model;
  }

  static create(config: EngineConfig): Engine {
    return new Engine(new Model(checkConfig(config)));
  }

  static restore(bytes: Uint8Array): Engine {
    const { config, facts } = readSnapshot(bytes);
    return new Engine(new Model(checkConfig(config), facts));
  }

  /** Position in the ledger of the last event applied. */
  get version(): number {
    return this.#model.facts.version;
  }

  get settings(): PolicySettings {
    return this.#model.settings;
  }

  get exemplars(): number {
    return this.#model.exemplars;
  }

  get resolutions(): ReadonlyMap<string, Resolution> {
    return this.#model.resolutions;
  }

  get certificates(): readonly CellCertificate[] {
    return this.#model.certification.certificates;
  }

  /** Topics, paths, outcomes and jargon: nightly work, and what people read. */
  get insights(): Insights {
    return this.#model.insights;
  }

  snapshot(): Uint8Array {
    return writeSnapshot(this.#model.config, this.#model.facts);
  }

  learn(event: ModelEvent): void {
    if (event.kind === 'events-forgotten')
      this.#model = this.#model.without(new Set(event.forgotten), event.seq);
    else this.#model.apply(event);
  }

  decide(question: EncodedQuestion, options: { readonly seed: number }): Decision {
    const model = this.#model;
    const { fit, version } = model.facts;
    const retrieval = model.retrieve(question);
    const { candidates, ranking } = rank(fit.ranker, retrieval);
    const known = candidates.length > 0;
    const novelty = model.novelty(question, ranking.evidence);
    const features = known ? confidenceFeatures(ranking, novelty) : [];
    const confidence = known
      ? predictConfidence(fit.confidence, features)
      : { probability: 0, low: 0, high: 1 };
    const best = known ? model.resolution(candidates[0].resolution_id) : null;
    const { exemplars } = ranking.evidence[0] ?? { exemplars: 0 };
    const evidence = exemplars > 0 ? evidenceLevel(exemplars) : null;
    const decision = decide({
      question,
      candidates: candidates.slice(0, MAX_CANDIDATES),
      confidence,
      confidence_features: features,
      novelty: known ? novelty : { ...novelty, p: 0 },
      evidence,
      corroboration: best ? model.corroboration(best.id) : 0,
      certified: model.certification.of(best?.stakes ?? 'read-only', evidence),
      veto: best ? model.certification.veto(best.id) : null,
      resolution: (id) => model.resolution(id),
      settings: model.settings,
      audit_draw: model.has('audits') ? new SeededRandom(options.seed).next() : NEVER_DRAWN,
      model_version: version,
      encoder_id: model.config.encoder_id,
      seed: options.seed,
    });
    return decision.action === 'answer' ? this.#chosen(decision) : decision;
  }

  /**
   * Where people made several answers to the same topic automatic, the one that helps more goes out more often; each
   * goes out now and then, so that it can be told which helps more.
   */
  #chosen(decision: Decision): Decision {
    const { facts, insights } = this.#model;
    const [best] = decision.candidates;
    const rivals = decision.candidates.slice(0, MAX_ARMS).flatMap(({ resolution_id, probability }) => {
      const resolution = this.#model.resolution(resolution_id);
      const isRival = resolution?.stage === 'auto' && resolution.stakes === 'read-only';
      return isRival && probability >= best.probability / 2 ? [resolution] : [];
    });
    // Most desks have none: only where there are does anybody wait for the topics.
    if (rivals.length < 2 || rivals[0].id !== best.resolution_id) return decision;
    const topic = insights.topicOfResolution(best.resolution_id);
    const arms = rivals
      .filter(({ id }) => topic !== null && insights.topicOfResolution(id) === topic)
      .map((resolution) => ({
        resolution,
        ...(facts.fit.tallies[resolution.id] ?? { rewards: 0, count: 0 }),
      }));
    if (arms.length < 2) return decision;
    return { ...decision, ...chooseResolution(arms, { seed: decision.seed }) };
  }
}

function rank(
  ranker: RankerModel,
  retrieval: ReturnType<Model['retrieve']>,
): { candidates: Candidate[]; ranking: Ranking } {
  const rows = rankEvidence(ranker, retrieval.evidence);
  const scores = rows.map((row) => row.score);
  const probabilities = rows.length > 0 ? softmax(scores) : [];
  const candidates = rows.map(
    ({ evidence, features, score }, index): Candidate => ({
      resolution_id: evidence.resolution_id,
      score,
      probability: probabilities[index],
      exemplar_id: evidence.nearest_exemplar_id,
      features,
    }),
  );
  const { uncovered, resolutions } = retrieval;
  return {
    candidates,
    ranking: { evidence: rows.map((row) => row.evidence), scores, probabilities, uncovered, resolutions },
  };
}
