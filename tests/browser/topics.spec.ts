/** Topics as a lead looks at them: on the map, in the table, one at a time; and what agents see of them. */
import { expect, type Page, test } from '@playwright/test';
import { type Double, startDouble } from './console-double/double.ts';
import { NO_INSIGHTS } from './console-double/insights.ts';
import { NO_WATCH } from './console-double/watch.ts';
import { enter } from './enter.ts';
import { EVERY_LOOK, expectFit } from './fit.ts';

let api: Double;
test.beforeEach(async () => {
  api = await startDouble();
});
test.afterEach(() => api.close());

const table = (page: Page) => page.getByRole('region', { name: 'All topics' });
const names = (page: Page) => table(page).getByRole('rowheader').getByRole('link').first();

test('what costs most comes first; it is sorted, searched, and all of it stands in the address', async ({
  page,
}) => {
  await page.goto(`${api.url}/topics`);
  await expect(names(page)).toHaveText('blank page, calendar');
  const gap = table(page).getByRole('columnheader', { name: 'Gap' });
  await expect(gap).toHaveAttribute('aria-sort', 'descending');
  await table(page).getByRole('button', { name: 'Conversations', exact: true }).press('Enter');
  await expect(names(page)).toHaveText('invoice address, old address, change invoice');
  await table(page).getByRole('button', { name: 'Conversations', exact: true }).press('Enter');
  await expect(names(page)).toHaveText('sandbox, test data, reset');
  await expect(page).toHaveURL(/sort=volume&reverse=true/);
  await page.reload();
  await expect(names(page)).toHaveText('sandbox, test data, reset');
  await table(page).getByRole('searchbox', { name: 'Search topics' }).fill('plan credit');
  await expect(table(page).getByRole('rowheader')).toHaveCount(1);
  await expect(table(page)).toContainText('24 % alone since');
  await expect(table(page)).toContainText('consistent with release 4.12');
  await table(page).getByRole('searchbox', { name: 'Search topics' }).fill('nobody asks this');
  await expect(table(page)).toContainText('Nothing found for “nobody asks this”');
});

test('the map is walked with arrow keys, read without colour, and opens a topic', async ({ page }) => {
  await page.goto(`${api.url}/topics`);
  const map = page.getByRole('group', { name: /^Map of topics: arrow keys/ });
  const largest = map.getByRole('link', { name: /^invoice address/ });
  await expect(map.getByRole('link')).toHaveCount(24);
  await expect(largest).toHaveAttribute('tabindex', '0');
  await largest.focus();
  await page.keyboard.press('ArrowRight');
  const next = map.locator('[data-topic]:focus');
  await expect(next).not.toHaveAttribute('aria-label', /^invoice address/);
  await expect(map.locator('[tabindex="0"]')).toHaveCount(1);
  await page.getByRole('button', { name: 'Wrong, estimated' }).click();
  await expect(page).toHaveURL(/shows=wrong/);
  await expect(page.getByRole('list', { name: 'Legend' })).toContainText('more than you accept');
  await expect(largest).toHaveAttribute('aria-label', /2\.1 % wrong \(0\.7 % to 5 %\)/);
  await largest.focus();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/topics\/topic-exm_1/);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(
    'invoice address, old address, change invoice',
  );
});

test('one topic: figures, trend, decline, resolutions, paths, lessons and its switch', async ({ page }) => {
  await page.goto(`${api.url}/topics/topic-exm_1`);
  await expect(page.getByText('Our last invoice still shows')).toBeVisible();
  await expect(page.getByRole('link', { name: 'Have an invoice issued again' })).toBeVisible();
  const ways = page.getByRole('list', { name: /Ways in which it was done/ });
  await expect(ways.getByRole('listitem').first()).toContainText(
    /31 ×.*look up account.*change address.*issue invoice/,
  );
  await page.getByText('What follows what').click();
  await expect(page.getByText(/change address → issue invoice · 31/)).toBeVisible();
  const perWeek = page.getByRole('region', { name: 'Per week' });
  await expect(perWeek.getByRole('button', { name: /^Release, .*: Release 2026.10.4/ })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Quality', exact: true }).last()).toHaveAttribute(
    'href',
    '/quality?about=topic-exm_1',
  );
  await page.getByRole('button', { name: 'Per week as table' }).click();
  await expect(page.getByRole('group', { name: 'Table of Per week' }).getByRole('row')).toHaveCount(14);

  await page.getByRole('combobox', { name: 'The AI agent may' }).selectOption({ label: 'Always a person' });
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Where it stands: goes to a person.')).toBeVisible();
  await page.getByRole('status').getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByRole('combobox', { name: 'The AI agent may' })).toHaveValue('auto');

  await page.getByRole('link', { name: 'Review 2 waiting lessons' }).click();
  await expect(page).toHaveURL(/\/review.*topic_id=topic-exm_1/);
  await expect(page.getByRole('button', { name: /Filter/ })).toContainText('1');

  await page.goto(`${api.url}/topics/topic-exm_5`);
  await expect(page.getByRole('region', { name: 'Decline' })).toContainText('24 % instead of 62 %');
  await expect(page.getByRole('region', { name: 'Decline' })).toContainText('which proves no cause');
});

test('a figure opens the conversations behind it', async ({ page }) => {
  await page.goto(`${api.url}/topics/topic-exm_1`);
  await page.getByRole('button', { name: /^Confirmed: 46 %/ }).click();
  await expect(page.getByRole('dialog')).toContainText('Confirmed');
  await expect(page).toHaveURL(/figure=confirmed/);
  await expect.poll(() => api.sent('listFigureRows').length).toBeGreaterThan(0);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
});

test('beside each figure stands that of the days before, where somebody compares', async ({ page }) => {
  await page.goto(`${api.url}/topics`);
  await expect(table(page)).not.toContainText('134 before');
  await page.getByRole('button', { name: 'Days: Last 90 days' }).click();
  await page.getByRole('checkbox', { name: /Compare with the 90 days before/ }).check();
  await page.keyboard.press('Escape');
  const first = table(page).getByRole('row', { name: /^blank page, calendar/ });
  await expect(first).toContainText('134 before');
  await expect(first).toContainText('9.7 % before');
  await first.getByRole('rowheader').getByRole('link').first().click();
  await expect(page).toHaveURL(/topic-exm_2\?compare=true/);
  await expect(page.getByText('up 2.2 points from 9.7 %; may be chance')).toBeVisible();
});

test('the old address leads to the new one', async ({ page }) => {
  await page.goto(`${api.url}/knowledge/topics`);
  await expect(page).toHaveURL(/\/topics$/);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Topics');
});

test('agents read topics without figures', async ({ page }) => {
  api.desk.me = { ...api.desk.me, role: 'agent' };
  await page.goto(`${api.url}/topics`);
  const topic = page.getByRole('button', { name: /invoice address/ });
  await topic.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByText('Our last invoice still shows')).toBeVisible();
  await page.getByRole('button', { name: /blank page/ }).click();
  await expect(page.getByText('It was erased.')).toBeVisible();
  await expect(page.getByText('No steps were recorded for these tickets.')).toBeVisible();
  expect(api.sent('listTopicFigures')).toEqual([]);
});

test('empty, failed and gone say so', async ({ page }) => {
  api.desk.watch = NO_WATCH;
  api.desk.insights = NO_INSIGHTS;
  await enter(page, `${api.url}/settings`);
  api.fail('listTopicFigures', 100, false);
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Topics' }).click();
  await expect(page.getByText('Topics could not be loaded')).toBeVisible();
  api.fail('listTopicFigures', 0);
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByText('No topics yet')).toBeVisible();
  await page.goto(`${api.url}/topics/topic-gone`);
  await expect(page.getByText('This topic is no more')).toBeVisible();
});

test('is clear to everybody, in both themes, wide and narrow', async ({ page }) => {
  test.setTimeout(120_000);
  await page.goto(`${api.url}/topics`);
  await expect(names(page)).toBeVisible();
  await expectFit(page, 'topics', EVERY_LOOK);
  await page.getByRole('button', { name: 'Wrong, estimated' }).click();
  await expectFit(page, 'topics-wrong');
  await page.goto(`${api.url}/topics/topic-exm_5`);
  await expect(
    page.getByRole('heading', { name: 'Its switch' }).or(page.getByText('Gap', { exact: true })),
  ).toBeVisible();
  await expect(page.getByRole('status', { name: /Drawing|Loading/ })).toHaveCount(0);
  await expectFit(page, 'topic', EVERY_LOOK);
});
