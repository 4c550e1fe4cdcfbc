import type { PageSettings } from '@understudy/contract';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Storage } from '../chat/storage.ts';
import type { UpdateOptions } from '../sdk/commands.ts';
import { watchPage } from './watch-page.ts';

/** What an observer would have been told, and whether it is there. */
const seen = vi.hoisted(() => ({ watching: 0, tracked: [] as string[] }));
vi.mock('./parts.ts', () => ({
  describeFacts: (facts: Record<string, unknown>) => facts,
  observePage: () => {
    seen.watching += 1;
    return {
      describe: () => ({ route: '/billing' }),
      track: (name: string) => void seen.tracked.push(name),
      stop: () => void (seen.watching -= 1),
    };
  },
}));

const SETTINGS: PageSettings = {
  enabled: true,
  paths: [],
  origins: [],
  query_keys: [],
  selectors: [],
  buttons: false,
};
const NOTHING = { context: {}, page: null };
const WITHHELD = { context: { page_withheld: 'yes' }, page: null };
const SHARED = { context: {}, page: { route: '/billing' } };

function memory(): Storage {
  const kept = new Map<string, string>();
  return {
    get: (key) => kept.get(key) ?? null,
    set: (key, value) => kept.set(key, value),
    remove: (key) => kept.delete(key),
  };
}
const watch = (storage = memory(), options: UpdateOptions = {}) =>
  watchPage({ base_url: 'https://desk.example', storage, ...options });

beforeEach(() => {
  vi.stubGlobal('location', { href: 'https://shop.example/' });
  Object.assign(seen, { watching: 0, tracked: [] });
});
afterEach(() => vi.unstubAllGlobals());

const askForPrivacy = () => vi.stubGlobal('navigator', { globalPrivacyControl: true, language: 'en' });

describe('what goes with a message', () => {
  it('is nothing before the workspace has said so, and waits for what it takes', async () => {
    const page = watch();
    expect(page.describe()).toEqual(NOTHING);
    page.begin(SETTINGS);
    expect(await page.describeSoon()).toEqual(SHARED);
  });

  it('is nothing where the workspace or the page does not want it', async () => {
    const off = watch();
    off.begin({ ...SETTINGS, enabled: false });
    const kept = watch(memory(), { share_page: false });
    kept.begin(SETTINGS);
    for (const page of [off, kept]) {
      expect(await page.describeSoon()).toEqual(NOTHING);
      expect(page.sharing.value).toBe('off');
    }
    expect(seen.watching).toBe(0);
  });

  it('is withheld by the visitor, for facts as well, and nobody watches meanwhile', async () => {
    const storage = memory();
    const page = watch(storage);
    page.begin(SETTINGS);
    page.tell({ plan: 'free' });
    expect((await page.describeSoon()).context).toEqual({ plan: 'free' });
    page.choose('no');
    expect(seen.watching).toBe(0);
    expect(page.describe()).toEqual(WITHHELD);
    const next = watch(storage);
    next.begin(SETTINGS);
    expect(await next.describeSoon()).toEqual(WITHHELD);
    next.choose('yes');
    expect(await next.describeSoon()).toEqual(SHARED);
  });

  it('is withheld by Global Privacy Control until the visitor says otherwise, and not by the page’s consent', async () => {
    askForPrivacy();
    const page = watch(memory(), { share_page: true });
    page.begin(SETTINGS);
    expect(await page.describeSoon()).toEqual(WITHHELD);
    page.choose('yes');
    expect(await page.describeSoon()).toEqual(SHARED);
    page.update({ share_page: false });
    expect(page.describe()).toEqual(NOTHING);
    expect(seen.watching).toBe(0);
  });
});

describe('what the page says happened', () => {
  it('before the observer was there is told to it', async () => {
    const page = watch();
    page.track('early');
    page.begin(SETTINGS);
    page.track('soon');
    await page.describeSoon();
    page.track('now');
    expect(seen.tracked).toEqual(['early', 'soon', 'now']);
  });

  it('while it was withheld stays untold', async () => {
    askForPrivacy();
    const page = watch();
    page.track('before');
    page.begin(SETTINGS);
    page.track('withheld');
    page.choose('yes');
    page.track('shared');
    await page.describeSoon();
    expect(seen.tracked).toEqual(['shared']);
  });
});

it('ends with the widget, and forgets the choice with the visitor', async () => {
  const storage = memory();
  const page = watch(storage);
  page.begin(SETTINGS);
  page.choose('yes');
  await page.describeSoon();
  page.stop(true);
  expect(seen.watching).toBe(0);
  expect(storage.get('share-page')).toBeNull();
});
