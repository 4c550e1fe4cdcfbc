/** Bursts of questions as incidents. */
import type { Incident } from '@understudy/contract';
import type { Json, JsonWithDefault, Workspace } from './columns.ts';
import type { DayColumn } from './figures.ts';

/** A topic or a term by which an incident was seen. Days as `YYYY-MM-DD`. */
export interface IncidentKey {
  readonly key: string;
  readonly kind: Incident['kind'];
  readonly first_day: string;
  readonly latest_day: string;
}

export interface IncidentTable {
  workspace_id: Workspace;
  id: string;
  state: Incident['state'];
  kind: Incident['kind'];
  title: string;
  keys: Json<readonly IncidentKey[]>;
  opened_at: Date;
  burst_at: Date;
  p: number;
  language: string | null;
  consistent_with: JsonWithDefault<Incident['consistent_with']>;
  banner: string | null;
  held: JsonWithDefault<readonly string[]>;
  history: JsonWithDefault<Incident['history']>;
}
export interface IncidentDayTable {
  workspace_id: Workspace;
  incident_id: string;
  day: DayColumn;
  count: number;
  expected: number;
  high: number;
}
export interface IncidentConversationTable {
  workspace_id: Workspace;
  incident_id: string;
  conversation_id: string;
}
