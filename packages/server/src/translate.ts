/**
 * Between the wire and what stands in rows and in the engine, by hand and both ways.
 *
 * Wire types never go further in than this file, rows and engine types never further out.
 */
import type * as wire from '@understudy/contract';
import { settings as settingsSchema } from '@understudy/contract';
import {
  changedRules,
  type Decision,
  DEFAULT_SETTINGS as policy,
  type PolicySettings,
  type Question,
  type Resolution,
  stakesRules,
} from '@understudy/engine';
import type * as rows from './store/index.ts';

const EXCERPT_LENGTH = 240;
const DEFAULT_SETTINGS = {
  max_error: policy.max_error,
  autonomy: policy.autonomy,
  audit_rate: policy.audit_rate,
  draft_floor: policy.draft_floor,
  languages: [],
  max_error_by_stakes: {},
  topics: [],
  widget: {
    greeting: 'Hi! How can we help?',
    color: '#4f46e5',
    position: 'right',
    origins: [],
    reply_expectation: 'We usually reply within a few hours.',
    language: 'auto',
    hours: null,
    suggested_questions: [],
    page: {
      enabled: true,
      paths: [],
      origins: [],
      query_keys: [],
      selectors: ['[data-understudy]'],
      buttons: false,
    },
  },
  identity: { required: false },
  mail: { delay_minutes: 5 },
} as const;

const iso = (date: Date) => date.toISOString();
const isoOrNull = (date: Date | null) => (date === null ? null : date.toISOString());
const isoOfMs = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString());

/** What stands in the row, over the defaults: a setting that a later version adds has a value in old workspaces. */
export function toWireSettings(workspace: rows.Workspace): wire.Settings {
  const own = workspace.settings as Partial<wire.Settings>;
  return settingsSchema.parse({
    ...DEFAULT_SETTINGS,
    ...own,
    widget: { ...DEFAULT_SETTINGS.widget, ...own.widget },
    high_stakes: stakesRules(own.high_stakes ?? []),
    workspace_name: workspace.name,
  });
}

/** The row's part of changed settings; the name has a column of its own. */
export function fromWireSettings(settings: wire.Settings): Record<string, unknown> {
  const { workspace_name: _, ...rest } = settings;
  // Only what was changed: the other rows follow what a later version has built in.
  return { ...rest, high_stakes: changedRules(settings.high_stakes) };
}

export function toPolicySettings(settings: wire.Settings): PolicySettings {
  const { max_error, autonomy, audit_rate, draft_floor, languages, max_error_by_stakes, topics } = settings;
  const { held_answers = [] } = settings;
  const changed = changedRules(settings.high_stakes);
  return {
    max_error,
    delta: policy.delta,
    autonomy,
    audit_rate,
    draft_floor,
    languages,
    ...(changed.length > 0 && { high_stakes: changed }),
    ...(Object.keys(max_error_by_stakes).length > 0 && { max_error_by_stakes }),
    ...(topics.length > 0 && { topics }),
    ...(held_answers.length > 0 && { held_answers }),
  };
}

export function toWireMessage(row: rows.Message): wire.Message {
  return {
    id: row.id,
    conversation_id: row.conversation_id,
    seq: row.seq,
    author: row.author,
    author_name: row.author_name,
    kind: row.kind,
    text: row.text,
    citations: [...row.citations],
    choices: [...row.choices],
    attachments: row.attachments.map(({ id, name, type, size }) => ({ id, name, type, size })),
    decision_id: row.decision_id,
    client_id: row.client_id,
    at: iso(row.at),
  };
}

/** `priority`: of one that waits. */
export function toWireSummary(
  row: rows.ConversationRow,
  priority?: rows.PriorityLevel,
): wire.ConversationSummary {
  return {
    ...(priority === undefined ? {} : { priority }),
    id: row.id,
    status: row.status,
    customer: { id: row.customer_id, name: row.customer_name, email: row.customer_email },
    channel: row.channel,
    subject: row.subject,
    preview: row.preview,
    assignee: row.assignee_id === null ? null : { id: row.assignee_id, name: row.assignee_name ?? '' },
    waiting_since: isoOrNull(row.waiting_since),
    has_draft: row.has_draft,
    unread: row.unread,
    created_at: iso(row.created_at),
    updated_at: iso(row.updated_at),
  };
}

/** What a decision's candidates refer to; one that was erased meanwhile is shown without its text. */
export interface Referred {
  readonly resolutions: ReadonlyMap<string, rows.ResolutionRow>;
  readonly exemplars: ReadonlyMap<string, rows.ExemplarRow>;
}

export function toWireDecision(row: rows.DecisionRow, referred: Referred): wire.Decision {
  const decision = row.decision as Decision;
  return {
    id: row.id,
    conversation_id: row.conversation_id,
    message_id: row.message_id,
    action: decision.action,
    confidence: decision.confidence,
    confidence_low: decision.confidence_low,
    confidence_high: decision.confidence_high,
    threshold: decision.threshold,
    cell: decision.cell,
    reasons: decision.reasons.map(({ code, text }) => ({ code, text })),
    candidates: decision.candidates.map((candidate) => toWireCandidate(candidate, referred)),
    model_version: decision.model_version,
    encoder_id: decision.encoder_id,
    audited: decision.audited,
    audit_probability: decision.audit_probability,
    audit_why: (decision as Partial<Decision>).audit_why ?? null,
    seed: decision.seed,
    at: iso(row.at),
  };
}

function toWireCandidate(
  candidate: Decision['candidates'][number],
  referred: Referred,
): wire.Decision['candidates'][number] {
  const resolution = referred.resolutions.get(candidate.resolution_id);
  const exemplar = candidate.exemplar_id === null ? undefined : referred.exemplars.get(candidate.exemplar_id);
  return {
    resolution_id: candidate.resolution_id,
    title: resolution?.title ?? '',
    excerpt: resolution?.text.slice(0, EXCERPT_LENGTH) ?? '',
    score: candidate.score,
    probability: candidate.probability,
    exemplar: exemplar === undefined ? null : { id: exemplar.id, text: exemplar.question_text },
    ...(candidate.context_said && {
      context_said: candidate.context_said.map(({ token, with: own, of }) => ({ token, with: own, of })),
    }),
  };
}

/** The draft of a decision, or null where it made none. */
export function toWireDraft(row: rows.DecisionRow): wire.Draft | null {
  const resolution_id = row.resolution_id ?? bestOf(row)?.resolution_id ?? null;
  if (row.draft_state === null || row.draft_text === null || resolution_id === null) return null;
  return {
    decision_id: row.id,
    resolution_id,
    text: row.draft_text,
    citations: [...row.draft_citations],
    confidence: row.confidence,
    state: row.draft_state,
  };
}

export function bestOf(row: rows.DecisionRow): Decision['candidates'][number] | undefined {
  return (row.decision as Decision).candidates[0];
}

/** A question as it stands in a row: without its vector, which has a table of its own. */
export function toStoredQuestion(question: Question): Question {
  const { id, text, context, language, account, at_ms, wants_human } = question;
  return { id, text, context, language, account, at_ms, wants_human };
}

export function toDomainResolution(row: rows.ResolutionRow): Resolution {
  const { id, title, text, links, stakes, stage, version, sources } = row;
  return { id, title, text, links, stakes, stage, version, sources };
}

export function toWireResolution(row: rows.ResolutionWithCount): wire.Resolution {
  return {
    id: row.id,
    title: row.title,
    text: row.text,
    links: [...row.links],
    stage: row.stage,
    stakes: row.stakes,
    version: row.version,
    exemplars: row.exemplars,
    uses: row.uses,
    sources: row.sources.map(({ kind, id, url, author, at_ms }) => ({
      kind,
      id,
      url,
      author,
      at: isoOfMs(at_ms),
    })),
    updated_at: iso(row.updated_at),
  };
}

export function toWireResolutionDetail(
  row: rows.ResolutionWithCount,
  more: {
    readonly versions: readonly rows.ResolutionVersion[];
    readonly seen: readonly rows.SeenToken[];
    readonly merged_into: { readonly resolution_id: string; readonly title: string } | undefined;
  },
): wire.ResolutionDetail {
  const { versions, seen, merged_into: into } = more;
  return {
    ...toWireResolution(row),
    retired_at: isoOrNull(row.retired_at),
    valid_until: isoOrNull(row.valid_until)?.slice(0, 10) ?? null,
    merged_into: into === undefined ? null : { resolution_id: into.resolution_id, title: into.title },
    conditions: [...row.conditions],
    seen_context: seen.map(({ token, count }) => ({ token, count })),
    versions: versions.map(({ version, title, text, author, at }) => ({
      version,
      title,
      text,
      author,
      at: iso(at),
    })),
  };
}

export function toWireExemplar(row: rows.ExemplarRow): wire.Exemplar {
  const { id, question_text: text, context, language, lesson_id, at } = row;
  return { id, text, context: [...context], language, lesson_id, at: iso(at) };
}

export function toWireImport(row: rows.ImportRow): wire.ImportJob {
  return {
    id: row.id,
    source: row.source,
    state: row.state,
    read: row.read,
    accepted: row.accepted,
    known: row.known,
    rejected: row.rejected,
    resolutions: row.resolutions,
    waiting: row.waiting,
    progress: { stage: row.stage, done: row.stage_done, total: row.stage_total },
    error: row.error,
    started_at: iso(row.started_at),
    finished_at: isoOrNull(row.finished_at),
  };
}

export function toWireMember(row: rows.Member): wire.Result<'addMember'> {
  const { id, name, email, role, holds_lessons } = row;
  const times = { created_at: iso(row.created_at), suspended_at: isoOrNull(row.suspended_at) };
  return { id, name, email, role, ...times, holds_lessons };
}

export function toWireApiKey(row: rows.ApiKey): wire.Result<'listApiKeys'>['items'][number] {
  return {
    id: row.id,
    name: row.name,
    prefix: row.prefix,
    scopes: [...row.scopes] as wire.Scope[],
    created_at: iso(row.created_at),
    last_used_at: isoOrNull(row.last_used_at),
  };
}
