/**
 * Imports a file of past tickets, a batch at a time: redact → rows → mine → resolutions and exemplars → encode → ledger.
 *
 * Read twice: first for the formulas that people on this desk put around everything and for the hosts that they link,
 * then to learn. What a check of words blocks is not in force: it waits in Review, and so does
 * the new text of a page that was learned with another one. While a batch is
 * written, the questions of the next one are encoded; only those that teach something are.
 * Each batch is one transaction that also says how far the file was read, so a crash goes on after the last
 * batch, and a ticket that is known (source and id) is skipped. Cancelled between two batches.
 * Limits: batches of 200 tickets; one import a workspace at a time.
 */
import { createReadStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { readTicketFile, type TicketFileRow } from '@understudy/connectors/ticket-file';
import { type EncodedQuestion, FormulaCounter, type ResolutionLibrary } from '@understudy/engine';
import { announceImport, announceLearning } from '../announce.ts';
import type { JobTable } from '../jobs/jobs.ts';
import type { Libraries } from '../libraries.ts';
import { LinkedHosts } from '../linked-hosts.ts';
import { countFormulas, type MinedRow, type MiningOptions, mineRow } from '../mine-row.ts';
import type { Parts } from '../parts.ts';
import * as store from '../store/index.ts';
import { toWireImport } from '../translate.ts';
import { holdChangedPages } from '../hold-changed-pages.ts';
import { holdMined } from '../hold-mined.ts';
import { keepMined } from '../keep-mined.ts';

const BATCH = 200;

type ImportParts = Parts & { readonly libraries: Libraries };

export async function importTickets(
  parts: ImportParts,
  job: JobTable['run-import'],
  signal: AbortSignal,
): Promise<void> {
  const { workspace_id, import_id } = job;
  const row = await parts.database.asWorkspace(workspace_id, (tx) => store.getImport(tx, import_id));
  if (row === undefined || row.file === null) return;
  // Cancelled while it waited, or cut off behind its end: what was uploaded goes all the same.
  if (row.state !== 'running') return rm(row.file, { force: true });
  try {
    const habits = await habitsOf(row, signal);
    const prepare = (batch: readonly TicketFileRow[]) => prepareBatch(parts, { row, habits, batch });
    for await (const batch of oneAhead(batchesOf(row), prepare)) {
      signal.throwIfAborted();
      if (await writeBatch(parts, row, batch)) continue;
      await rm(row.file, { force: true }); // cancelled
      return;
    }
    await finish(parts, row, { state: 'done', error: null });
  } catch (error) {
    // A stop or a database that is away is tried again by the queue, from the last batch.
    if (signal.aborted || isRetryable(error)) throw error;
    parts.log.error({ err: error, import_id }, 'import failed');
    await finish(parts, row, { state: 'failed', error: 'The import stopped with an error; see the log.' });
  }
}

async function* batchesOf(row: store.ImportRow): AsyncGenerator<TicketFileRow[]> {
  let batch: TicketFileRow[] = [];
  for await (const item of readTicketFile(createReadStream(row.file ?? ''), { startAtLine: row.line + 1 })) {
    batch.push(item);
    if (batch.length < BATCH) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

type Habits = Pick<MiningOptions, 'learned' | 'hosts'>;

async function habitsOf(row: store.ImportRow, signal: AbortSignal): Promise<Habits> {
  const learned = new FormulaCounter();
  const linked = new LinkedHosts();
  for await (const item of readTicketFile(createReadStream(row.file ?? ''))) {
    signal.throwIfAborted();
    if (item.kind === 'ticket') countFormulas(learned, item.ticket);
    linked.add(item);
  }
  return { learned, hosts: linked.team };
}

/** Starts on the next item before the one before it is handed out. */
async function* oneAhead<T, R>(items: AsyncIterable<T>, prepare: (item: T) => Promise<R>): AsyncGenerator<R> {
  let coming: Promise<R> | null = null;
  for await (const item of items) {
    const next = prepare(item);
    // Told when it is awaited; until then it must not end the process.
    next.catch(() => undefined);
    if (coming !== null) yield await coming;
    coming = next;
  }
  if (coming !== null) yield await coming;
}

interface Prepared {
  readonly batch: readonly TicketFileRow[];
  readonly mined: readonly MinedRow[];
  readonly questions: ReadonlyMap<string, EncodedQuestion>;
  readonly now: Date;
}

async function prepareBatch(
  parts: Parts,
  given: { row: store.ImportRow; habits: Habits; batch: readonly TicketFileRow[] },
): Promise<Prepared> {
  const { row, habits, batch } = given;
  const now = new Date(parts.now_ms());
  const options = { source: row.source, topics: row.topics, now, ...habits };
  const mined = batch.flatMap((item) => (item.kind === 'rejected' ? [] : [mineRow(item, options)]));
  return { batch, mined, questions: row.dry_run ? new Map() : await encode(parts, mined), now };
}

/** False where the import was cancelled. */
async function writeBatch(parts: ImportParts, row: store.ImportRow, prepared: Prepared): Promise<boolean> {
  const { batch, mined, questions, now } = prepared;
  const { workspace_id, source } = row;
  const write = async (library: ResolutionLibrary, tx: store.Tx) => {
    const encoder_id = parts.encoder.id;
    const checked = row.dry_run ? { mined, isAnyMarked: false } : await holdChangedPages(tx, { mined, now });
    const mining = { library, mined: checked.mined, questions, source, import_id: row.id, encoder_id, now };
    const kept = row.dry_run
      ? { accepted: mined.length, known: 0, resolutions: 0 }
      : await keepMined(tx, mining);
    if (!row.dry_run) await holdMined(tx, mining);
    const rejected = batch.filter((item) => item.kind === 'rejected');
    const rows = rejected.map(({ line, reason }) => ({ line, reason }));
    await store.insertRejected(tx, { import_id: row.id, rows });
    const line = batch.at(-1)?.line ?? row.line;
    const step = { line, read: batch.length, rejected: rejected.length, stage_done: line, ...kept };
    const advanced = await store.advanceImport(tx, row.id, step);
    if (advanced === null) throw new Cancelled();
    const options = { singletonKey: workspace_id };
    await parts.jobs.enqueue(tx, 'apply-lessons', { workspace_id }, options);
    if (checked.isAnyMarked) await parts.jobs.enqueue(tx, 'watch-lessons', { workspace_id }, options);
    await announceImport(tx, toWireImport(advanced));
    return true;
  };
  return parts.libraries.write(workspace_id, write).catch((error: unknown) => {
    if (error instanceof Cancelled) return false;
    throw error;
  });
}

class Cancelled extends Error {}

async function encode(parts: Parts, mined: readonly MinedRow[]): Promise<Map<string, EncodedQuestion>> {
  const teaching = mined.filter((item) => item.lessons.length > 0);
  const questions = teaching.flatMap((item) => item.question ?? []);
  const vectors = await parts.encoder.encode(questions.map((question) => question.text));
  return new Map(questions.map((question, i) => [question.id, { ...question, vector: vectors[i] ?? null }]));
}

/** What was imported is replayed next, unless it was a trial run or nothing came of it. */
async function finish(
  parts: ImportParts,
  row: store.ImportRow,
  end: { readonly state: 'done' | 'failed'; readonly error: string | null },
): Promise<void> {
  const at = new Date(parts.now_ms());
  const { workspace_id } = row;
  const isReplayed = end.state === 'done' && !row.dry_run;
  await parts.database.asWorkspace(workspace_id, async (tx) => {
    const state = isReplayed ? 'learning' : end.state;
    const ended = await store.setImportState(tx, { id: row.id, at, ...end, state });
    if (ended === null) return;
    if (isReplayed) {
      const replay = await store.startReplay(tx, { id: `rpl_${row.id}`, total: ended.accepted, at });
      await store.advanceImport(tx, row.id, {
        stage: 'learning',
        stage_done: 0,
        stage_total: ended.accepted,
      });
      await parts.jobs.enqueue(tx, 'run-replay', { workspace_id, replay_id: replay.id });
    }
    await announceImport(tx, toWireImport(ended));
    await announceLearning(tx);
  });
  if (row.file !== null) await rm(row.file, { force: true });
}

function isRetryable(error: unknown): boolean {
  return error instanceof store.DatabaseError && error.retry;
}
