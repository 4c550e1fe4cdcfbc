/** Settings: found by an address and by the palette, and not left with changes that nobody saved. */
import { expect, type Page, test } from '@playwright/test';
import { type Double, startDouble } from './console-double/double.ts';
import { faultsOf } from './fit.ts';

let api: Double;
test.beforeEach(async () => {
  api = await startDouble();
});
test.afterEach(() => api.close());

const part = (page: Page, name: string) =>
  page.locator('section', { has: page.getByRole('heading', { name, exact: true }) });

async function choose(page: Page, text: string): Promise<void> {
  await expect(page.getByRole('navigation', { name: 'Main' })).toBeVisible();
  await page.keyboard.press('ControlOrMeta+k');
  await page.getByRole('combobox', { name: 'Search commands' }).fill(text);
  await page.keyboard.press('Enter');
}

/** As a lead or owner: all that stands there is there. */
async function open(page: Page, address = '/settings'): Promise<void> {
  test.setTimeout(60_000);
  await page.goto(`${api.url}${address}`);
  const last = part(page, 'E-mail').getByRole('button', { name: 'Save' });
  await expect(last).toBeVisible({ timeout: 30_000 });
}

test('each part has an address of its own, and a command', async ({ page }) => {
  await open(page, '/settings#retention');
  await expect(part(page, 'Retention')).toBeFocused();
  await expect(part(page, 'Retention')).toBeInViewport();
  await page
    .getByRole('navigation', { name: 'Settings' })
    .getByRole('link', { name: 'Widget', exact: true })
    .click();
  await expect(part(page, 'Widget')).toBeFocused();
  await choose(page, 'e-mail');
  await expect(page).toHaveURL(/\/settings#mail$/);
  await expect(part(page, 'E-mail')).toBeFocused();
  await choose(page, 'identity');
  await expect(page).toHaveURL(/\/settings\/identity$/);
});

test('an agent is led only to what an agent finds there', async ({ page }) => {
  api.desk.me = { ...api.desk.me, role: 'agent' };
  await page.goto(`${api.url}/settings`);
  const links = page.getByRole('navigation', { name: 'Settings' }).getByRole('link');
  await expect(links).toHaveText(['Embed the widget', 'Identity', 'People', 'You']);
});

test('what is not saved is not lost by leaving, unless one wants to', async ({ page }) => {
  await open(page);
  const widget = part(page, 'Widget');
  const save = widget.getByRole('button', { name: 'Save' });
  await expect(save).toBeDisabled();
  await widget.getByLabel('Greeting').fill('Good morning');
  await expect(save).toBeEnabled();
  const leave = page.getByRole('dialog', { name: 'Leave without saving?' });
  const learning = page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Learning' });
  await learning.click();
  await expect(leave).toBeVisible();
  expect(await faultsOf(page)).toEqual([]);
  await leave.getByRole('button', { name: 'Cancel' }).click();
  await expect(widget.getByLabel('Greeting')).toHaveValue('Good morning');
  await learning.click();
  await leave.getByRole('button', { name: 'Leave' }).click();
  await expect(page).toHaveURL(/\/learning$/);
  expect(api.sent('updateSettings')).toEqual([]);
});

test('what is saved does not hold anybody back, and another form that was saved leaves this one as it is', async ({
  page,
}) => {
  await open(page);
  const [widget, seen] = [part(page, 'Widget'), part(page, 'What the widget sees of the page')];
  await seen.getByLabel('Query keys').fill('tab');
  await seen.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Saved', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Dismiss' }).click();
  await expect(seen.getByRole('button', { name: 'Save' })).toBeDisabled();
  await expect(widget.getByRole('button', { name: 'Save' })).toBeDisabled();
  await widget.getByLabel('Greeting').fill('Good morning');
  await widget.getByRole('button', { name: 'Save' }).click();
  await expect.poll(() => api.desk.settings.widget.greeting).toBe('Good morning');
  expect(api.desk.settings.widget.page.query_keys).toEqual(['tab']);
  await expect(page.getByText('Saved', { exact: true })).toBeVisible();
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Learning' }).click();
  await expect(page).toHaveURL(/\/learning$/);
});

test('a change that is refused stays in the form', async ({ page }) => {
  await open(page);
  const widget = part(page, 'Widget');
  await widget.getByLabel('Greeting').fill('Good morning');
  api.fail('updateSettings', 1, false);
  await widget.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('status').locator('.text-bad')).toBeVisible();
  await expect(widget.getByLabel('Greeting')).toHaveValue('Good morning');
  await expect(widget.getByRole('button', { name: 'Save' })).toBeEnabled();
});

test('a browser without a clipboard selects what is to be copied', async ({ page }) => {
  await page.addInitScript(() => Object.defineProperty(navigator, 'clipboard', { value: undefined }));
  await open(page);
  await page.getByRole('button', { name: 'Copy the snippet' }).click();
  await expect(page.getByText('Press Ctrl C')).toBeVisible();
  expect(await page.evaluate(() => String(getSelection()))).toContain('data-workspace=');
});
