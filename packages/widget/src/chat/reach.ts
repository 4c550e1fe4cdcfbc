/** Whether the server can be reached, and when to try again: what the visitor is told, and one timer behind it. */
import { type ReadonlySignal, signal } from '@preact/signals-core';
import type { Failure } from './api.ts';
import { backoffDelay } from './backoff.ts';

export type Connection = 'live' | 'reconnecting' | 'offline';

export interface Reach {
  readonly connection: ReadonlySignal<Connection>;
  readonly rate_limited: ReadonlySignal<boolean>;
  /** A call got through. */
  succeed(): void;
  /** A line is lost that keeps trying by itself. */
  lose(): void;
  /** A call failed: try again when the server asks for it, or after the back-off. */
  fail(failure: Failure): void;
  /** Try again now, unless the server asked to wait. */
  resume(): void;
  close(): void;
}

/** @param retry sends whatever waits; called again and again until it succeeds */
export function watchReach(retry: () => void): Reach {
  const lost = (): Connection => (navigator.onLine ? 'reconnecting' : 'offline');
  const connection = signal<Connection>(navigator.onLine ? 'live' : 'offline');
  const rate_limited = signal(false);
  let attempts = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const again = () => {
    clearTimeout(timer);
    rate_limited.value = false;
    retry();
  };
  const resume = () => {
    if (!rate_limited.value) again();
  };
  const onOnline = () => {
    if (connection.value === 'offline') connection.value = 'reconnecting';
    resume();
  };
  const onOffline = () => (connection.value = 'offline');
  addEventListener('online', onOnline);
  addEventListener('offline', onOffline);

  return {
    connection,
    rate_limited,
    succeed() {
      attempts = 0;
      connection.value = 'live';
    },
    lose: () => (connection.value = lost()),
    fail(failure) {
      const asked_ms = failure.kind === 'busy' ? failure.retry_after_ms : null;
      rate_limited.value = failure.kind === 'busy' && failure.rate_limited;
      if (!rate_limited.value) connection.value = lost();
      clearTimeout(timer);
      timer = setTimeout(again, asked_ms ?? backoffDelay(attempts++, Math.random()));
    },
    resume,
    close() {
      clearTimeout(timer);
      removeEventListener('online', onOnline);
      removeEventListener('offline', onOffline);
    },
  };
}
