/**
 * How answers slow down as the memory grows: decide with and without encoding, learn, memory.
 *
 * Exemplars are three messages of Banking77 and CLINC150 in a row, cut at random words (about 35 words; a seeded
 * choice), 50 to a resolution up to 2,000 resolutions. Their vectors are means of the vectors of their parts, so
 * that a hundred thousand need not be encoded; the questions that are timed are encoded for real, one by one.
 * Sizes above `--limit` (100,000 unless said otherwise) are left out.
 */
import { performance } from 'node:perf_hooks';
import { type EncodedQuestion, Engine, type ModelEvent, SeededRandom } from '@understudy/engine';
import { createDefaultEncoder, type DefaultEncoder } from '@understudy/server/encoder';
import { readRows } from '../data/rows.ts';
import { plainResolution, questionOf } from '../data/to-ticket.ts';
import { encodeCached } from '../data/vector-cache.ts';
import type { Scenario, ScenarioOptions } from '../scenario.ts';
import { versions } from '../versions.ts';

const SIZES = [1_000, 10_000, 100_000, 1_000_000];
const DEFAULT_LIMIT = 100_000;
const PARTS = 3;
const EXEMPLARS_PER_RESOLUTION = 50;
const MOST_RESOLUTIONS = 2_000;
const QUESTIONS = 500;
const WARM_UP = 50;

interface Part {
  readonly words: readonly string[];
  readonly vector: Float32Array;
}

export const growth: Scenario = {
  id: 'growth',
  about: 'latency and memory at 1,000 to 100,000 exemplars (1,000,000 with --limit 1000000)',
  run: async (options) => {
    const parts = await readParts(options);
    const encoder = await createDefaultEncoder({ workers: 1 });
    try {
      const at: Record<string, Measured> = {};
      for (const size of SIZES.filter((each) => each <= (options.limit ?? DEFAULT_LIMIT))) {
        at[String(size)] = await measureAt({ size, parts, encoder, options });
      }
      return { scenario: 'growth', seeds: 1, at, versions: versions(), command: options.command };
    } finally {
      await encoder.close();
    }
  },
};

interface Measured {
  /** Of `decide`, on one core. */
  readonly p50_ms: number;
  readonly p99_ms: number;
  /** Of encoding and `decide`, one after the other. */
  readonly p50_encoded_ms: number;
  readonly p99_encoded_ms: number;
  readonly learn_ms: number;
  readonly rss_mib: number;
}

async function readParts({ onProgress }: ScenarioOptions): Promise<Part[]> {
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

async function measureAt(given: {
  size: number;
  parts: readonly Part[];
  encoder: DefaultEncoder;
  options: ScenarioOptions;
}): Promise<Measured> {
  const { size, parts, encoder, options } = given;
  const random = new SeededRandom(`growth/${size}`);
  const { id: encoder_id, dimensions } = encoder;
  const engine = Engine.create({ encoder_id, dimensions });
  const resolutions = Math.min(MOST_RESOLUTIONS, Math.ceil(size / EXEMPLARS_PER_RESOLUTION));
  const started_ms = performance.now();
  for (let seq = 1; seq <= size; seq++) {
    engine.learn(lesson(seq, invent(parts, random, seq), `r${random.integer(resolutions)}`));
    if (seq % 1_000 === 0) options.onProgress({ phase: `learning ${size}`, done: seq, total: size });
  }
  const learn_ms = (performance.now() - started_ms) / size;
  const timed = await timeQuestions(engine, encoder, () => invent(parts, random, 0));
  return { ...timed, learn_ms, rss_mib: process.memoryUsage().rss / 2 ** 20 };
}

async function timeQuestions(engine: Engine, encoder: DefaultEncoder, next: () => EncodedQuestion) {
  const whole: number[] = [];
  const decide: number[] = [];
  for (let index = 0; index < QUESTIONS + WARM_UP; index++) {
    const question = next();
    const started_ms = performance.now();
    const [vector] = await encoder.encode([question.text]);
    const encoded_ms = performance.now();
    engine.decide({ ...question, vector }, { seed: index });
    const ended_ms = performance.now();
    if (index < WARM_UP) continue;
    whole.push(ended_ms - started_ms);
    decide.push(ended_ms - encoded_ms);
  }
  return {
    p50_ms: quantile(decide, 0.5),
    p99_ms: quantile(decide, 0.99),
    p50_encoded_ms: quantile(whole, 0.5),
    p99_encoded_ms: quantile(whole, 0.99),
  };
}

function quantile(values: readonly number[], share: number): number {
  return values.toSorted((a, b) => a - b)[Math.ceil(share * values.length) - 1];
}

function lesson(seq: number, question: EncodedQuestion, resolutionId: string): ModelEvent {
  const { id } = plainResolution(resolutionId);
  return { kind: 'lesson-applied', seq, exemplar: { id: `e${seq}`, resolution_id: id, question } };
}

/** Three real messages, each from a random word on, in a row. */
function invent(parts: readonly Part[], random: SeededRandom, index: number): EncodedQuestion {
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
