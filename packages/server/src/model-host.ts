/**
 * One engine in memory for each workspace: a fold of the ledger that this node follows.
 *
 * Nothing enters an engine but by reading the ledger back, also what this node itself appended: so every node
 * does the same in the same order. Snapshots are caches; one that cannot be read is passed over.
 * Limits: engines stay in memory until the server stops; a fold gives way to other work between events.
 */
import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import type {
  CellCertificate,
  Decision,
  EncodedQuestion,
  ModelEvent,
  PolicySettings,
} from '@understudy/engine';
import { fromLedger } from './ledger-codec.ts';
import type { Logger } from './log.ts';
import { type Database, LEDGER_CHANNEL, loadSnapshot, readEvents, saveSnapshot } from './store/index.ts';

const SNAPSHOT_EVERY = 1_000;
const EVENTS_A_PAGE = 250;
/** Requests wait no longer than this for a fold, unless one event takes longer: a fit, up to a second. */
const BUSY_MS = 20;

/** What the host needs of an engine; the one of `@understudy/engine` has it. */
export interface HostedEngine {
  /** Position of the last event that it learned. */
  readonly version: number;
  readonly certificates: readonly CellCertificate[];
  readonly settings: PolicySettings;
  decide(question: EncodedQuestion, options: { readonly seed: number }): Decision;
  learn(event: ModelEvent): void;
  snapshot(): Uint8Array;
}
export interface EngineKind<E extends HostedEngine = HostedEngine> {
  create(config: { readonly encoder_id: string; readonly dimensions: number }): E;
  restore(bytes: Uint8Array): E;
}

export interface ModelHostOptions {
  readonly database: Database;
  readonly engine: EngineKind;
  readonly encoder: { readonly id: string; readonly dimensions: number };
  /** Changes whenever old snapshots cannot be read any more. */
  readonly format: string;
  readonly log: Logger;
}

interface Hosted {
  readonly engine: HostedEngine;
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
    return (await this.#open(workspaceId)).engine.decide(question, { seed });
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
    return (await this.#open(workspaceId)).engine.settings;
  }

  async certificates(workspaceId: string): Promise<readonly CellCertificate[]> {
    return (await this.#open(workspaceId)).engine.certificates;
  }

  /** Writes the snapshots that are due, so that the next start is quick. */
  async stop(): Promise<void> {
    await this.#stopListening?.();
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

  async #load(workspaceId: string): Promise<Hosted> {
    const { database, engine: kind, encoder } = this.#options;
    const snapshot = await database.asWorkspace(workspaceId, (tx) => loadSnapshot(tx, this.#configHash));
    const restored = snapshot === undefined ? null : this.#restore(snapshot.bytes);
    const engine = restored ?? kind.create({ encoder_id: encoder.id, dimensions: encoder.dimensions });
    const seq = restored === null ? 0 : (snapshot?.seq ?? 0);
    const hosted: Hosted = {
      engine,
      read_up_to: seq,
      labels_since_fit: 0,
      saved_at: seq,
      reading: Promise.resolve(),
    };
    await this.#read(workspaceId, hosted);
    return hosted;
  }

  #restore(bytes: Uint8Array): HostedEngine | null {
    try {
      return this.#options.engine.restore(bytes);
    } catch (error) {
      this.#options.log.warn({ err: error }, 'snapshot passed over; folding the ledger from its start');
      return null;
    }
  }

  async #read(workspaceId: string, hosted: Hosted): Promise<void> {
    const { database, encoder } = this.#options;
    let since = performance.now();
    for (;;) {
      const page = { after_seq: hosted.read_up_to, limit: EVENTS_A_PAGE, encoder_id: encoder.id };
      const events = await database.asWorkspace(workspaceId, (tx) => readEvents(tx, page));
      for (const row of events) {
        const event = fromLedger(row);
        if (event !== null) learn(hosted, event);
        hosted.read_up_to = row.seq;
        if (performance.now() - since < BUSY_MS) continue;
        await setImmediate();
        since = performance.now();
      }
      if (hosted.read_up_to - hosted.saved_at >= SNAPSHOT_EVERY) await this.#save(workspaceId, hosted);
      if (events.length < EVENTS_A_PAGE) return;
      await setImmediate();
    }
  }

  async #save(workspaceId: string, hosted: Hosted): Promise<void> {
    const snapshot = {
      seq: hosted.read_up_to,
      config_hash: this.#configHash,
      bytes: hosted.engine.snapshot(),
    };
    await this.#options.database.asWorkspace(workspaceId, (tx) => saveSnapshot(tx, snapshot));
    hosted.saved_at = snapshot.seq;
  }

  #complain(error: unknown): void {
    this.#options.log.warn({ err: error }, 'the ledger could not be read; trying again with the next event');
  }
}

function learn(hosted: Hosted, event: ModelEvent): void {
  hosted.engine.learn(event);
  if (event.kind === 'decision-labelled') hosted.labels_since_fit += 1;
  if (event.kind === 'model-refitted') hosted.labels_since_fit = 0;
}
