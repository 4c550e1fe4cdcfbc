/** Who hears of alarms and summaries by e-mail; the next summary is planned with it. */
import type { Notices } from '@understudy/contract';
import { nextSummaryAt } from '../next-summary.ts';
import type { Parts } from '../parts.ts';
import * as store from '../store/index.ts';

export async function changeNotices(
  parts: Pick<Parts, 'database' | 'jobs' | 'now_ms'>,
  given: {
    readonly workspace_id: string;
    readonly notices: Notices;
    /** Hears of what was before, in the same transaction. */
    readonly onChange: (before: Notices) => void;
  },
): Promise<void> {
  const { workspace_id, notices, onChange } = given;
  await parts.database.asWorkspace(workspace_id, async (tx) => {
    const { alarms, summary, next_summary_at: planned } = await store.getNotices(tx);
    onChange({ alarms, summary });
    const next_summary_at = nextSummaryAt(notices.summary, parts.now_ms());
    await store.putNotices(tx, { ...notices, next_summary_at });
    if (next_summary_at === null || next_summary_at.getTime() === planned?.getTime()) return;
    const job = { workspace_id, due: next_summary_at.toISOString() };
    await parts.jobs.enqueue(tx, 'send-summary', job, { startAfter: next_summary_at });
  });
}
