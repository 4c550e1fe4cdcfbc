import { expect, type Locator, type Page, test } from '@playwright/test';
import { freshDesk } from './console-double/desk.ts';
import { type Double, startDouble } from './console-double/double.ts';
import { EVERY_LOOK, expectFit, faultsOf } from './fit.ts';

let api: Double;
test.beforeEach(async () => {
  api = await startDouble();
});
test.afterEach(() => api.close());

const card = (page: Page, name: string) => page.getByRole('region', { name });
const series = (page: Page) =>
  card(page, 'Day by day').getByRole('group', { name: /Arrow keys read values/ });

async function open(page: Page, search = ''): Promise<void> {
  await page.goto(`${api.url}/quality${search}`);
  await expect(series(page)).toHaveAttribute('data-from', /^20/);
}
const shown = async (chart: Locator) =>
  [await chart.getAttribute('data-from'), await chart.getAttribute('data-to')] as const;

test('tiers stand apart, and silence beside the estimate', async ({ page }) => {
  await open(page);
  const truth = card(page, 'Truly resolved');
  await expect(truth).toContainText('97 % 96 % to 98 %, at 90 % confidence');
  await expect(truth).toContainText('Silence alone, no proof of anything');
  const outcomes = card(page, 'What became of conversations');
  await expect(outcomes.getByRole('listitem')).toHaveText([
    /^Confirmed/,
    /^Assumed/,
    /^Undecided/,
    /^Durable/,
    /^Reopened/,
    /^Came again/,
  ]);
  await outcomes.getByRole('button', { name: /^What “What became/ }).focus();
  await expect(page.getByText('Silence is no proof, so it never counts as confirmed.')).toBeVisible();
});

test('the address keeps days, comparison and line', async ({ page }) => {
  await open(page);
  await page.getByRole('button', { name: 'Days: Last 90 days' }).click();
  await page.getByRole('button', { name: 'Last 28 days' }).click();
  await page.getByRole('button', { name: 'Days: Last 28 days' }).click();
  await page.getByRole('checkbox', { name: /Compare with the 28 days before/ }).check();
  await page.keyboard.press('Escape');
  await page.getByRole('group', { name: 'Line' }).getByRole('button', { name: 'Confirmed' }).click();
  await expect(page).toHaveURL(/line=confirmed/);
  await page.reload();
  await expect(page.getByRole('button', { name: 'Days: Last 28 days' })).toContainText('compared');
  await expect(page.getByRole('group', { name: 'Line' }).getByRole('button', { pressed: true })).toHaveText(
    'Confirmed',
  );
  await expect(card(page, 'Day by day')).toContainText('Days before');
  await page.getByRole('button', { name: 'Day by day as table' }).click();
  await expect(page.getByRole('table', { name: 'Day by day' }).getByRole('row')).toHaveCount(29);
});

test('one topic alone: its figures and what they open, until all topics are shown again', async ({
  page,
}) => {
  await open(page);
  const outcomes = card(page, 'What became of conversations');
  const ofAll = await outcomes.getByRole('button', { name: /^Conversations/ }).textContent();
  await page.getByRole('button', { name: 'Topic: All topics' }).click();
  await page.getByRole('combobox', { name: 'Search topics' }).fill('webhook');
  await expect(page.getByRole('option')).toHaveCount(1);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/about=topic-exm_6/);
  await expect(outcomes.getByRole('button', { name: /^Conversations/ })).not.toHaveText(ofAll ?? '');
  await expect(card(page, 'Truly resolved')).toContainText('Of the topic’s audits in these days');
  await expect(card(page, 'Did answers get worse?')).toHaveCount(0);
  await card(page, 'Handed to people, by reason')
    .getByRole('button', { name: /^Unsure/ })
    .click();
  const drawer = page.getByRole('dialog', { name: /^Unsure/ });
  await expect(drawer.getByRole('link', { name: 'All rows as CSV' })).toHaveAttribute(
    'href',
    /&topic_id=topic-exm_6&/,
  );
  await page.keyboard.press('Escape');
  await expect(page).toHaveURL(/about=topic-exm_6$/);
  await page.getByRole('button', { name: 'All topics', exact: true }).click();
  await expect(outcomes.getByRole('button', { name: /^Conversations/ })).toHaveText(ofAll ?? '');
});

test('a way on leads within the console', async ({ page }) => {
  await open(page);
  const way = card(page, 'Did answers get worse?').getByRole('link', { name: 'Go on from here' });
  const loaded = await page.evaluate(() => performance.timeOrigin);
  await way.click();
  await expect(page).not.toHaveURL(/\/quality/);
  expect(await page.evaluate(() => performance.timeOrigin)).toBe(loaded);
});

test('own days are checked before they are shown', async ({ page }) => {
  await open(page, '?from=2026-11-10&to=2026-11-20');
  await page.getByRole('button', { name: 'Days: 10 Nov 2026 to 20 Nov 2026' }).click();
  await page.getByLabel('From').fill('2026-11-25');
  await expect(page.getByRole('alert')).toHaveText('The first day comes after the last.');
  await expect(page.getByRole('button', { name: 'Show these days' })).toBeDisabled();
  await page.getByLabel('From').fill('2026-11-01');
  await page.getByRole('button', { name: 'Show these days' }).click();
  await expect(page).toHaveURL(/from=2026-11-01&to=2026-11-20/);
  await expect(series(page)).toHaveAttribute('data-from', '2026-11-01');
});

test('a drag looks closer, and one click shows all again', async ({ page }) => {
  await open(page);
  const chart = series(page);
  const whole = await shown(chart);
  await chart.scrollIntoViewIfNeeded();
  const box = await chart.boundingBox();
  if (!box) throw new Error('expected the chart on the page');
  await page.mouse.move(box.x + box.width * 0.4, box.y + box.height * 0.6);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.5, box.y + box.height * 0.6, { steps: 4 });
  await page.mouse.move(box.x + box.width * 0.7, box.y + box.height * 0.6, { steps: 4 });
  await page.mouse.up();
  await expect.poll(() => shown(chart)).not.toEqual(whole);
  const [from, to] = await shown(chart);
  expect([from! > whole[0]!, to! < whole[1]!]).toEqual([true, true]);
  await card(page, 'Day by day').getByRole('button', { name: 'Show all' }).click();
  await expect.poll(() => shown(chart)).toEqual(whole);
});

test('at the keyboard: values, zoom, and what happened', async ({ page }) => {
  await open(page);
  const chart = series(page);
  const whole = await shown(chart);
  await chart.focus();
  await page.keyboard.press('End');
  await expect(chart.getByRole('status')).toContainText(/Answered alone: \d+ % \(\d+ % to \d+ %\)/);
  await page.keyboard.press('+');
  await expect.poll(() => shown(chart)).not.toEqual(whole);
  expect((await shown(chart))[1]).toBe(whole[1]);
  await page.keyboard.press('0');
  await expect.poll(() => shown(chart)).toEqual(whole);
  await page.keyboard.press('Tab');
  await expect(chart.getByRole('button').first()).toBeFocused();
  await expect(page.getByText('Certificate: account questions unlocked')).toBeVisible();
});

test('confidence is looked at closer by keys and by a drag, and shown whole again', async ({ page }) => {
  await open(page);
  const reliability = card(page, 'Does confidence keep its word?');
  const chart = reliability.getByRole('group', { name: /^Reliability/ });
  const axis = () => chart.locator('text').allTextContents();
  const whole = await axis();
  expect(whole).toContain('100 %');
  await chart.focus();
  await page.keyboard.press('ArrowRight');
  await expect(chart.getByRole('status')).toContainText('confident');
  await page.keyboard.press('+');
  await expect.poll(axis).not.toEqual(whole);
  await expect(chart.getByRole('status')).toContainText('confident');
  await page.keyboard.press('0');
  await expect.poll(axis).toEqual(whole);
  await chart.scrollIntoViewIfNeeded();
  const box = await chart.boundingBox();
  if (!box) throw new Error('expected the chart on the page');
  await page.mouse.move(box.x + box.width * 0.6, box.y + 100);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.8, box.y + 100, { steps: 4 });
  await page.mouse.up();
  await expect.poll(axis).not.toEqual(whole);
  await reliability.getByRole('button', { name: 'Show all' }).click();
  await expect.poll(axis).toEqual(whole);
  await expect(reliability.getByRole('button', { name: 'Zoom out' })).toBeDisabled();
});

test('a reason opens its conversations, with every row to take along', async ({ page }) => {
  await open(page, '?days=28');
  await card(page, 'Handed to people, by reason')
    .getByRole('button', { name: /^Unsure/ })
    .click();
  const drawer = page.getByRole('dialog', { name: /^Unsure/ });
  await expect(drawer.getByRole('listitem')).toHaveCount(50);
  await expect(drawer.getByRole('link', { name: 'All rows as CSV' })).toHaveAttribute(
    'href',
    /^\/v1\/figures\/export\?from=.*&to=.*&measure=handed-off%3Aunsure&format=csv$/,
  );
  await page.reload();
  await expect(drawer.getByRole('listitem')).toHaveCount(50);
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    expect(await faultsOf(page, '[role=dialog]')).toEqual([]);
  }
});

test('recomputing says what it found', async ({ page }) => {
  await page.goto(`${api.url}/quality?figure=assumed`);
  const drawer = page.getByRole('dialog', { name: /^Assumed/ });
  await drawer.getByRole('button', { name: 'Recompute' }).click();
  await expect(drawer.getByRole('status')).toContainText('1 figure differed, and has been put right.');
  await drawer.getByText('What differed').click();
  await expect(drawer.getByText(/assumed: 31 was shown, 32 is right/)).toBeVisible();
});

test('a view is kept under a name, shown again, deleted, and put back', async ({ page }) => {
  await open(page, '?days=28&line=confirmed');
  await page.getByRole('button', { name: 'Saved views' }).click();
  const views = page.getByRole('dialog', { name: 'Saved views' });
  await views.getByLabel('Save this view as').fill('Confirmed, a month');
  await views.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(views.getByRole('button', { name: /^Confirmed, a month/ })).toBeVisible();
  await page.goto(`${api.url}/quality`);
  await page.getByRole('button', { name: 'Saved views' }).click();
  await views.getByRole('button', { name: /^Confirmed, a month/ }).click();
  await expect(page).toHaveURL(/days=28&line=confirmed/);
  await page.getByRole('button', { name: 'Saved views' }).click();
  await expect(views.getByRole('button', { name: /^Delete/ })).toHaveCount(1);
  await views.getByRole('button', { name: 'Delete Confirmed, a month' }).click();
  await expect(views.getByRole('button', { name: /^Confirmed, a month/ })).toHaveCount(0);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(() => api.desk.figures.views.map(({ name }) => name)).toContain('Confirmed, a month');
});

test('few conversations are called few, and none none', async ({ page }) => {
  const days = api.desk.figures.days.at(-1);
  api.desk.figures.days = days
    ? [{ ...days, counts: { conversations: 12, 'answered-alone': 5, confirmed: 2 } }]
    : [];
  await open(page);
  await expect(card(page, 'What became of conversations')).toContainText('Fewer than 30 conversations');
  Object.assign(api.desk, { ...freshDesk(), signedIn: true, setupDone: true });
  api.fail('getDrift', Infinity, false);
  await page.reload();
  await expect(card(page, 'Truly resolved')).toContainText('Nothing was answered alone in these days.');
  await expect(page.getByText('Drift could not be loaded')).toBeVisible();
  api.fail('getDrift', 0);
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(card(page, 'Did answers get worse?')).toContainText(
    'It begins with the first audited answer.',
  );
  await expectFit(page, 'quality-empty');
});

test('the page is for everybody', async ({ page }) => {
  await open(page, '?compare=true');
  await expect(card(page, 'Did answers get worse?')).toContainText('held');
  await expectFit(page, 'quality', EVERY_LOOK);
});
