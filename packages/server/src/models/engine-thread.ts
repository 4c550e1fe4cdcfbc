/**
 * The engines' thread, as the thread of requests sees it: calls that are answered later.
 *
 * Starts with the first call. Where it dies (out of memory, say), what waits is rejected with `EngineThreadError`,
 * `onLost` is told, and the next call starts a new one, which knows no engine.
 */
import { Worker } from 'node:worker_threads';
import type { Answer, Args, EngineCall, EngineReply } from './engine-worker.ts';

export class EngineThreadError extends Error {
  override readonly name = 'EngineThreadError';
}

interface Waiting {
  readonly resolve: (answer: never) => void;
  readonly reject: (error: Error) => void;
}

export class EngineThread {
  readonly #onLost: () => void;
  readonly #waiting = new Map<number, Waiting>();
  #worker: Worker | null = null;
  #calls = 0;
  #isClosed = false;

  constructor(onLost: () => void) {
    this.#onLost = onLost;
  }

  /** @throws EngineThreadError with what the engine said, or that the thread ended */
  call<C extends EngineCall>(workspace_id: string, call: C, args: Args<C>): Promise<Answer<C>> {
    if (this.#isClosed) return Promise.reject(new EngineThreadError('the models were closed'));
    const worker = (this.#worker ??= this.#start());
    const id = this.#calls++;
    return new Promise<Answer<C>>((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      worker.postMessage({ id, workspace_id, call, ...args });
    });
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#worker?.terminate();
  }

  #start(): Worker {
    const worker = new Worker(new URL('./engine-worker.ts', import.meta.url));
    let cause: unknown = null;
    worker.on('message', (reply: EngineReply) => this.#receive(reply));
    worker.on('error', (error) => (cause = error));
    worker.on('exit', (code) => {
      this.#worker = null;
      for (const { reject } of this.#waiting.values())
        reject(new EngineThreadError(`the models' thread ended with code ${code}`, { cause }));
      this.#waiting.clear();
      if (!this.#isClosed) this.#onLost();
    });
    return worker;
  }

  #receive(reply: EngineReply): void {
    const waiting = this.#waiting.get(reply.id);
    this.#waiting.delete(reply.id);
    if ('answer' in reply) waiting?.resolve(reply.answer as never);
    else waiting?.reject(new EngineThreadError(reply.error));
  }
}
