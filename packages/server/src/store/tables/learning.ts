/** What was learned: answers, lessons, worked questions, and the ledger that the model is a fold of. */
import type { Generated } from 'kysely';
import type {
  Json,
  JsonWithDefault,
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
  config_hash: string;
  seq: number;
  /** From 0 on; all parts of a snapshot are written in one transaction. */
  part: number;
  bytes: Buffer;
}
export interface OutboxTable {
  workspace_id: Workspace;
  id: string;
  kind: string;
  payload: Json<unknown>;
  created_at: Generated<Date>;
  done_at: Date | null;
}
