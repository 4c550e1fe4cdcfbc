/** What is known around a question: the fields that the company tells and their switch, and what a person sees of it in the inbox. */
import { expect, type Page, test } from '@playwright/test';
import { endpoints } from '@understudy/contract';
import { type Double, startDouble } from './console-double/double.ts';
import { freshDesk } from './console-double/desk.ts';
import { EVERY_LOOK, expectFit } from './fit.ts';

let api: Double;
test.beforeEach(async () => {
  api = await startDouble();
});
test.afterEach(() => api.close());

const row = (page: Page, name: string) =>
  page.getByRole('listitem').filter({ has: page.getByText(name, { exact: true }) });

test('fields with what they are, and a switch that works from the keyboard and is undone', async ({
  page,
}) => {
  await page.goto(`${api.url}/knowledge/context`);
  await expect(row(page, 'plan')).toContainText('312 accounts · business, free, team');
  await expect(row(page, 'contact_email')).toContainText('no value kept');
  await expect(row(page, 'contact_email')).toContainText('Looks personal by its name');
  await expect(row(page, 'company')).toContainText('Nearly another text for each account');
  await expect(row(page, 'company').getByRole('switch')).toHaveCount(0);
  const plan = page.getByRole('switch', { name: 'Learn from plan' });
  await expect(plan).toBeChecked();
  await plan.focus();
  await page.keyboard.press('Space');
  await expect(plan).not.toBeChecked();
  await expect(row(page, 'plan')).toContainText('Switched off. People still see it');
  expect(api.sent('switchFactField')).toMatchObject([{ params: { name: 'plan' }, body: { is_used: false } }]);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(plan).toBeChecked();
  expect(api.sent('switchFactField')[1]?.body).toEqual({ is_used: true });
  await expect(page.getByText('but no new question brings it up')).toBeVisible();
  await expect(page.getByText('The billing page has a new way to pay.')).toBeVisible();
  const shown = await page.getByText(/^curl http.*\/v1\/context/).textContent();
  const body = /-d '(.*)'$/.exec(shown ?? '')?.[1] ?? '';
  expect(endpoints.tellContext.body.parse(JSON.parse(body))).toMatchObject({
    items: [{ facts: { plan: 'free' } }],
  });
});

test('a switch that is refused goes back to what it was, and says so', async ({ page }) => {
  await page.goto(`${api.url}/knowledge/context`);
  const plan = page.getByRole('switch', { name: 'Learn from plan' });
  await expect(plan).toBeChecked();
  api.fail('switchFactField', 1, false);
  await plan.click();
  await expect(page.getByRole('button', { name: 'Dismiss' })).toBeVisible();
  await expect(plan).toBeChecked();
  await expect(page.getByRole('button', { name: 'Undo' })).toHaveCount(0);
});

test('agents see the fields and switch none', async ({ page }) => {
  api.desk.me = { ...api.desk.me, role: 'agent' };
  await page.goto(`${api.url}/knowledge/context`);
  await expect(row(page, 'plan')).toContainText('learned from');
  await expect(page.getByRole('switch')).toHaveCount(0);
});

test('nothing told yet, and what cannot be loaded', async ({ page }) => {
  Object.assign(api.desk, { ...freshDesk(), signedIn: true, setupDone: true });
  api.fail('listReleases', Infinity, false);
  await page.goto(`${api.url}/knowledge/context`);
  await expect(page.getByText('Nothing was told of any account yet.')).toBeVisible();
  await expect(page.getByText('Releases could not be loaded')).toBeVisible();
  api.fail('listReleases', 0);
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByText('No release was told of yet.')).toBeVisible();
  await expectFit(page, 'context-empty');
});

test('the page with fields is for everybody', async ({ page }) => {
  await page.goto(`${api.url}/knowledge/context`);
  await expect(row(page, 'plan')).toBeVisible();
  await expect(page.getByText('2026.11.2')).toBeVisible();
  await expectFit(page, 'context', EVERY_LOOK);
});

test('beside a conversation: what the customer saw and did, and what is known of the account', async ({
  page,
}) => {
  await page.goto(`${api.url}/inbox/waiting/cnv_000000`);
  const pane = page.getByRole('complementary', { name: 'Context' });
  await expect(pane.getByText('/billing/*', { exact: true })).toBeVisible();
  await expect(
    pane.getByRole('list', { name: 'What happened on the page' }).getByRole('listitem'),
  ).toContainText([
    'Went to /billing/*',
    'Clicked “Upgrade”',
    'Request failed: 403 /api/pay',
    'Error on the page: TypeError',
  ]);
  await expect(pane).toContainText('Time on page1 min');
  await expect(pane.getByRole('heading', { name: 'Account northwind-7' })).toBeVisible();
  await expect(pane.getByText('invoice overdue')).toBeVisible();
  await expect(pane.getByText('The customer chose not to share the page.')).toBeHidden();
  await pane.getByText('With earlier messages').click();
  await expect(pane.getByText('The customer chose not to share the page.')).toBeVisible();
  await expectFit(page, 'context-pane');
});

test('beside a conversation of which nothing is known, nothing is claimed', async ({ page }) => {
  await page.goto(`${api.url}/inbox/waiting/cnv_000001`);
  const pane = page.getByRole('complementary', { name: 'Context' });
  await expect(pane.getByRole('heading', { name: 'Previous conversations' })).toBeVisible();
  await expect(pane.getByRole('heading', { name: 'What the customer saw' })).toHaveCount(0);
  await expect(pane.getByRole('heading', { name: /^Account/ })).toHaveCount(0);
});
