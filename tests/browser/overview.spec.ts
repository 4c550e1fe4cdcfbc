import { expect, type Page, test } from '@playwright/test';
import { freshDesk } from './console-double/desk.ts';
import { type Double, startDouble } from './console-double/double.ts';
import { EVERY_LOOK, expectFit, faultsOf } from './fit.ts';

let api: Double;
test.beforeEach(async () => {
  api = await startDouble();
});
test.afterEach(() => api.close());

const card = (page: Page, name: string) => page.getByRole('region', { name });
const chart = (page: Page, name: RegExp) => page.getByRole('group', { name });
const rows = (page: Page) => page.getByRole('dialog').getByRole('listitem');

async function open(page: Page): Promise<void> {
  await page.goto(`${api.url}/overview`);
  await expect(chart(page, /^Answered alone/)).toBeVisible();
}

test('a lead begins here, an agent with the inbox', async ({ page }) => {
  await page.goto(api.url);
  await expect(page).toHaveURL(/\/overview$/);
  api.desk.me = { ...api.desk.me, role: 'agent' };
  await page.goto(api.url);
  await expect(page).toHaveURL(/\/inbox\/waiting$/);
  await expect(page.getByRole('link', { name: 'Learning' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Overview' })).toHaveCount(0);
});

test('who is not signed in comes here after the sign-in', async ({ page }) => {
  api.desk.signedIn = false;
  await page.goto(api.url);
  await page.getByLabel('E-mail').fill('ada@example.com');
  await page.getByLabel('Password').fill('correct horse battery');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('heading', { name: 'Overview' })).toBeVisible();
});

test('one screen answers five questions, without scrolling', async ({ page }) => {
  await page.setViewportSize({ width: 1_440, height: 900 });
  await open(page);
  for (const name of [
    'Is it learning?',
    'What needs you?',
    'Is it safe?',
    'What is it worth?',
    'Where does it go?',
  ])
    await expect(card(page, name)).toBeInViewport({ ratio: 1 });
  await expect(card(page, 'Is it safe?')).toContainText('3.1 % wrong: 2.1 % to 4.4 %, by 412 audits');
  await expect(card(page, 'Is it safe?').getByRole('img')).toHaveAccessibleName(/accepted 5 %/);
  await expect(card(page, 'What is it worth?')).toContainText('262 h to 321 h, at 90 % confidence');
});

test('a figure opens its conversations, and one of them the inbox; going back finds the list again', async ({
  page,
}) => {
  await open(page);
  const figure = card(page, 'Is it learning?').getByRole('button', { name: /^Answered alone \d/ });
  await figure.click();
  const drawer = page.getByRole('dialog', { name: /^Answered alone/ });
  await expect(rows(page)).toHaveCount(50);
  await expect(page).toHaveURL(/figure=answered-alone/);
  await drawer.getByRole('button', { name: 'Show more' }).click();
  await expect(rows(page)).toHaveCount(100);
  await rows(page).first().getByRole('link').click();
  await expect(page).toHaveURL(/\/inbox\/all\/cnv_000000/);
  await expect(page.getByRole('heading', { name: 'Invoice shows the old address' })).toBeVisible();
  await page.goBack();
  await expect(drawer).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(drawer).toBeHidden();
  await expect(page).not.toHaveURL(/figure=/);
});

test('the table holds the numbers of the chart', async ({ page }) => {
  await open(page);
  await chart(page, /^Answered alone/).focus();
  await page.keyboard.press('End');
  const readout = card(page, 'Is it learning?').getByRole('status');
  await expect(readout).toContainText('Answered alone:');
  const [, ours] = /Answered alone: (\S+ %)/.exec((await readout.textContent()) ?? '') ?? [];
  const [, twin] = /Frozen twin: (\S+ %)/.exec((await readout.textContent()) ?? '') ?? [];
  await page.getByRole('button', { name: 'Is it learning? as table' }).click();
  const table = page.getByRole('table', { name: 'Is it learning?' });
  await expect(table.getByRole('row')).toHaveCount(91);
  const cells = table.getByRole('row').last().getByRole('cell');
  await expect(cells.nth(2)).toHaveText(ours ?? 'no value was read out');
  await expect(cells.nth(3)).toHaveText(twin ?? 'no value was read out');
});

test('the days before stand beside these; the estimated risk says that it is of all days', async ({
  page,
}) => {
  await page.setViewportSize({ width: 1_440, height: 900 });
  await page.goto(`${api.url}/overview?compare=true`);
  await expect(card(page, 'Is it learning?')).toContainText('Days before');
  await expect(card(page, 'Is it learning?').getByRole('link', { name: /^Lessons/ })).toHaveAttribute(
    'href',
    '/review?status=approved',
  );
  const worth = card(page, 'What is it worth?');
  await expect(worth).toContainText('up 81 h from 210 h');
  await expect(worth).toContainText('up €3,240 from €8,400; may be chance');
  for (const name of ['Is it safe?', 'What is it worth?'])
    await expect(card(page, name)).toBeInViewport({ ratio: 1 });
  const safety = card(page, 'Is it safe?');
  await expect(safety).toContainText('Of all answers so far, whatever days are chosen');
  await safety.getByRole('button', { name: /^3.1 % wrong/ }).click();
  await expect(page.getByRole('dialog', { name: /^Audited: wrong/ })).toBeVisible();
});

test('what needs a person leads to where it is done', async ({ page }) => {
  await open(page);
  const needs = card(page, 'What needs you?').getByRole('link');
  await expect(needs).toHaveText([
    /^1 open alarm/,
    /^1 incident/,
    /^14 conv/,
    /^14 lessons/,
    '12 answers to audit',
    '3 proposed changes',
  ]);
  for (const [at, path] of [
    [0, '/alarms'],
    [1, '/incidents'],
    [2, '/inbox/waiting'],
    [3, '/review'],
    [4, '/audits'],
  ] as const)
    await expect(needs.nth(at)).toHaveAttribute('href', path);
  api.desk.figures.needs = [];
  await page.reload();
  await expect(card(page, 'What needs you?')).toContainText('Nothing. It goes on by itself');
});

test('on a phone every page is under “More”', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await open(page);
  await page.getByRole('button', { name: 'More' }).click();
  await expect(page.getByRole('dialog', { name: 'All pages' }).getByRole('link')).toContainText([
    'Overview',
    'Quality',
    'ROI',
    'Autonomy',
    'Settings',
  ]);
  expect(await faultsOf(page, '[role=dialog]')).toEqual([]);
  await page.getByRole('dialog').getByRole('link', { name: 'Quality' }).click();
  await expect(page).toHaveURL(/\/quality/);
  await expect(page.getByRole('dialog')).toHaveCount(0);
});

test('a new workspace is told how it begins; what cannot be loaded can be tried again', async ({ page }) => {
  Object.assign(api.desk, { ...freshDesk(), signedIn: true, setupDone: true });
  api.fail('getOverview', Infinity, false);
  await page.goto(`${api.url}/overview`);
  await expect(page.getByRole('alert')).toContainText('Overview could not be loaded');
  api.fail('getOverview', 0);
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByRole('link', { name: 'Import past conversations' })).toBeVisible();
  await expect(card(page, 'Where does it go?')).toContainText('It needs eight weeks');
  await expectFit(page, 'overview-empty');
});

test('the page is for everybody', async ({ page }) => {
  await open(page);
  await expectFit(page, 'overview', EVERY_LOOK);
});
