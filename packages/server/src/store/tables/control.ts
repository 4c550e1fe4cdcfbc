/** Taking back what was learned, and the proofs of erasure. */
import type { Generated } from 'kysely';
import type { Json, JsonOrNull, JsonWithDefault, LessonStatus, Workspace } from './columns.ts';

export type RollbackState = 'running' | 'done' | 'undoing' | 'undone';
/** What is taken back: these lessons, or all that stand by one author, from one import, or learned since then. */
export type RollbackScope =
  | { readonly kind: 'lessons'; readonly ids: readonly string[] }
  | { readonly kind: 'author'; readonly author: string }
  | { readonly kind: 'import'; readonly import_id: string }
  | { readonly kind: 'since'; readonly at: string };
export interface RollbackCounts {
  readonly lessons: number;
  readonly retired: number;
  readonly reverted: number;
}

export interface RollbackTable {
  workspace_id: Workspace;
  id: string;
  scope: Json<RollbackScope>;
  reason: string;
  state: RollbackState;
  done: Generated<number>;
  total: number;
  counts: JsonWithDefault<Partial<RollbackCounts>>;
  events: JsonWithDefault<readonly number[]>;
  by: string;
  at: Date;
  finished_at: Date | null;
  undone_by: string | null;
  undone_at: Date | null;
}
export interface RollbackLessonTable {
  workspace_id: Workspace;
  rollback_id: string;
  lesson_id: string;
  status: LessonStatus;
  was_applied: boolean;
}
export interface ErasureTable {
  workspace_id: Workspace;
  id: string;
  subject_hash: Buffer;
  salt: Buffer;
  by: string;
  at: Date;
  duration_ms: number;
  report: Json<unknown>;
}

/** Days by kind of data; null: for ever. */
export type RetentionDays = Readonly<Record<RetentionKindName, number | null>>;
export type RetentionKindName =
  | 'conversations'
  | 'imported'
  | 'details'
  | 'page_contexts'
  | 'attachments'
  | 'captured_lessons'
  | 'access_entries'
  | 'sign_ins'
  | 'alarms'
  | 'caches';
export interface RetentionRun {
  readonly at: string;
  readonly finished_at: string;
  readonly gone: Readonly<Record<RetentionKindName, number>>;
  readonly goes_on: boolean;
}
export interface RetentionTable {
  workspace_id: Workspace;
  policy: Json<RetentionDays>;
  last_run: JsonOrNull<RetentionRun>;
}
