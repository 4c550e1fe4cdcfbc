/** What became of conversations, counted: `docs/figures.md` says what each measure is. */
import type { Absorption, Measure, Recomputation, SavedView } from '@understudy/contract';
import type { ColumnType, Generated } from 'kysely';
import type { JsonOrNull, JsonWithDefault, StakesName, Workspace } from './columns.ts';

/** A day in UTC: written as `YYYY-MM-DD`, and read as text through `to_char`, for the two engines read dates differently. */
export type DayColumn = ColumnType<never, string, string>;

export interface ConversationFiguresTable {
  workspace_id: Workspace;
  conversation_id: string;
  day: DayColumn;
  opened_at: Date;
  topic_id: string | null;
  resolution_id: string | null;
  decision_id: string | null;
  account: string | null;
  tokens: JsonWithDefault<readonly string[]>;
  plan: string | null;
  route: string | null;
  release: string | null;
  language: string | null;
  stakes: StakesName | null;
  confidence: number | null;
  novelty_p: number | null;
  measures: Measure[];
  handle_ms: number | null;
  first_reply_ms: number | null;
  due_at: Date | null;
  twin: readonly string[] | null;
}
export interface DailyFiguresTable {
  workspace_id: Workspace;
  /** '' is all topics together. */
  topic_id: string;
  day: DayColumn;
  measure: Measure;
  count: number;
}
/** Of a topic, on one day or in the week that begins on it. */
export interface TopicFiguresTable {
  workspace_id: Workspace;
  span: 'day' | 'week';
  start: DayColumn;
  topic_id: string;
  conversations: number;
  alone: number;
  confirmed: number;
  assumed: number;
  durable: number;
  handed_off: number;
  audited_right: number;
  audited_wrong: number;
  /** Answered alone, and it did not hold. */
  failed: number;
  handle_ms: number;
}
/** Of the frozen twin on one day; '' is all topics together. */
export interface TwinFiguresTable {
  workspace_id: Workspace;
  topic_id: string;
  day: DayColumn;
  conversations: number;
  answered: number;
  twin_answered: number;
  judged: number;
  was_right: number;
  twin_was_right: number;
}
export interface DirtyConversationTable {
  workspace_id: Workspace;
  seq: Generated<number>;
  conversation_id: string;
  at: Generated<Date>;
}
export interface FiguresStateTable {
  workspace_id: Workspace;
  followed_at: Date | null;
  recount: JsonOrNull<Recomputation>;
  absorption: JsonOrNull<Absorption>;
}
export interface CertificateChangeTable {
  workspace_id: Workspace;
  model_version: number;
  cell: string;
  change: 'unlocked' | 'moved' | 'locked';
  threshold: number | null;
  text: string;
  at: Date;
}
export interface SavedViewTable {
  workspace_id: Workspace;
  id: string;
  page: SavedView['page'];
  name: string;
  search: string;
  member_id: string | null;
  by: string;
  shared: boolean;
  at: Date;
}
