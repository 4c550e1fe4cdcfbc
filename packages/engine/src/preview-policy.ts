/**
 * What other settings would have made of past decisions: which questions would have been answered alone.
 *
 * Nothing is ranked again. The confidence is the one that was issued, and it passes the gates twice: under the settings
 * as they are and as they would be, both with today's resolutions, certificates and table of high stakes. So the
 * difference is what the change does, and nothing else. Where the change asks for another certificate, it is the one
 * that the refit would find that follows the change. Right and wrong are told by labels of the same resolution.
 * Pure; the model stays as it is. Good until the engine learns. Cost: up to half a second to make where certificates
 * change; a decision some 20 µs, and half a millisecond where nobody had to look for high stakes then.
 */
import { promisesTheSame } from './certification.ts';
import type {
  CellCertificate,
  EvidenceLevel,
  PolicySettings,
  Question,
  ReasonCode,
  ShadowLabel,
} from './domain.ts';
import { certificationUnder } from './fit-model.ts';
import { findHighStakes, stakesRules } from './guard/high-stakes.ts';
import type { Model } from './model.ts';
import { type Policy, passPolicy } from './policy-gates.ts';

/** As far as it is asked again. */
export interface PastDecision {
  readonly id: string;
  readonly question: Question;
  /** The best candidate; null for none. */
  readonly resolution_id: string | null;
  readonly confidence: number;
  readonly novelty_p: number;
  readonly evidence: EvidenceLevel | null;
  /** Codes of what was said then. */
  readonly reasons: readonly ReasonCode[];
}

/** Answers given alone; how many of them are labelled, and right by their label. */
export interface AnswerCount {
  readonly answered: number;
  readonly labelled: number;
  readonly right: number;
}

/** The sums. */
export interface PolicyEffect {
  readonly asked: number;
  /** Questions that the change is about: of a topic whose switch changes, or all. */
  readonly concerned: number;
  readonly before: AnswerCount;
  readonly after: AnswerCount;
  /** Answered alone under the changed settings only; under today's only. */
  readonly gained: AnswerCount;
  readonly lost: AnswerCount;
  /** As they would be. */
  readonly certificates: readonly CellCertificate[];
}

/** What took place in the conversation, or with the words of the reply, and is not looked for again. */
const KEPT: readonly ReasonCode[] = [
  'high-stakes',
  'angry',
  'answers-failed',
  'repeats-itself',
  'unsupported-reply',
  'refused',
];
/** Where one of these ended it, what only keeps an answer from going out alone was not looked for. */
const ENDED: readonly ReasonCode[] = [
  'no-candidate',
  'stage-too-low',
  'autonomy-off',
  'topic-held',
  'below-draft-floor',
];

interface Compared {
  readonly before: boolean;
  readonly after: boolean;
  /** By its label; null where it has none. */
  readonly right: boolean | null;
  readonly isConcerned: boolean;
}

export class PolicyPreview {
  readonly #model: Model;
  readonly #today: Policy;
  readonly #changed: Policy;
  readonly #labels: ReadonlyMap<string, ShadowLabel>;
  readonly #compared: Compared[] = [];
  /** About all questions, not about those of a topic alone. */
  readonly #isGeneral: boolean;

  constructor(model: Model, settings: PolicySettings) {
    const today = model.settings;
    const isSame = promisesTheSame(today, settings);
    this.#model = model;
    this.#today = { settings: today, certification: model.certification };
    const certification = isSame ? model.certification : certificationUnder(model, settings);
    this.#changed = { settings, certification };
    this.#labels = new Map(model.facts.labels.map(({ label }) => [label.decision_id, label]));
    this.#isGeneral = !isSame || today.autonomy !== settings.autonomy;
  }

  take(decision: PastDecision): void {
    const answers = this.#answersOf(decision);
    const label = this.#labels.get(decision.id);
    this.#compared.push({
      before: answers(this.#today),
      after: answers(this.#changed),
      right: label?.resolution_id === decision.resolution_id ? label.correct : null,
      isConcerned: this.#isGeneral || this.#isOfChangedTopic(decision),
    });
  }

  get effect(): PolicyEffect {
    const all = this.#compared;
    return {
      asked: all.length,
      concerned: all.filter((each) => each.isConcerned).length,
      before: countOf(all.filter(({ before }) => before)),
      after: countOf(all.filter(({ after }) => after)),
      gained: countOf(all.filter(({ before, after }) => after && !before)),
      lost: countOf(all.filter(({ before, after }) => before && !after)),
      certificates: this.#changed.certification.certificates,
    };
  }

  #answersOf(decision: PastDecision): (policy: Policy) => boolean {
    const { question, resolution_id, confidence, novelty_p, evidence, reasons } = decision;
    if (reasons.some((code) => KEPT.includes(code))) return () => false;
    const { wants_human, language, context } = question;
    const asked = {
      wants_human,
      language,
      context,
      resolution_id,
      confidence,
      novelty_p,
      evidence,
      alerts: [],
      refused: '',
    };
    const rules = stakesRules(this.#model.settings.high_stakes ?? []);
    let isHighStakes: boolean | null = reasons.some((code) => ENDED.includes(code)) ? null : false;
    return (policy) => {
      // Looked for last, and once: it takes longest, and most are held back by something else.
      if (passPolicy(this.#model, policy, asked).allowed !== 'answer') return false;
      isHighStakes ??= findHighStakes(question, rules, this.#model.toldStakes).length > 0;
      return !isHighStakes;
    };
  }

  #isOfChangedTopic({ resolution_id }: PastDecision): boolean {
    if (resolution_id === null) return false;
    const under = ({ settings }: Policy) =>
      this.#model.insights.autonomyOf(resolution_id, settings.topics ?? []);
    return under(this.#today) !== under(this.#changed);
  }
}

function countOf(answered: readonly Compared[]): AnswerCount {
  return {
    answered: answered.length,
    labelled: answered.filter(({ right }) => right !== null).length,
    right: answered.filter(({ right }) => right === true).length,
  };
}
