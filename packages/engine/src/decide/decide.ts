/**
 * Decide: from ranked candidates and a confidence to an action with its reasons.
 *
 * Pure: everything random comes from `seed`. The gates table says what is allowed at most; within it an answer
 * goes out alone, a pair of near-equal candidates is asked about, and the rest becomes a draft or a hand-over.
 * Exploration is none at this level (propensity 1); an answer may be drawn for an audit with a known probability.
 */
import type {
  Alert,
  Autonomy,
  Candidate,
  ClarifyOption,
  Decision,
  EncodedQuestion,
  EvidenceLevel,
  Lock,
  PolicySettings,
  Reason,
  Resolution,
} from '../domain.ts';
import { type AskFor, contextOptions } from './ask-for.ts';
import { type AuditPlan, auditProbability } from './audit-policy.ts';
import { clarifyOptions } from './clarify.ts';
import { passGates } from './gates.ts';

/** What the stages before have found out. */
export interface Findings {
  readonly question: EncodedQuestion;
  readonly candidates: readonly Candidate[];
  readonly confidence: { readonly probability: number; readonly low: number; readonly high: number };
  readonly confidence_features: readonly number[];
  readonly novelty: { readonly p: number; readonly strangeness: number };
  readonly evidence: EvidenceLevel | null;
  readonly corroboration: number;
  /** Threshold for this cell and evidence, null where nothing is certified; since when; does anything go out alone? */
  readonly certified: {
    readonly threshold: number | null;
    readonly since_at_ms: number | null;
    readonly unlocked: boolean;
  };
  /** What was held against the best candidate by what became of it. */
  readonly veto: Pick<Lock, 'why' | 'unlocks'> | null;
  /** What the guards of the conversation found. */
  readonly alerts: readonly Alert[];
  /** Why what would have come first is no candidate. */
  readonly left_out: readonly Reason[];
  /** Where alone a resolution holds, in words, as far as nobody knows whether the question is from there; else empty. */
  readonly open_conditions: (id: string) => string;
  /** Resolutions that the customer was offered as choices, or sent, before. */
  readonly seen: readonly string[];
  /** Keys of the context that the customer is not asked for. */
  readonly not_to_ask: AskFor['not_to_ask'];
  /** Questions that a resolution has solved. */
  readonly exemplars: AskFor['exemplars'];
  readonly resolution: (id: string) => Resolution | null;
  /** What the lead allows about a resolution's topic: `auto` where nothing of its own was set. */
  readonly topic_autonomy: (resolution_id: string) => Autonomy;
  readonly settings: PolicySettings;
  /** A draw in [0, 1) that decides about the audit. */
  readonly audit_draw: number;
  readonly model_version: number;
  readonly encoder_id: string;
  readonly seed: number;
}

export function decide(findings: Findings): Decision {
  const { question, candidates, confidence, settings } = findings;
  const best = candidates[0] ? findings.resolution(candidates[0].resolution_id) : null;
  const { threshold } = findings.certified;
  const passed = passGates({
    wants_human: question.wants_human,
    settings,
    best,
    topic: best ? findings.topic_autonomy(best.id) : 'auto',
    confidence: confidence.probability,
    threshold,
    veto: findings.veto,
    novelty_p: findings.novelty.p,
    language: question.language,
    corroboration: findings.corroboration,
    alerts: findings.alerts,
    open_conditions: best === null ? '' : findings.open_conditions(best.id),
    refused: refusedFirst(findings),
  });
  const { action, clarify, reasons } = preferClarify(findings, passed);
  const answers = action === 'answer';
  const audit = planAudit(findings);
  return {
    action,
    resolution_id: action === 'hand_off' || action === 'clarify' ? null : (best?.id ?? null),
    confidence: confidence.probability,
    strangeness: findings.novelty.strangeness,
    novelty_p: findings.novelty.p,
    confidence_low: confidence.low,
    confidence_high: confidence.high,
    threshold,
    cell: best?.stakes ?? 'read-only',
    stakes: best?.stakes ?? 'read-only',
    evidence: findings.evidence,
    confidence_features: findings.confidence_features,
    candidates,
    clarify,
    reasons: [...reasons, ...leftOut(findings, reasons)],
    propensity: 1,
    audit_probability: answers ? audit.probability : 0,
    audited: answers && findings.audit_draw < audit.probability,
    audit_policy: audit.policy,
    audit_why: audit.why,
    least_propensity: findings.certified.unlocked ? audit.least : 1,
    model_version: findings.model_version,
    encoder_id: findings.encoder_id,
    seed: findings.seed,
  };
}

/** What would have come first, where a person refused it for nearly the same question; empty where nothing was. */
function refusedFirst({ left_out }: Findings): string {
  return left_out.flatMap(({ code, text }) => (code === 'refused' ? [text] : [])).join(' ');
}

/** As far as no gate has said it. */
function leftOut({ left_out }: Findings, said: readonly Reason[]): readonly Reason[] {
  const isSaid = said.some(({ code }) => code === 'refused');
  return isSaid ? left_out.filter(({ code }) => code !== 'refused') : left_out;
}

function planAudit({ question, settings, certified, evidence, novelty }: Findings): AuditPlan {
  const { since_at_ms } = certified;
  const cell_age_ms = since_at_ms === null ? null : question.at_ms - since_at_ms;
  return auditProbability({ floor: settings.audit_rate, cell_age_ms, evidence, novelty_p: novelty.p });
}

/** Only what people have let out, what is not about money, and what holds here, may be offered to a customer as a choice. */
function offerable(findings: Findings, id: string): Resolution | null {
  const resolution = findings.resolution(id);
  const released = resolution?.stage === 'suggest' || resolution?.stage === 'auto';
  const mayBe = released && resolution.stakes !== 'money-security' && findings.topic_autonomy(id) === 'auto';
  return mayBe && findings.open_conditions(id) === '' ? resolution : null;
}

/** A draft for want of confidence alone may be worth a question to the customer instead. */
function preferClarify(
  findings: Findings,
  passed: { allowed: 'answer' | 'draft' | 'hand_off'; reasons: Reason[] },
): { action: Decision['action']; clarify: readonly ClarifyOption[]; reasons: Reason[] } {
  const plain = { action: passed.allowed, clarify: [], reasons: passed.reasons };
  const onlyUnsure = passed.reasons.every((reason) => reason.code === 'below-threshold');
  if (passed.allowed !== 'draft' || !onlyUnsure) return plain;
  const { candidates, question, not_to_ask, exemplars, seen } = findings;
  const allowed = (id: string) => offerable(findings, id);
  const byContext = contextOptions({ candidates, context: question.context, not_to_ask, allowed, exemplars });
  const clarify = byContext.length > 0 ? byContext : clarifyOptions(candidates, allowed);
  // Asking the same again would be a loop.
  const isNew = clarify.some(({ resolution_id }) => !seen.includes(resolution_id));
  if (clarify.length === 0 || !isNew) return plain;
  const reason: Reason = { code: 'ambiguous', text: whyAsked(clarify) };
  return { action: 'clarify', clarify, reasons: [reason, ...passed.reasons] };
}

function whyAsked(options: readonly ClarifyOption[]): string {
  const labels = options.map(({ label }) => `“${label}”`);
  const { about } = options[0];
  if (about === undefined) return `Two answers are nearly equally likely: ${labels.join(' and ')}.`;
  return `Which of ${options.length} answers is right depends on the ${about.key}, which nothing tells: ${labels.join(', ')}.`;
}
