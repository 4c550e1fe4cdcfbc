/**
 * The single writer: what was promised to the model becomes events of the ledger, in order, and is learned.
 *
 * A promise is fulfilled in the transaction that appends its events, so it enters the ledger exactly once.
 */
import { announceLearning } from '../announce.ts';
import { tellLocks } from '../certificate-alarms.ts';
import { fulfilPromises } from '../fulfil-promises.ts';
import type { JobTable } from '../jobs/jobs.ts';
import { noteCertificates } from '../note-certificates.ts';
import { nextNight } from '../next-night.ts';
import type { Parts } from '../parts.ts';
import * as store from '../store/index.ts';

/** One append holds at most 1 000. */
const EVENTS_AT_ONCE = 900;
/** Labels that make a new fit worth its second. */
const LABELS_A_FIT = 50;

export async function applyLessons(
  parts: Pick<Parts, 'database' | 'jobs' | 'models' | 'now_ms'>,
  job: JobTable['apply-lessons'],
): Promise<void> {
  while ((await appendSome(parts, job.workspace_id)) > 0);
  const { workspace_id } = job;
  const model_version = await parts.models.catchUp(workspace_id);
  const certificates = await parts.models.certificates(workspace_id);
  await parts.database.asWorkspace(workspace_id, async (tx) => {
    // One night's work waits at a time; a day without lessons has none.
    const night = { singletonKey: workspace_id, startAfter: nextNight(parts.now_ms()) };
    await parts.jobs.enqueue(tx, 'tend-topics', { workspace_id }, night);
    await tellLocks(parts, tx, { workspace_id, certificates });
    const at = new Date(parts.now_ms());
    await noteCertificates(tx, { certificates, model_version, at });
    // Certificates and totals may be new only now.
    await announceLearning(tx);
  });
  if ((await parts.models.labelsSinceFit(workspace_id)) < LABELS_A_FIT) return;
  const options = { singletonKey: workspace_id };
  await parts.database.asWorkspace(workspace_id, (tx) =>
    parts.jobs.enqueue(tx, 'refit-model', { workspace_id }, options),
  );
}

/** A settled audit: it may be the one that tells that answers got worse. */
const isVerdict = ({ id }: store.OutboxRow): boolean => id.startsWith('audit.');

/** Answers how many promises were fulfilled. */
async function appendSome(
  parts: Pick<Parts, 'database' | 'jobs' | 'now_ms'>,
  workspace_id: string,
): Promise<number> {
  const at = new Date(parts.now_ms());
  return parts.database.asWorkspace(workspace_id, async (tx) => {
    const promises = await store.takeOpen(tx, EVENTS_AT_ONCE);
    const options = { singletonKey: workspace_id };
    if (promises.some(isVerdict)) await parts.jobs.enqueue(tx, 'watch-harm', { workspace_id }, options);
    await fulfilPromises(tx, { promises, at });
    return promises.length;
  });
}
