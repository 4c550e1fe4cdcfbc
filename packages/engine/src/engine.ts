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
import { confidenceFeatures } from './confidence/confidence-features.ts';
import { predictConfidence } from './confidence/confidence-model.ts';
import { openConditions } from './conditions.ts';
import { checkConfig, checkSettings, type EngineConfig } from './config.ts';
import { chooseResolution } from './decide/choose-resolution.ts';
import { decide } from './decide/decide.ts';
import type {
  Alert,
  Autonomy,
  CellCertificate,
  Decision,
  EncodedQuestion,
  Lock,
  ModelEvent,
  PolicySettings,
  Resolution,
  Situation,
  StakesRule,
} from './domain.ts';
import { EngineError } from './errors.ts';
import { foldWithout } from './fold-without.ts';
import { findHighStakes, type HighStakes, type Looked } from './guard/high-stakes.ts';
import { lookOut } from './guard/look-out.ts';
import type { Insights } from './insights.ts';
import { SeededRandom } from './math/seeded-random.ts';
import { Model } from './model.ts';
import { changeOf, LessonPreview, type PreviewedLesson } from './preview-lesson.ts';
import { PolicyPreview } from './preview-policy.ts';
import { heldBack } from './policy-gates.ts';
import { rankCandidates } from './rank-candidates.ts';
import { readSnapshot, writeSnapshot } from './snapshot.ts';
import { type HarmStanding, harmStandings } from './harm-standings.ts';
import { type TopicStanding, topicStandings } from './topic-standings.ts';
import type { Knowledge } from './varied-model.ts';

/** Candidates that a decision carries. */
const MAX_CANDIDATES = 10;
/** A draw from [0, 1) lies below it. */
const NEVER_DRAWN = 1;
/** Answers to one topic that are chosen between. */
const MAX_ARMS = 4;
/** Of equals, a preview chooses the same with and without. */
const PREVIEW_SEED = 1;

type Forgetting = Extract<ModelEvent, { kind: 'events-forgotten' }>;

export class Engine {
  #model: Model;
  /** Positions that no answer uses, though they were learned. */
  #hidden: ReadonlySet<number> = new Set();

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

  /** Why a resolution is held back, by what became of its answers; null where it is not. */
  veto(resolutionId: string): Lock | null {
    return this.#model.certification.veto(resolutionId);
  }

  /** What of a text is of high stakes, by these rules and by what the team said of questions. */
  highStakes(looked: Looked, rules: readonly StakesRule[]): readonly HighStakes[] {
    return findHighStakes(looked, rules, this.#model.toldStakes);
  }

  /** Topics, paths, outcomes and jargon: nightly work, and what people read. */
  get insights(): Insights {
    return this.#model.insights;
  }

  /** Throws `provisional` after `hide`, until the forgotten is forgotten: it would be no fold of the ledger. */
  snapshot(): Uint8Array {
    if (!this.isExact) {
      throw new EngineError('provisional', 'snapshot: expected a fold, found one with hidden events');
    }
    return writeSnapshot(this.#model.config, this.#model.facts);
  }

  learn(event: ModelEvent): void {
    if (event.kind === 'events-forgotten') this.#forget(event);
    else this.#model.apply(event);
  }

  /** Whether this is the fold of what it learned: what was hidden is not forgotten yet. */
  get isExact(): boolean {
    return this.#hidden.size === 0;
  }

  /** Whether forgetting this would cost more than nothing. */
  holds(event: Forgetting): boolean {
    return this.#model.holds(new Set(event.forgotten));
  }

  /**
   * In place of `learn`, where its fold takes too long to wait for: from now on no answer uses what is to be forgotten.
   * The next `events-forgotten` that is learned makes it exact.
   */
  hide(event: Forgetting): void {
    const hidden = new Set([...this.#hidden, ...event.forgotten]);
    this.#model.hide(hidden, event.seq);
    this.#hidden = hidden;
  }

  #forget({ forgotten, seq }: Forgetting): void {
    const all = new Set([...this.#hidden, ...forgotten]);
    if (this.isExact && !this.#model.holds(all)) {
      this.#model.pass(seq);
      return;
    }
    this.#model = foldWithout(this.#model, all, seq);
    this.#hidden = new Set();
  }

  /** `situation`: what went before in a conversation that takes place; without one nothing of it is guarded. */
  decide(
    question: EncodedQuestion,
    options: { readonly seed: number; readonly situation?: Situation | undefined },
  ): Decision {
    return this.#decideBy(this.#model, question, options);
  }

  /** Past questions with and without a lesson; null where it is not in the model. Good until the engine learns. */
  preview(lesson: PreviewedLesson): LessonPreview | null {
    const model = this.#model;
    const change = changeOf(model, lesson);
    const decideBy = (known: Knowledge, question: EncodedQuestion) =>
      this.#decideBy(known, question, { seed: PREVIEW_SEED, settings: spoken(known.settings) });
    return change && new LessonPreview(model, change, decideBy);
  }

  /** How far these topics have come, and what is missing before their resolutions go out alone. */
  topicStandings(topics: Parameters<typeof topicStandings>[1]): readonly TopicStanding[] {
    return topicStandings(this.#model, topics);
  }

  /** Whether answers that went out alone got worse, at every level, and what is held for it. */
  harm(now_ms: number): readonly HarmStanding[] {
    return harmStandings(this.#model, now_ms);
  }

  /** What other settings would have made of past decisions. Throws `invalid-config`. Good until the engine learns. */
  previewPolicy(settings: PolicySettings): PolicyPreview {
    return new PolicyPreview(this.#model, checkSettings(settings));
  }

  #decideBy(
    model: Knowledge,
    question: EncodedQuestion,
    options: {
      readonly seed: number;
      readonly situation?: Situation | undefined;
      readonly settings?: PolicySettings;
    },
  ): Decision {
    const { situation, settings = model.settings } = options;
    const { fit, version } = model.facts;
    const policy = { settings, certification: model.certification };
    const { candidates, ranking, left_out } = rankCandidates(model, question);
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
      veto: best ? heldBack(policy, best.id) : null,
      left_out,
      open_conditions: (id) => openConditions(model.limits.conditionsOf(id), question.context),
      alerts: situation ? this.#alerts(question, situation, best?.id ?? null) : [],
      seen: situation ? [...situation.answered, ...situation.offered] : [],
      not_to_ask: situation?.not_to_ask ?? [],
      exemplars: (id) => model.limits.exemplarsOf(id).map((exemplar) => exemplar.question),
      resolution: (id) => model.resolution(id),
      topic_autonomy: (id) => model.insights.autonomyOf(id, settings.topics ?? []),
      settings,
      audit_draw: model.has('audits') ? new SeededRandom(options.seed).next() : NEVER_DRAWN,
      model_version: version,
      encoder_id: model.config.encoder_id,
      seed: options.seed,
    });
    const sent = situation?.answered ?? [];
    return decision.action === 'answer'
      ? this.#chosen(model, decision, { question, sent, policy })
      : decision;
  }

  #alerts(question: EncodedQuestion, situation: Situation, resolution_id: string | null): readonly Alert[] {
    const rules = this.settings.high_stakes ?? [];
    const told = this.#model.toldStakes;
    return lookOut({ question, situation, rules, told, resolution_id });
  }

  /**
   * Where people made several answers to the same topic automatic, the one that helps more goes out more often; each
   * goes out now and then, so that it can be told which helps more.
   */
  #chosen(
    model: Knowledge,
    decision: Decision,
    {
      question,
      sent,
      policy,
    }: {
      readonly question: EncodedQuestion;
      readonly sent: readonly string[];
      readonly policy: Parameters<typeof heldBack>[0];
    },
  ): Decision {
    const { facts, insights } = model;
    const [best] = decision.candidates;
    const rivals = decision.candidates.slice(0, MAX_ARMS).flatMap(({ resolution_id, probability }) => {
      const resolution = model.resolution(resolution_id);
      const isRival = resolution?.stage === 'auto' && resolution.stakes === 'read-only';
      const open = openConditions(model.limits.conditionsOf(resolution_id), question.context);
      const isHeld = heldBack(policy, resolution_id) !== null;
      const isNew = !sent.includes(resolution_id) && open === '' && !isHeld;
      return isRival && isNew && probability >= best.probability / 2 ? [resolution] : [];
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

/** What an agent that says nothing itself would say, if it were let. */
function spoken(settings: PolicySettings): PolicySettings {
  const { topics = [] } = settings;
  const aloud = <T extends { readonly autonomy: Autonomy }>(set: T): T =>
    set.autonomy === 'off' || set.autonomy === 'shadow' ? { ...set, autonomy: 'draft' } : set;
  return aloud({ ...settings, ...(topics.length > 0 && { topics: topics.map(aloud) }) });
}
