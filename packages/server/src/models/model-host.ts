/**
 * One model in memory for each workspace: a fold of the ledger that this node follows. The engines themselves live
 * in a thread of their own; here is who reads the ledger for them, and where their snapshots are kept.
 *
 * Nothing enters an engine but by reading the ledger back, also what this node itself appended: so every node
 * does the same in the same order. Snapshots are caches; one that cannot be read is passed over.
 * Limits: engines stay in memory until the server stops.
 */
import { createHash } from 'node:crypto';
import type {
  CellCertificate,
  Decision,
  EncodedQuestion,
  ModelEvent,
  NamedTopic,
  PolicySettings,
  ProposedEntry,
  TopicChange,
} from '@understudy/engine';
import { fromLedger } from '../ledger-codec.ts';
import type { Logger } from '../log.ts';
import { type Database, LEDGER_CHANNEL, loadSnapshot, readEvents, saveSnapshot } from '../store/index.ts';
import { EngineThread } from './engine-thread.ts';
import type { ModelState } from './engine-worker.ts';
import type { EstimatedRisk, WalkedPaths } from './read-insights.ts';
import { Readings } from './readings.ts';

const EVENTS_A_PAGE = 250;
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
  state: ModelState;
  /** Position up to which the ledger was read; erased events move it too. */
  read_up_to: number;
  /** Labels that the last fit did not see; counts from the snapshot on. */
  labels_since_fit: number;
  saved_at: number;
  /** Reads of the ledger, one after the other. */
  reading: Promise<void>;
}

export class ModelHost {
  readonly #options: ModelHostOptions;
  readonly #hosted = new Map<string, Promise<Hosted>>();
  /** What a lost thread knew is folded again by the next caller. */
  readonly #engines = new EngineThread(() => this.#hosted.clear());
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
  async decide(workspaceId: string, question: EncodedQuestion, seed: number): Promise<Decision> {
    await this.#open(workspaceId);
    return this.#engines.call(workspaceId, 'decide', { question, seed });
  }

  /** Resolves when everything that was committed before this call has been learned. Answers the position. */
  async catchUp(workspaceId: string): Promise<number> {
    const hosted = await this.#open(workspaceId);
    const before = hosted.reading.catch(() => undefined);
    hosted.reading = before.then(() => this.#read(workspaceId, hosted));
    await hosted.reading;
    return hosted.read_up_to;
  }

  /** Position of the workspace's model; 0 where it has learned nothing. */
  async version(workspaceId: string): Promise<number> {
    return (await this.#open(workspaceId)).read_up_to;
  }

  async labelsSinceFit(workspaceId: string): Promise<number> {
    return (await this.#open(workspaceId)).labels_since_fit;
  }

  /** What the lead had set when the last event was learned. */
  async settings(workspaceId: string): Promise<PolicySettings> {
    return (await this.#open(workspaceId)).state.settings;
  }

  async certificates(workspaceId: string): Promise<readonly CellCertificate[]> {
    return (await this.#open(workspaceId)).state.certificates;
  }

  /** Oldest first. May be a moment old, like the proposals and the estimate below: see `readings.ts`. */
  async topics(workspaceId: string): Promise<readonly NamedTopic[]> {
    return this.#reading(workspaceId, 'topics', () => this.#engines.call(workspaceId, 'topics', {}));
  }

  /** Terms that the glossary does not know yet. */
  async jargon(workspaceId: string): Promise<readonly ProposedEntry[]> {
    return this.#reading(workspaceId, 'jargon', () => this.#engines.call(workspaceId, 'jargon', {}));
  }

  /** How many of the answers given alone are wrong, as far as is known at `now_ms`. */
  async estimate(workspaceId: string, now_ms: number): Promise<EstimatedRisk> {
    return this.#reading(workspaceId, 'estimate', () =>
      this.#engines.call(workspaceId, 'estimate', { now_ms }),
    );
  }

  /** `keys`: ids of a topic and of its resolutions. */
  async paths(workspaceId: string, keys: readonly string[]): Promise<WalkedPaths> {
    await this.#open(workspaceId);
    return this.#engines.call(workspaceId, 'paths', { keys });
  }

  /** What the night would merge and split, as the model stands now. */
  async topicChanges(workspaceId: string): Promise<readonly TopicChange[]> {
    await this.#open(workspaceId);
    return this.#engines.call(workspaceId, 'topicChanges', {});
  }

  /** Writes the snapshots that are due, so that the next start is quick. */
  async stop(): Promise<void> {
    await this.#stopListening?.();
    try {
      await this.#saveAll();
    } finally {
      await this.#engines.close();
    }
  }

  async #saveAll(): Promise<void> {
    for (const [workspaceId, opening] of this.#hosted) {
      const hosted = await opening.catch(() => null);
      if (hosted === null) continue;
      await hosted.reading.catch(() => undefined);
      if (hosted.read_up_to > hosted.saved_at) await this.#save(workspaceId, hosted);
    }
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
    const { read_up_to } = await this.#open(workspaceId);
    return this.#readings.get(`${what} ${workspaceId}`, read_up_to, read);
  }

  async #load(workspaceId: string): Promise<Hosted> {
    const snapshot = await loadSnapshot(this.#options.database, this.#owner(workspaceId));
    const restored = snapshot === undefined ? null : await this.#restore(workspaceId, snapshot.bytes);
    const seq = restored === null ? 0 : (snapshot?.seq ?? 0);
    const hosted: Hosted = {
      state: restored ?? (await this.#engines.call(workspaceId, 'open', { ...this.#config, snapshot: null })),
      read_up_to: seq,
      labels_since_fit: 0,
      saved_at: seq,
      reading: Promise.resolve(),
    };
    await this.#read(workspaceId, hosted);
    return hosted;
  }

  async #restore(workspaceId: string, snapshot: Uint8Array): Promise<ModelState | null> {
    try {
      return await this.#engines.call(workspaceId, 'open', { ...this.#config, snapshot });
    } catch (error) {
      this.#options.log.warn({ err: error }, 'snapshot passed over; folding the ledger from its start');
      return null;
    }
  }

  async #read(workspaceId: string, hosted: Hosted): Promise<void> {
    const { database, encoder } = this.#options;
    for (;;) {
      const page = { after_seq: hosted.read_up_to, limit: EVENTS_A_PAGE, encoder_id: encoder.id };
      const rows = await database.asWorkspace(workspaceId, (tx) => readEvents(tx, page));
      const last = rows.at(-1);
      if (last !== undefined) {
        const events = rows.flatMap((row) => fromLedger(row) ?? []);
        hosted.state = await this.#engines.call(workspaceId, 'learn', { events });
        hosted.read_up_to = last.seq;
        hosted.labels_since_fit = labelsSinceFit(hosted.labels_since_fit, events);
      }
      if (hosted.read_up_to - hosted.saved_at >= Math.max(SNAPSHOT_EVERY, hosted.saved_at))
        await this.#save(workspaceId, hosted);
      if (rows.length < EVENTS_A_PAGE) return;
    }
  }

  async #save(workspaceId: string, hosted: Hosted): Promise<void> {
    const seq = hosted.read_up_to;
    const bytes = await this.#engines.call(workspaceId, 'snapshot', {});
    await saveSnapshot(this.#options.database, this.#owner(workspaceId), { seq, bytes });
    hosted.saved_at = seq;
  }

  #owner(workspace_id: string) {
    return { workspace_id, config_hash: this.#configHash };
  }

  get #config() {
    const { id: encoder_id, dimensions } = this.#options.encoder;
    return { config: { encoder_id, dimensions } };
  }

  #complain(error: unknown): void {
    this.#options.log.warn({ err: error }, 'the ledger could not be read; trying again with the next event');
  }
}

function labelsSinceFit(before: number, events: readonly ModelEvent[]): number {
  return events.reduce((count, { kind }) => {
    if (kind === 'model-refitted') return 0;
    return kind === 'decision-labelled' ? count + 1 : count;
  }, before);
}
