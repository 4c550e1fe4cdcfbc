/** The page of autonomy: where it stands, what a change would have meant before it is saved, and the way back. */
import { expect, type Page, test } from '@playwright/test';
import { type Double, startDouble } from './console-double/double.ts';
import { faultsOf } from './fit.ts';

const LOOK = process.env['SCREENSHOTS'];

let api: Double;
test.beforeEach(async ({ page }) => {
  api = await startDouble();
  api.desk.settings = { ...api.desk.settings, autonomy: 'auto' };
  await page.goto(`${api.url}/autonomy`);
});
test.afterEach(() => api.close());

const section = (page: Page, name: string) =>
  page.locator('section', { has: page.getByRole('heading', { name, level: 2 }) });
const saved = () => api.sent('updateSettings').map(({ body }) => body);
const undo = (page: Page) => page.getByRole('status').getByRole('button', { name: 'Undo' }).click();

test('says where it stands, and what is missing', async ({ page }) => {
  const stakes = section(page, 'By what could go wrong');
  await expect(stakes.getByRole('listitem')).toHaveCount(3);
  await expect(stakes.getByRole('listitem').nth(0)).toContainText('Certified: at most 5 % wrong');
  await expect(stakes.getByRole('listitem').nth(0)).toContainText('1: a person · 2–3: from 92 %');
  await expect(stakes.getByRole('listitem').nth(1)).toContainText(
    'About 19 more right answers without an error unlock it.',
  );
  await expect(stakes.getByRole('listitem').nth(2)).toContainText('Never goes out without a person');
  const topics = section(page, 'By topic');
  await expect(topics).toContainText('1 of 2 resolutions may answer alone');
  await topics.getByRole('button', { name: /invoice address/ }).click();
  await expect(topics).toContainText('2 are needed to send it alone.');
  await expect(section(page, 'Everywhere')).toContainText('Changed last by Grace Hopper');
  await topics.getByRole('searchbox', { name: 'Search topics' }).fill('calendar');
  await expect(topics.getByRole('button', { name: /invoice address/ })).toHaveCount(0);
});

test('a topic always goes to a person: counted before it is saved, and undone', async ({ page }) => {
  const of = page.getByRole('combobox', { name: /Switch of invoice address/ });
  await of.selectOption({ label: 'Always a person' });
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('304 questions of 1,204 in the last 90 days are about this.');
  await expect(dialog).toContainText('96 instead of 132');
  await expect(dialog).toContainText('36 fewer: 12 of them labelled, 11 right.');
  expect(saved()).toEqual([]);
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(of).toHaveValue('auto');

  await of.selectOption({ label: 'Always a person' });
  await page.keyboard.press('Enter'); // Save has the focus
  await expect(dialog).toBeHidden();
  await expect(of).toHaveValue('off');
  await expect(section(page, 'By topic')).toContainText('goes to a person');
  await undo(page);
  await expect(of).toHaveValue('auto');
  const [topic_id] = api.desk.insights.topics.map(({ id }) => id);
  expect(saved()).toEqual([
    { topic_autonomy: { [topic_id ?? '']: 'off' } },
    { topic_autonomy: { [topic_id ?? '']: null } },
  ]);
});

test('another accepted error shows the certificates that it would leave', async ({ page }) => {
  const own = page.getByRole('combobox', { name: 'Read-only: accepted error' });
  await own.selectOption({ label: 'at most 1 % wrong' });
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('Read-only: 214 more right answers without an error unlock it.');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(own).toHaveValue('0.01');
  await expect(section(page, 'By what could go wrong').getByLabel('Locked')).toHaveCount(2);
  await undo(page);
  await expect(own).toHaveValue('');
  await page
    .getByRole('combobox', { name: 'Accepted error', exact: true })
    .selectOption({ label: 'at most 2 % wrong' });
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog).toBeHidden();
  expect(saved()).toEqual([
    { max_error_by_stakes: { 'read-only': 0.01 } },
    { max_error_by_stakes: {} },
    { max_error: 0.02 },
  ]);
});

test('one key stops it at once, from the page and with a way back', async ({ page }) => {
  await expect(page.getByRole('button', { name: 'Stop it now' })).toBeVisible();
  await page.getByRole('radio', { name: /^Automatic/ }).press('!'); // where the focus is after a look at a change
  await expect(page.getByRole('radio', { name: /^Draft/ })).toBeChecked();
  await expect(page.getByRole('button', { name: 'Stop it now' })).toHaveCount(0);
  await undo(page);
  await expect(page.getByRole('radio', { name: /^Automatic/ })).toBeChecked();
  await page.getByRole('radio', { name: /^Off/ }).click();
  await expect(page.getByRole('dialog')).toContainText('0 instead of 132');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('radio', { name: /^Automatic/ })).toBeChecked();
  expect(saved()).toEqual([{ autonomy: 'draft' }, { autonomy: 'auto' }]);
});

test('what cannot be counted can be saved all the same; what cannot be read is asked for again', async ({
  page,
}) => {
  api.fail('previewAutonomy', 9);
  await page.getByRole('radio', { name: /^Shadow/ }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('alert')).toContainText('could not be counted');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('radio', { name: /^Shadow/ })).toBeChecked();
  api.fail('getAutonomy', 9, false);
  await page.reload();
  await expect(page.getByRole('alert')).toContainText('Autonomy could not be loaded');
  api.fail('getAutonomy', 0);
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(section(page, 'Everywhere')).toBeVisible();
});

test('a new workspace has neither topics nor anything to count', async ({ page }) => {
  api.desk.insights = { ...api.desk.insights, topics: [] };
  await page.reload();
  await expect(section(page, 'By topic')).toContainText('No topics yet');
  await page.getByRole('radio', { name: /^Off/ }).click();
  await expect(page.getByRole('dialog')).toContainText('there is nothing to count');
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('radio', { name: /^Off/ })).toBeChecked();
});

test('an agent sees it, and changes nothing', async ({ page }) => {
  api.desk.me = { ...api.desk.me, role: 'agent' };
  await page.reload();
  await expect(page.getByRole('radio', { name: /^Automatic/ })).toBeDisabled();
  await expect(page.getByRole('combobox', { name: 'Read-only: accepted error' })).toBeDisabled();
  await expect(page.getByRole('button', { name: 'Stop it now' })).toHaveCount(0);
});

test('is reached from the sidebar, the palette and, on a phone, from the settings', async ({ page }) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Autonomy' }).click();
  await expect(page.getByRole('heading', { name: 'Autonomy', level: 1 })).toBeVisible();
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog').getByRole('combobox').fill('autonomy');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/autonomy$/);
  await page.setViewportSize({ width: 360, height: 740 });
  await page.goto(`${api.url}/settings`);
  await page.getByRole('main').getByRole('link', { name: 'Autonomy' }).click();
  await expect(page).toHaveURL(/\/autonomy$/);
});

for (const scheme of ['light', 'dark'] as const) {
  for (const width of [1440, 360]) {
    test(`is clear to everybody: ${scheme}, ${width} px`, async ({ page }) => {
      await page.emulateMedia({ colorScheme: scheme });
      await page.setViewportSize({ width, height: 900 });
      await expect(page.getByRole('heading', { name: 'By topic' })).toBeVisible();
      if (LOOK) await page.screenshot({ path: `${LOOK}/page-${scheme}-${width}.png` });
      await page.getByRole('button', { name: /invoice address/ }).click();
      const main = page.getByRole('main');
      await expect(main.getByRole('link', { name: 'Change the address on invoices' })).toBeVisible();
      const isWide = await main.evaluate((element) => element.scrollWidth > element.clientWidth);
      expect(isWide, 'nothing is wider than the page').toBe(false);
      if (LOOK) await page.getByRole('heading', { name: 'By topic' }).scrollIntoViewIfNeeded();
      if (LOOK) await page.screenshot({ path: `${LOOK}/topics-${scheme}-${width}.png` });
      expect(await faultsOf(page)).toEqual([]);
      await page
        .getByRole('combobox', { name: 'Read-only: accepted error' })
        .selectOption({ label: 'at most 1 % wrong' });
      await expect(page.getByRole('dialog')).toContainText('instead of');
      if (LOOK) await page.screenshot({ path: `${LOOK}/dialog-${scheme}-${width}.png` });
      expect(await faultsOf(page)).toEqual([]);
    });
  }
}
