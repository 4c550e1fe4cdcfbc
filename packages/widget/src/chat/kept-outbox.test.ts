import { expect, it } from 'vitest';
import { keepOutbox } from './kept-outbox.ts';
import { enqueue, mark, remove } from './outbox.ts';
import type { Storage } from './storage.ts';

function memory(): Storage {
  const kept = new Map<string, string>();
  return {
    get: (key) => kept.get(key) ?? null,
    set: (key, value) => kept.set(key, value),
    remove: (key) => kept.delete(key),
  };
}

it('keeps what two tabs wrote, whichever writes last, and drops what either delivered', () => {
  const storage = memory();
  const [one, two] = [keepOutbox(storage), keepOutbox(storage)];
  one.change(enqueue(one.items.value, { client_id: 'client-1', text: 'from the first tab', to: null }));
  two.change(enqueue(two.items.value, { client_id: 'client-2', text: 'from the second tab', to: null }));
  one.change(mark(one.items.value, 'client-1', 'failed'));
  expect(keepOutbox(storage).items.value.map((item) => [item.client_id, item.state])).toEqual([
    ['client-2', 'queued'],
    ['client-1', 'failed'],
  ]);
  two.change(remove(two.items.value, 'client-2'));
  expect(keepOutbox(storage).items.value.map((item) => item.client_id)).toEqual(['client-1']);
  two.forget();
  expect(keepOutbox(storage).items.value).toEqual([]);
});
