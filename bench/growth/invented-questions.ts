/**
 * Questions made up from real ones, as many as wanted: three messages of Banking77 and CLINC150 in a row, each from
 * a seeded word on (about 23 words). Their vectors are means of the vectors of their parts, so that a hundred
 * thousand need not be encoded.
 */
import type { EncodedQuestion, ReplayProgress, SeededRandom } from '@understudy/engine';
import { readRows } from '../data/rows.ts';
import { questionOf } from '../data/to-ticket.ts';
import { encodeCached } from '../data/vector-cache.ts';

const PARTS = 3;

export interface Part {
  readonly words: readonly string[];
  readonly vector: Float32Array;
}

export async function readParts(onProgress: (progress: ReplayProgress) => void): Promise<Part[]> {
  const parts: Part[] = [];
  for (const set of ['banking77', 'clinc150'] as const) {
    const texts = readRows(set).map((row) => row.text);
    const { vectors } = await encodeCached(set, texts, (done, total) =>
      onProgress({ phase: 'encoding', done, total }),
    );
    parts.push(...texts.map((text, i) => ({ words: text.split(/\s+/), vector: vectors[i] })));
  }
  return parts;
}

export function invent(parts: readonly Part[], random: SeededRandom, index: number): EncodedQuestion {
  const chosen = Array.from({ length: PARTS }, () => parts[random.integer(parts.length)]);
  const text = chosen
    .map(({ words }) => words.slice(random.integer(Math.max(1, words.length >> 1))).join(' '))
    .join('. ');
  const vector = new Float32Array(chosen[0].vector.length);
  for (const part of chosen) for (const [i, value] of part.vector.entries()) vector[i] += value;
  const length = Math.hypot(...vector) || 1;
  const row = { id: `q${index}`, at: null, text, topic: null, messages: [], split: '', meta: {} };
  return questionOf(
    row,
    vector.map((value) => value / length),
    0,
  );
}
