/**
 * The encoder that needs nothing but this installation: no network, no key, no native code.
 *
 * Runs in worker threads, so that a thread that serves requests never waits for arithmetic. Batches are cut into
 * small tasks and each batch keeps at most one task per worker in the queue: a long import cannot hold up a customer.
 */
import { Worker } from 'node:worker_threads';
import { type Encoder, USE_LITE_DIMENSIONS } from '@understudy/engine';
import { WEIGHTS_SHA256 } from './load-weights.ts';
import { WorkerPool } from './worker-pool.ts';

export interface DefaultEncoderOptions {
  /** Threads, each about 45 MB; 1 unless said otherwise. */
  readonly workers?: number;
  /** Tasks of up to 8 texts that may wait, 256 unless said otherwise; then `encoder-busy`. */
  readonly maximumQueued?: number;
}

export interface DefaultEncoder extends Encoder {
  /** Ends the threads; what still waits is rejected with `encoder-closed`. */
  close(): Promise<void>;
}

const TEXTS_PER_TASK = 8;
/** More than 64 pieces can ever use. */
const LONGEST_TEXT = 4096;

/** Texts that come before the weights are loaded wait for them. */
export interface OpeningEncoder extends DefaultEncoder {
  /** Resolves when the first worker has its weights; rejects with `EncoderError('encoder-weights')`. */
  readonly ready: Promise<void>;
}

/** At once; the weights load in the threads. A loading that failed is tried again by the next call. */
export function openDefaultEncoder(options: DefaultEncoderOptions = {}): OpeningEncoder {
  const { workers = 1, maximumQueued = 256 } = options;
  const createWorker = () => new Worker(new URL('./encoder-worker.ts', import.meta.url));
  const pool = new WorkerPool<readonly string[], Float32Array>({ workers, maximumQueued, createWorker });
  const ready = pool.run([]).then(() => undefined);
  ready.catch(() => undefined); // who cares awaits it
  return {
    id: `use-lite-en@0.2.0+${WEIGHTS_SHA256.slice(0, 12)}/q8/64`,
    dimensions: USE_LITE_DIMENSIONS,
    ready,
    encode: (texts) => encodeBatch(pool, workers, texts),
    close: () => pool.close(),
  };
}

/** The same, with its weights loaded. @throws EncoderError `encoder-weights` */
export async function createDefaultEncoder(options: DefaultEncoderOptions = {}): Promise<DefaultEncoder> {
  const encoder = openDefaultEncoder(options);
  try {
    await encoder.ready;
    return encoder;
  } catch (error) {
    await encoder.close();
    throw error;
  }
}

async function encodeBatch(
  pool: WorkerPool<readonly string[], Float32Array>,
  lanes: number,
  texts: readonly string[],
): Promise<Float32Array[]> {
  const vectors: Float32Array[] = Array.from({ length: texts.length });
  let next = 0;
  const lane = async () => {
    while (next < texts.length) {
      const from = next;
      next += TEXTS_PER_TASK;
      const part = texts.slice(from, from + TEXTS_PER_TASK).map((text) => text.slice(0, LONGEST_TEXT));
      const joined = await pool.run(part);
      for (let i = 0; i < part.length; i++) {
        vectors[from + i] = joined.slice(i * USE_LITE_DIMENSIONS, (i + 1) * USE_LITE_DIMENSIONS);
      }
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return vectors;
}
