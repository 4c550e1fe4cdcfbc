/** The outbox as a signal that is kept on this device, so unconfirmed messages survive a reload. */
import { type ReadonlySignal, signal } from '@preact/signals-core';
import { type Outbox, parseOutbox } from './outbox.ts';
import type { Storage } from './storage.ts';

const KEY = 'outbox';

export interface KeptOutbox {
  readonly items: ReadonlySignal<Outbox>;
  readonly change: (next: Outbox) => void;
  forget(): void;
}

export function keepOutbox(storage: Storage): KeptOutbox {
  const items = signal(parseOutbox(storage.get(KEY)));
  return {
    items,
    change(next) {
      // Other tabs keep their own messages in the same place: replace ours only.
      const ours = new Set([...items.value, ...next].map((item) => item.client_id));
      const others = parseOutbox(storage.get(KEY)).filter((item) => !ours.has(item.client_id));
      items.value = next;
      storage.set(KEY, JSON.stringify([...others, ...next]));
    },
    forget: () => storage.remove(KEY),
  };
}
