/** The frozen twin, and what it would have done. */
import type { Count, Workspace } from './columns.ts';

export interface TwinTable {
  workspace_id: Workspace;
  frozen_seq: Count;
  frozen_at: Date;
}
export interface TwinDecisionTable {
  workspace_id: Workspace;
  decision_id: string;
  conversation_id: string;
  at: Date;
  answered: boolean;
  twin_answered: boolean;
  resolution_id: string | null;
  twin_resolution_id: string | null;
  was_right: boolean | null;
  twin_was_right: boolean | null;
}
