/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
/** What differs from one device to the next: a phone on a bad line, two tabs, a page that may not store. */
import { expect, type Page, test } from '@playwright/test';
import { WidgetApi } from './doubles/widget-api.ts';
import type {} from '../../packages/widget/src/sdk/commands.ts';

let api: WidgetApi;
test.beforeEach(async () => {
  api = await new WidgetApi().start();
});
test.afterEach(() => api.stop());

const launcher = (page: Page) => page.getByRole('button', { name: 'Open support chat' });
const log = (page: Page) => page.getByRole('log');

async function ask(page: Page, text: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Your message' }).fill(text);
  await page.keyboard.press('Enter');
}

test('on a phone the launcher stays until there is a panel, and fetches it at the next tap', async ({
  page,
}) => {
  await page.setViewportSize({ width: 360, height: 720 });
  let refused = 0;
  await page.route('**/widget-panel.js', (route) => {
    refused++;
    return route.abort();
  });
  await page.goto(api.origin);
  await launcher(page).click();
  await expect.poll(() => refused).toBeGreaterThan(0);
  await expect(launcher(page)).toBeVisible();
  await page.unroute('**/widget-panel.js');
  await launcher(page).click();
  await expect(page.getByRole('dialog', { name: 'Shop' })).toBeVisible();
  await expect(launcher(page)).toBeHidden();
});

test('who signs out in one tab is gone from the others, too', async ({ page, context }) => {
  await page.goto(api.origin);
  await launcher(page).click();
  await ask(page, 'quiet: mine alone');
  await expect(log(page)).toContainText('mine alone');
  const other = await context.newPage();
  await other.goto(api.origin);
  await launcher(other).click();
  await expect(log(other)).toContainText('mine alone');
  const token = api.visitor.token;
  await page.evaluate(() => window.understudy?.('shutdown'));
  await expect(other.getByRole('dialog')).not.toContainText('mine alone');
  await expect.poll(() => other.evaluate(() => Object.values(localStorage).join())).not.toContain(token);
  await ask(other, 'quiet: somebody else');
  await expect.poll(() => api.visitors.size).toBe(2);
  await expect(log(other)).toContainText('somebody else');
  expect(api.visitor.conversations.map(({ messages }) => messages.map(({ text }) => text))).toEqual([
    ['quiet: somebody else'],
  ]);
});

test('where the page may not store, two tabs are two visitors and leave each other alone', async ({
  page,
  context,
}) => {
  await context.addInitScript(() => {
    for (const name of ['localStorage', 'sessionStorage'])
      Object.defineProperty(window, name, {
        get() {
          throw new DOMException('denied', 'SecurityError');
        },
      });
  });
  const other = await context.newPage();
  for (const tab of [page, other]) {
    await tab.goto(api.origin);
    await launcher(tab).click();
    await expect(tab.getByRole('dialog')).toBeVisible();
  }
  await ask(other, 'quiet: of the second');
  await expect.poll(() => api.accepted).toEqual(['quiet: of the second']);
  await expect(log(other)).toContainText('of the second');
  await ask(page, 'quiet: of the first');
  await expect.poll(() => api.accepted).toEqual(['quiet: of the second', 'quiet: of the first']);
  await expect(log(page)).toContainText('of the first');
  expect(api.visitors.size).toBe(2);
});

test('a guide whose last step led to another page has ended there, and asks for no more frames', async ({
  page,
}) => {
  await page.addInitScript(() => {
    const step = { route: '/', text: 'Click “First”', fingerprint: null, advance: 'click' };
    const guide = { id: 'guide_1', version: 1, title: 'First', steps: [step] };
    const running = { guide, run_id: 'run_1', conversation_id: null, step: 1, is_new: false };
    sessionStorage.setItem('understudy:pk_test:guide', JSON.stringify(running));
    const own = window.requestAnimationFrame.bind(window);
    Object.assign(window, {
      asked: 0,
      requestAnimationFrame(act: FrameRequestCallback) {
        Object.assign(window, { asked: (window as unknown as { asked: number }).asked + 1 });
        return own(act);
      },
    });
  });
  const player = page.waitForResponse(/widget-player\.js/);
  await page.goto(api.origin);
  await player;
  await expect.poll(() => page.evaluate(() => sessionStorage.getItem('understudy:pk_test:guide'))).toBeNull();
  // The page's own three frames; whoever asks for one in each of them asks for as many.
  const asked = await page.evaluate(async () => {
    const count = () => (window as unknown as { asked: number }).asked;
    const before = count();
    for (let n = 0; n < 3; n++) await new Promise(requestAnimationFrame);
    return count() - before;
  });
  expect(asked).toBe(3);
});

test('on a small phone all of what is shared can be read, also with files above the field', async ({
  page,
}) => {
  await page.setViewportSize({ width: 320, height: 568 });
  await page.route('**/v1/widget/attachments*', () => undefined);
  await page.goto(api.origin);
  await launcher(page).click();
  await ask(page, 'quiet');
  const buffer = Buffer.from('x');
  await page
    .locator('input[type=file]')
    .setInputFiles(
      ['one.txt', 'two.txt', 'three.txt'].map((name) => ({ name, mimeType: 'text/plain', buffer })),
    );
  await page.getByRole('button', { name: /What we share/ }).click();
  const share = page.getByRole('region', { name: 'What we share' });
  await expect(share).toContainText('Screen');
  await expect(page.getByRole('button', { name: /What we share/ })).toBeInViewport({ ratio: 1 });
  await share.locator('dd').last().scrollIntoViewIfNeeded();
  await expect(share.locator('dd').last()).toBeInViewport({ ratio: 1 });
  await expect(page.getByRole('textbox', { name: 'Your message' })).toBeInViewport({ ratio: 1 });
});
