/**
 * Counts what has changed: conversations that were put down as dirty, and those where silence has lasted long enough.
 *
 * Every few seconds where there is something to count, a batch at a time until nothing is left, and every night, when
 * topics have moved, too. A conversation is counted from its rows, and its marks go in the same transaction: done twice,
 * it changes nothing. What changes while it is counted has put down a mark of its own.
 *
 * Where conversations have changed there may be new questions, so the frozen twin and the look for bursts are planned from
 * here, and not while a customer waits for a decision.
 */
import { conversationTopics } from '../conversation-topics.ts';
import type { JobTable } from '../jobs/jobs.ts';
import type { Parts } from '../parts.ts';
import * as store from '../store/index.ts';
import { toWireAbsorption } from '../translate-figures.ts';

type Ports = Pick<Parts, 'database' | 'encoder' | 'jobs' | 'models' | 'now_ms'>;

const MARKS_A_BATCH = 1_000;
/** What had no topic is looked at again for so long. */
const TOPICLESS_MS = 30 * 86_400_000;
/** The frozen twin is asked about many questions at once. */
const TWIN_AFTER_MS = 10 * 60_000;
/** Bursts are looked for once an hour, while there is something to look at. */
const INCIDENTS_AFTER_MS = 60 * 60_000;

export async function followFigures(
  parts: Ports,
  { workspace_id, looks_at_topics = false }: JobTable['follow-figures'],
  signal?: AbortSignal,
): Promise<void> {
  if (looks_at_topics) await putDownMoved(parts, workspace_id);
  for (;;) {
    signal?.throwIfAborted();
    const now = new Date(parts.now_ms());
    const batch = { now, limit: MARKS_A_BATCH };
    const { ids, marks } = await parts.database.asWorkspace(workspace_id, (tx) => store.readDirty(tx, batch));
    const topics = await conversationTopics(parts, { workspace_id, ids });
    await parts.database.asWorkspace(workspace_id, async (tx) => {
      await store.lockFigures(tx);
      await store.dropMarks(tx, marks);
      await store.countFigures(tx, { ids, topics, now });
      if (ids.length > 0) return planLooks(parts, tx, { workspace_id, now });
      await store.noteFollowed(tx, now);
      if (looks_at_topics) await store.putAbsorption(tx, toWireAbsorption(await store.topicAbsorptions(tx)));
    });
    if (ids.length === 0) return;
  }
}

/** One of each waits at a time. */
async function planLooks(
  { jobs }: Ports,
  tx: store.Tx,
  { workspace_id, now }: { readonly workspace_id: string; readonly now: Date },
): Promise<void> {
  const after = (wait_ms: number) => {
    return { singletonKey: workspace_id, startAfter: new Date(now.getTime() + wait_ms) };
  };
  await jobs.enqueue(tx, 'shadow-twin', { workspace_id }, after(TWIN_AFTER_MS));
  await jobs.enqueue(tx, 'find-incidents', { workspace_id }, after(INCIDENTS_AFTER_MS));
}

async function putDownMoved(parts: Ports, workspace_id: string): Promise<void> {
  const topics = await parts.models.topics(workspace_id);
  const byResolution = topics.flatMap(({ id, resolutions }) =>
    resolutions.map((each) => [each, id] as const),
  );
  const since = new Date(parts.now_ms() - TOPICLESS_MS);
  await parts.database.asWorkspace(workspace_id, (tx) =>
    store.putDownMoved(tx, { topics: new Map(byResolution), since }),
  );
}
