/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { WidgetApi } from './doubles/widget-api.ts';

const APP = `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Billing – ann@example.com</title></head><body>
<main><h1>Billing</h1>
  <button data-understudy="upgrade">Upgrade to Pro</button>
  <button id="plain">Not opted in</button>
  <div data-private><button data-understudy="secret">Of Zorblat Quaid</button></div>
  <form data-understudy="address form"><input aria-label="Street" data-understudy="street"><button data-understudy="">Save for Zorblat</button></form>
  <p contenteditable data-understudy="notes">notes</p>
  <a href="#" id="go">Go</a>
</main>
<script>
  go.onclick = (event) => { event.preventDefault(); history.pushState(null, '', '/invoices/4711?tab=open&token=sk_live_4eC39HqLyjWDarjtT1zdp7dc'); document.title = 'Invoice 20231107 – Zorblat'; };
  document.forms[0].onsubmit = (event) => event.preventDefault();
</script>
<script async src="/widget.js" data-workspace="pk_test" data-release="4.2"></script></body></html>`;

let api: WidgetApi;
test.beforeEach(async () => {
  api = await new WidgetApi({ '/billing': APP, '/invoices/4711': APP }).start();
  api.widget.page.query_keys.push('tab');
});
test.afterEach(() => api.stop());

const launcher = (page: Page) => page.getByRole('button', { name: 'Open support chat' });
const sharing = (page: Page) => page.getByRole('button', { name: /What we share/ });
const region = (page: Page) => page.getByRole('region', { name: 'What we share' });

/** The observer is there once it stands around `fetch`. */
async function openPage(page: Page): Promise<void> {
  await page.addInitScript(() => Object.assign(window, { first_fetch: window.fetch }));
  await page.goto(`${api.origin}/billing`);
  await page.waitForFunction(() => window.fetch !== Reflect.get(window, 'first_fetch'));
  await expect(launcher(page)).toBeVisible();
}

async function ask(page: Page, text: string): Promise<void> {
  const count = api.received.length;
  const field = page.getByRole('textbox', { name: 'Your message' });
  await expect(launcher(page).or(field).first()).toBeVisible();
  if (await launcher(page).isVisible()) await launcher(page).click();
  await field.fill(text);
  await page.keyboard.press('Enter');
  await expect.poll(() => api.received.length).toBe(count + 1);
}

test('the way the visitor came goes with the question, and nothing they typed', async ({ page }) => {
  await openPage(page);
  await page.getByRole('button', { name: 'Upgrade to Pro' }).click();
  await page.getByRole('button', { name: 'Not opted in' }).click();
  await page.getByRole('button', { name: 'Of Zorblat' }).click();
  await page.getByRole('textbox', { name: 'Street' }).fill('Elm Street, hunter2');
  await page.locator('[contenteditable]').click();
  await page.getByRole('button', { name: 'Save for' }).click();
  await page.evaluate(async (origin) => {
    await fetch('/api/pay/77?card=4111111111111111').catch(() => undefined);
    await fetch('https://elsewhere.invalid/x').catch(() => undefined);
    setTimeout(() => {
      throw new TypeError('cannot read ann@example.com');
    });
    await new Promise((resolve) => setTimeout(resolve, 50));
    void origin;
  }, api.origin);
  await page.getByRole('link', { name: 'Go' }).click();
  await ask(page, 'quiet: why?');

  const [message] = api.received;
  const told = message?.page;
  expect(told).toMatchObject({
    route: '/invoices/*',
    title: 'Invoice * – *',
    query: { tab: 'open' },
    release: '4.2',
    viewport: page.viewportSize(),
  });
  const happened = told?.events.map(({ kind, name, route, status }) => [kind, name, route, status]);
  expect(happened?.filter(([kind]) => kind !== 'request-failed')).toEqual([
    ['click', 'upgrade', '/billing', null],
    ['click', 'Save for *', '/billing', null],
    ['submit', 'address form', '/billing', null],
    ['script-error', 'TypeError', '/billing', null],
    ['route', '/invoices/*', '/billing', null],
  ]);
  expect(happened).toContainEqual(['request-failed', 'request', '/api/pay/*', 401]);
  const sent = JSON.stringify(message);
  for (const secret of [
    'Elm',
    'hunter2',
    'Zorblat',
    'Quaid',
    'ann@',
    '4711',
    'sk_live',
    '4111',
    'elsewhere',
    'notes',
  ])
    expect(sent).not.toContain(secret);
});

test('what was private or typed when it happened stays untold when the page has gone on', async ({
  page,
}) => {
  await openPage(page);
  await page.getByRole('textbox', { name: 'Street' }).fill('hunter2');
  await page.evaluate(() => {
    const [save] = document.querySelectorAll('form button');
    if (save) save.textContent = 'Save Zorblat at hunter2';
  });
  await page.getByRole('button', { name: 'Save Zorblat' }).click();
  await page.evaluate(() => {
    history.pushState(null, '', '/people/zorblat');
    history.pushState(null, '', '/done');
    document.querySelector('main')?.replaceChildren('Done');
  });
  await ask(page, 'quiet: why?');
  const told = api.received[0]?.page;
  expect(told?.route).toBe('/done');
  expect(told?.events.map(({ kind, name }) => [kind, name])).toContainEqual(['click', 'Save * at *']);
  expect(JSON.stringify(told)).not.toMatch(/zorblat|hunter2/i);
});

test('a failed request is told though nobody reads its body; the page’s own requests are as they were', async ({
  page,
}) => {
  const headers = { 'cache-control': 'no-store' };
  await page.route('**/api/save', (route) =>
    route.fulfill({ status: 409, headers, json: { why: 'locked' } }),
  );
  await page.route('**/api/fine', (route) => route.fulfill({ status: 200, headers, json: {} }));
  await page.route('**/api/gone', (route) => route.abort());
  await page.route('**/api/slow', () => undefined);
  await page.addInitScript(() => Object.assign(window, { own_fetch: window.fetch, unhandled: [] }));
  await openPage(page);
  const seen = await page.evaluate(async () => {
    const { own_fetch, unhandled } = window as unknown as { own_fetch: typeof fetch; unhandled: string[] };
    addEventListener('unhandledrejection', ({ reason }) => unhandled.push(String(reason)));
    const kept = await fetch('/api/save', { method: 'POST', body: '{}' });
    Object.assign(window, { kept });
    const fine = await fetch(new Request('/api/fine'));
    const cancelled = new AbortController();
    const slow = fetch('/api/slow', { signal: cancelled.signal }).catch((error: Error) => error.name);
    cancelled.abort();
    const failed = new Promise((resolve) => addEventListener('unhandledrejection', resolve, { once: true }));
    void fetch('/api/gone');
    await failed;
    return {
      statuses: [kept.status, fine.status],
      body: await fine.text(),
      slow: await slow,
      name: [fetch.name, fetch.length],
      is_around: fetch !== own_fetch,
      unhandled,
    };
  });
  expect(seen).toEqual({
    statuses: [409, 200],
    body: '{}',
    slow: 'AbortError',
    name: ['fetch', 1],
    is_around: true,
    unhandled: ['TypeError: Failed to fetch'],
  });
  await ask(page, 'quiet: why?');
  const failed = api.received[0]?.page?.events.filter(({ kind }) => kind === 'request-failed');
  expect(failed?.map(({ route, status }) => [route, status])).toEqual([
    ['/api/save', 409],
    ['/api/gone', 0],
  ]);
  await page.evaluate(() => window.understudy?.('shutdown'));
  expect(await page.evaluate(() => fetch === (window as unknown as { own_fetch: unknown }).own_fetch)).toBe(
    true,
  );
});

test('a failed request of another origin is told only where that origin is listed', async ({ page }) => {
  api.widget.page.origins.push('https://listed.example');
  const headers = { 'access-control-allow-origin': '*', 'cache-control': 'no-store' };
  await page.route(/^https:\/\/(?:other|listed)\.example\//, (route) =>
    route.fulfill({ status: 503, headers, body: '' }),
  );
  await openPage(page);
  const statuses = await page.evaluate(async () => {
    const other = await fetch('https://other.example/api/other');
    const listed = await fetch('https://listed.example/api/pay');
    return [other.status, listed.status];
  });
  expect(statuses).toEqual([503, 503]);
  await ask(page, 'quiet: why?');
  const failed = api.received[0]?.page?.events.filter(({ kind }) => kind === 'request-failed');
  expect(failed?.map(({ route, status }) => [route, status])).toEqual([['/api/pay', 503]]);
});

test('the visitor sees what is shared, and one click withholds it, also after a reload', async ({ page }) => {
  await openPage(page);
  await page.getByRole('button', { name: 'Upgrade to Pro' }).click();
  await launcher(page).click();
  await sharing(page).click();
  await expect(region(page)).toContainText('/billing · Billing – *');
  await expect(region(page)).toContainText('Clicked · upgrade · /billing');
  await expect(region(page)).toContainText('4.2');
  const { violations } = await new AxeBuilder({ page }).include('understudy-widget').analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ target }) => target)])).toEqual([]);

  await region(page).getByRole('button', { name: 'Do not share' }).click();
  await expect(region(page)).toContainText('Nothing about this page goes with your messages.');
  await ask(page, 'quiet: one');
  expect(api.received[0]).toMatchObject({ page: null, context: { page_withheld: 'yes' } });

  await page.reload();
  await launcher(page).click();
  await expect(sharing(page)).toContainText('Does not share this page');
  await sharing(page).click();
  await region(page).getByRole('button', { name: 'Share it' }).click();
  await expect(region(page)).toContainText('/billing');
  await ask(page, 'quiet: two');
  expect(api.received[1]?.page?.route).toBe('/billing');
  expect(api.received[1]?.context).toEqual({});
});

test('Global Privacy Control withholds until the visitor says otherwise', async ({ page }) => {
  await page.addInitScript(() => Object.defineProperty(navigator, 'globalPrivacyControl', { value: true }));
  await page.goto(`${api.origin}/billing`);
  await ask(page, 'quiet: one');
  expect(api.received[0]).toMatchObject({ page: null, context: { page_withheld: 'yes' } });
  await sharing(page).click();
  await region(page).getByRole('button', { name: 'Share it' }).click();
  await expect(region(page)).toContainText('/billing');
  await ask(page, 'quiet: two');
  expect(api.received[1]?.page?.route).toBe('/billing');
});

test('where the workspace or the page does not want it, nothing is watched and nothing is offered', async ({
  page,
}) => {
  const parts: string[] = [];
  page.on('request', (request) => request.url().includes('widget-parts') && parts.push(request.url()));
  api.widget.page.enabled = false;
  await page.goto(`${api.origin}/billing`);
  await ask(page, 'quiet: one');
  expect(api.received[0]).toMatchObject({ page: null, context: {} });
  await expect(sharing(page)).toHaveCount(0);
  expect(parts).toEqual([]);

  api.widget.page.enabled = true;
  await page.goto(`${api.origin}/billing`);
  await page.evaluate(() =>
    (window as unknown as { understudy: (...call: unknown[]) => void }).understudy('update', {
      share_page: false,
    }),
  );
  await ask(page, 'quiet: two');
  expect(api.received[1]).toMatchObject({ page: null, context: {} });
  await expect(sharing(page)).toHaveCount(0);
});

test('only the listed paths are looked at', async ({ page }) => {
  api.widget.page.paths = ['/invoices/*'];
  await openPage(page);
  await page.getByRole('button', { name: 'Upgrade to Pro' }).click();
  await ask(page, 'quiet: one');
  expect(api.received[0]?.page).toBeNull();
  await page.getByRole('link', { name: 'Go' }).click();
  await page.getByRole('button', { name: 'Upgrade to Pro' }).click();
  await ask(page, 'quiet: two');
  expect(api.received[1]?.page?.events.map(({ kind, route }) => [kind, route])).toEqual([
    ['click', '/invoices/*'],
  ]);
});

for (const [width, scheme] of [
  [1440, 'light'],
  [360, 'dark'],
] as const)
  test(`what is shared fits ${width} px, ${scheme}`, async ({ page }) => {
    await page.setViewportSize({ width, height: 800 });
    await page.emulateMedia({ colorScheme: scheme });
    await openPage(page);
    await page.getByRole('button', { name: 'Upgrade to Pro' }).click();
    await launcher(page).click();
    await sharing(page).click();
    await expect(region(page)).toContainText('upgrade');
    await expect(page.getByRole('textbox', { name: 'Your message' })).toBeInViewport();
    await expect(region(page).getByRole('button', { name: 'Do not share' })).toBeInViewport();
    await page.screenshot({ path: test.info().outputPath('shared.png') });
  });
