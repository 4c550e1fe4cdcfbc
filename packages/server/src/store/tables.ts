/**
 * The tables as kysely sees them; `migrations/` is the truth and explains each.
 *
 * Times are `Date`, int8 are numbers (positions stay far below 2^53), bytea are Buffers, jsonb comes parsed and
 * goes in through `json()`. `workspace_id` is never written by hand: its default is the workspace of the
 * transaction (`asWorkspace`).
 */
import type { RawBuilder, Transaction } from 'kysely';
import { sql } from 'kysely';
import type * as alarm from './tables/alarm.ts';
import type * as auditLog from './tables/audit-log.ts';
import type * as workspace from './tables/workspace.ts';
import type * as conversation from './tables/conversation.ts';
import type * as insight from './tables/insight.ts';
import type * as learning from './tables/learning.ts';
import type * as context from './tables/context.ts';
import type * as control from './tables/control.ts';
import type * as imports from './tables/import.ts';
import type * as mail from './tables/mail.ts';
import type * as figures from './tables/figures.ts';
import type * as drift from './tables/drift.ts';
import type * as guide from './tables/guide.ts';
import type * as incident from './tables/incident.ts';
import type * as twin from './tables/twin.ts';
import type * as workflow from './tables/workflow.ts';

export type {
  ConversationStatus,
  Channel,
  MessageAuthor,
  MessageKind,
  MemberRole,
  StageName,
  StakesName,
  ActionName,
  SourceKind,
  VerdictName,
  LessonStatus,
  LessonProposal,
  BeforeReview,
  KnownChange,
  WordChange,
  Finding,
  ImportState,
  ImportStage,
  Citation,
  Choice,
  AttachedFile,
  SourceRef,
} from './tables/columns.ts';
export type * from './tables/alarm.ts';
export type * from './tables/audit-log.ts';
export type * from './tables/workspace.ts';
export type * from './tables/conversation.ts';
export type * from './tables/insight.ts';
export type * from './tables/learning.ts';
export type * from './tables/context.ts';
export type * from './tables/control.ts';
export type * from './tables/import.ts';
export type * from './tables/mail.ts';
export type * from './tables/figures.ts';
export type * from './tables/drift.ts';
export type * from './tables/guide.ts';
export type * from './tables/incident.ts';
export type * from './tables/twin.ts';
export type * from './tables/workflow.ts';

/** The handle that every function of `store/` takes: nothing is read or written outside a transaction. */
export type Tx = Transaction<Tables>;

export const json = <T>(value: T): RawBuilder<T> => sql<T>`${JSON.stringify(value)}::jsonb`;

export interface Tables {
  alarms: alarm.AlarmTable;
  webhooks: alarm.WebhookTable;
  webhook_secrets: alarm.WebhookSecretTable;
  deliveries: alarm.DeliveryTable;
  notices: alarm.NoticeTable;
  notice_mails: alarm.NoticeMailTable;
  incidents: incident.IncidentTable;
  incident_days: incident.IncidentDayTable;
  incident_conversations: incident.IncidentConversationTable;
  audit_log: auditLog.AuditLogTable;
  audit_log_heads: auditLog.AuditLogHeadTable;
  workspaces: workspace.WorkspaceTable;
  members: workspace.MemberTable;
  api_keys: workspace.ApiKeyTable;
  customers: workspace.CustomerTable;
  identity_keys: workspace.IdentityKeyTable;
  conversations: conversation.ConversationTable;
  messages: conversation.MessageTable;
  attachments: conversation.AttachmentTable;
  reply_addresses: mail.ReplyAddressTable;
  reply_mails: mail.ReplyMailTable;
  decisions: conversation.DecisionTable;
  outcomes: conversation.OutcomeTable;
  audits: conversation.AuditTable;
  whispers: conversation.WhisperTable;
  resolutions: learning.ResolutionTable;
  resolution_versions: learning.ResolutionVersionTable;
  lessons: learning.LessonTable;
  exemplars: learning.ExemplarTable;
  question_vectors: learning.QuestionVectorTable;
  events: learning.EventTable;
  snapshots: learning.SnapshotTable;
  outbox: learning.OutboxTable;
  stream_events: conversation.StreamEventTable;
  imports: imports.ImportTable;
  rejected_rows: imports.RejectedRowTable;
  replays: imports.ReplayTable;
  twins: twin.TwinTable;
  twin_decisions: twin.TwinDecisionTable;
  curve_points: imports.CurvePointTable;
  blocking_tests: learning.BlockingTestTable;
  workflows: workflow.WorkflowTable;
  workflow_versions: workflow.WorkflowVersionTable;
  guides: guide.GuideTable;
  guide_versions: guide.GuideVersionTable;
  guide_runs: guide.GuideRunTable;
  guide_recordings: guide.GuideRecordingTable;
  page_contexts: context.PageContextTable;
  accounts: context.AccountTable;
  account_events: context.AccountEventTable;
  fact_fields: context.FactFieldTable;
  releases: context.ReleaseTable;
  conversation_figures: figures.ConversationFiguresTable;
  daily_figures: figures.DailyFiguresTable;
  topic_figures: figures.TopicFiguresTable;
  twin_figures: figures.TwinFiguresTable;
  dirty_conversations: figures.DirtyConversationTable;
  figures_state: figures.FiguresStateTable;
  certificate_changes: figures.CertificateChangeTable;
  saved_views: figures.SavedViewTable;
  harm_watches: drift.HarmWatchTable;
  harm_holds: drift.HarmHoldTable;
  input_drifts: drift.InputDriftTable;
  insights: insight.InsightTable;
  insight_searches: insight.InsightSearchTable;
  account_health: insight.AccountHealthTable;
  priorities: insight.PriorityTable;
  priority_choices: insight.PriorityChoiceTable;
  priority_weights: insight.PriorityWeightTable;
  cost_models: insight.CostModelTable;
  hold_out_draws: insight.HoldOutDrawTable;
  rollbacks: control.RollbackTable;
  rollback_lessons: control.RollbackLessonTable;
  erasures: control.ErasureTable;
  retention: control.RetentionTable;
  idempotency_keys: workspace.IdempotencyKeyTable;
  setup: workspace.SetupTable;
}
