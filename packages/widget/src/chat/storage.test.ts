import { afterEach, expect, it, vi } from 'vitest';
import { createStorage } from './storage.ts';

afterEach(() => vi.unstubAllGlobals());

/** What the tabs of a site share. */
function shared(
  setItem: (kept: Map<string, string>, key: string, value: string) => void,
): Map<string, string> {
  const kept = new Map<string, string>();
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => setItem(kept, key, value),
    removeItem: (key: string) => kept.delete(key),
  });
  return kept;
}

it('knows nothing any more of what another tab has removed', () => {
  const kept = shared((all, key, value) => all.set(key, value));
  const storage = createStorage('pk_1');
  storage.set('token', 'of a visitor');
  expect(storage.get('token')).toBe('of a visitor');
  kept.clear();
  expect(storage.get('token')).toBeNull();
});

it('remembers for the life of the page what could not be stored, rather than what is stored of before', () => {
  const kept = shared(() => {
    throw new Error('full');
  });
  kept.set('understudy:pk_1:token', 'before');
  const storage = createStorage('pk_1');
  storage.set('token', 'now');
  expect(storage.get('token')).toBe('now');
  storage.remove('token');
  expect(storage.get('token')).toBeNull();
});

it('works where the page may not store', () => {
  const storage = createStorage('pk_1');
  storage.set('token', 'now');
  expect(storage.get('token')).toBe('now');
});
