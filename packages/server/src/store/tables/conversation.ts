/** What was said, decided and came of it, and what open pages hear of it. */
import type { Generated } from 'kysely';
import type {
  ActionName,
  AttachedFile,
  Channel,
  Choice,
  Citation,
  ConversationStatus,
  Json,
  JsonOrNull,
  JsonWithDefault,
  MessageAuthor,
  MessageKind,
  VerdictName,
  Workspace,
} from './columns.ts';

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
  /** Position of the last message that the customer has read. */
  read_seq: Generated<number>;
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
  attachments: JsonWithDefault<readonly AttachedFile[]>;
  decision_id: string | null;
  client_id: string | null;
  at: Date;
}
export interface AttachmentTable {
  workspace_id: Workspace;
  id: string;
  uploader: 'customer' | 'member';
  customer_id: string | null;
  conversation_id: string | null;
  message_id: string | null;
  name: string;
  type: AttachedFile['type'];
  bytes: Buffer;
  size: number;
  sha256: Buffer;
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
  steered: Generated<boolean>;
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
export interface AuditTable {
  workspace_id: Workspace;
  decision_id: string;
  conversation_id: string;
  audit_rate: number;
  opened_at: Date;
  verdict: VerdictName | null;
  correction: JsonOrNull<Record<string, string>>;
  judge_id: string | null;
  judged_by: string | null;
  judged_at: Date | null;
  settled_at: Date | null;
}
export interface WhisperTable {
  workspace_id: Workspace;
  id: string;
  conversation_id: string;
  message_id: string;
  generation: number;
  resolution_id: string | null;
  is_lesson: boolean;
  by: string;
  state: Generated<'waiting' | 'said' | 'taken-back'>;
  decision_id: string | null;
  at: Date;
}
export interface StreamEventTable {
  workspace_id: Workspace;
  seq: number;
  audience: string;
  payload: Json<unknown>;
  at: Generated<Date>;
}
