/**
 * The tables as kysely sees them; `migrations/` is the truth and explains each.
 *
 * Times are `Date`, int8 are numbers (positions stay far below 2^53), bytea are Buffers, jsonb comes parsed and
 * goes in through `json()`. `workspace_id` is never written by hand: its default is the workspace of the
 * transaction (`asWorkspace`).
 */
import type { ColumnType, Generated, GeneratedAlways, RawBuilder, Transaction } from 'kysely';
import { sql } from 'kysely';

/** Read as T, written through `json(value)`. */
type Json<T> = ColumnType<T, RawBuilder<T>, RawBuilder<T>>;
type JsonWithDefault<T> = ColumnType<T, RawBuilder<T> | undefined, RawBuilder<T>>;
type JsonOrNull<T> = ColumnType<T | null, RawBuilder<T> | null | undefined, RawBuilder<T> | null>;
/** An int8 that the database fills. */
type Count = Generated<number>;
type Workspace = GeneratedAlways<string>;

/** The handle that every function of `store/` takes: nothing is read or written outside a transaction. */
export type Tx = Transaction<Tables>;

export const json = <T>(value: T): RawBuilder<T> => sql<T>`${JSON.stringify(value)}::jsonb`;

export type ConversationStatus = 'ai' | 'waiting' | 'human' | 'resolved';
export type Channel = 'widget' | 'api' | 'import';
export type MessageAuthor = 'customer' | 'ai' | 'agent' | 'system';
export type MessageKind = 'message' | 'note' | 'clarify' | 'hand-off' | 'event';
export type MemberRole = 'owner' | 'lead' | 'agent';
export type StageName = 'captured' | 'shadow' | 'suggest' | 'auto';
export type StakesName = 'read-only' | 'account-changing' | 'money-security';
export type ActionName = 'answer' | 'draft' | 'clarify' | 'hand_off';
export type SourceKind = 'human-reply' | 'article' | 'workflow';
export type ImportState = 'running' | 'learning' | 'done' | 'failed' | 'cancelled';
export type ImportStage = 'reading' | 'mining' | 'encoding' | 'learning' | 'done';

export interface Citation {
  readonly title: string;
  readonly url: string | null;
}
export interface Choice {
  readonly resolution_id: string;
  readonly label: string;
}
export interface SourceRef {
  readonly kind: SourceKind;
  readonly id: string;
  readonly url: string | null;
  readonly author: string | null;
  readonly at_ms: number | null;
}

export interface WorkspaceTable {
  id: string;
  name: string;
  public_key: string;
  visitor_secret: Buffer;
  settings: JsonWithDefault<Record<string, unknown>>;
  encoder_id: string | null;
  ledger_head: Count;
  stream_head: Count;
  created_at: Generated<Date>;
}
export interface MemberTable {
  workspace_id: Workspace;
  id: string;
  user_id: string;
  name: string;
  email: string;
  role: MemberRole;
  created_at: Generated<Date>;
}
export interface ApiKeyTable {
  workspace_id: Workspace;
  id: string;
  name: string;
  prefix: string;
  hash: Buffer;
  scopes: Json<readonly string[]>;
  created_at: Generated<Date>;
  last_used_at: Date | null;
  revoked_at: Date | null;
}
export interface CustomerTable {
  workspace_id: Workspace;
  id: string;
  external_id: string | null;
  name: string | null;
  email: string | null;
  account: string | null;
  verified: Generated<boolean>;
  created_at: Generated<Date>;
}
export interface ConversationTable {
  workspace_id: Workspace;
  id: string;
  customer_id: string;
  channel: Channel;
  status: ConversationStatus;
  subject: Generated<string>;
  preview: Generated<string>;
  assignee_id: string | null;
  waiting_since: Date | null;
  last_seq: Generated<number>;
  unread: Generated<boolean>;
  generation: Generated<number>;
  source: string | null;
  external_id: string | null;
  context: JsonWithDefault<Record<string, string>>;
  ticket: JsonOrNull<Record<string, unknown>>;
  created_at: Generated<Date>;
  updated_at: Generated<Date>;
}
export interface MessageTable {
  workspace_id: Workspace;
  id: string;
  conversation_id: string;
  seq: number;
  author: MessageAuthor;
  member_id: string | null;
  author_name: string | null;
  kind: MessageKind;
  text: string;
  citations: JsonWithDefault<readonly Citation[]>;
  choices: JsonWithDefault<readonly Choice[]>;
  decision_id: string | null;
  client_id: string | null;
  at: Date;
}
export interface DecisionTable {
  workspace_id: Workspace;
  id: string;
  conversation_id: string;
  message_id: string;
  generation: number;
  action: ActionName;
  resolution_id: string | null;
  confidence: number;
  audited: Generated<boolean>;
  model_version: number;
  question: Json<unknown>;
  decision: Json<unknown>;
  state: Generated<'pending' | 'sent' | 'superseded'>;
  draft_state: 'open' | 'accepted' | 'edited' | 'discarded' | null;
  draft_text: string | null;
  draft_citations: JsonWithDefault<readonly Citation[]>;
  at: Date;
}
export interface OutcomeTable {
  workspace_id: Workspace;
  id: string;
  conversation_id: string;
  decision_id: string | null;
  kind: string;
  source_event: string;
  detail: JsonWithDefault<Record<string, unknown>>;
  at: Date;
}
export interface ResolutionTable {
  workspace_id: Workspace;
  id: string;
  title: string;
  text: string;
  links: JsonWithDefault<readonly string[]>;
  stakes: StakesName;
  stage: StageName;
  version: Generated<number>;
  sources: JsonWithDefault<readonly SourceRef[]>;
  source_key: string | null;
  uses: Generated<number>;
  created_at: Date;
  updated_at: Date;
  retired_at: Date | null;
}
export interface ResolutionVersionTable {
  workspace_id: Workspace;
  resolution_id: string;
  version: number;
  title: string;
  text: string;
  links: JsonWithDefault<readonly string[]>;
  author: string | null;
  at: Date;
}
export interface LessonTable {
  workspace_id: Workspace;
  id: string;
  kind: 'new-resolution' | 'new-exemplar' | 'correction';
  stage: StageName;
  title: string;
  question: string;
  resolution_id: string;
  exemplar_id: string | null;
  conversation_id: string | null;
  author: string | null;
  source: SourceKind;
  source_key: string;
  at: Date;
}
export interface ExemplarTable {
  workspace_id: Workspace;
  id: string;
  resolution_id: string;
  question_id: string;
  question_text: string;
  context: JsonWithDefault<readonly string[]>;
  language: string | null;
  account: string | null;
  lesson_id: string | null;
  conversation_id: string | null;
  stage: StageName;
  at: Date;
}
export interface QuestionVectorTable {
  workspace_id: Workspace;
  question_id: string;
  encoder_id: string;
  vector: Buffer;
}
export interface EventTable {
  workspace_id: Workspace;
  seq: number;
  id: string;
  kind: string;
  payload: Json<unknown>;
  question_id: string | null;
  at: Date;
}
export interface SnapshotTable {
  workspace_id: Workspace;
  seq: number;
  config_hash: string;
  bytes: Buffer;
  at: Generated<Date>;
}
export interface OutboxTable {
  workspace_id: Workspace;
  id: string;
  kind: string;
  payload: Json<unknown>;
  created_at: Generated<Date>;
  done_at: Date | null;
}
export interface StreamEventTable {
  workspace_id: Workspace;
  seq: number;
  audience: string;
  payload: Json<unknown>;
  at: Generated<Date>;
}
export interface ImportTable {
  workspace_id: Workspace;
  id: string;
  source: string;
  dry_run: Generated<boolean>;
  /** Whether a ticket's topic is a broad category or the very issue. */
  topics: Generated<'categories' | 'issues'>;
  state: ImportState;
  file: string | null;
  line: Count;
  read: Generated<number>;
  accepted: Generated<number>;
  known: Generated<number>;
  rejected: Generated<number>;
  resolutions: Generated<number>;
  stage: Generated<ImportStage>;
  stage_done: Generated<number>;
  stage_total: number | null;
  error: string | null;
  started_at: Date;
  finished_at: Date | null;
}
export interface RejectedRowTable {
  workspace_id: Workspace;
  import_id: string;
  line: number;
  reason: string;
}
export interface ReplayTable {
  workspace_id: Workspace;
  id: string;
  state: 'running' | 'done' | 'failed';
  done: Generated<number>;
  total: Generated<number>;
  detail: string | null;
  report: JsonOrNull<unknown>;
  started_at: Date;
  finished_at: Date | null;
}
export interface CurvePointTable {
  workspace_id: Workspace;
  replay_id: string;
  tickets: number;
  point: Json<unknown>;
}
export interface IdempotencyKeyTable {
  workspace_id: Workspace;
  endpoint: string;
  caller: string;
  key: string;
  body_hash: string;
  response: JsonOrNull<unknown>;
  at: Generated<Date>;
}
export interface SetupTable {
  token_hash: Buffer;
  created_at: Generated<Date>;
  used_at: Date | null;
}

export interface Tables {
  workspaces: WorkspaceTable;
  members: MemberTable;
  api_keys: ApiKeyTable;
  customers: CustomerTable;
  conversations: ConversationTable;
  messages: MessageTable;
  decisions: DecisionTable;
  outcomes: OutcomeTable;
  resolutions: ResolutionTable;
  resolution_versions: ResolutionVersionTable;
  lessons: LessonTable;
  exemplars: ExemplarTable;
  question_vectors: QuestionVectorTable;
  events: EventTable;
  snapshots: SnapshotTable;
  outbox: OutboxTable;
  stream_events: StreamEventTable;
  imports: ImportTable;
  rejected_rows: RejectedRowTable;
  replays: ReplayTable;
  curve_points: CurvePointTable;
  idempotency_keys: IdempotencyKeyTable;
  setup: SetupTable;
}
