/**
 * One model in memory for each workspace: a fold of the ledger that this node follows. The engines themselves live
 * in a thread of their own; here is who reads the ledger for them, and where their snapshots are kept.
 *
 * Nothing enters an engine but by reading the ledger back, also what this node itself appended: so every node
 * does the same in the same order. Snapshots are caches; one that cannot be read is passed over.
 *
 * To forget is to fold again, which takes minutes at a large desk. So what is to be forgotten is hidden from answers at
 * once, the model is folded without it in a thread of its own, and takes over when it has come as far; only a fold is
 * ever saved. A workspace that forgot stays in its new thread.
 * Limits: engines stay in memory until the server stops; one that forgets is there twice meanwhile.
 */
import { createHash } from 'node:crypto';
import type {
  CellCertificate,
  Decision,
  NamedTopic,
  PolicySettings,
  ProposedEntry,
  TopicChange,
} from '@understudy/engine';
import type { Logger } from '../log.ts';
import { type Database, LEDGER_CHANNEL, loadSnapshot, saveSnapshot, type Snapshot } from '../store/index.ts';
import { EngineThread } from './engine-thread.ts';
import type { Answer, Args, Asked, EngineCall, ReadingCall } from './engine-worker.ts';
import { cleanSnapshot, FollowedModel } from './followed-model.ts';
import { askTwin, type TwinAsked } from './frozen-twins.ts';
import type { EstimatedRisk, WalkedPaths } from './read-insights.ts';
import { Readings } from './readings.ts';

/** A snapshot is due after so many events, and after as many as stand before it: a long fold writes few. */
const SNAPSHOT_EVERY = 1_000;

export interface ModelHostOptions {
  readonly database: Database;
  readonly encoder: { readonly id: string; readonly dimensions: number };
  /** Changes whenever old snapshots cannot be read any more. */
  readonly format: string;
  readonly log: Logger;
}

interface Hosted {
  model: FollowedModel;
  saved_at: number;
  /** Reads of the ledger, one after the other. */
  reading: Promise<void>;
  /** While it is folded without what was forgotten. */
  folding: Promise<void> | null;
}

export class ModelHost {
  readonly #options: ModelHostOptions;
  readonly #hosted = new Map<string, Promise<Hosted>>();
  /** What a lost thread knew is folded again by the next caller. */
  readonly #engines = new EngineThread(() => this.#hosted.clear());
  /** Of workspaces that forgot. */
  readonly #others = new Set<EngineThread>();
  #isStopped = false;
  readonly #readings = new Readings();
  readonly #configHash: string;
  #stopListening: (() => Promise<void>) | null = null;

  constructor(options: ModelHostOptions) {
    this.#options = options;
    const config = [options.encoder.id, options.encoder.dimensions, options.format].join('\n');
    this.#configHash = createHash('sha256').update(config).digest('hex');
  }

  /** Follows what other nodes append. */
  async start(): Promise<void> {
    this.#stopListening = await this.#options.database.listen(LEDGER_CHANNEL, (workspaceId) => {
      if (this.#hosted.has(workspaceId))
        void this.catchUp(workspaceId).catch((error) => this.#complain(error));
    });
  }

  /** What the engine would do. Pure: nothing is written. Waits for the first load. */
  async decide(workspaceId: string, asked: Asked): Promise<Decision> {
    return this.#call(workspaceId, 'decide', asked);
  }

  /** Resolves when everything that was committed before this call has been learned. Answers the position. */
  async catchUp(workspaceId: string): Promise<number> {
    const hosted = await this.#open(workspaceId);
    const before = hosted.reading.catch(() => undefined);
    hosted.reading = before.then(() => this.#read(workspaceId, hosted));
    await hosted.reading;
    return hosted.model.read_up_to;
  }

  /** Position of the workspace's model; 0 where it has learned nothing. */
  async version(workspaceId: string): Promise<number> {
    return (await this.#open(workspaceId)).model.read_up_to;
  }

  async labelsSinceFit(workspaceId: string): Promise<number> {
    return (await this.#open(workspaceId)).model.labels_since_fit;
  }

  /** What the lead had set when the last event was learned. */
  async settings(workspaceId: string): Promise<PolicySettings> {
    return (await this.#open(workspaceId)).model.state.settings;
  }

  async certificates(workspaceId: string): Promise<readonly CellCertificate[]> {
    return (await this.#open(workspaceId)).model.state.certificates;
  }

  /** Oldest first. May be a moment old, like the proposals and the estimate below: see `readings.ts`. */
  async topics(workspaceId: string): Promise<readonly NamedTopic[]> {
    return this.#reading(workspaceId, 'topics', () => this.#call(workspaceId, 'topics', {}));
  }

  /** Terms that the glossary does not know yet. */
  async jargon(workspaceId: string): Promise<readonly ProposedEntry[]> {
    return this.#reading(workspaceId, 'jargon', () => this.#call(workspaceId, 'jargon', {}));
  }

  /** How many of the answers given alone are wrong, as far as is known at `now_ms`. */
  async estimate(workspaceId: string, now_ms: number): Promise<EstimatedRisk> {
    return this.#reading(workspaceId, 'estimate', () => this.#call(workspaceId, 'estimate', { now_ms }));
  }

  /** `keys`: ids of a topic and of its resolutions. */
  async paths(workspaceId: string, keys: readonly string[]): Promise<WalkedPaths> {
    return this.#call(workspaceId, 'paths', { keys });
  }

  /** What is asked of the model as it stands, for lessons; what each call answers is said in `engine-worker.ts`. */
  async ask<C extends ReadingCall>(workspaceId: string, call: C, args: Args<C>): Promise<Answer<C>> {
    return this.#call(workspaceId, call, args);
  }

  /** What a frozen twin would do: see `frozen-twins.ts`. */
  readonly askTwin = (...asked: TwinAsked) => askTwin(this.#options, ...asked);

  /** What the night would merge and split, as the model stands now. */
  async topicChanges(workspaceId: string): Promise<readonly TopicChange[]> {
    return this.#call(workspaceId, 'topicChanges', {});
  }

  /** Resolves when nothing that was read is only hidden any more: the model is a fold of its ledger. */
  async settled(workspaceId: string): Promise<void> {
    const hosted = await this.#open(workspaceId);
    while (hosted.folding !== null) await hosted.folding;
  }

  /** Writes the snapshots that are due, so that the next start is quick. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    await this.#stopListening?.();
    try {
      await this.#saveAll();
    } finally {
      for (const engines of [this.#engines, ...this.#others]) await engines.close();
    }
  }

  async #saveAll(): Promise<void> {
    for (const [workspaceId, opening] of this.#hosted) {
      const hosted = await opening.catch(() => null);
      if (hosted === null) continue;
      await hosted.reading.catch(() => undefined);
      const { read_up_to, state } = hosted.model;
      if (state.is_exact && read_up_to > hosted.saved_at) await this.#save(workspaceId, hosted);
    }
  }

  async #call<C extends EngineCall>(workspaceId: string, call: C, args: Args<C>): Promise<Answer<C>> {
    const { model } = await this.#open(workspaceId);
    return model.engines.call(workspaceId, call, args);
  }

  #open(workspaceId: string): Promise<Hosted> {
    const known = this.#hosted.get(workspaceId);
    if (known !== undefined) return known;
    const opening = this.#load(workspaceId);
    this.#hosted.set(workspaceId, opening);
    // A load that failed (database away) is tried again by the next caller.
    opening.catch(() => this.#hosted.delete(workspaceId));
    return opening;
  }

  async #reading<T>(workspaceId: string, what: string, read: () => Promise<T>): Promise<T> {
    const { read_up_to } = (await this.#open(workspaceId)).model;
    return this.#readings.get(`${what} ${workspaceId}`, read_up_to, read);
  }

  async #load(workspaceId: string): Promise<Hosted> {
    const snapshot = await loadSnapshot(this.#options.database, this.#owner(workspaceId));
    const model = await this.#follow(workspaceId, this.#engines, snapshot);
    const saved_at = model.read_up_to;
    const hosted: Hosted = { model, saved_at, reading: Promise.resolve(), folding: null };
    await this.#read(workspaceId, hosted);
    return hosted;
  }

  /** From the snapshot, as far as it can be read. */
  async #follow(
    workspace_id: string,
    engines: EngineThread,
    snapshot: Snapshot | undefined,
  ): Promise<FollowedModel> {
    const { database, log } = this.#options;
    const followed = { database, workspace_id, engines, config: this.#config };
    try {
      return await FollowedModel.open(followed, snapshot);
    } catch (error) {
      if (snapshot === undefined || this.#isStopped) throw error;
      log.warn({ err: error }, 'snapshot passed over; folding the ledger from its start');
      return FollowedModel.open(followed, undefined);
    }
  }

  async #read(workspaceId: string, hosted: Hosted): Promise<void> {
    for (let goesOn = true; goesOn; ) {
      goesOn = await hosted.model.readPage();
      const { state, read_up_to } = hosted.model;
      const isDue = read_up_to - hosted.saved_at >= Math.max(SNAPSHOT_EVERY, hosted.saved_at);
      if (state.is_exact && isDue) await this.#save(workspaceId, hosted);
    }
    if (hosted.model.state.is_exact || hosted.folding !== null || this.#isStopped) return;
    hosted.folding = this.#foldAnew(workspaceId, hosted)
      .catch((error: unknown) => this.#complain(error))
      .finally(() => (hosted.folding = null));
  }

  /** Beside the model that answers meanwhile, and then in its place. Tried again with the next event where it fails. */
  async #foldAnew(workspaceId: string, hosted: Hosted): Promise<void> {
    const engines = new EngineThread(() => {
      this.#others.delete(engines);
      if (hosted.model.engines === engines) this.#hosted.delete(workspaceId);
    });
    this.#others.add(engines);
    try {
      while (hosted.model.engines !== engines && !this.#isStopped) {
        const snapshot = await cleanSnapshot(this.#options.database, this.#owner(workspaceId));
        const model = await this.#follow(workspaceId, engines, snapshot);
        while (await model.readPage()) if (this.#isStopped) return;
        await this.#takeOver(workspaceId, hosted, model);
      }
    } finally {
      if (hosted.model.engines !== engines) {
        this.#others.delete(engines);
        await engines.close();
      }
    }
  }

  /** Between two reads; not where something that it has learned was forgotten meanwhile. */
  async #takeOver(workspaceId: string, hosted: Hosted, model: FollowedModel): Promise<void> {
    const before = hosted.reading.catch(() => undefined);
    hosted.reading = before.then(async () => {
      while (await model.readPage());
      if (!model.state.is_exact) return;
      const { engines } = hosted.model;
      hosted.model = model;
      await this.#save(workspaceId, hosted);
      // Behind what it was asked before.
      await engines.call(workspaceId, 'drop', {});
      if (!this.#others.delete(engines)) return;
      await engines.close();
    });
    await hosted.reading;
  }

  async #save(workspaceId: string, hosted: Hosted): Promise<void> {
    const seq = hosted.model.read_up_to;
    const bytes = await hosted.model.engines.call(workspaceId, 'snapshot', {});
    await saveSnapshot(this.#options.database, this.#owner(workspaceId), { seq, bytes });
    hosted.saved_at = seq;
  }

  #owner(workspace_id: string) {
    return { workspace_id, config_hash: this.#configHash };
  }

  get #config() {
    const { id: encoder_id, dimensions } = this.#options.encoder;
    return { encoder_id, dimensions };
  }

  #complain(error: unknown): void {
    this.#options.log.warn({ err: error }, 'the ledger could not be read; trying again with the next event');
  }
}
