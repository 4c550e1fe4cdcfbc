/**
 * Replays a workspace's history, ticket by ticket, in a thread of its own: the learning curve against the frozen
 * twin, drawn as it goes, and the labels that the model is then fitted on.
 *
 * What the past says is read from the ledger: each lesson with its text as it stood then. Idempotent: a replay
 * that was interrupted starts over, and its labels enter the ledger once, at its end.
 */
import { setTimeout } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import type { CurvePoint } from '@understudy/contract';
import type { CurveBlock, ReplayTicket, Resolution, ShadowLabel } from '@understudy/engine';
import { announceImport, announceLearning } from '../announce.ts';
import type { JobTable } from '../jobs/jobs.ts';
import { fromLedger, type PendingEvent } from '../ledger-codec.ts';
import type { Parts } from '../parts.ts';
import type { ReplayNews, ReplayWork } from '../replay-worker.ts';
import * as store from '../store/index.ts';
import { toPolicySettings, toWireImport, toWireSettings } from '../translate.ts';

/** The newest; with more the replay would not fit into memory beside the server. */
const MAX_TICKETS = 50_000;
const LABELS_A_PROMISE = 200;
const SEED = 1;
const PROMISE_CHECK_MS = 250;

export async function runReplay(
  parts: Parts,
  job: JobTable['run-replay'],
  signal: AbortSignal,
): Promise<void> {
  const { workspace_id, replay_id } = job;
  await allPromisesKept(parts, workspace_id, signal);
  const tickets = await readTickets(parts, workspace_id);
  await parts.database.asWorkspace(workspace_id, async (tx) => {
    await store.updateReplay(tx, { id: replay_id, state: 'running', done: 0, total: tickets.length });
    await announceLearning(tx);
  });
  const workspace = await parts.database.asWorkspace(workspace_id, (tx) => store.getWorkspace(tx));
  const { id: encoder_id, dimensions } = parts.encoder;
  // What the AI agent would have done if it had been let: the lead's own limit holds for live answers only. People
  // solved all of the past, so each ticket is a full label, whatever would have been answered alone.
  const live = toPolicySettings(toWireSettings(workspace));
  const { topics: _, ...everywhere } = live;
  const settings = { ...everywhere, autonomy: 'auto' as const, audit_rate: 1 };
  const work: ReplayWork = { config: { encoder_id, dimensions }, settings, seed: SEED, tickets };
  const labels: ShadowLabel[] = [];
  const onNews = async (news: ReplayNews) => {
    labels.push(...news.labels);
    await parts.database.asWorkspace(workspace_id, (tx) => keepNews(tx, replay_id, news));
  };
  try {
    if (tickets.length > 0) await replayInThread(work, onNews, signal);
    await finish(parts, job, { state: 'done', labels, detail: null });
  } catch (error) {
    if (signal.aborted || (error instanceof store.DatabaseError && error.retry)) throw error;
    parts.log.error({ err: error, replay_id }, 'replay failed');
    await finish(parts, job, {
      state: 'failed',
      labels: [],
      detail: 'The replay stopped with an error; see the log.',
    });
  }
}

/** The last batches of an import are promised, but may not stand in the ledger yet: the single writer is on its way. */
async function allPromisesKept(parts: Parts, workspace_id: string, signal: AbortSignal): Promise<void> {
  while (await parts.database.asWorkspace(workspace_id, (tx) => store.hasOpen(tx))) {
    await setTimeout(PROMISE_CHECK_MS, undefined, { signal });
  }
}

/** In the order of time; what has no time (articles) comes first. */
async function readTickets(parts: Parts, workspace_id: string): Promise<ReplayTicket[]> {
  const lessons: { ticket: ReplayTicket; resolution_id: string }[] = [];
  const texts = new Map<string, Resolution>();
  for await (const event of eventsOf(parts, workspace_id)) {
    if (event.kind === 'resolution-upserted') {
      texts.set(event.resolution.id, event.resolution);
      const last = lessons.at(-1);
      // A text stands right behind the lesson that brought it.
      if (last?.resolution_id === event.resolution.id)
        lessons[lessons.length - 1] = lessonOf(last.ticket, event.resolution);
    } else if (event.kind === 'lesson-applied') {
      const { question, resolution_id } = event.exemplar;
      const known = texts.get(resolution_id);
      const ticket = { question, resolutions: known === undefined ? [] : [known], right: [resolution_id] };
      lessons.push({ ticket, resolution_id });
    }
  }
  const sorted = lessons.toSorted((a, b) => a.ticket.question.at_ms - b.ticket.question.at_ms);
  return sorted.slice(-MAX_TICKETS).map((lesson) => lesson.ticket);
}

function lessonOf(ticket: ReplayTicket, resolution: Resolution) {
  return { ticket: { ...ticket, resolutions: [resolution] }, resolution_id: resolution.id };
}

async function* eventsOf(parts: Parts, workspace_id: string) {
  let after_seq = 0;
  for (;;) {
    const page = { after_seq, encoder_id: parts.encoder.id };
    const rows = await parts.database.asWorkspace(workspace_id, (tx) => store.readEvents(tx, page));
    for (const row of rows) {
      const event = fromLedger(row);
      if (event !== null) yield event;
    }
    const last = rows.at(-1);
    if (last === undefined) return;
    after_seq = last.seq;
  }
}

/** News are handled one after the other; resolves when the thread has ended and all of them were handled. */
async function replayInThread(
  work: ReplayWork,
  onNews: (news: ReplayNews) => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  const worker = new Worker(new URL('../replay-worker.ts', import.meta.url), { workerData: work });
  const stop = () => void worker.terminate();
  signal.addEventListener('abort', stop, { once: true });
  let handled: Promise<void> = Promise.resolve();
  worker.on('message', (news: ReplayNews) => {
    handled = handled.then(() => onNews(news));
    handled.catch(stop);
  });
  try {
    const code = await new Promise<number>((resolve, reject) => {
      worker.once('error', reject).once('exit', resolve);
    });
    await handled;
    signal.throwIfAborted();
    if (code !== 0) throw new Error(`the replay's thread ended with code ${code}`);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

async function keepNews(tx: store.Tx, replay_id: string, { done, point }: ReplayNews): Promise<void> {
  await store.updateReplay(tx, { id: replay_id, done });
  if (point !== null)
    await store.savePoint(tx, { replay_id, tickets: point.tickets, point: toWirePoint(point) });
  const importing = await store.findImportUnderWay(tx);
  if (importing?.state === 'learning') {
    const advanced = await store.advanceImport(tx, importing.id, { stage: 'learning', stage_done: done });
    if (advanced !== null) await announceImport(tx, toWireImport(advanced));
  }
  await announceLearning(tx);
}

function toWirePoint({ at_ms, ...point }: CurveBlock): CurvePoint {
  return { ...point, at: at_ms === null ? null : new Date(at_ms).toISOString() };
}

interface Ended {
  readonly state: 'done' | 'failed';
  readonly labels: readonly ShadowLabel[];
  readonly detail: string | null;
}

/** The labels become promises to the model in the transaction that ends the replay; a fit on them follows. */
async function finish(
  parts: Parts,
  job: JobTable['run-replay'],
  { state, labels, detail }: Ended,
): Promise<void> {
  const at = new Date(parts.now_ms());
  const { workspace_id, replay_id } = job;
  await parts.database.asWorkspace(workspace_id, async (tx) => {
    await store.updateReplay(tx, { id: replay_id, state, detail, finished_at: at });
    for (let i = 0; i < labels.length; i += LABELS_A_PROMISE) {
      const payload: PendingEvent[] = labels
        .slice(i, i + LABELS_A_PROMISE)
        .map((label) => ({ kind: 'decision-labelled', label }));
      await store.promise(tx, { id: `${replay_id}.${i}`, kind: 'apply-lesson', payload });
    }
    await parts.jobs.enqueue(tx, labels.length > 0 ? 'refit-model' : 'apply-lessons', { workspace_id });
    // Beside the one that waits for the night.
    await parts.jobs.enqueue(tx, 'tend-topics', { workspace_id }, { singletonKey: `${workspace_id} now` });
    const importing = await store.findImportUnderWay(tx);
    if (importing?.state === 'learning') {
      const done = await store.setImportState(tx, { id: importing.id, state: 'done', at });
      if (done !== null) await announceImport(tx, toWireImport(done));
    }
    await announceLearning(tx);
  });
}
