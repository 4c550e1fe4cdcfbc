/** The thread that holds the weights: texts in, their vectors out, end to end in one array. */
import { parentPort } from 'node:worker_threads';
import { USE_LITE_DIMENSIONS, UseLiteEncoder } from '@understudy/engine';
import { loadWeights } from './load-weights.ts';

const encoder = new UseLiteEncoder(loadWeights());

function encodeAll(texts: readonly string[]): Float32Array<ArrayBuffer> {
  const vectors = new Float32Array(texts.length * USE_LITE_DIMENSIONS);
  for (const [i, text] of texts.entries()) vectors.set(encoder.encode(text), i * USE_LITE_DIMENSIONS);
  return vectors;
}

parentPort?.on('message', (texts: readonly string[]) => {
  const result = encodeAll(texts);
  parentPort?.postMessage({ result }, [result.buffer]);
});
parentPort?.postMessage({ ready: true });
