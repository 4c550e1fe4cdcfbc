/** How the team does its work, as it was approved. */
import type { JsonOrNull, Workspace } from './columns.ts';

export interface WorkflowTable {
  workspace_id: Workspace;
  id: string;
  resolution_id: string;
  created_at: Date;
  retired_at: Date | null;
}
export interface WorkflowVersionTable {
  workspace_id: Workspace;
  workflow_id: string;
  version: number;
  lesson_id: string;
  title: string;
  text: string;
  evidence: JsonOrNull<Readonly<Record<string, number>>>;
  author: string | null;
  at: Date;
}
