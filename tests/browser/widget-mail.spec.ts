/** In the widget, a visitor asks for replies by e-mail while a person is to answer, and takes it back. */
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { WidgetApi } from './doubles/widget-api.ts';
import { faultsOf } from './fit.ts';

const LOOK = process.env['SCREENSHOTS'];
let api: WidgetApi;
test.beforeEach(async () => {
  api = await new WidgetApi().start();
});
test.afterEach(() => api.stop());

async function waitForTeam(page: Page): Promise<void> {
  await page.goto(api.origin);
  await page.getByRole('button', { name: 'Open support chat' }).click();
  await page.getByRole('textbox', { name: 'Your message' }).fill('My webhook signature fails');
  await page.keyboard.press('Enter');
  await expect(page.locator('.standing.waiting')).toContainText('The team will reply');
}
const look = async (page: Page, name: string) => {
  if (LOOK) await page.screenshot({ path: join(LOOK, `mail-${name}.png`) });
};
const offer = (page: Page) => page.getByRole('button', { name: 'Get the reply by e-mail, too' });
const field = (page: Page) => page.getByRole('textbox', { name: 'Your e-mail address' });

test('an address is asked for, checked, kept over a reload, and given up again', async ({ page }) => {
  api.offers_mail = true;
  await waitForTeam(page);
  await offer(page).press('Enter');
  await expect(field(page)).toBeFocused();
  await expect(field(page)).toHaveAccessibleDescription(/Each e-mail has a link that ends them/);
  await page.keyboard.type('jane');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert').filter({ hasText: 'complete e-mail address' })).toBeVisible();
  expect(await faultsOf(page)).toEqual([]);
  await look(page, 'invalid');
  await page.keyboard.type('@example.com');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Replies that you miss go to jane@example.com.')).toBeVisible();
  expect(api.reply_address).toBe('jane@example.com');
  await page.reload();
  await page.getByRole('button', { name: 'Open support chat' }).click();
  await expect(page.getByText('Replies that you miss go to jane@example.com.')).toBeVisible();
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.setViewportSize({ width: 360, height: 740 });
  await look(page, 'set-dark-360');
  expect(await faultsOf(page)).toEqual([]);
  await page.getByRole('button', { name: 'Stop', exact: true }).click();
  await expect(offer(page)).toBeVisible();
  expect(api.reply_address).toBeNull();
});

test('a lost connection is said, and the address stays to be sent again', async ({ page }) => {
  api.offers_mail = true;
  await waitForTeam(page);
  await offer(page).click();
  await field(page).fill('jane@example.com');
  api.down = true;
  await page.keyboard.press('Enter');
  await expect(page.locator('.by-mail').getByRole('alert')).toContainText('That did not work');
  await expect(field(page)).toHaveValue('jane@example.com');
  api.down = false;
  await page.locator('.by-mail').getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Replies that you miss go to jane@example.com.')).toBeVisible();
});

test('where the server sends no e-mail, none is offered', async ({ page }) => {
  await waitForTeam(page);
  await expect(offer(page)).toHaveCount(0);
});
