/** What the lessons of a rollback had taught, whatever became of them since. */
import type { Tx } from './tables.ts';

export interface TaughtThen {
  readonly resolution_id: string | null;
  readonly exemplar_id: string | null;
  /** When its resolution went out of use; null while it is in use. */
  readonly retired_at: Date | null;
}

export async function taughtByRollback(tx: Tx, rollback_id: string, limit: number): Promise<TaughtThen[]> {
  return tx
    .selectFrom('rollback_lessons as k')
    .innerJoin('lessons as l', 'l.id', 'k.lesson_id')
    .leftJoin('resolutions as r', 'r.id', 'l.resolution_id')
    .select(['l.resolution_id', 'l.exemplar_id', 'r.retired_at'])
    .where('k.rollback_id', '=', rollback_id)
    .orderBy('l.at', 'desc')
    .orderBy('l.id')
    .limit(limit)
    .execute();
}
