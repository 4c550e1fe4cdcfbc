/** The encoder that the settings ask for: the built-in one, or a service behind HTTP. */
import type { Encoder } from '@understudy/engine';
import type { Env } from '../env.ts';
import { openDefaultEncoder } from './default-encoder.ts';
import { createHttpEncoder } from './http-encoder.ts';

/** A customer waits for these: two tries of three seconds, then the question is decided on words alone. */
const SERVICE_TIMEOUT_MS = 3_000;
const SERVICE_ATTEMPTS = 2;

export interface RunningEncoder extends Encoder {
  /** Resolves when it can encode without waiting; rejects where it never will. */
  readonly ready: Promise<void>;
  close(): Promise<void>;
}

/** At once: weights load, and a service is asked, in the background. */
export function openEncoder({ service, workers }: Env['encoder']): RunningEncoder {
  if (service === null) return openDefaultEncoder({ workers });
  const { url: base_url, ...rest } = service;
  const limits = { timeout_ms: SERVICE_TIMEOUT_MS, attempts: SERVICE_ATTEMPTS };
  const encoder = createHttpEncoder({ base_url, ...rest, ...limits });
  return { ...encoder, ready: Promise.resolve(), close: async () => undefined };
}
