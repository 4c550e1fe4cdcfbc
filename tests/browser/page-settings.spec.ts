/// <reference lib="dom" />
import { expect, test } from '@playwright/test';
import { type Double, startDouble } from './console-double/double.ts';
import { faultsOf } from './fit.ts';

let api: Double;
test.beforeEach(async () => {
  api = await startDouble();
});
test.afterEach(() => api.close());

test('what the widget may look at is told in lines, and a wrong one is not saved', async ({ page }) => {
  await page.goto(`${api.url}/settings`);
  const section = page.locator('section').filter({ hasText: 'What the widget sees of the page' });
  await section.getByLabel('Only on these paths').fill('/app/*\n/pay');
  await section.getByLabel('Query keys').fill('tab and more');
  await expect(section).toContainText('found “tab and more”');
  await expect(section.getByRole('button', { name: 'Save' })).toBeDisabled();
  await section.getByLabel('Query keys').fill('tab');
  await section.getByLabel(/any button or link/).check();
  await section.getByLabel('Other origins').fill('https://api.example.com/v1');
  await section.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Saved', { exact: true })).toBeVisible();
  expect(api.desk.settings.widget.page).toEqual({
    enabled: true,
    paths: ['/app/*', '/pay'],
    query_keys: ['tab'],
    selectors: ['[data-understudy]'],
    buttons: true,
    origins: ['https://api.example.com'],
  });
  await section.getByLabel(/Send page, title/).uncheck();
  await expect(section.getByLabel('Query keys')).toHaveCount(0);
  await section.getByRole('button', { name: 'Save' }).click();
  await expect.poll(() => api.desk.settings.widget.page.enabled).toBe(false);
});

test('the snippet can be pinned to the build that is served', async ({ page }) => {
  await page.goto(`${api.url}/settings`);
  await page.getByText('Pinned to version 0123456789ab').click();
  await expect(page.locator('code').filter({ hasText: 'integrity="sha384-' })).toBeVisible();
});

for (const [width, scheme] of [
  [1440, 'light'],
  [360, 'dark'],
] as const)
  test(`it fits ${width} px, ${scheme}`, async ({ page }) => {
    await page.setViewportSize({ width, height: 800 });
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
    await page.goto(`${api.url}/settings`);
    const section = page.locator('section').filter({ hasText: 'What the widget sees of the page' });
    await section.scrollIntoViewIfNeeded();
    await expect(section.getByLabel('Query keys')).toBeVisible();
    await page.getByText('Pinned to version').click();
    expect(await faultsOf(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(
      0,
    );
    await section.screenshot({ path: test.info().outputPath('page-settings.png') });
  });
