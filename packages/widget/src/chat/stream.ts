/**
 * The event stream over `fetch` (an `EventSource` cannot carry a token in a header). It stays connected: resumes with
 * Last-Event-ID, takes silence for a dead line, waits longer after each failure, and at once when the network returns.
 */
import type { WidgetEvent } from '@understudy/contract';
import { backoffDelay } from './backoff.ts';
import { createEventReader } from './event-reader.ts';

/** The server sends at least a comment every 15 s; three missed ones are a dead line. */
const SILENCE_MS = 45_000;

export interface StreamOptions {
  connect(init: RequestInit): Promise<Response>;
  /** Events are flowing: time to fetch what was missed. */
  onOpen(): void;
  onEvent(event: WidgetEvent): void;
  /** The line is lost; called after every failed attempt with their number, from 1. */
  onLost(attempts: number): void;
}

/** Starts at once. Returns the function that ends it for good. */
export function openStream(options: StreamOptions): () => void {
  const ended = new AbortController();
  void keepConnected(options, ended.signal);
  return () => ended.abort();
}

async function keepConnected(options: StreamOptions, ended: AbortSignal): Promise<void> {
  let last_id: string | undefined;
  let base_ms: number | undefined;
  for (let attempts = 0; !ended.aborted; ) {
    const opened = await readOnce(options, ended, last_id, {
      onId: (id) => (last_id = id),
      onRetry: (retry_ms) => (base_ms = retry_ms),
    });
    if (ended.aborted) return;
    attempts = opened ? 1 : attempts + 1;
    options.onLost(attempts);
    await wake(backoffDelay(attempts - 1, Math.random(), base_ms), ended);
  }
}

interface Marks {
  readonly onId: (id: string) => void;
  readonly onRetry: (retry_ms: number) => void;
}

/** One connection from beginning to end; true where it was accepted. */
async function readOnce(
  options: StreamOptions,
  ended: AbortSignal,
  last_id: string | undefined,
  marks: Marks,
) {
  const line = new AbortController();
  const cut = () => line.abort();
  ended.addEventListener('abort', cut);
  let silence = setTimeout(cut, SILENCE_MS);
  let opened = false;
  try {
    const headers: Record<string, string> = { accept: 'text/event-stream' };
    if (last_id !== undefined) headers['last-event-id'] = last_id;
    const response = await options.connect({ headers, signal: line.signal, cache: 'no-store' });
    const reader = response.ok ? response.body?.pipeThrough(new TextDecoderStream()).getReader() : undefined;
    if (!reader) return false;
    opened = true;
    options.onOpen();
    const feed = createEventReader({
      onRetry: marks.onRetry,
      onEvent: (data, id) => {
        deliver(data, options);
        if (id !== undefined) marks.onId(id);
      },
    });
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return true;
      clearTimeout(silence);
      silence = setTimeout(cut, SILENCE_MS);
      feed(value);
    }
  } catch {
    return opened;
  } finally {
    clearTimeout(silence);
    ended.removeEventListener('abort', cut);
    cut();
  }
}

function deliver(data: string, options: StreamOptions): void {
  let event: WidgetEvent | null = null;
  try {
    event = JSON.parse(data) as WidgetEvent | null;
  } catch {
    // Not JSON: not for us. The catch-up after the next connection brings whatever it was.
  }
  if (event?.type) options.onEvent(event);
}

/** Waits, but not a moment longer than it takes the network to come back. */
function wake(delay_ms: number, ended: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      removeEventListener('online', done);
      ended.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, delay_ms);
    addEventListener('online', done);
    ended.addEventListener('abort', done);
  });
}
