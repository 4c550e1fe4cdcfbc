/**
 * Server-sent events: what was published for an audience, live and from where a page left off.
 *
 * Every listener reads the table `stream_events` from its own position; a notification of the database (also from
 * another node) only says that there is more. So nothing is missed, repeated, or out of order.
 * Limits: 500 events a read, a listener whose socket is full is cut off and resumes with its last id.
 */
import type { ServerResponse } from 'node:http';
import type { ConsoleEvent } from '@understudy/contract';
import type { Logger } from '../log.ts';
import { type Database, readStream, STREAM_CHANNEL, streamRange } from '../store/index.ts';

const HEARTBEAT_MS = 15_000;
const MAX_BUFFERED_BYTES = 1024 * 1024;
const MAX_LISTENERS = 10_000;
const EVENTS_A_READ = 500;

export interface Subscription {
  readonly workspace_id: string;
  readonly audience: string;
  /** Who listens; null for a customer and for a key. */
  readonly member_id: string | null;
  /** Last event that the page has; null for a page that starts now. */
  readonly after_seq: number | null;
  readonly raw: ServerResponse;
}

interface Listener extends Subscription {
  seq: number;
  isReading: boolean;
  hasMore: boolean;
}

export class StreamHub {
  readonly #database: Database;
  readonly #log: Logger;
  readonly #listeners = new Set<Listener>();
  #stopListening: (() => Promise<void>) | null = null;
  #heartbeat: NodeJS.Timeout | null = null;

  constructor(database: Database, log: Logger) {
    this.#database = database;
    this.#log = log;
  }

  async start(): Promise<void> {
    this.#stopListening = await this.#database.listen(STREAM_CHANNEL, (workspaceId) =>
      this.#wake(workspaceId),
    );
    // What was notified while the database was away was not heard: look for everybody.
    this.#database.onStateChange((state) => state === 'back' && this.#wake(null));
    this.#heartbeat = setInterval(() => this.#beat(), HEARTBEAT_MS);
    this.#heartbeat.unref();
  }

  async stop(): Promise<void> {
    if (this.#heartbeat !== null) clearInterval(this.#heartbeat);
    await this.#stopListening?.();
    for (const listener of this.#listeners) listener.raw.end();
    this.#listeners.clear();
  }

  get isFull(): boolean {
    return this.#listeners.size >= MAX_LISTENERS;
  }

  /** Takes over a response whose head was written. */
  async subscribe(subscription: Subscription): Promise<void> {
    const { newest, oldest } = await this.#database.asWorkspace(subscription.workspace_id, (tx) =>
      streamRange(tx),
    );
    const asked = subscription.after_seq ?? newest;
    // From a position that does not stand any more (or never stood) the page starts now, and loads afresh.
    const seq = asked > newest || asked < oldest - 1 ? newest : asked;
    const listener: Listener = { ...subscription, seq, isReading: false, hasMore: false };
    listener.raw.write(`retry: 2000\nid: ${seq}\n\n`);
    this.#listeners.add(listener);
    listener.raw.on('close', () => this.#listeners.delete(listener));
    this.#read(listener);
  }

  #wake(workspaceId: string | null): void {
    for (const listener of this.#listeners) {
      if (workspaceId === null || listener.workspace_id === workspaceId) this.#read(listener);
    }
  }

  /** One read at a time for each listener; what is announced meanwhile makes it read once more. */
  #read(listener: Listener): void {
    listener.hasMore = true;
    if (listener.isReading) return;
    listener.isReading = true;
    this.#drain(listener)
      .catch((error: unknown) => this.#log.warn({ err: error }, 'a stream could not be read'))
      .finally(() => {
        listener.isReading = false;
        // Announced between the last look and here.
        if (listener.hasMore && this.#listeners.has(listener)) this.#read(listener);
      });
  }

  async #drain(listener: Listener): Promise<void> {
    while (listener.hasMore && this.#listeners.has(listener)) {
      listener.hasMore = false;
      const { audience, seq: after_seq } = listener;
      const query = { audience, after_seq, limit: EVENTS_A_READ };
      const events = await this.#database.asWorkspace(listener.workspace_id, (tx) => readStream(tx, query));
      for (const event of events) {
        if (isEndOf(listener, event.payload)) return this.#end(listener, event.seq);
        listener.raw.write(`id: ${event.seq}\ndata: ${JSON.stringify(event.payload)}\n\n`);
        listener.seq = event.seq;
      }
      if (listener.raw.writableLength > MAX_BUFFERED_BYTES) return this.#cut(listener);
      if (events.length === EVENTS_A_READ) listener.hasMore = true;
    }
  }

  /** Behind this event: who is let back later does not hear it again. */
  #end(listener: Listener, seq: number): void {
    this.#listeners.delete(listener);
    listener.raw.end(`id: ${seq}\n\n`);
  }

  /** A page that does not read costs no memory; it comes back and resumes. */
  #cut(listener: Listener): void {
    this.#listeners.delete(listener);
    listener.raw.destroy();
  }

  #beat(): void {
    for (const listener of this.#listeners) {
      if (listener.raw.writableLength > MAX_BUFFERED_BYTES) this.#cut(listener);
      else listener.raw.write(': beat\n\n');
    }
  }
}

/** Whoever was suspended hears nothing from then on. */
function isEndOf({ member_id }: Listener, payload: unknown): boolean {
  const event = payload as Partial<ConsoleEvent>;
  return event.type === 'suspended' && member_id !== null && event.member_id === member_id;
}
