import { expect, test } from '@playwright/test';
import { type Double, startDouble } from './console-double/double.ts';
import { faultsOf } from './fit.ts';

let api: Double;
test.beforeEach(async () => {
  api = await startDouble();
});
test.afterEach(() => api.close());

test('retention: what would go is counted before it is saved, and saving can be undone', async ({ page }) => {
  await page.goto(`${api.url}/settings`);
  const card = page.locator('section', { has: page.getByRole('heading', { name: 'Retention' }) });
  await expect(card.getByRole('status')).toContainText('12 rows of visitor context');
  await expect(card.getByLabel('Visitor context')).toHaveValue('90');
  await card.getByLabel('Conversations').selectOption('1 year');
  await card.getByLabel('Sign-ins in the audit log').selectOption('30 days');
  await card.getByRole('button', { name: 'What would go?' }).click();
  await expect(card.getByRole('status')).toContainText(
    '1,204 rows of conversations, 37 rows of sign-ins in the audit log',
  );
  expect(api.sent('setRetention')).toEqual([]);
  await card.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Saved', { exact: true })).toBeVisible();
  expect(api.sent('setRetention')[0]?.body).toMatchObject({
    conversations: 365,
    sign_ins: 30,
    details: 90,
    imported: null,
  });
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(card.getByLabel('Conversations')).toHaveValue('');
  expect(api.sent('setRetention')[1]?.body).toMatchObject({
    conversations: null,
    sign_ins: null,
    details: 90,
  });
});

for (const width of [1_440, 360])
  for (const scheme of ['light', 'dark'] as const)
    test(`retention: accessible, ${scheme}, ${width} wide`, async ({ page }, info) => {
      await page.setViewportSize({ width, height: 1_300 });
      await page.emulateMedia({ colorScheme: scheme });
      await page.goto(`${api.url}/settings`);
      const card = page.locator('section', { has: page.getByRole('heading', { name: 'Retention' }) });
      await card.getByLabel('Conversations').selectOption('1 year');
      await card.getByRole('button', { name: 'What would go?' }).click();
      await expect(card.getByRole('status')).toContainText('It cannot be undone');
      expect(await faultsOf(page, 'main')).toEqual([]);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
      expect(overflow).toBe(false);
      await card.screenshot({ path: info.outputPath(`retention-${scheme}-${width}.png`) });
    });
