/** A person is suspended and let back, and a resolution gets a last day. */
import { expect, test } from '@playwright/test';
import { type Double, startDouble } from './console-double/double.ts';
import { faultsOf } from './fit.ts';

let api: Double;
test.beforeEach(async () => {
  api = await startDouble();
});
test.afterEach(() => api.close());

test('a person is suspended with what they taught, and let back', async ({ page }) => {
  await page.goto(`${api.url}/settings`);
  await expect(page.getByText('grace@example.com')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Suspend Ada Byron' })).toHaveCount(0);
  await page.getByRole('button', { name: 'Suspend Grace Hopper' }).click();
  const dialog = page.getByRole('dialog', { name: 'Suspend Grace Hopper?' });
  api.fail('suspendMember', 1, false);
  await dialog.getByRole('button', { name: 'Suspend' }).click();
  await expect(dialog.getByRole('alert')).toBeVisible();
  await dialog.getByRole('checkbox', { name: /Quarantine what they taught/ }).check();
  expect(await faultsOf(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Suspend' }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByText('suspended', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Let Grace Hopper back' }).click();
  await expect(page.getByText('suspended', { exact: true })).toBeHidden();
  expect(api.sent('suspendMember').map(({ body }) => [body.suspended, body.hold_lessons ?? false])).toEqual([
    [true, false],
    [true, true],
    [false, false],
  ]);
});

test('an agent suspends nobody', async ({ page }) => {
  api.desk.me = { ...api.desk.me, role: 'agent' };
  await page.goto(`${api.url}/settings`);
  await expect(page.getByText('grace@example.com')).toBeVisible();
  await expect(page.getByRole('button', { name: /Suspend/ })).toHaveCount(0);
});

test('a resolution gets a last day, and holds for good again', async ({ page }) => {
  await page.goto(`${api.url}/knowledge/res_address1`);
  const field = page.getByLabel('Last day on which it holds');
  await expect(field).toHaveValue('');
  await field.fill('2026-12-31');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Holds for good' })).toBeVisible();
  await expect(field).toHaveValue('2026-12-31');
  expect(await faultsOf(page)).toEqual([]);
  await page.getByRole('button', { name: 'Holds for good' }).click();
  await expect(field).toHaveValue('');
  await page.getByRole('status').getByRole('button', { name: 'Undo' }).last().click();
  await expect(field).toHaveValue('2026-12-31');
  expect(api.sent('setValidity').map(({ body }) => body.valid_until)).toEqual([
    '2026-12-31',
    null,
    '2026-12-31',
  ]);
});
