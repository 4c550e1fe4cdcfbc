/** In the widget, words of the team about an incident stand above the start and the conversation, until the visitor hides them. */
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { WidgetApi } from './doubles/widget-api.ts';
import { faultsOf } from './fit.ts';

const LOOK = process.env['SCREENSHOTS'];
const WORDS = 'Imports stop for some customers right now. We are looking into it and will write here.';
let api: WidgetApi;
test.beforeEach(async () => {
  api = await new WidgetApi().start();
});
test.afterEach(() => api.stop());

const look = async (page: Page, name: string) => {
  if (LOOK) await page.screenshot({ path: join(LOOK, `banner-${name}.png`) });
};
const opened = async (page: Page) => {
  await page.goto(api.origin);
  await page.getByRole('button', { name: 'Open support chat' }).click();
  await expect(page.getByRole('textbox', { name: 'Your message' })).toBeVisible();
};

test('it is read out with the panel, stands over a conversation, and stays hidden once it was', async ({
  page,
}) => {
  api.banner = WORDS;
  await opened(page);
  const banner = page.getByRole('status').filter({ hasText: WORDS });
  await expect(banner).toBeVisible();
  await expect(page.getByRole('dialog')).toHaveAccessibleDescription(new RegExp(WORDS));
  expect(await faultsOf(page)).toEqual([]);
  await look(page, 'home-light');

  await page.getByRole('textbox', { name: 'Your message' }).fill('My import stops');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('log')).toContainText('My import stops');
  await expect(banner).toBeVisible();
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.setViewportSize({ width: 360, height: 740 });
  expect(await faultsOf(page)).toEqual([]);
  await look(page, 'chat-dark-360');

  const hide = page.getByRole('button', { name: 'Hide this notice' });
  await hide.focus();
  await page.keyboard.press('Enter');
  await expect(banner).toHaveCount(0);
  await page.getByRole('button', { name: 'Close', exact: true }).click();
  await page.getByRole('button', { name: /Open support chat/ }).click();
  await expect(page.getByRole('log')).toBeVisible();
  await expect(hide).toHaveCount(0);
});

test('where there is none, nothing stands there', async ({ page }) => {
  await opened(page);
  await expect(page.getByRole('button', { name: 'Hide this notice' })).toHaveCount(0);
});
