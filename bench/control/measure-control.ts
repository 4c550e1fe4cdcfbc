/**
 * One desk of `control`, in a process of its own: `fork(this, [EXEMPLARS])`. Sends `FromChild` messages, the result last.
 *
 * The server's parts without HTTP, on the embedded database in a folder; the flows and jobs are the product's own.
 * The erasure comes first, on a desk whose model is not in memory yet: all of its time is the database's.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type EncodedQuestion, SeededRandom } from '@understudy/engine';
import { SNAPSHOT_FORMAT } from '@understudy/engine/snapshot-format';
import { createDefaultEncoder } from '@understudy/server/encoder';
import { erasePerson } from '../../packages/server/src/flow/erase-person.ts';
import { requestPreview } from '../../packages/server/src/flow/preview-lesson.ts';
import { startRollback } from '../../packages/server/src/flow/roll-back.ts';
import { openJobs } from '../../packages/server/src/jobs/pg-boss-jobs.ts';
import { Libraries } from '../../packages/server/src/libraries.ts';
import { createLog } from '../../packages/server/src/log.ts';
import { ModelHost } from '../../packages/server/src/models/model-host.ts';
import { createSeals } from '../../packages/server/src/sealed.ts';
import * as store from '../../packages/server/src/store/index.ts';
import { createWebhookPoster } from '../../packages/server/src/webhook/post-webhook.ts';
import { workJobs } from '../../packages/server/src/work-jobs.ts';
import { templateWriter } from '../../packages/server/src/writer/template-writer.ts';
import { readParts } from '../growth/invented-questions.ts';
import type { FromChild } from '../measure-apart.ts';
import { EMAIL, fillDesk, MALLORY } from './fill-desk.ts';

export interface Measured {
  readonly exemplars: number;
  readonly filled_s: number;
  /** One person's five tickets, with the search of everything else. */
  readonly erasure_s: number;
  readonly erasure_found: number;
  /** The model from nothing. */
  readonly folded_s: number;
  readonly preview_s: number;
  readonly preview_tickets: number;
  readonly rolled_back: number;
  /** From the request until no question is answered with what goes. */
  readonly rollback_s: number;
  /** From the request until the exact model has taken over. */
  readonly taken_over_s: number;
}

const ROLLED_BACK = 1_000;
const DECIDED = 5_000;
/** Questions that Mallory's lessons answer: asked again and again. */
const ASKED = 20;
const LOOK_EVERY_MS = 50;

const workspace_id = 'wsp_control';
const send = (message: FromChild<Measured>): unknown => process.send?.(message);
const doing = (phase: string, done = 0, total = 1) => send({ progress: { phase, done, total } });

type Running = Parameters<typeof workJobs>[0];

async function measureControl(exemplars: number): Promise<Measured> {
  const folder = mkdtempSync(join(tmpdir(), 'understudy-control-'));
  const parts = await readParts((progress) => send({ progress }));
  const encoder = await createDefaultEncoder({ workers: 1 });
  const database = await store.openDatabase({ folder });
  const log = createLog('error');
  const models = new ModelHost({ database, encoder, format: String(SNAPSHOT_FORMAT), log });
  const jobs = openJobs(database, { onError: (error) => log.error({ err: error }, 'job failed') });
  try {
    const libraries = new Libraries(database);
    const ports = { database, jobs, models, encoder, libraries, log, writer: templateWriter };
    const times = { turn_window_ms: 0, audit_undo_ms: 0, now_ms: Date.now };
    const outside = {
      mail: null,
      seals: createSeals('bench'),
      postWebhook: createWebhookPoster({ allows_private: false }),
    };
    const running: Running = { ...ports, ...times, ...outside, data_dir: folder };
    await jobs.start();
    const rolled_back = Math.min(ROLLED_BACK, exemplars >> 2);
    const size = { exemplars, rolled_back, decided: Math.min(DECIDED, exemplars >> 1) };
    const began_ms = performance.now();
    const { asked, lesson_id } = await fillDesk({
      database,
      workspace_id,
      encoder_id: encoder.id,
      size,
      parts,
      random: new SeededRandom(`control/${exemplars}`),
      now_ms: Date.now(),
      onProgress: (done) => doing('filling', done, exemplars),
    });
    const filled_s = since(began_ms);
    const erased = await measureErasure(running);
    await models.start();
    await workJobs(running);
    const folded_s = await timed('folding', () => models.catchUp(workspace_id));
    const preview = await measurePreview(running, lesson_id);
    const rollback = await measureRollback(running, asked);
    const filled = { exemplars, filled_s, rolled_back };
    return { ...filled, ...erased, folded_s, ...preview, ...rollback };
  } finally {
    await jobs.stop();
    await models.stop();
    await encoder.close();
    await database.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

const since = (began_ms: number): number => (performance.now() - began_ms) / 1_000;

async function timed(phase: string, work: () => Promise<unknown>): Promise<number> {
  doing(phase);
  const began_ms = performance.now();
  await work();
  return since(began_ms);
}

async function measureErasure(parts: Running) {
  let found = 0;
  const erasure_s = await timed('erasing', async () => {
    const request = { workspace_id, person: EMAIL, dry_run: false, by: 'bench' };
    ({ found } = (await erasePerson(parts, request)).report);
  });
  return { erasure_s, erasure_found: found };
}

async function measurePreview(parts: Running, lesson_id: string) {
  let tickets = 0;
  const preview_s = await timed('previewing', async () => {
    await requestPreview(parts, { workspace_id, lesson_id });
    for (;;) {
      const lesson = await parts.database.asWorkspace(workspace_id, (tx) => store.getLesson(tx, lesson_id));
      const impact = lesson?.impact as { readonly state: string; readonly tickets: number } | null;
      if (impact?.state === 'failed') throw new Error('expected a preview, found that it failed');
      if (impact?.state === 'done') return void ({ tickets } = impact);
      await sleep(LOOK_EVERY_MS);
    }
  });
  return { preview_s, preview_tickets: tickets };
}

async function measureRollback(parts: Running, all: readonly EncodedQuestion[]) {
  const asked = all.slice(-ASKED);
  const used = async () => {
    for (const question of asked) {
      const { candidates } = await parts.models.decide(workspace_id, { question, seed: 1 });
      if (candidates.some(({ resolution_id }) => resolution_id.startsWith('res_mallory'))) return true;
    }
    return false;
  };
  if (!(await used())) throw new Error('expected answers that use what is taken back, found none');
  const began_ms = performance.now();
  const rollback_s = await timed('rolling back', async () => {
    const scope = { kind: 'author' as const, author: MALLORY };
    await startRollback(parts, { workspace_id, scope, reason: 'bench', by: 'bench' });
    while (await used()) await sleep(LOOK_EVERY_MS);
  });
  doing('folding the exact model');
  await parts.models.settled(workspace_id);
  return { rollback_s, taken_over_s: since(began_ms) };
}

send({ measured: await measureControl(Number(process.argv[2])) });
process.disconnect?.();
