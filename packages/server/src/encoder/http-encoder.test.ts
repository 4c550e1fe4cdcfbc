import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { createHttpEncoder, type HttpEncoderOptions } from './http-encoder.ts';

interface EmbeddingsRequest {
  readonly model: string;
  readonly input: readonly string[];
  readonly encoding_format: string;
}
type Answer = (response: ServerResponse, request: EmbeddingsRequest) => void;

let server: Server;
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

/** A double of an OpenAI-compatible service that answers the n-th request by the n-th answer, then by the last. */
async function open(answers: readonly Answer[], options: Partial<HttpEncoderOptions> = {}) {
  const requests: EmbeddingsRequest[] = [];
  const waits: number[] = [];
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (request.method !== 'POST' || request.url !== '/v1/embeddings') return fail(404)(response);
    if (request.headers.authorization !== 'Bearer secret-key') return fail(401)(response);
    const body = JSON.parse((await request.toArray()).join('')) as EmbeddingsRequest;
    requests.push(body);
    answers[Math.min(requests.length, answers.length) - 1](response, body);
  };
  server = createServer((request, response) => void serve(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const base_url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
  const wait = async (delay_ms: number) => waits.push(delay_ms);
  const encoder = createHttpEncoder({
    base_url,
    model: 'm',
    key: 'secret-key',
    dimensions: 2,
    wait,
    ...options,
  });
  return { encoder, requests, waits };
}

function json(response: ServerResponse, body: unknown): void {
  response.setHeader('content-type', 'application/json').end(JSON.stringify(body));
}

/** [length, 1] for each text, out of order, as the contract allows. */
const good: Answer = (response, { input, model }) => {
  const data = input.map((text, index) => ({ object: 'embedding', index, embedding: [text.length, 1] }));
  json(response, {
    object: 'list',
    model,
    data: data.toReversed(),
    usage: { prompt_tokens: 1, total_tokens: 1 },
  });
};

function fail(status: number, headers: Record<string, string> = {}) {
  return (response: ServerResponse): void => {
    response.writeHead(status, headers).end('{"error":{"message":"echo of a customer"}}');
  };
}

test('vectors come in order and with unit length, in batches of the limit', async () => {
  const { encoder, requests } = await open([good], { batch_limit: 2 });
  const vectors = await encoder.encode(['aaa', 'a', 'aaaaaa']);
  expect(requests.map(({ input }) => input)).toEqual([['aaa', 'a'], ['aaaaaa']]);
  expect(requests[0]).toMatchObject({ model: 'm', encoding_format: 'float' });
  for (const [i, n] of [3, 1, 6].entries()) {
    expect(vectors[i][0]).toBeCloseTo(n / Math.hypot(n, 1), 6);
    expect(vectors[i][1]).toBeCloseTo(1 / Math.hypot(n, 1), 6);
  }
});

test('an empty text is zeros and is not sent', async () => {
  const { encoder, requests } = await open([good]);
  expect((await encoder.encode(['', 'x', '  '])).map((v) => v[1] > 0)).toEqual([false, true, false]);
  expect(requests[0].input).toEqual(['x']);
});

test('busy and broken answers are tried again, with growing waits and Retry-After obeyed', async () => {
  const { encoder, requests, waits } = await open([
    fail(500),
    fail(429, { 'retry-after': '3' }),
    fail(503),
    good,
  ]);
  expect(await encoder.encode(['x'])).toHaveLength(1);
  expect(requests).toHaveLength(4);
  expect(waits[0]).toBeGreaterThanOrEqual(125);
  expect(waits[0]).toBeLessThanOrEqual(250);
  expect(waits[1]).toBe(3000);
  expect(waits[2]).toBeGreaterThanOrEqual(500);
});

test('it gives up after the attempts, saying what was found and nothing of the body', async () => {
  const { encoder, requests } = await open([fail(503)], { attempts: 2 });
  await expect(encoder.encode(['x'])).rejects.toMatchObject({
    code: 'encoder-unreachable',
    retry: true,
    message: 'expected status 200 from the embedding service, found 503',
  });
  expect(requests).toHaveLength(2);
});

test('a refused key is not tried again and is not told', async () => {
  const { encoder, waits } = await open([good], { key: 'wrong-key' });
  const error = await encoder.encode(['x']).catch((caught: unknown) => caught);
  expect(error).toMatchObject({ code: 'encoder-refused', retry: false });
  expect(String(error)).not.toContain('wrong-key');
  expect(waits).toEqual([]);
});

test('a silent service ends in a timeout', async () => {
  const { encoder } = await open([() => {}], { timeout_ms: 20, attempts: 1 });
  await expect(encoder.encode(['x'])).rejects.toThrow(/no answer in 20 ms/);
});

test.each<[string, Answer]>([
  ['expected JSON', (response) => response.end('<html>')],
  ['found another shape', (response) => json(response, { data: [{ index: 0 }] })],
  [
    'expected 2 dimensions, found 3',
    (response) => json(response, { data: [{ index: 0, embedding: [1, 2, 3] }] }),
  ],
  ['none has index 0', (response) => json(response, { data: [] })],
])('an answer that breaks the contract: %s', async (message, answer) => {
  const { encoder, requests } = await open([answer]);
  await expect(encoder.encode(['x'])).rejects.toThrow(message);
  expect(requests).toHaveLength(1);
});

test('redirects are not followed', async () => {
  const { encoder } = await open([fail(302, { location: 'http://127.0.0.1:1/' })], { attempts: 1 });
  await expect(encoder.encode(['x'])).rejects.toMatchObject({ name: 'EncoderError' });
});
