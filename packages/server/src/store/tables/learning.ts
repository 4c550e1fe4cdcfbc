/** What was learned: answers, lessons, worked questions, and the ledger that the model is a fold of. */
import type { Generated } from 'kysely';
import type {
  BeforeReview,
  Finding,
  Json,
  JsonOrNull,
  JsonWithDefault,
  KnownChange,
  LessonProposal,
  LessonStatus,
  SourceKind,
  SourceRef,
  StageName,
  StakesName,
  Workspace,
} from './columns.ts';

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
  valid_until: Generated<Date | null>;
  conditions: JsonWithDefault<readonly string[]>;
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
  kind:
    | 'new-resolution'
    | 'new-exemplar'
    | 'correction'
    | 'negative'
    | 'condition'
    | 'merge'
    | 'retirement'
    | 'split'
    | 'workflow'
    | 'glossary'
    | 'guide';
  stage: StageName;
  title: string;
  question: string;
  /** Null for a word of the glossary. */
  resolution_id: string | null;
  exemplar_id: string | null;
  conversation_id: string | null;
  author: string | null;
  source: SourceKind;
  source_key: string;
  at: Date;
  status: Generated<LessonStatus>;
  stage_why: Generated<string>;
  findings: JsonWithDefault<readonly Finding[]>;
  proposal: JsonOrNull<LessonProposal>;
  impact: JsonOrNull<unknown>;
  impact_score: Generated<number>;
  gate: JsonOrNull<unknown>;
  import_id: Generated<string | null>;
  rollback_id: Generated<string | null>;
  reviewer_id: Generated<string | null>;
  reviewed_by: Generated<string | null>;
  reviewed_at: Generated<Date | null>;
  review_reason: Generated<string | null>;
  before_review: JsonOrNull<BeforeReview>;
  change: JsonOrNull<KnownChange>;
  locked_by: Generated<string | null>;
  locked_name: Generated<string | null>;
  locked_until: Generated<Date | null>;
  page_id: Generated<string | null>;
  page_hash: Generated<string | null>;
  source_changed_at: Generated<Date | null>;
  source_changed_to: Generated<string | null>;
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
  config_hash: string;
  seq: number;
  /** From 0 on; all parts of a snapshot are written in one transaction. */
  part: number;
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
export interface BlockingTestTable {
  workspace_id: Workspace;
  id: string;
  question: Json<unknown>;
  question_id: string;
  resolution_id: string;
  expect: 'must' | 'must-not';
  source: 'negative-knowledge' | 'audit' | 'preview';
  decision_id: string;
  at: Date;
  retired_at: Date | null;
}
