/** Lessons as the wire has them. */
import type { Finding, Lesson, ReplayGate } from '@understudy/contract';
import { REVIEW_UNDO_MS, standsAsReviewed } from './settle-review.ts';
import type { LessonRow } from './store/index.ts';

export interface Seen {
  readonly now_ms: number;
  /** Id of the one who looks: their own lock is none. */
  readonly viewer: string;
}

export function toWireLesson(row: LessonRow, { now_ms, viewer }: Seen): Lesson {
  const isLocked = row.locked_by !== null && row.locked_by !== viewer;
  return {
    id: row.id,
    kind: row.kind,
    status: row.status,
    stage: row.stage,
    stage_why: row.stage_why,
    resolution_id: row.resolution_id,
    title: row.title,
    question: row.question,
    stakes: row.stakes,
    findings: toWireFindings(row).filter((finding) => finding.verdict !== 'pass'),
    impact_score: row.impact_score,
    learned_from: {
      author: row.author,
      conversation_id: row.conversation_id,
      import_id: row.import_id,
      source: row.source,
    },
    reviewed: reviewOf(row, now_ms),
    rollback_id: row.status === 'rolled-back' ? row.rollback_id : null,
    locked_by: isLocked && (row.locked_until?.getTime() ?? 0) > now_ms ? row.locked_name : null,
    at: row.at.toISOString(),
  };
}

export const toWireFindings = (row: LessonRow): Finding[] =>
  row.findings.map((finding) => ({ ...finding, evidence: [...finding.evidence] }));

/** Written in the wire's own form by the step that makes it. */
export const toWireGate = (row: LessonRow): ReplayGate | null => row.gate as ReplayGate | null;

function reviewOf(row: LessonRow, now_ms: number): Lesson['reviewed'] {
  const { reviewed_by, reviewed_at, review_reason, before_review } = row;
  if (reviewed_by === null || reviewed_at === null) return null;
  const until_ms = reviewed_at.getTime() + REVIEW_UNDO_MS;
  const canUndo = before_review !== null && standsAsReviewed(row) && until_ms > now_ms;
  return {
    by: reviewed_by,
    at: reviewed_at.toISOString(),
    reason: review_reason,
    undo_until: canUndo ? new Date(until_ms).toISOString() : null,
  };
}
