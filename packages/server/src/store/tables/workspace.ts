/** Who is here: workspaces, their people, keys and customers; the first set-up. */
import type { Generated, GeneratedAlways } from 'kysely';
import type { Count, Json, JsonOrNull, JsonWithDefault, MemberRole, Workspace } from './columns.ts';

export interface WorkspaceTable {
  id: string;
  name: string;
  public_key: string;
  visitor_secret: Buffer;
  settings: JsonWithDefault<Record<string, unknown>>;
  encoder_id: string | null;
  ledger_head: Count;
  stream_head: Count;
  created_at: Generated<Date>;
}
export interface MemberTable {
  workspace_id: Workspace;
  id: string;
  user_id: string;
  name: string;
  email: string;
  role: MemberRole;
  created_at: Generated<Date>;
  suspended_at: Generated<Date | null>;
  holds_lessons: Generated<boolean>;
}
export interface ApiKeyTable {
  workspace_id: Workspace;
  id: string;
  name: string;
  prefix: string;
  hash: Buffer;
  scopes: Json<readonly string[]>;
  created_at: Generated<Date>;
  last_used_at: Date | null;
  revoked_at: Date | null;
}
export interface CustomerTable {
  workspace_id: Workspace;
  id: string;
  external_id: string | null;
  name: string | null;
  email: string | null;
  account: string | null;
  /** When a signed token first named them; the host's own id of their account, and what the newest one said of them. */
  verified_at: Generated<Date | null>;
  account_id: Generated<string | null>;
  traits: JsonWithDefault<IdentityTraits>;
  verified: GeneratedAlways<boolean>;
  created_at: Generated<Date>;
}
export type IdentityTraits = Readonly<Record<string, string | number | boolean | null>>;
export interface IdentityKeyTable {
  workspace_id: Workspace;
  id: string;
  sealed_secret: Buffer;
  created_at: Date;
  retired_at: Date | null;
}
export interface IdempotencyKeyTable {
  workspace_id: Workspace;
  endpoint: string;
  caller: string;
  key: string;
  body_hash: string;
  response: JsonOrNull<unknown>;
  at: Generated<Date>;
}
export interface SetupTable {
  token_hash: Buffer;
  created_at: Generated<Date>;
  used_at: Date | null;
}
