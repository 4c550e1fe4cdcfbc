/** Ways through the product's pages, as they were approved, and how far people came with them. */
import type { Json, Workspace } from './columns.ts';

export interface StoredGuideStep {
  readonly route: string;
  readonly text: string;
  /** By what the element is found again; null where the step is about the whole page. */
  readonly fingerprint: {
    readonly role: string | null;
    readonly name: string | null;
    readonly test_id: string | null;
    readonly text: string | null;
    readonly selector: string | null;
  } | null;
  readonly advance: 'click' | 'input' | 'route' | 'manual';
}
export interface GuideTable {
  workspace_id: Workspace;
  id: string;
  resolution_id: string;
  created_at: Date;
  retired_at: Date | null;
  broken_version: number | null;
  checked_at: Date | null;
}
export interface GuideVersionTable {
  workspace_id: Workspace;
  guide_id: string;
  version: number;
  lesson_id: string;
  title: string;
  steps: Json<readonly StoredGuideStep[]>;
  author: string | null;
  at: Date;
}
export interface GuideRunTable {
  workspace_id: Workspace;
  guide_id: string;
  run_id: string;
  version: number;
  conversation_id: string | null;
  customer_id: string | null;
  state: 'started' | 'step' | 'completed' | 'left' | 'broken';
  step: number;
  broken_step: number | null;
  broken_at: Date | null;
  at: Date;
}
export interface GuideRecordingTable {
  workspace_id: Workspace;
  id: string;
  resolution_id: string;
  member_id: string;
  expires_at: Date;
  used_at: Date | null;
}
