/**
 * Prequential replay: test, then learn, one ticket after the other.
 *
 * For each ticket: decide with the model of that moment; reveal the human's resolution only if it was not
 * answered alone, or was drawn for an audit; learn. Beside it runs the frozen twin: the same model that stopped
 * learning after the first tenth. The same class serves `understudy replay`, the benchmarks and the learning
 * page, which steps it in a worker.
 *
 * Limits: a human's resolution comes at once (no delay); a ticket's resolution is one of those named in `right`, or wrong.
 * Source: Gama, Sebastião & Rodrigues 2013, "On evaluating stream learning algorithms", doi:10.1007/s10994-012-5320-9.
 */
import type { EngineConfig } from '../config.ts';
import { DEFAULT_SETTINGS } from '../config.ts';
import type {
  Decision,
  EncodedQuestion,
  ModelEvent,
  PolicySettings,
  Resolution,
  SeenOutcome,
  ShadowLabel,
} from '../domain.ts';
import { Engine } from '../engine.ts';

/** A ticket as a replay takes it. */
export interface ReplayTicket {
  readonly question: EncodedQuestion;
  /** What the human used, as it stood then; learned when revealed. Empty where nothing reusable came of it. */
  readonly resolutions: readonly Resolution[];
  /** Ids that would have been right; empty where no known answer is, null where it can't be told. */
  readonly right: readonly string[] | null;
}

/** What a replay writes down of one scored ticket. */
export interface ReplayRecord {
  readonly index: number;
  readonly at_ms: number;
  readonly right: readonly string[];
  /** Was one of the right resolutions learned before? */
  readonly known: boolean;
  /** How often the least seen right resolution was linked before. */
  readonly seen: number;
  readonly ranked: readonly string[];
  readonly confidence: number;
  /** How unlike all known questions it was; what strangers are told by. */
  readonly strangeness: number;
  readonly correct: boolean;
  readonly autonomous: boolean;
  readonly revealed: boolean;
  readonly decide_ms: number;
  readonly frozen: {
    readonly ranked: readonly string[];
    readonly correct: boolean;
    readonly autonomous: boolean;
  };
}

export interface ReplayOptions {
  readonly config: EngineConfig;
  readonly seed: number;
  readonly settings?: Partial<PolicySettings>;
  /** Ticket after which the frozen twin stops learning. */
  readonly freeze_at: number;
  /** Milliseconds from any start, for latencies; the engine has no clock of its own. */
  readonly clock?: () => number;
  /** Called with every event that enters the model, so that a caller can put it in a ledger. */
  readonly onEvent?: (event: ModelEvent) => void;
  /** What the customer of an answer that went out alone will be seen to do; nothing where absent. */
  readonly outcomes?: (answer: {
    decision_id: string;
    correct: boolean;
    at_ms: number;
  }) => readonly SeenOutcome[];
}

/** Labels between two fits: often at first, when each one matters. */
const REFIT_EARLY = 50;
const REFIT_LATE = 100;
const EARLY_LABELS = 2_000;
const FIRST_FIT = 100;
const RANKED = 3;

export class Replay {
  readonly engine: Engine;
  readonly records: ReplayRecord[] = [];
  readonly #options: ReplayOptions;
  #twin: Engine | null = null;
  #seq = 0;
  #labels = 0;
  #tickets = 0;
  readonly #versions = new Map<string, number>();
  readonly #seen = new Map<string, number>();
  /** Outcomes that are yet to come, the latest first. */
  #awaited: SeenOutcome[] = [];

  constructor(options: ReplayOptions) {
    this.#options = options;
    this.engine = Engine.create(options.config);
    const settings = { ...DEFAULT_SETTINGS, ...options.settings };
    this.#learn({ kind: 'settings-changed', settings });
  }

  get tickets(): number {
    return this.#tickets;
  }

  step(ticket: ReplayTicket): Decision {
    const { seed, clock, freeze_at } = this.#options;
    if (this.#tickets === freeze_at) this.#twin = Engine.restore(this.engine.snapshot());
    this.#hear(ticket.question.at_ms);
    const started_ms = clock?.() ?? 0;
    const decision = this.engine.decide(ticket.question, { seed: seed * 1_000_003 + this.#tickets });
    const decide_ms = (clock?.() ?? 0) - started_ms;
    const revealed = decision.action !== 'answer' || decision.audited;
    if (ticket.right !== null) this.#record({ ticket, right: ticket.right, decision, revealed, decide_ms });
    this.#tickets += 1;
    if (decision.action === 'answer') this.#show(ticket, decision);
    if (revealed) this.#reveal(ticket, decision);
    for (const id of ticket.right ?? []) this.#seen.set(id, (this.#seen.get(id) ?? 0) + 1);
    return decision;
  }

  /** What comes to the model from beside the tickets: an answer that is taken back, a switch. */
  tell(event: WithoutSeq<ModelEvent>): void {
    this.#learn(event);
  }

  /** Outcomes that came in by now. */
  #hear(now_ms: number): void {
    for (
      let last = this.#awaited.at(-1);
      last !== undefined && last.at_ms <= now_ms;
      last = this.#awaited.at(-1)
    ) {
      this.#learn({ kind: 'outcome-seen', outcome: last });
      this.#awaited.pop();
    }
  }

  #show({ question, right }: ReplayTicket, decision: Decision): void {
    const { outcomes } = this.#options;
    const { resolution_id, stakes, confidence, propensity, audited } = decision;
    if (outcomes === undefined || right === null || resolution_id === null) return;
    const { id: decision_id, at_ms } = question;
    const shown = { decision_id, resolution_id, stakes, action: 'answer' as const, confidence, propensity };
    this.#learn({ kind: 'answer-shown', shown: { ...shown, audited, at_ms } });
    const coming = outcomes({ decision_id, correct: right.includes(resolution_id), at_ms });
    this.#awaited = [...this.#awaited, ...coming].sort((a, b) => b.at_ms - a.at_ms);
  }

  #record(given: {
    ticket: ReplayTicket;
    right: readonly string[];
    decision: Decision;
    revealed: boolean;
    decide_ms: number;
  }): void {
    const { ticket, right, decision, revealed, decide_ms } = given;
    const ranked = decision.candidates.map((candidate) => candidate.resolution_id);
    const own = {
      ranked: ranked.slice(0, RANKED),
      correct: right.includes(ranked[0]),
      autonomous: decision.action === 'answer',
    };
    this.records.push({
      index: this.#tickets,
      at_ms: ticket.question.at_ms,
      right,
      known: right.some((id) => this.#versions.has(id)),
      seen: right.length === 0 ? 0 : Math.min(...right.map((id) => this.#seen.get(id) ?? 0)),
      confidence: decision.confidence,
      strangeness: decision.strangeness,
      revealed,
      decide_ms,
      ...own,
      frozen: this.#twin === null ? own : this.#askTwin(this.#twin, ticket.question, right),
    });
  }

  #askTwin(twin: Engine, question: EncodedQuestion, right: readonly string[]): ReplayRecord['frozen'] {
    const decision = twin.decide(question, { seed: this.#options.seed });
    const ranked = decision.candidates.slice(0, RANKED).map((candidate) => candidate.resolution_id);
    return { ranked, correct: right.includes(ranked[0]), autonomous: decision.action === 'answer' };
  }

  #reveal(ticket: ReplayTicket, decision: Decision): void {
    // The lesson comes before the text that it brought: its episode must not see the answer to its own question.
    for (const { id } of ticket.resolutions) {
      const exemplar = { id: `${ticket.question.id}/${id}`, resolution_id: id, question: ticket.question };
      this.#learn({ kind: 'lesson-applied', exemplar });
    }
    for (const resolution of ticket.resolutions) {
      if (this.#versions.get(resolution.id) === resolution.version) continue;
      this.#versions.set(resolution.id, resolution.version);
      this.#learn({ kind: 'resolution-upserted', resolution });
    }
    if (ticket.right === null || decision.candidates.length === 0) return;
    this.#learn({ kind: 'decision-labelled', label: this.#labelOf(ticket, ticket.right, decision) });
    this.#labels += 1;
    if (this.#labels < FIRST_FIT) return;
    const every = this.#labels < EARLY_LABELS ? REFIT_EARLY : REFIT_LATE;
    if (this.#labels % every === 0) this.#learn({ kind: 'model-refitted' });
  }

  #labelOf(ticket: ReplayTicket, right: readonly string[], decision: Decision): ShadowLabel {
    const best = decision.candidates[0].resolution_id;
    return {
      decision_id: ticket.question.id,
      question_id: ticket.question.id,
      resolution_id: best,
      confidence: decision.confidence,
      stakes: decision.stakes,
      evidence: decision.evidence,
      confidence_features: decision.confidence_features,
      correct: right.includes(best),
      propensity: decision.action === 'answer' ? decision.audit_probability : 1,
      least_propensity: decision.least_propensity,
      at_ms: ticket.question.at_ms,
    };
  }

  #learn(event: WithoutSeq<ModelEvent>): void {
    this.#seq += 1;
    const complete = { ...event, seq: this.#seq } as ModelEvent;
    this.engine.learn(complete);
    this.#options.onEvent?.(complete);
  }
}

type WithoutSeq<T> = T extends unknown ? Omit<T, 'seq'> : never;
