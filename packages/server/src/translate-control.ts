/** Rollbacks and erasures on the wire. */
import type * as wire from '@understudy/contract';
import type { RollbackPreview, RollbackRead } from './flow/roll-back.ts';
import type { ErasureRow, Rollback } from './store/index.ts';

export function toWirePreview(preview: RollbackPreview): wire.RollbackPreview {
  const { lessons, retired, reverted, events, used, examples } = preview;
  return {
    lessons,
    retired,
    reverted,
    events,
    conversations: used.total,
    used_in: toWireUsed(used),
    examples: examples.map(({ id, title }) => ({ resolution_id: id, title })),
  };
}

export function toWireRollback(row: Rollback): wire.Rollback {
  const { id, scope, reason, state, done, total, counts, by, at, finished_at, undone_by, undone_at } = row;
  const isUndone = undone_by !== null && undone_at !== null;
  return {
    id,
    scope: scope.kind === 'lessons' ? { kind: 'lessons', ids: [...scope.ids] } : scope,
    reason,
    state,
    progress: { done, total },
    lessons: counts.lessons ?? 0,
    retired: counts.retired ?? 0,
    reverted: counts.reverted ?? 0,
    by,
    at: at.toISOString(),
    finished_at: finished_at?.toISOString() ?? null,
    undone: isUndone ? { by: undone_by, at: undone_at.toISOString() } : null,
  };
}

export function toWireRollbackDetail({ row, puts_back, used }: RollbackRead): wire.RollbackDetail {
  return { ...toWireRollback(row), puts_back, conversations: used.total, used_in: toWireUsed(used) };
}

const toWireUsed = ({ newest }: RollbackPreview['used']): wire.RollbackPreview['used_in'] =>
  newest.map((answer) => ({ ...answer, at: answer.at.toISOString() }));

export function toWireErasure(
  row: Pick<ErasureRow, 'by' | 'at' | 'duration_ms' | 'report'> & { readonly id: string | null },
): wire.Erasure {
  const { id, by, at, duration_ms, report } = row;
  return { id, by, at: at.toISOString(), duration_ms, report: report as wire.ErasureReport };
}
