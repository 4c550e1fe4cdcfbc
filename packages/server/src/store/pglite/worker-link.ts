/** One worker thread, from its start to its end: requests go in, each gets exactly one answer. */
import { Worker } from 'node:worker_threads';
import { DatabaseError } from '../errors.ts';
import type { Reply, Request, Result, WorkerOptions } from './protocol.ts';

/** PostgreSQL's own memory is not in it. A lower limit makes V8 give back earlier what statements leave behind. */
const HEAP_LIMIT_MB = 1_024;

interface Pending {
  readonly resolve: (results: readonly Result[]) => void;
  readonly reject: (error: Error) => void;
  readonly timer: NodeJS.Timeout;
}
export interface Call {
  readonly op: Request['op'];
  readonly sql: string;
  readonly params?: readonly unknown[];
  readonly limit_ms: number;
}

export class WorkerLink {
  readonly #worker: Worker;
  readonly #pending = new Map<number, Pending>();
  /** Resolves when the thread is gone, whatever the reason. */
  readonly ended: Promise<void>;
  #next = 0;
  #cause: Error | null = null;
  #isOver = false;

  private constructor(worker: Worker, hear: (channel: string, payload: string) => void) {
    this.#worker = worker;
    worker.on('message', (reply: Reply) => {
      if (reply.kind === 'notification') hear(reply.channel, reply.payload);
      else if (reply.kind !== 'up') this.#settle(reply);
    });
    worker.on('error', (error: Error) => {
      this.#cause = error;
    });
    this.ended = new Promise((resolve) => {
      worker.once('exit', () => {
        this.#isOver = true;
        this.#rejectAll();
        resolve();
      });
    });
  }

  /** Resolves when the database is open; rejects with what kept it from opening. */
  static async start(
    options: WorkerOptions,
    hear: (channel: string, payload: string) => void,
  ): Promise<WorkerLink> {
    const worker = new Worker(new URL('./worker.ts', import.meta.url), {
      workerData: options,
      resourceLimits: { maxOldGenerationSizeMb: HEAP_LIMIT_MB },
    });
    const link = new WorkerLink(worker, hear);
    await new Promise<void>((resolve, reject) => {
      worker.once('message', () => resolve());
      worker.once('error', reject);
      worker.once('exit', () => reject(new Error('the database thread ended while it was starting')));
    });
    return link;
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  call({ op, sql, params = [], limit_ms }: Call): Promise<readonly Result[]> {
    if (this.#isOver) return Promise.reject(this.#lost());
    return new Promise((resolve, reject) => {
      const id = this.#next++;
      // The thread itself cannot be interrupted while WASM runs: the only way to stop a statement is to end it
      const timer = setTimeout(() => {
        this.#pending.delete(id);
        void this.terminate();
        reject(
          new DatabaseError(
            'statement-too-slow',
            `a statement ran longer than ${limit_ms} ms; it was stopped`,
          ),
        );
      }, limit_ms);
      this.#pending.set(id, { resolve, reject, timer });
      this.#worker.postMessage({ id, op, sql, params } satisfies Request);
    });
  }

  async terminate(): Promise<void> {
    this.#isOver = true;
    await this.#worker.terminate();
  }

  #settle(reply: Exclude<Reply, { kind: 'up' | 'notification' }>): void {
    const pending = this.#pending.get(reply.id);
    if (!pending) return;
    this.#pending.delete(reply.id);
    clearTimeout(pending.timer);
    if (reply.kind === 'result') pending.resolve(reply.results);
    else pending.reject(Object.assign(new Error(reply.error.message), reply.error));
  }

  #rejectAll(): void {
    for (const pending of this.#pending.values()) {
      clearTimeout(pending.timer);
      pending.reject(this.#lost());
    }
    this.#pending.clear();
  }

  #lost(): DatabaseError {
    const cause = this.#cause ? { cause: this.#cause } : undefined;
    return new DatabaseError('database-unavailable', 'the embedded database was restarted; try again', cause);
  }
}
