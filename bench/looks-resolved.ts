/**
 * The naive learner of the `silence` scenario: our own engine, but for what it believes.
 *
 * Nothing is audited. What it answered alone counts as right unless the customer reopens or asks for a person, and
 * the threshold is the lowest that looks good enough on such labels. Retrieval, ranking, confidence and all other
 * gates are ours, so that the label is the only difference. Whether an answer looks resolved is known at once, which
 * is kinder than life.
 */
import { Engine, type EngineConfig, type ModelEvent, type ReplayTicket } from '@understudy/engine';
import { type Label, plugInThreshold } from '../packages/engine/src/evaluate/baselines/plug-in-threshold.ts';
import { simulateOutcomes } from '../packages/engine/src/evaluate/simulate-outcomes.ts';

/** Labels between two settings of the threshold and fits of the model, and those that it looks back on. */
const TUNE_EVERY = 50;
const MAX_LABELS = 4_000;
const LOOKS_WRONG = new Set(['reopened', 'asked-for-human', 'denied']);
/** Gates that the naive threshold stands in for; all others hold. */
const REPLACED = new Set(['autonomy-off', 'not-certified', 'below-threshold']);

export interface NaiveOptions {
  readonly config: EngineConfig;
  readonly seed: number;
  /** Share of wrong answers that look resolved. */
  readonly hidden: number;
  readonly max_error: number;
}

export class LooksResolvedLearner {
  readonly answers: { readonly correct: boolean; readonly autonomous: boolean }[] = [];
  readonly #options: NaiveOptions;
  readonly #engine: Engine;
  readonly #labels: Label[] = [];
  readonly #known = new Set<string>();
  #threshold = Number.POSITIVE_INFINITY;
  #labelled = 0;
  #seq = 1;

  constructor(options: NaiveOptions) {
    this.#options = options;
    this.#engine = Engine.create(options.config);
    const { max_error } = options;
    // Drafts only: the engine itself never answers, and its certificates decide nothing.
    const settings = { ...this.#engine.settings, autonomy: 'draft' as const, max_error, audit_rate: 0 };
    this.#engine.learn({ kind: 'settings-changed', seq: this.#seq, settings });
  }

  step({ question, right, resolutions }: ReplayTicket): void {
    const decision = this.#engine.decide(question, { seed: this.#options.seed });
    const best = decision.candidates[0]?.resolution_id;
    const correct = best !== undefined && (right ?? []).includes(best);
    const open = best !== undefined && decision.reasons.every(({ code }) => REPLACED.has(code));
    const autonomous = open && decision.confidence >= this.#threshold;
    this.answers.push({ correct, autonomous });
    if (!autonomous) this.#learnLessons(question, resolutions);
    if (best === undefined) return;
    const believed = autonomous ? this.#looksRight(question, correct) : correct;
    this.#learn({
      kind: 'decision-labelled',
      label: {
        decision_id: question.id,
        question_id: question.id,
        resolution_id: best,
        confidence: decision.confidence,
        stakes: decision.stakes,
        evidence: decision.evidence,
        confidence_features: decision.confidence_features,
        correct: believed,
        propensity: 1,
        least_propensity: 1,
        at_ms: question.at_ms,
      },
    });
    this.#tune({ confidence: decision.confidence, correct: believed, propensity: 1 });
  }

  #looksRight({ id, at_ms }: ReplayTicket['question'], correct: boolean): boolean {
    const { seed, hidden } = this.#options;
    const seen = simulateOutcomes({ decision_id: id, correct, at_ms }, { seed, hidden });
    return !seen.some(({ signal }) => LOOKS_WRONG.has(signal));
  }

  #learnLessons(question: ReplayTicket['question'], resolutions: ReplayTicket['resolutions']): void {
    for (const resolution of resolutions) {
      const exemplar = { id: `${question.id}/${resolution.id}`, resolution_id: resolution.id, question };
      this.#learn({ kind: 'lesson-applied', exemplar });
      if (this.#known.has(resolution.id)) continue;
      this.#known.add(resolution.id);
      this.#learn({ kind: 'resolution-upserted', resolution });
    }
  }

  #tune(label: Label): void {
    this.#labels.push(label);
    if (this.#labels.length > MAX_LABELS) this.#labels.shift();
    this.#labelled += 1;
    if (this.#labelled % TUNE_EVERY > 0) return;
    this.#learn({ kind: 'model-refitted' });
    this.#threshold = plugInThreshold(this.#labels, this.#options.max_error);
  }

  #learn(event: WithoutSeq<ModelEvent>): void {
    this.#seq += 1;
    this.#engine.learn({ ...event, seq: this.#seq });
  }
}

type WithoutSeq<T> = T extends unknown ? Omit<T, 'seq'> : never;
