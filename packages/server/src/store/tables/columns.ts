/** What columns are made of, and the words that some of them hold. */
import type { AttachmentType } from '@understudy/contract';
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
/** `open`: waits for a person's word; `quarantined`: taken back by a trigger, until a person looks. */
export type LessonStatus = 'open' | 'approved' | 'rejected' | 'rolled-back' | 'quarantined';
export type ImportState = 'running' | 'learning' | 'done' | 'failed' | 'cancelled';
export type ImportStage = 'reading' | 'mining' | 'encoding' | 'learning' | 'done';

export interface Citation {
  readonly title: string;
  readonly url: string | null;
}
export interface Choice {
  readonly resolution_id: string;
  readonly label: string;
  /** What a click on it says of the context. */
  readonly about?: { readonly key: string; readonly value: string };
}
/** What a message shows of a file that goes with it. */
export interface AttachedFile {
  readonly id: string;
  readonly name: string;
  readonly type: AttachmentType;
  readonly size: number;
}
export interface SourceRef {
  readonly kind: SourceKind;
  readonly id: string;
  readonly url: string | null;
  readonly author: string | null;
  readonly at_ms: number | null;
}
/** What one check says of a lesson. */
export interface Finding {
  readonly check: string;
  readonly verdict: 'pass' | 'doubt' | 'block';
  readonly why: string;
  readonly evidence: readonly string[];
}
/** Events without positions, that the model hears of once a person approves. */
export interface LessonProposal {
  readonly events: readonly unknown[];
}
/** What a lesson about a known resolution changes, beside its events: for people. */
export interface KnownChange {
  /** Conditions, without and with it. */
  readonly before?: readonly string[];
  readonly after?: readonly string[];
  /** The resolution whose exemplars move to the lesson's own, and which. */
  readonly from?: string;
  readonly exemplars?: readonly string[];
  /** A word of the glossary. */
  readonly word?: WordChange;
}
export interface WordChange {
  readonly term: string;
  /** Null where the term was not known. */
  readonly before: { readonly meaning: string; readonly state: 'on' | 'off' } | null;
  readonly after: { readonly meaning: string; readonly state: 'on' | 'off' };
  /** Counts that spoke for it where it was proposed; the questions themselves are customers' and stay out. */
  readonly grounds: {
    readonly accounts: number;
    readonly questions: number;
    readonly coverage: number;
  } | null;
}
/** A lesson as it stood before its review. */
export interface BeforeReview {
  readonly status: LessonStatus;
  readonly stage: StageName;
  readonly stage_why: string;
  readonly resolution_id: string;
  readonly title: string;
  readonly proposal: LessonProposal | null;
  /** What the ledger held of it, where the review took it back. */
  readonly events: readonly unknown[] | null;
  /** The text that the reviewer changed; null where none was. */
  readonly text: { readonly title: string; readonly text: string } | null;
}
