/**
 * Counts every conversation anew, compares with what was kept, and puts right what differs. Nothing should: what is found
 * is shown to the lead, and is a fault of ours.
 *
 * A conversation that has changed, or whose time has come, is not compared: it is counted anew by the usual way. Nor are
 * topics, which belong to the model: a conversation that was counted stays in its topic until the night. Begins again where
 * the process stops. Cost: about a millisecond a conversation.
 */
import type { Recomputation } from '@understudy/contract';
import { conversationTopics } from '../conversation-topics.ts';
import type { JobTable } from '../jobs/jobs.ts';
import type { Parts } from '../parts.ts';
import * as store from '../store/index.ts';

type Ports = Pick<Parts, 'database' | 'encoder' | 'jobs' | 'models' | 'log' | 'now_ms'>;

const CONVERSATIONS_A_BATCH = 500;
const MOST_SHOWN = 100;
const NOTHING: Recomputation = {
  state: 'none',
  done: 0,
  total: 0,
  started_at: null,
  finished_at: null,
  differences: [],
  different: 0,
};

/** Asked for while one runs: that one goes on. */
export async function requestRecomputation(
  parts: Pick<Parts, 'database' | 'jobs' | 'now_ms'>,
  workspace_id: string,
): Promise<Recomputation> {
  return parts.database.asWorkspace(workspace_id, async (tx) => {
    const { recount } = await store.figuresState(tx);
    if (recount?.state === 'running') return recount;
    const total = await store.countAsked(tx);
    const started_at = new Date(parts.now_ms()).toISOString();
    const running: Recomputation = { ...NOTHING, state: 'running', total, started_at };
    await store.putRecount(tx, running);
    await parts.jobs.enqueue(tx, 'recompute-figures', { workspace_id }, { singletonKey: workspace_id });
    return running;
  });
}

export async function readRecomputation(
  { database }: Pick<Parts, 'database'>,
  workspace_id: string,
): Promise<Recomputation> {
  const { recount } = await database.asWorkspace(workspace_id, store.figuresState);
  return recount ?? NOTHING;
}

export async function recomputeFigures(
  parts: Ports,
  { workspace_id }: JobTable['recompute-figures'],
  signal: AbortSignal,
): Promise<void> {
  const running = await readRecomputation(parts, workspace_id);
  if (running.state !== 'running') return;
  const put = (recount: Recomputation) =>
    parts.database.asWorkspace(workspace_id, (tx) => store.putRecount(tx, recount));
  try {
    const found = new Differences();
    let done = 0;
    for (let after = ''; ; ) {
      signal.throwIfAborted();
      const ids = await recount(parts, { workspace_id, after, found });
      const last = ids.at(-1);
      if (last === undefined) break;
      after = last;
      done += ids.length;
      await put({ ...running, done: Math.min(done, running.total) });
    }
    await compareSums(parts, { workspace_id, found, signal });
    const told = await parts.database.asWorkspace(workspace_id, (tx) => found.toWire(tx));
    const finished_at = new Date(parts.now_ms()).toISOString();
    await put({ ...running, ...told, state: 'done', done: running.total, finished_at });
    if (told.different > 0) parts.log.warn({ workspace_id, ...told }, 'figures differed and were put right');
  } catch (error) {
    // A stop is none: the job comes again.
    if (!signal.aborted) await put({ ...running, state: 'failed' });
    throw error;
  }
}

async function recount(
  parts: Ports,
  { workspace_id, after, found }: { workspace_id: string; after: string; found: Differences },
): Promise<readonly string[]> {
  const page = { after, limit: CONVERSATIONS_A_BATCH };
  const ids = await parts.database.asWorkspace(workspace_id, (tx) => store.conversationIds(tx, page));
  const known = await conversationTopics(parts, { workspace_id, ids });
  const now = new Date(parts.now_ms());
  await parts.database.asWorkspace(workspace_id, async (tx) => {
    await store.lockFigures(tx);
    const kept = await store.keptFigures(tx, ids);
    const topics = new Map(known);
    for (const { conversation_id, topic_id } of kept)
      if (topic_id === null) topics.delete(conversation_id);
      else topics.set(conversation_id, topic_id);
    await store.countFigures(tx, { ids, topics, now });
    const counted = await store.keptFigures(tx, ids);
    // What was marked before or while it was counted may rightly differ.
    const isExcused = new Set(await store.markedAmong(tx, ids));
    for (const row of kept) if (row.due_at !== null && row.due_at <= now) isExcused.add(row.conversation_id);
    for (const [rows, by] of [
      [kept, -1],
      [counted, 1],
    ] as const)
      for (const row of rows) if (!isExcused.has(row.conversation_id)) found.add(row, by);
  });
  return ids;
}

/** The counts a day against the rows that they are of, some days at a time. */
async function compareSums(
  parts: Ports,
  { workspace_id, found, signal }: { workspace_id: string; found: Differences; signal: AbortSignal },
): Promise<void> {
  const inWorkspace = <T>(work: (tx: store.Tx) => Promise<T>) =>
    parts.database.asWorkspace(workspace_id, work);
  let [topics, twin] = [0, 0];
  for (const span of await inWorkspace(store.countedSpans)) {
    signal.throwIfAborted();
    for (const { by, ...cell } of await inWorkspace((tx) => store.putSumsRight(tx, span)))
      found.note(cell, by);
    topics += await inWorkspace((tx) => store.putTopicsRight(tx, span));
    twin += await inWorkspace((tx) => store.putTwinRight(tx, span));
  }
  if (topics + twin > 0)
    parts.log.warn(
      { workspace_id, topics, twin },
      'sums of topics or of the twin differed and were put right',
    );
}

/** `topic_id` '' is all topics together. */
type Cell = Omit<store.WrongSum, 'by'>;

/** By how much what is counted is more than what was kept. */
class Differences {
  readonly #by = new Map<string, { readonly cell: Cell; by: number }>();

  add({ day, topic_id, measures }: store.KeptFigures, by: number): void {
    for (const measure of measures)
      for (const topic of topic_id === null ? [''] : ['', topic_id])
        this.note({ day, topic_id: topic, measure }, by);
  }

  note(cell: Cell, by: number): void {
    const key = `${cell.day} ${cell.measure} ${cell.topic_id}`;
    const known = this.#by.get(key);
    if (known === undefined) this.#by.set(key, { cell, by });
    else known.by += by;
    if (known?.by === 0) this.#by.delete(key);
  }

  async toWire(tx: store.Tx): Promise<Pick<Recomputation, 'differences' | 'different'>> {
    const all = [...this.#by.entries()].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, each]) => each);
    const differences = [];
    for (const { cell, by } of all.slice(0, MOST_SHOWN)) {
      const counted = await store.countOf(tx, cell);
      differences.push({
        ...cell,
        topic_id: cell.topic_id || null,
        kept: Math.max(0, counted - by),
        counted,
      });
    }
    return { differences, different: all.length };
  }
}
