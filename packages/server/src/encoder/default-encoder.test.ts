import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UseLiteEncoder } from '@understudy/engine';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createDefaultEncoder, type DefaultEncoder } from './default-encoder.ts';
import { loadWeights, WEIGHTS_SHA256 } from './load-weights.ts';

let encoder: DefaultEncoder;
beforeAll(async () => {
  encoder = await createDefaultEncoder({ workers: 2 });
});
afterAll(() => encoder.close());

test('a batch comes back in order, as the engine would encode it', async () => {
  const texts = Array.from({ length: 21 }, (_, i) => `Where is order ${i}, please?`);
  const direct = new UseLiteEncoder(loadWeights());
  expect(await encoder.encode(texts)).toEqual(texts.map((text) => direct.encode(text)));
});

test('no text, no vector; an empty text, zeros', async () => {
  expect(await encoder.encode([])).toEqual([]);
  expect(await encoder.encode([''])).toEqual([new Float32Array(512)]);
});

test('the id names weights and settings', () => {
  expect(encoder.id).toBe(`use-lite-en@0.2.0+${WEIGHTS_SHA256.slice(0, 12)}/q8/64`);
});

test('after closing it says so', async () => {
  const other = await createDefaultEncoder();
  await other.close();
  await expect(other.encode(['hello'])).rejects.toMatchObject({ code: 'encoder-closed' });
});

test('other bytes than the pinned ones are refused', () => {
  const folder = mkdtempSync(join(tmpdir(), 'weights-'));
  try {
    expect(() => loadWeights(folder)).toThrow(/expected a file of weights at/);
    const names = ['model.json', 'vocab.json', ...[1, 2, 3, 4, 5, 6, 7].map((n) => `group1-shard${n}of7`)];
    for (const name of names) writeFileSync(join(folder, name), 'x');
    expect(() => loadWeights(folder)).toThrow(/sha256 6915bcb0c725…\), found sha256/);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
