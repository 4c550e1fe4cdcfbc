/**
 * Vectors of the default encoder, kept between runs under `.cache/`, by encoder and text.
 *
 * A record is 16 bytes of the text's SHA-256 and the vector as float32, appended as it is made; a record that an
 * interrupted run left unfinished is cut off. One file for each data set and encoder, all of it in memory.
 */
import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, mkdirSync, readFileSync, truncateSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createDefaultEncoder, type DefaultEncoder } from '@understudy/server/encoder';

export interface EncodedTexts {
  readonly encoder_id: string;
  readonly dimensions: number;
  /** One vector a text, in order. */
  readonly vectors: readonly Float32Array[];
}

const FOLDER = join(import.meta.dirname, '..', '..', '.cache', 'vectors');
const WORKERS = 2;
const BATCH = 256;
const KEY_BYTES = 16;

const keyOf = (text: string): Buffer => createHash('sha256').update(text).digest().subarray(0, KEY_BYTES);

export async function encodeCached(
  name: string,
  texts: readonly string[],
  onProgress: (done: number, total: number) => void,
): Promise<EncodedTexts> {
  const encoder = await createDefaultEncoder({ workers: WORKERS });
  try {
    const file = join(FOLDER, `${name}-${keyOf(encoder.id).toString('hex').slice(0, 12)}.bin`);
    const known = readRecords(file, encoder.dimensions);
    await encodeMissing({ encoder, file, texts, known, onProgress });
    const vectors = texts.map((text) => known.get(keyOf(text).toString('hex')) as Float32Array);
    return { encoder_id: encoder.id, dimensions: encoder.dimensions, vectors };
  } finally {
    await encoder.close();
  }
}

async function encodeMissing(given: {
  encoder: DefaultEncoder;
  file: string;
  texts: readonly string[];
  known: Map<string, Float32Array>;
  onProgress: (done: number, total: number) => void;
}): Promise<void> {
  const { encoder, file, texts, known, onProgress } = given;
  const missing = [...new Set(texts)].filter((text) => !known.has(keyOf(text).toString('hex')));
  if (missing.length > 0) mkdirSync(dirname(file), { recursive: true });
  for (let from = 0; from < missing.length; from += BATCH) {
    const part = missing.slice(from, from + BATCH);
    const vectors = await encoder.encode(part);
    const records = part.flatMap((text, i) => [keyOf(text), Buffer.from(vectors[i].buffer)]);
    appendFileSync(file, Buffer.concat(records));
    for (const [i, text] of part.entries()) known.set(keyOf(text).toString('hex'), vectors[i]);
    onProgress(Math.min(from + BATCH, missing.length), missing.length);
  }
}

function readRecords(file: string, dimensions: number): Map<string, Float32Array> {
  const known = new Map<string, Float32Array>();
  if (!existsSync(file)) return known;
  const bytes = readFileSync(file);
  const size = KEY_BYTES + dimensions * 4;
  const whole = bytes.length - (bytes.length % size);
  if (whole < bytes.length) truncateSync(file, whole);
  for (let at = 0; at < whole; at += size) {
    // Copied, because a vector must start at a multiple of four.
    const vector = new Float32Array(Uint8Array.from(bytes.subarray(at + KEY_BYTES, at + size)).buffer);
    known.set(bytes.toString('hex', at, at + KEY_BYTES), vector);
  }
  return known;
}
