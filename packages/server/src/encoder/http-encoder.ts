/**
 * An encoder behind any OpenAI-compatible `POST {base_url}/embeddings`.
 *
 * Batches are cut at `batch_limit`; 408, 429, 5xx, timeouts and lost connections are tried again with growing,
 * jittered waits (`Retry-After` is obeyed up to `maximum_wait_ms`). Vectors are checked and brought to unit length.
 * An empty text gives a zero vector without being sent. The key never appears in an error.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Encoder } from '@understudy/engine';
import { z } from 'zod';
import { EncoderError } from './encoder-error.ts';

export interface HttpEncoderOptions {
  /** Up to and including `/v1`. */
  readonly base_url: string;
  readonly model: string;
  readonly key: string | null;
  /** Length of the vectors that the model gives; anything else is an error. */
  readonly dimensions: number;
  /** Per request; 10,000 unless said otherwise. */
  readonly timeout_ms?: number;
  /** Requests per batch before giving up; 4 unless said otherwise. */
  readonly attempts?: number;
  /** Texts per request; 64 unless said otherwise. */
  readonly batch_limit?: number;
  readonly maximum_wait_ms?: number;
  /** How to wait between attempts; tests count instead. */
  readonly wait?: (delay_ms: number) => Promise<unknown>;
}

type Settings = Required<HttpEncoderOptions>;

const DEFAULTS = { timeout_ms: 10_000, attempts: 4, batch_limit: 64, maximum_wait_ms: 20_000, wait: sleep };
const FIRST_WAIT_MS = 250;
/** Longer texts are cut: models take about 8,000 tokens and refuse more. */
const LONGEST_TEXT = 16_384;

const answerSchema = z.object({
  data: z.array(z.object({ index: z.int().nonnegative(), embedding: z.array(z.number()) })),
});

export function createHttpEncoder(options: HttpEncoderOptions): Encoder {
  const settings: Settings = { ...DEFAULTS, ...options };
  const { host } = new URL(settings.base_url);
  return {
    id: `http:${host}/${settings.model}/${settings.dimensions}`,
    dimensions: settings.dimensions,
    encode: (texts) => encode(settings, texts),
  };
}

async function encode(settings: Settings, texts: readonly string[]): Promise<Float32Array[]> {
  const vectors: Float32Array[] = texts.map(() => new Float32Array(settings.dimensions));
  const places = [...texts.keys()].filter((i) => texts[i].trim() !== '');
  for (let from = 0; from < places.length; from += settings.batch_limit) {
    const batch = places.slice(from, from + settings.batch_limit);
    const answer = await requestWithRetries(
      settings,
      batch.map((i) => texts[i].slice(0, LONGEST_TEXT)),
    );
    for (const [i, place] of batch.entries()) vectors[place] = answer[i];
  }
  return vectors;
}

async function requestWithRetries(settings: Settings, input: readonly string[]): Promise<Float32Array[]> {
  for (let attempt = 1; ; attempt++) {
    const outcome = await request(settings, input);
    if ('vectors' in outcome) return outcome.vectors;
    if (!outcome.error.retry || attempt >= settings.attempts) throw outcome.error;
    await settings.wait(waitBefore(attempt, outcome.retry_after_ms, settings.maximum_wait_ms));
  }
}

/** Half to the whole of 250 ms × 2^(attempt − 1), so that many clients do not come back together. */
function waitBefore(attempt: number, asked_ms: number | null, maximum_ms: number): number {
  const backoff_ms = FIRST_WAIT_MS * 2 ** (attempt - 1) * (0.5 + Math.random() / 2);
  return Math.min(maximum_ms, Math.max(backoff_ms, asked_ms ?? 0));
}

type Outcome =
  | { readonly vectors: Float32Array[] }
  | { readonly error: EncoderError; readonly retry_after_ms: number | null };

async function request(settings: Settings, input: readonly string[]): Promise<Outcome> {
  const { base_url, model, key, timeout_ms } = settings;
  try {
    const response = await fetch(`${base_url.replace(/\/$/, '')}/embeddings`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(key && { authorization: `Bearer ${key}` }) },
      body: JSON.stringify({ model, input, encoding_format: 'float' }),
      redirect: 'error',
      signal: AbortSignal.timeout(timeout_ms),
    });
    if (!response.ok) return await refusal(response);
    return { vectors: readAnswer(await response.json(), input.length, settings.dimensions) };
  } catch (cause) {
    if (cause instanceof EncoderError) return { error: cause, retry_after_ms: null };
    if (cause instanceof SyntaxError) {
      const error = new EncoderError(
        'encoder-answer',
        'expected JSON from the embedding service, found other text',
      );
      return { error, retry_after_ms: null };
    }
    const why =
      cause instanceof Error && cause.name === 'TimeoutError'
        ? `no answer in ${timeout_ms} ms`
        : 'no connection';
    const error = new EncoderError(
      'encoder-unreachable',
      `embedding service at ${new URL(base_url).host}: ${why}`,
      { cause },
    );
    return { error, retry_after_ms: null };
  }
}

/** The body is dropped: it may repeat the customer's text. */
async function refusal(response: Response): Promise<Outcome> {
  await response.body?.cancel();
  const { status } = response;
  const passing = status === 408 || status === 429 || status >= 500;
  const error = new EncoderError(
    passing ? 'encoder-unreachable' : 'encoder-refused',
    `expected status 200 from the embedding service, found ${status}`,
  );
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
  return { error, retry_after_ms: Number.isFinite(seconds) ? seconds * 1000 : null };
}

function readAnswer(body: unknown, count: number, dimensions: number): Float32Array[] {
  const parsed = answerSchema.safeParse(body);
  if (!parsed.success) {
    throw new EncoderError(
      'encoder-answer',
      'expected { data: [{ index, embedding }] }, found another shape',
    );
  }
  const vectors: (Float32Array | undefined)[] = Array.from({ length: count });
  for (const { index, embedding } of parsed.data.data) {
    if (embedding.length !== dimensions) {
      throw new EncoderError(
        'encoder-answer',
        `expected ${dimensions} dimensions, found ${embedding.length}`,
      );
    }
    if (index < count) vectors[index] = unit(embedding);
  }
  const missing = vectors.indexOf(undefined);
  if (missing >= 0)
    throw new EncoderError('encoder-answer', `expected ${count} vectors, none has index ${missing}`);
  return vectors as Float32Array[];
}

function unit(values: readonly number[]): Float32Array {
  const length = Math.hypot(...values);
  return Float32Array.from(values, (value) => (length > 0 ? value / length : 0));
}
