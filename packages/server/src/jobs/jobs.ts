/**
 * The port to background work. A job is enqueued in the transaction that makes it necessary, so it exists exactly
 * when that transaction is committed. Work is done at least once: handlers must be idempotent.
 */
import type { Tx } from '../store/tables.ts';

/** Every kind of job and what it carries. Add yours here. */
export interface JobTable {
  'decide-reply': {
    readonly workspace_id: string;
    readonly conversation_id: string;
    readonly message_id: string;
    readonly generation: number;
  };
  'send-reply': { readonly workspace_id: string; readonly decision_id: string };
  /** Somebody whispered while a customer waits. */
  'steer-reply': { readonly workspace_id: string; readonly conversation_id: string };
  'hand-off': {
    readonly workspace_id: string;
    readonly conversation_id: string;
    /** Null: the customer said that the answer did not solve it. */
    readonly decision_id: string | null;
  };
  'draw-lesson': { readonly workspace_id: string; readonly conversation_id: string };
  'apply-lessons': { readonly workspace_id: string };
  /** Once a verdict cannot be taken back any more. */
  'settle-audit': { readonly workspace_id: string; readonly decision_id: string };
  'draw-correction': { readonly workspace_id: string; readonly decision_id: string };
  'run-import': { readonly workspace_id: string; readonly import_id: string };
  'run-replay': { readonly workspace_id: string; readonly replay_id: string };
  'preview-lesson': { readonly workspace_id: string; readonly lesson_id: string };
  /** Some minutes after a decision; `judges`: in the night. */
  'shadow-twin': { readonly workspace_id: string; readonly judges?: boolean };
  'watch-lessons': { readonly workspace_id: string };
  /** Within an hour of a question, and in the night. */
  'find-incidents': { readonly workspace_id: string };
  /** With the label of a settled audit, and in the night. */
  'watch-harm': { readonly workspace_id: string };
  /** In the night. */
  'watch-inputs': { readonly workspace_id: string };
  'roll-back': { readonly workspace_id: string; readonly rollback_id: string };
  'refit-model': { readonly workspace_id: string };
  /** In the night after something was learned, and behind an import. */
  'tend-topics': { readonly workspace_id: string };
  'propose-changes': { readonly workspace_id: string };
  /** Every few seconds where something is to be counted; in the night topics have moved, too. */
  'follow-figures': { readonly workspace_id: string; readonly looks_at_topics?: boolean };
  'recompute-figures': { readonly workspace_id: string };
  /** In the night. */
  'find-insights': { readonly workspace_id: string };
  /** When a conversation begins to wait, and when a person takes one that waited (`taken`: ISO times). */
  'weigh-priority': {
    readonly workspace_id: string;
    readonly conversation_id: string;
    readonly taken?: { readonly at: string; readonly waiting_since: string };
  };
  'propose-workflows': { readonly workspace_id: string };
  /** Every night, where something is not kept for ever. */
  'apply-retention': { readonly workspace_id: string };
  /** Once a reply has stayed unseen for long enough, and after a mail server refused it for now. */
  'mail-reply': { readonly workspace_id: string; readonly message_id: string };
  /** A day after a file was uploaded: it goes where it was not sent. */
  'drop-unsent': { readonly workspace_id: string; readonly attachment_id: string };
  'deliver-webhook': {
    readonly workspace_id: string;
    readonly delivery_id: string;
    /** How often it was tried when this try was planned: a replay makes it void. */
    readonly tried: number;
    /** A person asked for it: also where its receiver is left alone for a while. */
    readonly asked?: boolean;
  };
  /** E-mails about alarms: as many as an hour takes. */
  'mail-alarms': { readonly workspace_id: string };
  /** One e-mail to one of the team. */
  'mail-notice': { readonly workspace_id: string; readonly mail_id: string };
  /** `due`: ISO time; void where nothing was planned for then or before: it was sent, or the schedule was changed. */
  'send-summary': { readonly workspace_id: string; readonly due: string };
  'prune-old-rows': { readonly at_most_days: number };
}
export type JobName = keyof JobTable;
/** The same names, for the running program; the type makes sure that none is missing. */
export const JOB_NAMES = Object.keys({
  'decide-reply': true,
  'send-reply': true,
  'steer-reply': true,
  'hand-off': true,
  'draw-lesson': true,
  'apply-lessons': true,
  'settle-audit': true,
  'draw-correction': true,
  'run-import': true,
  'run-replay': true,
  'preview-lesson': true,
  'shadow-twin': true,
  'watch-lessons': true,
  'find-incidents': true,
  'watch-harm': true,
  'watch-inputs': true,
  'roll-back': true,
  'refit-model': true,
  'tend-topics': true,
  'propose-changes': true,
  'follow-figures': true,
  'recompute-figures': true,
  'find-insights': true,
  'weigh-priority': true,
  'propose-workflows': true,
  'apply-retention': true,
  'mail-reply': true,
  'drop-unsent': true,
  'deliver-webhook': true,
  'mail-alarms': true,
  'mail-notice': true,
  'send-summary': true,
  'prune-old-rows': true,
} satisfies Record<JobName, true>) as JobName[];

export interface EnqueueOptions {
  /** While a job of this key waits, another one is not added. */
  readonly singletonKey?: string;
  readonly startAfter?: Date;
  /** What it takes its turns with, where it is worked off one a group. */
  readonly group?: string;
}
interface WorkOptions {
  readonly concurrency?: number;
  /** Of each group one at a time in this process, so that one that is slow does not hold up the others. */
  readonly one_a_group?: boolean;
}
export interface Job<N extends JobName> {
  readonly id: string;
  readonly name: N;
  readonly data: JobTable[N];
  /** Aborted where the job has run for too long, or the process stops. */
  readonly signal: AbortSignal;
}

export interface Jobs {
  enqueue<N extends JobName>(tx: Tx, name: N, data: JobTable[N], options?: EnqueueOptions): Promise<void>;
  work<N extends JobName>(
    name: N,
    handler: (job: Job<N>) => Promise<void>,
    options?: WorkOptions,
  ): Promise<void>;
  start(): Promise<void>;
  /** Waits for running handlers, at most `grace_ms` (10 s). */
  stop(): Promise<void>;
}
