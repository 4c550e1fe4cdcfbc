/** What is known around questions: pages that customers saw, facts and events of accounts, releases. */
import type { Generated } from 'kysely';
import type { Json, JsonOrNull, Workspace } from './columns.ts';

/** What a page told, as the contract has it; redacted. */
export interface PageContextTable {
  workspace_id: Workspace;
  message_id: string;
  conversation_id: string;
  page: JsonOrNull<StoredPage>;
  at: Date;
}
export interface StoredPage {
  readonly route: string;
  readonly title: string | null;
  readonly query: Readonly<Record<string, string>>;
  readonly seconds: number;
  readonly events: readonly {
    readonly kind: 'click' | 'submit' | 'route' | 'request-failed' | 'script-error' | 'custom';
    readonly name: string;
    readonly route: string;
    readonly status: number | null;
    readonly ago_ms: number;
  }[];
  readonly viewport: { readonly width: number; readonly height: number } | null;
  readonly locale: string | null;
  readonly release: string | null;
}

export type FactValue = string | number | boolean | null;
/** `at`: ISO 8601, in UTC. */
export interface KeptFact {
  readonly value: FactValue;
  readonly at: string;
}
export interface AccountTable {
  workspace_id: Workspace;
  account_id: string;
  facts: Json<Readonly<Record<string, KeptFact>>>;
  facts_at: Date;
}
export interface AccountEventTable {
  workspace_id: Workspace;
  account_id: string;
  name: string;
  at: Date;
}
export type FactTypeName = 'boolean' | 'number' | 'string' | 'date';
export type ExcludedWhy = 'name' | 'value' | 'switched-off';
export interface FactFieldTable {
  workspace_id: Workspace;
  name: string;
  type: FactTypeName;
  first_seen: Date;
  last_seen: Date;
  accounts: number;
  values: Json<readonly string[]>;
  is_excluded: boolean;
  excluded_why: ExcludedWhy | null;
}
export interface ReleaseTable {
  workspace_id: Workspace;
  name: string;
  at: Date;
  notes: Generated<string>;
}
