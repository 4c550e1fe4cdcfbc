/**
 * Bytes as they come, or freed of gzip where the first two bytes say so.
 *
 * A file that is cut off or corrupt gives what could be read, then `onBroken` is called and the bytes end; so
 * the rows before are kept. Constant memory, back-pressure through the stream's own limits.
 */
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { drainStream } from './drain-stream.ts';
import type { Rejection } from './rejection.ts';

export type Bytes = AsyncIterable<Uint8Array>;

/** The source again, from the start, and its first `count` bytes (fewer where it is shorter). */
export async function peek(source: Bytes, count: number): Promise<{ head: Uint8Array; all: Bytes }> {
  const iterator = source[Symbol.asyncIterator]();
  const chunks: Uint8Array[] = [];
  let size = 0;
  let done = false;
  while (size < count && !done) {
    const next = await iterator.next();
    if (next.done === true) done = true;
    else {
      chunks.push(next.value);
      size += next.value.length;
    }
  }
  return { head: Buffer.concat(chunks).subarray(0, count), all: replay(chunks, iterator) };
}

async function* replay(
  chunks: readonly Uint8Array[],
  rest: AsyncIterator<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  try {
    yield* chunks;
    for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value;
  } finally {
    await rest.return?.();
  }
}

export async function* decompress(
  source: Bytes,
  onBroken: (why: Rejection) => void,
): AsyncGenerator<Uint8Array> {
  const { head, all } = await peek(source, 2);
  if (head[0] !== 0x1f || head[1] !== 0x8b) {
    yield* all;
    return;
  }
  yield* gunzip(all, onBroken);
}

async function* gunzip(source: Bytes, onBroken: (why: Rejection) => void): AsyncGenerator<Uint8Array> {
  const unzip = createGunzip();
  // Pumps beside the reading below, which hears of any failure from `unzip` itself.
  const pump = pipeline(Readable.from(source), unzip).catch(() => undefined);
  try {
    const error = yield* drainStream<Uint8Array>(unzip);
    if (error !== null && !isZlibError(error)) throw error;
    if (error !== null) onBroken(brokenBy(error.code));
  } finally {
    unzip.destroy();
    await pump;
  }
}

function brokenBy(code: string): Rejection {
  return code === 'Z_BUF_ERROR'
    ? { code: 'truncated', reason: 'expected the end of the gzip data, found the end of the file' }
    : { code: 'gzip-corrupt', reason: `expected gzip data, found damage (${code})` };
}

function isZlibError(error: unknown): error is Error & { readonly code: string } {
  return (
    error instanceof Error && 'code' in error && typeof error.code === 'string' && error.code.startsWith('Z_')
  );
}
