/** What columns are made of, and the words that some of them hold. */
import type { ColumnType, Generated, GeneratedAlways, RawBuilder } from 'kysely';

/** Read as T, written through `json(value)`. */
export type Json<T> = ColumnType<T, RawBuilder<T>, RawBuilder<T>>;
export type JsonWithDefault<T> = ColumnType<T, RawBuilder<T> | undefined, RawBuilder<T>>;
export type JsonOrNull<T> = ColumnType<T | null, RawBuilder<T> | null | undefined, RawBuilder<T> | null>;
/** An int8 that the database fills. */
export type Count = Generated<number>;
export type Workspace = GeneratedAlways<string>;

export type ConversationStatus = 'ai' | 'waiting' | 'human' | 'resolved';
export type Channel = 'widget' | 'api' | 'import';
export type MessageAuthor = 'customer' | 'ai' | 'agent' | 'system';
export type MessageKind = 'message' | 'note' | 'clarify' | 'hand-off' | 'event';
export type MemberRole = 'owner' | 'lead' | 'agent';
export type StageName = 'captured' | 'shadow' | 'suggest' | 'auto';
export type StakesName = 'read-only' | 'account-changing' | 'money-security';
export type ActionName = 'answer' | 'draft' | 'clarify' | 'hand_off';
export type VerdictName = 'right' | 'wrong' | 'harmless' | 'unsure';
export type SourceKind = 'human-reply' | 'article' | 'workflow';
export type ImportState = 'running' | 'learning' | 'done' | 'failed' | 'cancelled';
export type ImportStage = 'reading' | 'mining' | 'encoding' | 'learning' | 'done';

export interface Citation {
  readonly title: string;
  readonly url: string | null;
}
export interface Choice {
  readonly resolution_id: string;
  readonly label: string;
}
export interface SourceRef {
  readonly kind: SourceKind;
  readonly id: string;
  readonly url: string | null;
  readonly author: string | null;
  readonly at_ms: number | null;
}
