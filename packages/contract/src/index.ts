/** Wire formats of Understudy: HTTP, server-sent events, tickets, problems. A leaf: it knows nobody else. */
export type * from './audit.ts';
export type * from './audit-log.ts';
export type * from './autonomy.ts';
export type * from './control.ts';
export * from './endpoints.ts';
export * as ids from './ids.ts';
export type * from './learning.ts';
export type * from './lesson.ts';
export * from './model.ts';
export * from './problem.ts';
export type * from './resolution.ts';
export * from './retention.ts';
export * from './stream.ts';
export * from './ticket.ts';
export type * from './topic.ts';
export type * from './whisper.ts';
export type * from './workflow.ts';
