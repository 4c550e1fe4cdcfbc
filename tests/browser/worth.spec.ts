import { expect, type Page, test } from '@playwright/test';
import { readFile } from 'node:fs/promises';
import { type Double, startDouble } from './console-double/double.ts';
import { EVERY_LOOK, expectFit } from './fit.ts';

let api: Double;
test.beforeEach(async () => {
  api = await startDouble();
});
test.afterEach(() => api.close());

const card = (page: Page, name: string) => page.getByRole('region', { name });

async function open(page: Page): Promise<void> {
  await page.goto(`${api.url}/roi?days=365`);
  await expect(card(page, 'How it adds up').getByRole('group', { name: /^In all after cost/ })).toBeVisible();
}

test('another wage is another saving; one click takes it back', async ({ page }) => {
  await open(page);
  const steps = card(page, 'How it is computed');
  await expect(steps).toContainText('× 40 EUR an hour');
  await page.getByLabel('Wage an hour').fill('50,5');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(steps).toContainText('× 50.5 EUR an hour');
  expect(api.sent('changeCostModel').at(-1)?.body).toMatchObject({
    wage_per_hour: 50.5,
    handle_minutes: null,
  });
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(steps).toContainText('× 40 EUR an hour');
  await expect(page.getByLabel('Wage an hour')).toHaveValue('40');
});

test('what cannot be a cost is said at its field, and not saved', async ({ page }) => {
  await open(page);
  await page.getByLabel('Hold-out, in percent').fill('30');
  await page.getByLabel('Currency').fill('EURO');
  await expect(page.getByLabel('Currency')).toHaveValue('EUR');
  await expect(page.getByText('Between 0 and 20 %.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Save', exact: true })).toBeDisabled();
  await page.getByRole('button', { name: 'Discard' }).click();
  await expect(page.getByLabel('Hold-out, in percent')).toHaveValue('2');
  expect(api.sent('changeCostModel')).toEqual([]);
});

test('a change that fails is told, and what was typed stays', async ({ page }) => {
  await open(page);
  api.fail('changeCostModel', 1);
  await page.getByLabel('This product, a month').fill('1200');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText('The database is away for the moment.')).toBeVisible();
  await expect(page.getByLabel('This product, a month')).toHaveValue('1200');
});

test('months as table and as file are the same', async ({ page }) => {
  await open(page);
  await page.getByRole('button', { name: 'How it adds up as table' }).click();
  const table = page.getByRole('table', { name: 'How it adds up' });
  const months = await table.getByRole('rowheader').allTextContents();
  expect(months.length).toBeGreaterThan(11);
  await page.getByRole('button', { name: 'Save the rows of How it adds up' }).click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: 'CSV, for a spreadsheet' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe('how-it-adds-up.csv');
  const lines = (await readFile(await download.path(), 'utf8')).trim().split('\r\n');
  expect(lines.slice(1).map((line) => line.split(',')[0])).toEqual(months);
});

test('the days before stand beside what was saved', async ({ page }) => {
  await page.goto(`${api.url}/roi?days=28&compare=true`);
  const saved = card(page, 'What it saved');
  await expect(saved.getByText(/^(up|down) \d+ h from \d+ h/)).toBeVisible();
  await expect(saved.getByText(/^(up|down) €[\d,]+ from €[\d,]+/).first()).toBeVisible();
  await saved.getByRole('button', { name: / h$/ }).click();
  await expect(page.getByRole('dialog', { name: /^Answered alone/ })).toBeVisible();
});

test('too few threads are said to be too few, and nothing is made up', async ({ page }) => {
  api.desk.figures.worth.threads = 4;
  await page.goto(`${api.url}/roi`);
  await expect(card(page, 'What it saved')).toContainText('Fewer than 20 threads');
  await expect(card(page, 'What it saved')).not.toContainText('€');
  await expect(card(page, 'How it is computed')).toContainText('Fewer than 20 threads');
  await expectFit(page, 'worth-empty');
});

test('the page is for everybody', async ({ page }) => {
  await open(page);
  await expectFit(page, 'worth', EVERY_LOOK);
});
