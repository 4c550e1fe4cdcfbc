/**
 * The night's work: topics that are one are merged, one that is two is split, and new labels are fitted.
 *
 * The engine proposes, in its own thread; what it proposes is promised to the ledger like every other event. Doing
 * it twice changes nothing more: the same model promises the same, and a topic that is gone cannot be merged again.
 * Limit: `MOST_CHANGES` a night, splits first; the rest comes in the next one.
 */
import type { JobTable } from '../jobs/jobs.ts';
import type { PendingEvent } from '../ledger-codec.ts';
import type { Parts } from '../parts.ts';
import * as store from '../store/index.ts';

/** What one promise may hold. */
const MOST_CHANGES = 400;

export async function tendTopics(
  parts: Pick<Parts, 'database' | 'jobs' | 'models' | 'log'>,
  { workspace_id }: JobTable['tend-topics'],
): Promise<void> {
  const version = await parts.models.catchUp(workspace_id);
  const changes = await parts.models.topicChanges(workspace_id);
  const labels = await parts.models.labelsSinceFit(workspace_id);
  const payload: PendingEvent[] = changes.slice(0, MOST_CHANGES);
  const options = { singletonKey: workspace_id };
  await parts.database.asWorkspace(workspace_id, async (tx) => {
    if (payload.length > 0) {
      await store.promise(tx, { id: `topics.${version}`, kind: 'apply-lesson', payload });
      await parts.jobs.enqueue(tx, 'apply-lessons', { workspace_id }, options);
    }
    if (labels > 0) await parts.jobs.enqueue(tx, 'refit-model', { workspace_id }, options);
    await parts.jobs.enqueue(tx, 'watch-lessons', { workspace_id }, options);
    await parts.jobs.enqueue(tx, 'watch-harm', { workspace_id }, options);
    await parts.jobs.enqueue(tx, 'watch-inputs', { workspace_id }, options);
    await parts.jobs.enqueue(tx, 'find-incidents', { workspace_id }, options);
    await parts.jobs.enqueue(tx, 'find-insights', { workspace_id }, options);
    await parts.jobs.enqueue(tx, 'propose-workflows', { workspace_id }, options);
    await parts.jobs.enqueue(tx, 'propose-changes', { workspace_id }, options);
    const judging = { workspace_id, judges: true };
    await parts.jobs.enqueue(tx, 'shadow-twin', judging, { singletonKey: `${workspace_id} judges` });
    const moved = { workspace_id, looks_at_topics: true };
    await parts.jobs.enqueue(tx, 'follow-figures', moved, { singletonKey: `${workspace_id} topics` });
  });
  const split = payload.filter(({ kind }) => kind === 'topic-split').length;
  const counts = { split, merged: payload.length - split, left: changes.length - payload.length, labels };
  parts.log.info({ workspace_id, ...counts }, 'topics tended');
}
