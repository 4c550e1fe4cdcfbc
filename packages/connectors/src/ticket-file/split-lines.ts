/**
 * Bytes to UTF-8 lines, each with its number and its length, whatever the size of the chunks.
 *
 * Splits on the byte of the line feed before decoding, so a character cut by a chunk is whole again, and an
 * undecodable line is known by its number. UTF-16 with a byte order mark is turned into UTF-8 bytes first.
 * A line over the limit is dropped while it streams by: it is never held in memory.
 */
import { type Bytes, peek } from './decompress.ts';
import { MAX_ROW_BYTES, type Rejection, undecodable } from './rejection.ts';

export interface Line {
  /** From 1. */
  readonly line: number;
  /** Length in bytes, with the line feed. */
  readonly bytes: number;
  /** False for a last line without a line feed. */
  readonly ended: boolean;
  readonly text: string;
  readonly rejection: Rejection | null;
}

/** UTF-8 bytes without a byte order mark. */
export async function* toUtf8(source: Bytes): AsyncGenerator<Uint8Array> {
  const { head, all } = await peek(source, 3);
  const isBig = head[0] === 0xfe && head[1] === 0xff;
  if (isBig || (head[0] === 0xff && head[1] === 0xfe)) {
    const decoder = new TextDecoder(isBig ? 'utf-16be' : 'utf-16le');
    for await (const chunk of all) yield Buffer.from(decoder.decode(chunk, { stream: true }));
    yield Buffer.from(decoder.decode());
    return;
  }
  let skip = head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf ? 3 : 0;
  for await (const chunk of all) {
    const dropped = Math.min(skip, chunk.length);
    skip -= dropped;
    yield chunk.subarray(dropped);
  }
}

export const LINE_FEED = 0x0a;
const tooLarge: Rejection = {
  code: 'row-too-large',
  reason: `expected a row of at most ${MAX_ROW_BYTES} bytes, found a longer one`,
};

export async function* splitLines(source: Bytes): AsyncGenerator<Line> {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  let parts: Uint8Array[] = [];
  let bytes = 0;
  let line = 0;
  const take = (piece: Uint8Array): void => {
    bytes += piece.length;
    if (bytes > MAX_ROW_BYTES) parts = [];
    else parts.push(piece);
  };
  const finish = (ended: boolean): Line => {
    const whole = parts.length === 1 && parts[0] !== undefined ? parts[0] : Buffer.concat(parts);
    const result = { line: ++line, bytes, ended, ...decode(decoder, whole, bytes) };
    parts = [];
    bytes = 0;
    return result;
  };
  for await (const chunk of source) {
    let from = 0;
    for (let at = chunk.indexOf(LINE_FEED); at >= 0; at = chunk.indexOf(LINE_FEED, from)) {
      take(chunk.subarray(from, at + 1));
      yield finish(true);
      from = at + 1;
    }
    if (from < chunk.length) take(chunk.subarray(from));
  }
  if (bytes > 0) yield finish(false);
}

function decode(
  decoder: Pick<InstanceType<typeof TextDecoder>, 'decode'>,
  whole: Uint8Array,
  bytes: number,
): Pick<Line, 'text' | 'rejection'> {
  if (bytes > MAX_ROW_BYTES) return { text: '', rejection: tooLarge };
  try {
    return { text: decoder.decode(whole), rejection: null };
  } catch {
    return { text: '', rejection: undecodable };
  }
}
