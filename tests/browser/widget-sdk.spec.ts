/// <reference lib="dom" />
import { fileURLToPath } from 'node:url';
import { expect, type Page, test } from '@playwright/test';
import { build } from 'esbuild';
import { WidgetApi } from './doubles/widget-api.ts';

/** A page that is built with modules, as its own bundler would do it. */
async function bundle(script: string): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents: script, resolveDir: fileURLToPath(new URL('.', import.meta.url)), loader: 'tsx' },
    bundle: true,
    format: 'iife',
    jsx: 'automatic',
    write: false,
    define: { 'process.env.NODE_ENV': '"development"' },
  });
  return outputFiles[0]?.text ?? '';
}

const BODY =
  '<!doctype html><html lang="en"><meta charset="utf-8"><title>Shop</title><body><h1>Shop</h1><div id="app"></div><button id="toggle">Toggle</button><button id="other">Other</button>';
const launcher = (page: Page) => page.getByRole('button', { name: 'Open support chat' });

let api: WidgetApi;
test.beforeEach(async () => {
  const vanilla = await bundle(`
    import { createUnderstudy } from '@understudy/widget';
    const options = { base_url: location.origin, workspace: 'pk_test', release: '4.2' };
    const understudy = createUnderstudy(options);
    createUnderstudy(options);
    window.heard = [];
    const stop = understudy.on('open', () => { window.heard.push('open'); stop(); });
    understudy.context({ plan: 'free' });
    understudy.ask('quiet: by module');
    toggle.onclick = () => { understudy.shutdown({ keep_visitor: true }); createUnderstudy(options); };`);
  const react = await bundle(`
    import { StrictMode, useState } from 'react';
    import { createRoot } from 'react-dom/client';
    import { Understudy } from '@understudy/widget/react';
    function App() {
      const [on, setOn] = useState(true);
      const [workspace, setWorkspace] = useState('pk_test');
      toggle.onclick = () => setOn(!on);
      other.onclick = () => setWorkspace('pk_other');
      return on && <Understudy base_url={location.origin} workspace={workspace} context={{ plan: 'pro' }} />;
    }
    createRoot(app).render(<StrictMode><App /></StrictMode>);`);
  api = await new WidgetApi({
    '/vanilla': `${BODY}<script src="/vanilla.js"></script>`,
    '/vanilla.js': vanilla,
    '/react': `${BODY}<script src="/react.js"></script>`,
    '/react.js': react,
  }).start();
});
test.afterEach(() => api.stop());

test('a page of modules has the widget by one call, and one script', async ({ page }) => {
  await page.goto(`${api.origin}/vanilla`);
  await expect
    .poll(() => api.received.map(({ text, context }) => [text, context]))
    .toEqual([['quiet: by module', { plan: 'free' }]]);
  await expect(page.locator('script[src$="/widget.js"]')).toHaveCount(1);
  await expect(page.locator('understudy-widget')).toHaveCount(1);
  expect(await page.evaluate(() => (window as unknown as { heard: string[] }).heard)).toEqual(['open']);

  await page.getByRole('button', { name: 'Close support chat' }).click();
  await page.locator('#toggle').click();
  await launcher(page).click();
  await page.getByRole('textbox', { name: 'Your message' }).fill('quiet: the same visitor');
  await page.keyboard.press('Enter');
  await expect.poll(() => api.received.length).toBe(2);
  expect(api.visitors.size).toBe(1);
});

test('a React app has it as long as the component is there, also in strict mode', async ({ page }) => {
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  await page.goto(`${api.origin}/react`);
  await launcher(page).click();
  await page.getByRole('textbox', { name: 'Your message' }).fill('quiet: by React');
  await page.keyboard.press('Enter');
  await expect.poll(() => api.received.map(({ context }) => context)).toEqual([{ plan: 'pro' }]);
  await page.locator('#toggle').click();
  await expect(page.locator('understudy-widget')).toHaveCount(0);
  await page.locator('#toggle').click();
  await expect(launcher(page)).toBeVisible();
  expect(api.visitors.size).toBe(1);
  expect(errors).toEqual([]);
});

test('a React app that turns to another workspace tells the new widget what it told the old one', async ({
  page,
}) => {
  await page.goto(`${api.origin}/react`);
  await expect(launcher(page)).toBeVisible();
  const session = page.waitForRequest(
    (request) => request.url().endsWith('/sessions') && request.postData()?.includes('pk_other') === true,
  );
  await page.locator('#other').click();
  await session;
  await launcher(page).click();
  await page.getByRole('textbox', { name: 'Your message' }).fill('quiet: to the other');
  await page.keyboard.press('Enter');
  await expect.poll(() => api.received.map(({ context }) => context)).toEqual([{ plan: 'pro' }]);
});
