/** Imports of the past, and replays over it. */
import type { Generated } from 'kysely';
import type { Count, ImportStage, ImportState, Json, JsonOrNull, Workspace } from './columns.ts';

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
