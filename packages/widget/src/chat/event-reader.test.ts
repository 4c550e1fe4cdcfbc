import { createParser } from 'eventsource-parser';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createEventReader } from './event-reader.ts';

type Seen = { readonly data: string; readonly id: string | undefined } | number;

function read(pieces: readonly string[]): readonly Seen[] {
  const seen: Seen[] = [];
  const feed = createEventReader({
    onEvent: (data, id) => seen.push({ data, id }),
    onRetry: (ms) => seen.push(ms),
  });
  for (const piece of pieces) feed(piece);
  return seen;
}

/** An independent implementation; it gives the id with the event that carries it, ours keeps the last one. */
function readWithPeer(text: string): readonly Seen[] {
  const seen: Seen[] = [];
  let last: string | undefined;
  const parser = createParser({
    onId: (id) => (last = id),
    onEvent: (event) => seen.push({ data: event.data, id: last }),
    onRetry: (ms) => seen.push(ms),
  });
  parser.feed(text);
  return seen;
}

const line = fc.constantFrom(
  'data: a',
  'data:b',
  'data',
  'data:  two',
  'id: 7',
  'id:8',
  'event: x',
  ': beat',
  'retry: 50',
  'retry: x',
  '',
  '',
  'other: y',
  'data: x:y',
);
const stream = fc
  .array(fc.tuple(line, fc.constantFrom('\n', '\r\n')), { maxLength: 30 })
  .map((lines) => lines.map((parts) => parts.join('')).join(''));

describe('the event reader', () => {
  it('reads what an independent parser reads', () => {
    fc.assert(
      fc.property(stream, (text) => {
        expect(read([text])).toEqual(readWithPeer(text));
      }),
    );
  });

  it('does not care where the network cuts', () => {
    fc.assert(
      fc.property(stream, fc.array(fc.nat(200), { maxLength: 8 }), (text, cuts) => {
        const at = [
          0,
          ...cuts.map((cut) => Math.min(cut, text.length)).toSorted((a, b) => a - b),
          text.length,
        ];
        const pieces = at.slice(1).map((end, i) => text.slice(at[i], end));
        expect(read(pieces)).toEqual(read([text]));
      }),
    );
  });

  it('gives no event that was not finished, and takes lines that end in CR', () => {
    expect(read(['id: 1\ndata: half'])).toEqual([]);
    expect(read(['data: a\rdata: b\r\r', ': x'])).toEqual([{ data: 'a\nb', id: undefined }]);
  });

  it('gives up on an event without an end', () => {
    expect(() => read(Array.from({ length: 11 }, () => 'x'.repeat(100_000)))).toThrow('event-too-long');
  });
});
