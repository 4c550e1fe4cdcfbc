/**
 * A few worker threads that each serve one task at a time, in order of arrival. One starts when a task finds no
 * other free.
 *
 * A worker posts `{ ready: true }` once, then answers each task by `{ result }` or `{ error }`. One that dies is
 * replaced and its task given to another once; a task that kills two workers is rejected. A worker that dies before
 * it is ready is not replaced until somebody asks again (its cause, such as missing files, would only repeat).
 */
import type { TransferListItem, Worker } from 'node:worker_threads';
import { EncoderError } from './encoder-error.ts';

export interface WorkerPoolOptions {
  readonly workers: number;
  /** Tasks that may wait; one more is rejected with `encoder-busy`. */
  readonly maximumQueued: number;
  readonly createWorker: () => Worker;
}

interface Task<Input, Output> {
  readonly input: Input;
  readonly transfer: readonly TransferListItem[];
  readonly resolve: (output: Output) => void;
  readonly reject: (error: Error) => void;
  deaths: number;
}

interface Slot<Input, Output> {
  readonly worker: Worker;
  ready: boolean;
  task: Task<Input, Output> | null;
}

type Reply<Output> = { readonly ready: true } | { readonly result: Output } | { readonly error: string };

const DEATHS_FORGIVEN = 1;

export class WorkerPool<Input, Output> {
  readonly #options: WorkerPoolOptions;
  readonly #slots = new Set<Slot<Input, Output>>();
  readonly #queue: Task<Input, Output>[] = [];
  #closed = false;

  constructor(options: WorkerPoolOptions) {
    this.#options = options;
  }

  /** Answer of a worker to `input`. Rejects with `EncoderError`. */
  run(input: Input, transfer: readonly TransferListItem[] = []): Promise<Output> {
    if (this.#closed) return Promise.reject(new EncoderError('encoder-closed', 'the encoder was closed'));
    const { maximumQueued } = this.#options;
    if (this.#queue.length >= maximumQueued) {
      const text = `expected at most ${maximumQueued} waiting tasks, found ${this.#queue.length}`;
      return Promise.reject(new EncoderError('encoder-busy', text));
    }
    return new Promise((resolve, reject) => {
      this.#queue.push({ input, transfer, resolve, reject, deaths: 0 });
      this.#pump();
    });
  }

  /** Rejects what waits, ends the threads and waits for their end. */
  async close(): Promise<void> {
    this.#closed = true;
    const slots = [...this.#slots];
    this.#rejectAll(new EncoderError('encoder-closed', 'the encoder was closed'));
    await Promise.all(slots.map(({ worker }) => worker.terminate()));
  }

  #pump(): void {
    if (this.#closed) return;
    const free = [...this.#slots].filter(({ task }) => task === null).length;
    const missing = Math.min(this.#queue.length - free, this.#options.workers - this.#slots.size);
    for (let i = 0; i < missing; i++) this.#start();
    for (const slot of this.#slots) {
      if (!slot.ready || slot.task) continue;
      const task = this.#queue.shift();
      if (!task) return;
      slot.task = task;
      slot.worker.postMessage(task.input, task.transfer);
    }
  }

  #start(): void {
    const slot: Slot<Input, Output> = { worker: this.#options.createWorker(), ready: false, task: null };
    let cause: unknown = null;
    slot.worker.on('message', (reply: Reply<Output>) => this.#receive(slot, reply));
    slot.worker.on('error', (error) => (cause = error));
    slot.worker.on('exit', () => this.#bury(slot, cause));
    this.#slots.add(slot);
  }

  #receive(slot: Slot<Input, Output>, reply: Reply<Output>): void {
    const { task } = slot;
    if ('ready' in reply) {
      slot.ready = true;
    } else {
      slot.task = null;
      if ('result' in reply) task?.resolve(reply.result);
      else task?.reject(new EncoderError('encoder-crashed', reply.error));
    }
    this.#pump();
  }

  #bury(slot: Slot<Input, Output>, cause: unknown): void {
    this.#slots.delete(slot);
    if (this.#closed) return;
    const { task } = slot;
    if (!slot.ready) {
      if (this.#slots.size === 0) this.#rejectAll(asEncoderError(cause));
      return;
    }
    if (task && task.deaths < DEATHS_FORGIVEN) this.#queue.unshift({ ...task, deaths: task.deaths + 1 });
    else task?.reject(new EncoderError('encoder-crashed', 'the task ended two workers', { cause }));
    this.#pump();
  }

  #rejectAll(error: Error): void {
    const waiting = this.#queue.splice(0);
    for (const { task } of this.#slots) if (task) waiting.push(task);
    for (const task of waiting) task.reject(error);
  }
}

/** An error that crossed from a worker has lost its class, yet kept its code. */
function asEncoderError(cause: unknown): EncoderError {
  const message = cause instanceof Error ? cause.message : 'a worker ended before it was ready';
  const missing = cause instanceof Error && 'code' in cause && cause.code === 'encoder-weights';
  return new EncoderError(missing ? 'encoder-weights' : 'encoder-crashed', message, { cause });
}
