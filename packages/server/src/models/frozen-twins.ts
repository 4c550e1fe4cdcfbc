/**
 * The frozen twins: models that learn nothing behind a position of the ledger, asked a batch of questions at a time.
 *
 * What they forget and what the lead sets they follow, so that the two differ in what was learned and in nothing else.
 * Each batch has a thread of its own, from a snapshot where there is one (or folded from the ledger), and gives its
 * memory back afterwards: a twin is as large as its model.
 * Cost: a fold of the ledger the first time (minutes at 100,000 exemplars), then some seconds a batch.
 */
import { createHash } from 'node:crypto';
import type { Decision, ModelEvent } from '@understudy/engine';
import { type Database, saveSnapshot } from '../store/index.ts';
import { EngineThread } from './engine-thread.ts';
import type { Asked } from './engine-worker.ts';
import { cleanSnapshot, FollowedModel } from './followed-model.ts';

export interface FrozenTwin {
  readonly workspace_id: string;
  readonly frozen_seq: number;
}

interface Options {
  readonly database: Database;
  readonly encoder: { readonly id: string; readonly dimensions: number };
  readonly format: string;
}

/** A snapshot is written anew after so many events of the ledger. */
const SNAPSHOT_EVERY = 5_000;
const FOLLOWED: readonly string[] = ['settings-changed', 'events-forgotten'] satisfies ModelEvent['kind'][];

export type TwinAsked = [
  twin: FrozenTwin,
  given: { readonly asked: readonly Asked[]; readonly signal: AbortSignal },
];

/** What the twin would do, in the order of the questions. @throws EngineThreadError where its thread dies */
export async function askTwin(
  options: Options,
  ...[twin, { asked, signal }]: TwinAsked
): Promise<Decision[]> {
  const engines = new EngineThread(() => undefined);
  const stop = () => void engines.close();
  signal.addEventListener('abort', stop, { once: true });
  try {
    await fold(options, twin, engines, signal);
    const decided: Decision[] = [];
    for (const each of asked) {
      signal.throwIfAborted();
      decided.push(await engines.call(twin.workspace_id, 'decide', each));
    }
    return decided;
  } finally {
    signal.removeEventListener('abort', stop);
    await engines.close();
  }
}

async function fold(
  { database, encoder, format }: Options,
  { workspace_id, frozen_seq }: FrozenTwin,
  engines: EngineThread,
  signal: AbortSignal,
): Promise<void> {
  const { id: encoder_id, dimensions } = encoder;
  const parts = ['twin', encoder_id, dimensions, format, frozen_seq];
  const owner = {
    workspace_id,
    config_hash: createHash('sha256').update(parts.join('\n')).digest('hex'),
  };
  const snapshot = await cleanSnapshot(database, owner);
  const learns = ({ seq, kind }: { readonly seq: number; readonly kind: string }) =>
    seq <= frozen_seq || FOLLOWED.includes(kind);
  const followed = { database, workspace_id, config: { encoder_id, dimensions }, engines, learns };
  const model = await FollowedModel.open(followed, snapshot);
  while (await model.readPage()) signal.throwIfAborted();
  if (model.read_up_to - (snapshot?.seq ?? -SNAPSHOT_EVERY) < SNAPSHOT_EVERY || !model.state.is_exact) return;
  const bytes = await engines.call(workspace_id, 'snapshot', {});
  await saveSnapshot(database, owner, { seq: model.read_up_to, bytes });
}
