/**
 * The nouns of the engine, as readonly data.
 *
 * They are what passes between stages and what stands in the ledger. Wire formats live in `contract`;
 * the server translates between the two by hand.
 *
 * Units: times are Unix milliseconds (`_ms`), probabilities lie in [0, 1], vectors have unit length.
 */

/** A customer's problem, frozen. `text` is redacted already; `context` holds tokens such as `page:/billing`. */
export interface Question {
  readonly id: string;
  readonly text: string;
  readonly context: readonly string[];
  /** ISO 639-1 code, or null where the detector abstained. */
  readonly language: string | null;
  /** Stable pseudonym of the customer's account, or null for a stranger. */
  readonly account: string | null;
  readonly at_ms: number;
  /** The customer asked for a person in so many words; always honoured. */
  readonly wants_human: boolean;
}

/** What went before in the question's conversation: guards look at it, and it never stands in the ledger. */
export interface Situation {
  /** The customer's turns before this one since a human agent last spoke, oldest first. */
  readonly earlier: readonly string[];
  /** Answers of the AI agent since then, oldest first. */
  readonly tries: readonly Try[];
  /** Resolutions that the AI agent has sent in this conversation. */
  readonly answered: readonly string[];
  /** Resolutions that it has offered as choices. */
  readonly offered: readonly string[];
  /** Keys of the context that it does not ask for: asked for before, or not to be learned from. */
  readonly not_to_ask?: readonly string[];
}

/** An answer of the AI agent: the question that it was sent for, and whether the customer said that it did not help. */
export interface Try {
  readonly question: string;
  readonly denied: boolean;
}

/** A question with its embedding. `vector` is null when the encoder was not available: retrieval is then lexical. */
export interface EncodedQuestion extends Question {
  readonly vector: Float32Array | null;
}

/** What a wrong answer could cost. Money and security never unlock by themselves. */
export type Stakes = 'read-only' | 'account-changing' | 'money-security';

/** What a machine must not decide alone. */
export type StakesClass =
  | 'self-harm'
  | 'threat'
  | 'health'
  | 'legal'
  | 'security'
  | 'money-out'
  | 'cancellation'
  | 'vip';

/** How a class of high stakes is recognised, and what happens then. */
export interface StakesRule {
  readonly class: StakesClass;
  readonly on: boolean;
  /** `human`: handed over without a draft; `draft`: never sent alone. */
  readonly handling: 'human' | 'draft';
  /** Plain words; `*` within a word for any letters, alone for up to three words. */
  readonly phrases: readonly string[];
}

/** How far a lesson or a resolution has come; each stage allows what the one before it allowed, and more. */
export type Stage = 'captured' | 'shadow' | 'suggest' | 'auto';

export interface ResolutionSource {
  readonly kind: 'human-reply' | 'article' | 'workflow';
  /** Id of the message, article or workflow in the system it came from. */
  readonly id: string;
  readonly url: string | null;
  readonly author: string | null;
  readonly at_ms: number | null;
}

/** A reusable answer: one arm of the policy. `version` counts its texts; the newest one stands here. */
export interface Resolution {
  readonly id: string;
  readonly title: string;
  readonly text: string;
  readonly links: readonly string[];
  readonly stakes: Stakes;
  readonly stage: Stage;
  readonly version: number;
  readonly sources: readonly ResolutionSource[];
}

/** A worked example: a question that this resolution solved. */
export interface Exemplar {
  readonly id: string;
  readonly resolution_id: string;
  readonly question: EncodedQuestion;
}

/** A question that a resolution is no answer to: a person said so. */
export interface Refusal {
  readonly id: string;
  readonly resolution_id: string;
  readonly question: EncodedQuestion;
}

/** What one token of the context says for a resolution: how many of the candidates' exemplars with it are its own. */
export interface ContextSaid {
  readonly token: string;
  readonly with: number;
  readonly of: number;
}

/** What the memory holds for one resolution against one question. Similarities are cosines in [0, 1]. */
export interface Evidence {
  readonly resolution_id: string;
  /** Number of its exemplars. */
  readonly exemplars: number;
  readonly lexical_max: number;
  /** Share of the votes of the nearest exemplars, weighted by closeness. */
  readonly lexical_vote: number;
  /** Mean of its five best, missing ones counting as 0. */
  readonly lexical_top5: number;
  readonly lexical_mean: number;
  readonly dense_max: number;
  readonly dense_vote: number;
  readonly dense_top5: number;
  /** Cosine with its centroid. */
  readonly dense_mean: number;
  /** The same for the question's first line, where the problem is named. */
  readonly lead_max: number;
  readonly lead_vote: number;
  /** Question, and its first line, against the resolution's title. */
  readonly title: number;
  readonly title_lead: number;
  /** Question against the best of the resolution's texts. */
  readonly text: number;
  /** Cosine with its centroid by the learned map; 0 where none is in use. */
  readonly adapted: number;
  /** What the linear head says for it: a logit, 0 where it knows nothing. */
  readonly head: number;
  /** Log-odds of the question's context tokens given this resolution, shrunk. */
  readonly context: number;
  /** The tokens that said most; absent where none said anything. */
  readonly context_said?: readonly ContextSaid[];
  /** ln of the exponentially fading count of its exemplars (45 days). */
  readonly recent: number;
  readonly nearest_exemplar_id: string | null;
}

/** What the memory answers to a question. */
export interface Retrieval {
  readonly evidence: readonly Evidence[];
  /** Share of the question's weight on features that no exemplar has. */
  readonly uncovered: number;
  /** Resolutions in memory. */
  readonly resolutions: number;
}

/** A retrieved resolution. `score` is raw; `probability` is the ranker's share among the candidates. */
export interface Candidate {
  readonly resolution_id: string;
  readonly score: number;
  readonly probability: number;
  /** The exemplar that speaks loudest for it, to be shown as the source. */
  readonly exemplar_id: string | null;
  /** Values in the order of `FEATURE_NAMES`. */
  readonly features: readonly number[];
  /** What the context said for or against it; absent where it said nothing. */
  readonly context_said?: readonly ContextSaid[];
}

/** Number of exemplars behind a resolution when it was decided on: how much the ground bears. */
export type EvidenceLevel = 'one' | 'few' | 'some' | 'many';

export type Action = 'answer' | 'draft' | 'clarify' | 'hand_off';

/** Why the action is what it is. Each code is a row of the gates table (`decide/gates.ts`), what checks a written reply, or a person's whisper. */
export type ReasonCode =
  | 'certified'
  | 'autonomy-off'
  | 'topic-held'
  | 'wants-human'
  | 'no-candidate'
  | 'novel'
  | 'below-threshold'
  | 'not-certified'
  | 'stage-too-low'
  | 'stakes-too-high'
  | 'vetoed'
  | 'language-mismatch'
  | 'below-draft-floor'
  | 'ambiguous'
  | 'unsupported-reply'
  | 'refused'
  | 'holds-elsewhere'
  | 'condition-unknown'
  | 'whispered'
  | 'held-out'
  | AlertCode;

/** Why a conversation needs a person, whatever the answer is worth. */
export type AlertCode = 'high-stakes' | 'angry' | 'answers-failed' | 'repeats-itself';

/** What a guard found: what is left to the AI agent, and a sentence for people. */
export interface Alert {
  readonly code: AlertCode;
  readonly leaves: 'draft' | 'hand_off';
  readonly text: string;
}

export interface Reason {
  readonly code: ReasonCode;
  /** One sentence for people, with the numbers that decided. */
  readonly text: string;
}

/** One clarifying choice; the customer's click is a label. */
export interface ClarifyOption {
  readonly resolution_id: string;
  readonly label: string;
  /** What the click says of the context, where that is what was asked. */
  readonly about?: { readonly key: string; readonly value: string };
}

/** What the engine would do, with everything needed to explain and to replay it. */
export interface Decision {
  readonly action: Action;
  readonly resolution_id: string | null;
  /** Calibrated P(the best candidate resolves the question). */
  readonly confidence: number;
  /** How unlike all known questions it is, as log-odds; and the share of known ones that were as strange. */
  readonly strangeness: number;
  readonly novelty_p: number;
  /** Venn-Abers interval of that confidence: wide where the ground is thin. */
  readonly confidence_low: number;
  readonly confidence_high: number;
  /** Threshold that the confidence had to reach, or null where no autonomy is certified. */
  readonly threshold: number | null;
  readonly cell: string;
  readonly stakes: Stakes;
  readonly evidence: EvidenceLevel | null;
  /** Features behind the confidence, in the order of `CONFIDENCE_FEATURE_NAMES`; kept for learning. */
  readonly confidence_features: readonly number[];
  readonly candidates: readonly Candidate[];
  readonly clarify: readonly ClarifyOption[];
  readonly reasons: readonly Reason[];
  /** Probability with which the policy takes this action (1 where nothing is random). */
  readonly propensity: number;
  /** Probability with which an answer of this decision is drawn for an audit. */
  readonly audit_probability: number;
  readonly audited: boolean;
  /** Table that gave the probability of an audit, and its row. */
  readonly audit_policy: string;
  readonly audit_why: string;
  /** Least probability with which anything of this cell is labelled now: 1 where nothing of it goes out alone. */
  readonly least_propensity: number;
  readonly model_version: number;
  readonly encoder_id: string;
  readonly seed: number;
}

/** A position in the ledger, and its time. */
export interface Place {
  readonly seq: number;
  readonly at_ms: number;
}

/** Since when something is closed, why, and what opens it again, in words for people. */
export interface Lock {
  readonly scope: 'everything' | 'stakes' | 'evidence' | 'resolution';
  readonly since: Place;
  readonly why: string;
  readonly unlocks: string;
}

/** What is certified in one cell: the numbers behind "at most 5 % wrong, at 90 % confidence". */
export interface CellCertificate {
  readonly cell: string;
  /** Answer alone at or above it; null where nothing is certified. */
  readonly threshold: number | null;
  readonly alpha: number;
  readonly delta: number;
  readonly labelled: number;
  readonly wrong: number;
  /** Labels that came from audits of what went out alone. */
  readonly audited: number;
  readonly coverage: number;
  /** Further right labels that would unlock; 0 where unlocked. */
  readonly needed: number;
  /** Evidence levels that are held back although the cell is certified: their own labels say worse. */
  readonly held_back: readonly EvidenceLevel[];
  /** Thresholds of evidence levels that go by a certificate of their own. */
  readonly own_thresholds: Readonly<Partial<Record<EvidenceLevel, number>>>;
  /** Which test reaches lower: at a refit on scores made anew, or label by label on confidences as issued. */
  readonly how: 'first-unlock' | 'live' | null;
  readonly since_seq: number;
  /** Time of `since_seq`. */
  readonly since_at_ms: number;
  /** What closed the cell, as long as nothing is certified anew. */
  readonly locked: Lock | null;
}

/** The most that the AI agent may do: `off` hands over, `shadow` only records, `draft` suggests, `auto` answers. */
export type Autonomy = 'off' | 'shadow' | 'draft' | 'auto';

/** The most that the AI agent may do about one topic; the workspace's own switch may allow less. */
export interface TopicSwitch {
  readonly topic_id: string;
  readonly autonomy: Autonomy;
  /** What solved it when it was set: by these the topic is found again where the exemplar that named it was forgotten. */
  readonly resolutions: readonly string[];
}

/** What the lead may set. Part of the ledger, so that a replay sees what held at the time. */
export interface PolicySettings {
  /** Accepted share of wrong autonomous answers. */
  readonly max_error: number;
  /** The same for one level of stakes, where it differs. */
  readonly max_error_by_stakes?: Readonly<Partial<Record<Stakes, number>>>;
  /** Accepted probability that the certificate is wrong. */
  readonly delta: number;
  /** The most that the AI agent may do at all. */
  readonly autonomy: Autonomy;
  /** Topics that have a switch of their own. */
  readonly topics?: readonly TopicSwitch[];
  /** Resolutions that a person holds for now: drafts only. */
  readonly held_answers?: readonly string[];
  /** Share of autonomous answers that people check. */
  readonly audit_rate: number;
  /** Below this confidence no draft is shown. */
  readonly draft_floor: number;
  /** Languages that it may answer in; empty means every language that a resolution has. */
  readonly languages: readonly string[];
  /** Rows of the table of high stakes that the lead changed; the others are as built in. */
  readonly high_stakes?: readonly StakesRule[];
}

/** A full label for what we would have said: how right the best candidate was. */
export interface ShadowLabel {
  readonly decision_id: string;
  readonly question_id: string;
  readonly resolution_id: string | null;
  readonly confidence: number;
  readonly stakes: Stakes;
  readonly evidence: EvidenceLevel | null;
  readonly confidence_features: readonly number[];
  readonly correct: boolean;
  /** Probability with which this item was going to be labelled. */
  readonly propensity: number;
  /**
   * The least such probability in force when it was decided: the audit rate where answers went out alone, else 1.
   * Within such a time, labels weigh least / own; two times weigh alike, since each samples the same traffic.
   */
  readonly least_propensity: number;
  /** Wrong, but nobody was hurt: counts in every bound, and is no reason to veto the resolution. */
  readonly harmless?: boolean;
  readonly at_ms: number;
}

/** What may be seen after an answer; what each kind means, and what it is worth, stands in `outcomes/signals.ts`. */
export type Signal =
  | 'confirmed'
  | 'thanked'
  | 'denied'
  | 'thumb-up'
  | 'thumb-down'
  | 'rated-high'
  | 'rated-low'
  | 'draft-accepted'
  | 'draft-edited'
  | 'draft-discarded'
  | 'reopened'
  | 'came-again'
  | 'asked-for-human'
  | 'account-left';

/** An answer or a draft that somebody saw: from now on its outcomes are waited for. */
export interface ShownAnswer {
  readonly decision_id: string;
  readonly resolution_id: string;
  readonly stakes: Stakes;
  readonly action: 'answer' | 'draft';
  readonly confidence: number;
  /** Probability with which this one was chosen among approved answers to the same question. */
  readonly propensity: number;
  readonly audited: boolean;
  readonly at_ms: number;
}

/** One thing seen after a shown answer. Never inferred from our own action. */
export interface SeenOutcome {
  readonly decision_id: string;
  readonly signal: Signal;
  /** Share of a draft that was changed, in [0, 1]; null for the other kinds. */
  readonly edited: number | null;
  readonly at_ms: number;
}

/** What human agents did about one question, in order: steps such as `check-order`, without their arguments. */
export interface ObservedPath {
  readonly conversation_id: string;
  /** The resolution or the named topic that the path belongs to; null where neither is known. */
  readonly topic_id: string | null;
  readonly agent: string | null;
  readonly context: readonly string[];
  readonly steps: readonly string[];
  /** Did it end well? Null where nobody said. */
  readonly resolved: boolean | null;
  readonly duration_ms: number | null;
  readonly at_ms: number;
}

/** What a person said of a question: which class of high stakes it is a matter of, or null for none. */
export interface StakesLabel {
  readonly question_id: string;
  readonly text: string;
  readonly class: StakesClass | null;
  readonly at_ms: number;
}

/** What customers call something (`term`) and what the team calls it (`meaning`); only one that is `on` is used. */
export interface GlossaryEntry {
  readonly term: string;
  readonly meaning: string;
  readonly state: 'on' | 'off';
}

/**
 * Everything that can change the model. Nothing enters it but as one of these, in the ledger, in order.
 * A lesson stands before the `resolution-upserted` with the text that it brought: what the memory says about a
 * question just before its lesson is what the ranker learns from, and must not contain the question's own answer.
 */
export type ModelEvent =
  | { readonly kind: 'resolution-upserted'; readonly seq: number; readonly resolution: Resolution }
  | { readonly kind: 'resolution-retired'; readonly seq: number; readonly resolution_id: string }
  | { readonly kind: 'lesson-applied'; readonly seq: number; readonly exemplar: Exemplar }
  | { readonly kind: 'answer-refused'; readonly seq: number; readonly refusal: Refusal }
  /** The resolution holds only where the context says so: tokens `key:value`, all of them anew; none for everywhere. */
  | {
      readonly kind: 'conditions-set';
      readonly seq: number;
      readonly resolution_id: string;
      readonly conditions: readonly string[];
    }
  | { readonly kind: 'decision-labelled'; readonly seq: number; readonly label: ShadowLabel }
  | { readonly kind: 'settings-changed'; readonly seq: number; readonly settings: PolicySettings }
  | { readonly kind: 'answer-shown'; readonly seq: number; readonly shown: ShownAnswer }
  | { readonly kind: 'outcome-seen'; readonly seq: number; readonly outcome: SeenOutcome }
  | { readonly kind: 'path-observed'; readonly seq: number; readonly path: ObservedPath }
  | { readonly kind: 'glossary-changed'; readonly seq: number; readonly entry: GlossaryEntry }
  | { readonly kind: 'stakes-labelled'; readonly seq: number; readonly label: StakesLabel }
  /** Nightly, by the clusters' own evidence: ids stay stable, the smaller topic joins the larger one. */
  | { readonly kind: 'topics-merged'; readonly seq: number; readonly from: string; readonly into: string }
  | {
      readonly kind: 'topic-split';
      readonly seq: number;
      readonly topic_id: string;
      /** Exemplars that leave for the new topic. */
      readonly into: string;
      readonly exemplars: readonly string[];
    }
  /** Confidence, ranker and thresholds are fitted again, on everything that stands before this position. */
  | { readonly kind: 'model-refitted'; readonly seq: number }
  /** The events at these positions are to be as if they had never been. */
  | { readonly kind: 'events-forgotten'; readonly seq: number; readonly forgotten: readonly number[] };
