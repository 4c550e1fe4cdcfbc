/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type CDPSession, expect, type Page, test } from '@playwright/test';
import { WidgetApi } from './doubles/widget-api.ts';

const DIST = fileURLToPath(new URL('../../packages/widget/dist/', import.meta.url));
const integrityOf = (name: string) =>
  `sha384-${createHash('sha384')
    .update(readFileSync(DIST + name))
    .digest('base64')}`;

const STUB = 'window.understudy ??= (...call) => (window.understudy.q ??= []).push(call);';
const SCRIPT = '<script async src="/widget.js" data-workspace="pk_test"></script>';
const page_with = (body: string, head = '') =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Shop</title>${head}</head><body><h1>Shop</h1>${body}</body></html>`;
const CSP = `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'nonce-n0nce'; connect-src 'self'; img-src 'self'; style-src 'none'; require-trusted-types-for 'script'">`;

let api: WidgetApi;
test.beforeEach(async () => {
  api = await new WidgetApi({
    '/early': page_with(
      `<script>${STUB}
        understudy('on', 'ready', () => (window.heard = [...(window.heard ?? []), 'ready']));
        understudy('on', 'open', () => (window.heard = [...(window.heard ?? []), 'open']));
        understudy('on', 'message', ({ author }) => (window.heard = [...(window.heard ?? []), author]));
        understudy('context', { plan: 'free', seats: 12, mail: 'ann@example.com' });
        understudy('ask', 'How do I get a refund?');</script>${SCRIPT}`,
    ),
    '/strict': page_with(
      `<script async nonce="n0nce" src="/widget.js" data-workspace="pk_test"></script>
       <script nonce="n0nce">window.violations = []; addEventListener('securitypolicyviolation', (event) => violations.push(event.violatedDirective + ' ' + event.blockedURI));</script>`,
      CSP,
    ),
    '/pinned': page_with(
      `<script async src="/widget.js" integrity="${integrityOf('widget.js')}" crossorigin="anonymous" data-workspace="pk_test"></script>`,
    ),
    '/twice': page_with(SCRIPT + SCRIPT.replace('pk_test', 'pk_other')),
    '/head': page_with('', '<script src="/widget.js" data-workspace="pk_test"></script>'),
    '/bare': page_with('<script src="/widget.js"></script>'),
  }).start();
});
test.afterEach(() => api.stop());

const launcher = (page: Page) => page.getByRole('button', { name: 'Open support chat' });
const say = (page: Page, ...call: unknown[]) =>
  page.evaluate((args) => {
    const { understudy } = window as unknown as { understudy: (...call: unknown[]) => unknown };
    understudy(...args);
  }, call);

test('what a page calls before the script is there is done in its order', async ({ page }) => {
  await page.goto(`${api.origin}/early`);
  await expect(page.getByRole('log')).toContainText('Billing → Invoices');
  expect(api.received.map(({ text, context }) => ({ text, context }))).toEqual([
    { text: 'How do I get a refund?', context: { plan: 'free', seats: '12', mail: '*' } },
  ]);
  await expect
    .poll(() => page.evaluate(() => (window as unknown as { heard: string[] }).heard))
    .toEqual(expect.arrayContaining(['open', 'ready', 'ai']));
});

test('it works under a strict content security policy, and breaks no rule of it', async ({ page }) => {
  await page.goto(`${api.origin}/strict`);
  await launcher(page).click();
  await page.getByRole('textbox', { name: 'Your message' }).fill('refund, please');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('log')).toContainText('Billing → Invoices');
  await expect(page.getByRole('dialog')).toHaveCSS('position', 'absolute');
  expect(await page.evaluate(() => (window as unknown as { violations: string[] }).violations)).toEqual([]);
});

test('a page that pins the loader has pinned the app', async ({ page }) => {
  await page.goto(`${api.origin}/pinned`);
  await expect(launcher(page)).toBeVisible();
  const said: string[] = [];
  page.on('console', (message) => said.push(message.text()));
  const app = `${readFileSync(`${DIST}widget-app.js`, 'utf8')}\nwindow.tampered = true;`;
  await page.route('**/widget-app.js', (route) =>
    route.fulfill({
      body: app,
      contentType: 'text/javascript',
      headers: { 'access-control-allow-origin': '*' },
    }),
  );
  await page.reload();
  await expect.poll(() => said.join('\n')).toContain('Understudy: the widget could not be loaded');
  expect(await page.evaluate(() => 'tampered' in window)).toBe(false);
  await expect(launcher(page)).toBeHidden();
});

test('twice on a page it is there once, and says so', async ({ page }) => {
  const said: string[] = [];
  page.on('console', (message) => said.push(message.text()));
  await page.goto(`${api.origin}/twice`);
  await expect(launcher(page)).toBeVisible();
  await expect.poll(() => said.filter((line) => line.includes('twice'))).toHaveLength(1);
  await expect(page.locator('understudy-widget')).toHaveCount(1);
});

test('it waits for the body, and takes its address from init where no element says it', async ({ page }) => {
  await page.goto(`${api.origin}/head`);
  await expect(launcher(page)).toBeVisible();
  await page.goto(`${api.origin}/bare`);
  await expect(page.locator('understudy-widget')).toHaveCount(0);
  await say(page, 'ask', 'refund');
  await say(page, 'init', { workspace: 'pk_test', base_url: api.origin });
  await expect(page.getByRole('log')).toContainText('Billing → Invoices');
});

test('mistakes are told in the console, in words, and never thrown into the page', async ({ page }) => {
  const said: string[] = [];
  const errors: string[] = [];
  page.on('console', (message) => said.push(message.text()));
  page.on('pageerror', (error) => errors.push(error.message));
  await page.goto(`${api.origin}/early`);
  await expect(page.getByRole('log')).toBeVisible();
  for (const call of [['explode'], ['ask', 7], ['on', 'nothing'], ['context', 'free'], ['guide'], [null]])
    await say(page, ...call);
  expect(said.filter((line) => line.startsWith('Understudy: '))).toHaveLength(6);
  expect(errors).toEqual([]);
});

test('it works where the page may not store anything', async ({ page }) => {
  await page.addInitScript(() => {
    const denied = () => {
      throw new DOMException('Access is denied for this document.', 'SecurityError');
    };
    for (const name of ['localStorage', 'sessionStorage', 'indexedDB'])
      Object.defineProperty(window, name, { get: denied });
  });
  await page.goto(`${api.origin}/early`);
  await expect(page.getByRole('log')).toContainText('Billing → Invoices');
});

/** All that could be left behind on a page. */
async function traces(page: Page, devtools: CDPSession): Promise<unknown> {
  const listeners: Record<string, string[]> = {};
  for (const name of ['window', 'document', 'document.body', 'document.documentElement', 'navigation']) {
    const { result } = await devtools.send('Runtime.evaluate', { expression: name });
    const found = await devtools.send('DOMDebugger.getEventListeners', { objectId: result.objectId ?? '' });
    listeners[name] = found.listeners.map((listener) => listener.type).toSorted();
  }
  const rest = await page.evaluate(() => {
    const { alive } = window as unknown as {
      alive: { timers: Set<number>; observers: Set<unknown>; channels: Set<unknown> };
    };
    return {
      globals: Object.getOwnPropertyNames(window).toSorted(),
      elements: document.querySelectorAll('*').length,
      attributes: [...document.documentElement.attributes, ...document.body.attributes].map(
        ({ name }) => name,
      ),
      sheets: document.styleSheets.length + document.adoptedStyleSheets.length,
      stored: Object.keys(localStorage).length + Object.keys(sessionStorage).length,
      timers: alive.timers.size,
      observers: alive.observers.size,
      channels: alive.channels.size,
      native: ['fetch', 'addEventListener', 'XMLHttpRequest'].map((name) =>
        String(Reflect.get(window, name)),
      ),
    };
  });
  return { listeners, ...rest };
}

/** Counts what runs on: timers, observers, channels between tabs. */
function countWhatLives(): void {
  const alive = { timers: new Set<number>(), observers: new Set<unknown>(), channels: new Set<unknown>() };
  Object.assign(window, { alive });
  const later = window.setTimeout.bind(window);
  const forget = window.clearTimeout.bind(window);
  const again = window.setInterval.bind(window);
  const stop = window.clearInterval.bind(window);
  Object.assign(window, {
    setTimeout: (act: () => void, ms?: number) => {
      const id = later(() => (alive.timers.delete(id), act()), ms) as unknown as number;
      return (alive.timers.add(id), id);
    },
    clearTimeout: (id: number) => (alive.timers.delete(id), forget(id)),
    setInterval: (act: () => void, ms?: number) => {
      const id = again(act, ms) as unknown as number;
      return (alive.timers.add(id), id);
    },
    clearInterval: (id: number) => (alive.timers.delete(id), stop(id)),
  });
  for (const Kind of [PerformanceObserver, MutationObserver, ResizeObserver, IntersectionObserver]) {
    const { observe, disconnect } = Kind.prototype as unknown as Record<string, (...args: unknown[]) => void>;
    Object.assign(Kind.prototype, {
      observe(this: unknown, ...args: unknown[]) {
        alive.observers.add(this);
        observe?.apply(this, args);
      },
      disconnect(this: unknown) {
        alive.observers.delete(this);
        disconnect?.apply(this, []);
      },
    });
  }
  window.BroadcastChannel = class extends BroadcastChannel {
    constructor(name: string) {
      super(name);
      alive.channels.add(this);
    }
    override close() {
      alive.channels.delete(this);
      super.close();
    }
  };
}

test('shutdown leaves nothing behind, and init begins afresh', async ({ page }) => {
  await page.addInitScript(countWhatLives);
  await page.goto(`${api.origin}/bare`);
  const devtools = await page.context().newCDPSession(page);
  const before = await traces(page, devtools);
  await say(page, 'init', { workspace: 'pk_test', base_url: api.origin });
  await launcher(page).click();
  await page.getByRole('textbox', { name: 'Your message' }).fill('refund, please');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('log')).toContainText('Billing → Invoices');
  await page.getByRole('button', { name: /What we share/ }).click();
  await expect(page.getByRole('region', { name: 'What we share' })).toBeVisible();
  expect(await traces(page, devtools)).not.toEqual(before);

  await say(page, 'shutdown');
  await expect.poll(() => api.visitor.streams.size).toBe(0);
  await expect.poll(() => traces(page, devtools)).toEqual(before);
  await say(page, 'init', { workspace: 'pk_test', base_url: api.origin });
  await launcher(page).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await expect(page.getByRole('dialog')).not.toContainText('refund');
});
