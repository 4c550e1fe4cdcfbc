/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import { fileURLToPath } from 'node:url';
import { expect, type Page, test } from '@playwright/test';
import { build } from 'esbuild';
import { plantAndLook } from './doubles/planted-pages.ts';
import { WidgetApi } from './doubles/widget-api.ts';

const HOST = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Shop</title></head><body>
<h1>Shop</h1><button id="own" data-understudy="own">Own</button><p id="count">0</p>
<script>let clicks = 0; own.addEventListener('click', () => { count.textContent = String(++clicks); });</script>
<script async src="/widget.js" data-workspace="pk_test"></script></body></html>`;

let api: WidgetApi;
test.beforeEach(async () => {
  api = await new WidgetApi({ '/shop': HOST }).start();
});
test.afterEach(() => api.stop());

const launcher = (page: Page) => page.getByRole('button', { name: 'Open support chat' });

async function ask(page: Page, text: string): Promise<void> {
  await launcher(page).click();
  await page.getByRole('textbox', { name: 'Your message' }).fill(text);
  await page.keyboard.press('Enter');
  await expect.poll(() => api.received.length).toBe(1);
}

/** The page's own work goes on, and it hears of no error. */
async function expectUnharmed(page: Page, errors: readonly string[]): Promise<void> {
  await page.locator('#own').click();
  await expect(page.locator('#count')).toHaveText('1');
  expect(errors).toEqual([]);
}

function errorsOf(page: Page): string[] {
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(`${error.message}\n${error.stack ?? ''}`));
  return errors;
}

const HOSTILITIES: Readonly<Record<string, string>> = {
  'a polluted Object.prototype': `
    Object.prototype.page = 'polluted'; Object.prototype.enabled = true; Object.prototype.workspace = 'pk_evil';
    Object.defineProperty(Object.prototype, 'toJSON', { value: undefined, configurable: true });`,
  'a broken JSON': `JSON.stringify = () => { throw new Error('hostile'); };`,
  'a fetch that never works': `window.fetch = () => Promise.reject(new TypeError('hostile'));`,
  'a fetch that throws': `window.fetch = () => { throw new TypeError('hostile'); };`,
  'broken elements': `Element.prototype.closest = () => { throw new Error('hostile'); }; Element.prototype.matches = () => { throw new Error('hostile'); };`,
  'a document that takes no listeners': `document.addEventListener = () => { throw new Error('hostile'); };`,
  'no clock': `performance.now = () => NaN;`,
  'no observers': `delete window.PerformanceObserver; delete window.PerformanceResourceTiming; delete window.BroadcastChannel;`,
};
for (const [name, script] of Object.entries(HOSTILITIES))
  test(`${name}: the page is unharmed`, async ({ page }) => {
    const errors = errorsOf(page);
    await page.addInitScript(script);
    const app = page.waitForResponse(/widget-app\.js/);
    await page.goto(`${api.origin}/shop`);
    await (await app).finished();
    // What the app does first is done when the page has had this much to do.
    await page.evaluate(async () => {
      for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setTimeout(resolve, 10));
    });
    await expectUnharmed(page, errors);
  });

test('where even arrays are broken there is no widget, and the page goes on', async ({ page }) => {
  await page.addInitScript(() => {
    for (const name of ['map', 'filter', 'at', 'push'] as const) {
      const own = Reflect.get(Array.prototype, name) as (...args: unknown[]) => unknown;
      const broken = function (this: unknown, ...args: unknown[]) {
        if (new Error('whose').stack?.includes('widget-app')) throw new Error('hostile');
        return own.apply(this, args);
      };
      Object.defineProperty(Array.prototype, name, { value: broken });
    }
  });
  const app = page.waitForResponse(/widget-app\.js/);
  await page.goto(`${api.origin}/shop`);
  await (await app).finished();
  await expectUnharmed(page, []);
});

test('a page that cannot be looked at loses no message', async ({ page }) => {
  const errors = errorsOf(page);
  await page.addInitScript(() => {
    const hostile = () => {
      throw new Error('hostile');
    };
    Object.assign(Document.prototype, { querySelectorAll: hostile });
    Object.defineProperty(Document.prototype, 'title', { get: hostile });
  });
  await page.goto(`${api.origin}/shop`);
  await ask(page, 'quiet: heard?');
  expect(api.received[0]).toMatchObject({ text: 'quiet: heard?', context: {}, page: null });
  expect(errors).toEqual([]);
});

test('a flood of events costs the page next to nothing, and does not fill the message', async ({ page }) => {
  test.setTimeout(90_000);
  const errors = errorsOf(page);
  const parts = page.waitForResponse(/widget-parts\.js/);
  await page.goto(`${api.origin}/shop`);
  await parts;
  await expect(launcher(page)).toBeVisible();
  const per_event_ms = await page.evaluate(() => {
    const { understudy } = window as unknown as { understudy: (...call: unknown[]) => void };
    const button = document.querySelector('#own');
    const started = performance.now();
    for (let n = 0; n < 100_000; n++) button?.dispatchEvent(new MouseEvent('click', { bubbles: true }));
    for (let n = 0; n < 10_000; n++)
      dispatchEvent(new ErrorEvent('error', { error: new TypeError(`flood ${n}`) }));
    for (let n = 0; n < 200; n++) {
      history.replaceState(null, '', `#${n % 2}`);
      understudy('track', `flood ${n}`);
    }
    return (performance.now() - started) / 110_400;
  });
  expect(per_event_ms).toBeLessThan(1);
  await ask(page, 'quiet: still there?');
  expect(api.received[0]?.page?.events.length).toBeLessThanOrEqual(20);
  expect(errors).toEqual([]);
});

test('a giant page with a megabyte in its title and its fields sends little, and soon', async ({ page }) => {
  await page.goto(`${api.origin}/shop`);
  await page.evaluate(() => {
    const huge = 'Ann Miller ann@example.com '.repeat(40_000);
    document.title = huge;
    const rows = Array.from(
      { length: 10_000 },
      (_, n) => `<div data-private><i>${n}</i><input value="x${n}"></div>`,
    );
    const part = document.createElement('div');
    part.hidden = true;
    part.innerHTML = rows.join('');
    const field = document.createElement('textarea');
    field.value = huge;
    document.body.append(part, field);
  });
  await ask(page, 'quiet: too much?');
  const told = api.received[0];
  expect(told?.page?.title).toBeNull();
  expect(JSON.stringify(told).length).toBeLessThan(5_000);
});

test('messages of other frames and windows mean nothing to it', async ({ page }) => {
  const errors = errorsOf(page);
  await page.goto(`${api.origin}/shop`);
  await expect(launcher(page)).toBeVisible();
  const before = api.seen.length;
  await page.evaluate(() => {
    const texts = ['understudy', 'shutdown', '{"type":"understudy:open"}', 'x'.repeat(1_000_000)];
    const messages = [
      ...texts,
      null,
      7,
      { type: 'open' },
      { source: 'understudy', command: 'shutdown' },
      [['open']],
    ];
    for (const message of messages)
      for (let n = 0; n < 50; n++) {
        postMessage(message, '*');
        dispatchEvent(new MessageEvent('message', { data: message, origin: 'https://evil.example' }));
      }
  });
  await expect(launcher(page)).toBeVisible();
  await expectUnharmed(page, errors);
  expect(
    api.seen.slice(before).filter((call) => !/GET \/v1\/widget\/(events|conversations|guides)/.test(call)),
  ).toEqual([]);
});

test('10,000 pages with planted secrets, drawn by the browser: none is in what would be sent', async ({
  page,
}) => {
  test.setTimeout(240_000);
  const source = fileURLToPath(new URL('../../packages/widget/src/page/', import.meta.url));
  const bundle = await build({
    stdin: { contents: `export * from './label.ts'; export * from './describe.ts';`, resolveDir: source },
    bundle: true,
    format: 'iife',
    globalName: 'parts',
    write: false,
  });
  await page.goto('about:blank');
  await page.addScriptTag({ content: bundle.outputFiles[0]?.text ?? '' });
  const found = await page.evaluate(plantAndLook, 10_000);
  expect(found.leaks.slice(0, 5)).toEqual([]);
  expect(found.pages).toBe(10_000);
  // What is looked for was there to be seen, and labels were told.
  expect(found.labels).toBeGreaterThan(5_000);
  expect(found.planted_in_labels).toBeGreaterThan(2_000);
});
