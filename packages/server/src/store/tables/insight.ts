/** Insights, priority, health of accounts, and worth: `0026-insights.sql` explains each. */
import type { CostModel, Insight } from '@understudy/contract';
import type { AccountScore, HealthBacktest, PriorityValues, PriorityWeights } from '@understudy/engine';
import type { Generated } from 'kysely';
import type { Json, Workspace } from './columns.ts';

export interface InsightTable {
  workspace_id: Workspace;
  id: string;
  kind: Insight['kind'];
  topic_id: string;
  tokens: Json<readonly string[]>;
  count: number;
  expected: number;
  accounts: number;
  lift: number;
  low: number;
  high: number;
  q: number;
  since: Date | null;
  found_at: Date;
  dismissed_at: Generated<Date | null>;
}
export interface InsightSearchTable {
  workspace_id: Workspace;
  at: Date;
  tested: number;
  backtest: Json<HealthBacktest>;
}
export interface AccountHealthTable {
  workspace_id: Workspace;
  account: string;
  customer_id: string | null;
  score: number | null;
  contacts: number;
  parts: Json<AccountScore['parts']>;
  latest_at: Date;
}
export interface PriorityTable {
  workspace_id: Workspace;
  conversation_id: string;
  /** The wait is null: it goes on. */
  parts: Json<PriorityValues>;
  odds: number;
  at: Date;
}
export interface PriorityChoiceTable {
  workspace_id: Workspace;
  conversation_id: string;
  at: Date;
  taken: Json<PriorityValues>;
  passed: Json<readonly PriorityValues[]>;
}
export interface PriorityWeightTable {
  workspace_id: Workspace;
  weights: Json<PriorityWeights>;
  choices: number;
  at: Date;
}
export interface CostModelTable {
  workspace_id: Workspace;
  model: Json<CostModel>;
  changed_at: Date;
}
export interface HoldOutDrawTable {
  workspace_id: Workspace;
  conversation_id: string;
  decision_id: string;
  probability: number;
  held: boolean;
  at: Date;
}
