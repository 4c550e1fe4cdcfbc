/**
 * The stream that every baseline runs through: decide, reveal, learn, by the rules of the replay.
 *
 * What is answered alone is revealed only where an audit drew it; everything else is. A learner with a `fixed`
 * threshold hands over during the first tenth, takes its threshold from there, and stops learning: static
 * retrieval. One with a `tuned` threshold goes on learning and sets it anew now and then.
 *
 * Cost: that of the learner, plus a sort of at most `MAX_LABELS` labels each time that the threshold is set.
 */
import type { EncodedQuestion } from '../../domain.ts';
import { SeededRandom } from '../../math/index.ts';
import type { ReplayRecord, ReplayTicket } from '../replay.ts';
import type { Metrics } from '../report.ts';
import type { BaselineOptions, StreamBaseline } from '../run-replay.ts';
import { summarise } from '../summarise.ts';
import { type Label, plugInThreshold } from './plug-in-threshold.ts';

/** What a baseline would say. `confidence` lies in [0, 1] and need not be calibrated. */
export interface Guess {
  readonly ranked: readonly string[];
  readonly confidence: number;
}

export interface StreamLearner {
  guess(question: EncodedQuestion): Guess | Promise<Guess>;
  /** One worked question for each resolution that the human used. */
  learn(question: EncodedQuestion, resolutionIds: readonly string[]): void;
}

export interface StreamRules {
  readonly name: string;
  readonly threshold: 'fixed' | 'tuned';
  readonly create: (tickets: readonly ReplayTicket[]) => StreamLearner;
}

const RANKED = 3;
/** Labels between two settings of a tuned threshold, and those that it looks back on. */
const TUNE_EVERY = 50;
const MAX_LABELS = 4_000;

export function streamBaseline(rules: StreamRules): StreamBaseline {
  return {
    name: rules.name,
    run: async (tickets, options) => {
      const stream = new Stream(rules, tickets, options);
      for (const ticket of tickets) await stream.step(ticket);
      return metricsOf(stream.records);
    },
  };
}

class Stream {
  readonly records: ReplayRecord[] = [];
  readonly #rules: StreamRules;
  readonly #options: BaselineOptions;
  readonly #learner: StreamLearner;
  readonly #audits: SeededRandom;
  readonly #labels: Label[] = [];
  readonly #seen = new Map<string, number>();
  readonly #learned = new Set<string>();
  #threshold = Number.POSITIVE_INFINITY;
  #tickets = 0;

  constructor(rules: StreamRules, tickets: readonly ReplayTicket[], options: BaselineOptions) {
    this.#rules = rules;
    this.#options = options;
    this.#learner = rules.create(tickets);
    this.#audits = new SeededRandom(`baseline/${options.seed}`);
  }

  async step(ticket: ReplayTicket): Promise<void> {
    const isStatic = this.#rules.threshold === 'fixed';
    if (isStatic && this.#tickets === this.#options.freeze_at) this.#tune();
    const guess = await this.#learner.guess(ticket.question);
    const autonomous = guess.ranked.length > 0 && guess.confidence >= this.#threshold;
    const audited = this.#audits.next() < this.#options.audit_rate;
    const revealed = !autonomous || audited;
    if (ticket.right !== null) this.#record({ ticket, right: ticket.right, guess, autonomous, revealed });
    const isFrozen = isStatic && this.#tickets >= this.#options.freeze_at;
    if (revealed && !isFrozen) this.#reveal(ticket, guess, autonomous);
    for (const id of ticket.right ?? []) this.#seen.set(id, (this.#seen.get(id) ?? 0) + 1);
    this.#tickets += 1;
  }

  #reveal(ticket: ReplayTicket, guess: Guess, autonomous: boolean): void {
    const ids = ticket.resolutions.map((resolution) => resolution.id);
    this.#learner.learn(ticket.question, ids);
    for (const id of ids) this.#learned.add(id);
    if (ticket.right === null || guess.ranked.length === 0) return;
    const correct = ticket.right.includes(guess.ranked[0]);
    const propensity = autonomous ? this.#options.audit_rate : 1;
    this.#labels.push({ confidence: guess.confidence, correct, propensity });
    if (this.#labels.length > MAX_LABELS) this.#labels.shift();
    if (this.#rules.threshold === 'tuned' && this.#tickets % TUNE_EVERY === 0) this.#tune();
  }

  #tune(): void {
    this.#threshold = plugInThreshold(this.#labels, this.#options.max_error);
  }

  #record(given: {
    ticket: ReplayTicket;
    right: readonly string[];
    guess: Guess;
    autonomous: boolean;
    revealed: boolean;
  }): void {
    const { ticket, right, guess, autonomous, revealed } = given;
    const own = {
      ranked: guess.ranked.slice(0, RANKED),
      correct: right.includes(guess.ranked[0]),
      autonomous,
    };
    this.records.push({
      index: this.#tickets,
      at_ms: ticket.question.at_ms,
      right,
      known: right.some((id) => this.#learned.has(id)),
      seen: right.length === 0 ? 0 : Math.min(...right.map((id) => this.#seen.get(id) ?? 0)),
      confidence: guess.confidence,
      strangeness: 1 - guess.confidence,
      revealed,
      decide_ms: 0,
      ...own,
      frozen: own,
    });
  }
}

/** What a baseline does not promise: calibrated confidence, times, memory. */
const NOT_PROMISED = new Set<keyof Metrics>([
  'ece',
  'ece_autonomous',
  'brier',
  'certificate',
  'novelty_near_auroc',
  'p50_ms',
  'p99_ms',
  'rss_mib',
]);

function metricsOf(records: readonly ReplayRecord[]): Partial<Metrics> {
  const metrics = Object.entries(summarise(records, { rss_mib: null, timed: false }));
  return Object.fromEntries(metrics.filter(([name]) => !NOT_PROMISED.has(name as keyof Metrics)));
}
