/**
 * The model's own copies of what events bring: callers may reuse their objects, and fields always stand in one
 * order, so that equal events give equal bytes whichever database or parser they came through.
 */
import type {
  EncodedQuestion,
  GlossaryEntry,
  ObservedPath,
  PolicySettings,
  Resolution,
  SeenOutcome,
  ShadowLabel,
  ShownAnswer,
  StakesLabel,
} from './domain.ts';

export function resolution(given: Resolution): Resolution {
  const { id, title, text, links, stakes, stage, version, sources } = given;
  const ownSources = sources.map(({ kind, id: source, url, author, at_ms }) => {
    return { kind, id: source, url, author, at_ms };
  });
  return { id, title, text, links: [...links], stakes, stage, version, sources: ownSources };
}

export function question(given: Omit<EncodedQuestion, 'vector'>): Omit<EncodedQuestion, 'vector'> {
  const { id, text, context, language, account, at_ms, wants_human } = given;
  return { id, text, context: [...context], language, account, at_ms, wants_human };
}

export function label(given: ShadowLabel): ShadowLabel {
  const { decision_id, question_id, resolution_id, confidence, stakes, evidence } = given;
  const { confidence_features, correct, propensity, least_propensity, harmless, at_ms } = given;
  return {
    decision_id,
    question_id,
    resolution_id,
    confidence,
    stakes,
    evidence,
    confidence_features: [...confidence_features],
    correct,
    propensity,
    least_propensity,
    ...(harmless === true && { harmless }),
    at_ms,
  };
}

export function shown(given: ShownAnswer): ShownAnswer {
  const { decision_id, resolution_id, stakes, action, confidence, propensity, audited, at_ms } = given;
  return { decision_id, resolution_id, stakes, action, confidence, propensity, audited, at_ms };
}

export function outcome({ decision_id, signal, edited, at_ms }: SeenOutcome): SeenOutcome {
  return { decision_id, signal, edited, at_ms };
}

export function path(given: ObservedPath): ObservedPath {
  const { conversation_id, topic_id, agent, context, steps, resolved, duration_ms, at_ms } = given;
  const lists = { context: [...context], steps: [...steps] };
  return { conversation_id, topic_id, agent, ...lists, resolved, duration_ms, at_ms };
}

export function entry({ term, meaning, state }: GlossaryEntry): GlossaryEntry {
  return { term, meaning, state };
}

export function stakesLabel({ question_id, text, class: name, at_ms }: StakesLabel): StakesLabel {
  return { question_id, text, class: name, at_ms };
}

export function settings(given: PolicySettings): PolicySettings {
  const {
    max_error,
    delta,
    autonomy,
    audit_rate,
    draft_floor,
    languages,
    high_stakes = [],
    held_answers = [],
  } = given;
  const errors = Object.entries(given.max_error_by_stakes ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
  const topics = (given.topics ?? []).map(({ topic_id, autonomy: own, resolutions }) => {
    return { topic_id, autonomy: own, resolutions: [...resolutions] };
  });
  const rules = high_stakes.map(({ class: name, on, handling, phrases }) => {
    return { class: name, on, handling, phrases: [...phrases] };
  });
  return {
    max_error,
    delta,
    autonomy,
    audit_rate,
    draft_floor,
    languages: [...languages],
    // Left out where nothing was changed: older ledgers know of no such rows.
    ...(rules.length > 0 && { high_stakes: rules }),
    ...(errors.length > 0 && { max_error_by_stakes: Object.fromEntries(errors) }),
    ...(topics.length > 0 && { topics }),
    ...(held_answers.length > 0 && { held_answers: [...held_answers] }),
  };
}
