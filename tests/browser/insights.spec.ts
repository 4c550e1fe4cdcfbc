/** Insights: what stands out, drawn with its interval, dismissed and taken back; and how accounts fare. */
import { expect, type Page, test } from '@playwright/test';
import { type Double, startDouble } from './console-double/double.ts';
import { NO_WATCH } from './console-double/watch.ts';
import { enter } from './enter.ts';
import { EVERY_LOOK, expectFit } from './fit.ts';

let api: Double;
test.beforeEach(async () => {
  api = await startDouble();
});
test.afterEach(() => api.close());

const section = (page: Page, name: string) =>
  page.locator('section', { has: page.getByRole('heading', { name, exact: true, level: 2 }) });

test('effects are grouped by what they are, each with its lift, counts and how sure it is', async ({
  page,
}) => {
  await page.goto(`${api.url}/insights`);
  await expect(
    page.getByText(/1,286 pairs of a topic and a page, plan or release were tested/),
  ).toBeVisible();
  await expect(
    page.getByText(/5 stood out; at most 4\.1 % of these are expected to be chance/),
  ).toBeVisible();
  await expect(section(page, 'Pages and plans').getByRole('listitem')).toHaveCount(2);
  await expect(section(page, 'Friction').getByRole('listitem')).toHaveCount(1);
  await expect(section(page, 'Releases').getByRole('listitem')).toHaveCount(2);
  const first = section(page, 'Pages and plans').getByRole('listitem').first();
  await expect(first).toContainText('61 came where 19 were expected · 48 accounts');
  await expect(first.getByRole('img')).toHaveAccessibleName(
    '3.1 × as often, with 90 % confidence between 2.2 × and 4.3 ×',
  );
  await first.getByRole('button', { name: '61 came' }).click();
  await expect(page.getByRole('dialog', { name: 'Conversations · 61' })).toBeVisible();
  await expect(page).toHaveURL(/figure=conversations&insight=ins_/);
  await page.keyboard.press('Escape');
  await first.getByRole('link', { name: /change plan/ }).click();
  await expect(page).toHaveURL(/\/topics\/topic-exm_2/);
});

test('what is known is dismissed, comes back by an undo, and is looked at again', async ({ page }) => {
  await page.goto(`${api.url}/insights`);
  const friction = section(page, 'Friction');
  await friction.getByRole('button', { name: /^Dismiss/ }).press('Enter');
  await expect(friction).toHaveCount(0);
  await page.getByRole('status').getByRole('button', { name: 'Undo' }).click();
  await expect(friction.getByRole('listitem')).toHaveCount(1);
  await friction.getByRole('button', { name: /^Dismiss/ }).click();
  await expect(friction).toHaveCount(0);
  await page.getByRole('checkbox', { name: 'Show 1 dismissed one, too' }).check();
  await friction.getByRole('button', { name: /^Show again/ }).click();
  await expect(page.getByRole('checkbox')).toHaveCount(0);
  expect(api.sent('changeInsight').map(({ body }) => body.dismissed)).toEqual([true, false, true, false]);
});

test('what is refused comes back and is said', async ({ page }) => {
  await page.goto(`${api.url}/insights`);
  api.fail('changeInsight', 1, false);
  const friction = section(page, 'Friction');
  await friction.getByRole('button', { name: /^Dismiss/ }).click();
  await expect(page.getByRole('status').getByText('internal')).toBeVisible();
  await expect(friction.getByRole('listitem')).toHaveCount(1);
});

test('accounts: the worst first, by named parts, and honest about what it is not', async ({ page }) => {
  await page.goto(`${api.url}/insights`);
  const health = section(page, 'Account health');
  await expect(health).toContainText('read it as a description, not as a prediction');
  await expect(health).toContainText('17 of 214 left');
  const worst = health.getByRole('button', { name: /acme-industries/ });
  await worst.press('Enter');
  await expect(health).toContainText('8 of 19 were not solved at first');
  await expect(health).toContainText('−1.3');
  await health.getByRole('button', { name: '19 contacts', exact: true }).click();
  const drawer = page.getByRole('dialog', { name: 'Conversations · 19' });
  await expect(drawer).toContainText('acme-industries');
  await expect(drawer.getByRole('link', { name: 'All rows as CSV' })).toHaveAttribute(
    'href',
    /&account=acme-industries&/,
  );
  await page.keyboard.press('Escape');
  await expect(health.getByText('insufficient data')).toBeVisible();
  await health.getByRole('button', { name: /petrichor-labs/ }).click();
  await expect(health).toContainText('2 contacts so far; 5 are needed to say anything.');
});

test('nothing found, nothing tested and what cannot be loaded say so', async ({ page }) => {
  api.desk.watch = NO_WATCH;
  await enter(page, `${api.url}/settings`);
  api.fail('getInsights', 100, false);
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Insights' }).click();
  await expect(page.getByText('Insights could not be loaded')).toBeVisible();
  api.fail('getInsights', 0);
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByText('Nothing stands out')).toBeVisible();
  await expect(page.getByText('Nothing could be tested yet')).toBeVisible();
  await expect(page.getByText('No verified account has asked anything so far.')).toBeVisible();
});

test('is clear to everybody, in both themes, wide and narrow', async ({ page }) => {
  test.setTimeout(120_000);
  await page.goto(`${api.url}/insights`);
  await page.getByRole('button', { name: /acme-industries/ }).click();
  await expectFit(page, 'insights', EVERY_LOOK);
});
