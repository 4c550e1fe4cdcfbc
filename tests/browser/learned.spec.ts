/** The glossary and the estimated risk, as the team reads them and puts them right. */
import { expect, test } from '@playwright/test';
import { type Double, startDouble } from './console-double/double.ts';
import { EMPTY_LEARNING } from './console-double/fixtures.ts';
import { NO_INSIGHTS } from './console-double/insights.ts';
import { enter } from './enter.ts';
import { EVERY_LOOK, expectFit } from './fit.ts';

let api: Double;
test.beforeEach(async () => {
  api = await startDouble();
});
test.afterEach(() => api.close());

test('words are accepted, switched, changed and taken back', async ({ page }) => {
  await page.goto(`${api.url}/knowledge/glossary`);
  await expect(page.getByText('19 questions of 7 accounts say it; 95 % of them')).toBeVisible();
  await expectFit(page, 'glossary', EVERY_LOOK);
  await page.getByRole('button', { name: 'Accept plastic' }).click();
  const plastic = page.getByRole('switch', { name: 'Use plastic' });
  await expect(plastic).toBeChecked();
  await page.getByRole('status').getByRole('button', { name: 'Undo' }).click();
  await expect(plastic).not.toBeChecked();
  await plastic.focus();
  await page.keyboard.press('Space');
  await expect(plastic).toBeChecked();

  await page.getByRole('button', { name: 'Change the meaning of dongle' }).click();
  await page.getByLabel('Meaning of dongle').fill('USB adapter');
  await page.keyboard.press('Enter');
  await expect(page.getByText('means USB adapter')).toBeVisible();
  await page.getByLabel('Customers say').fill('Kiosk');
  await page.getByLabel('We call it').fill('terminal');
  await page.getByRole('button', { name: 'Add the word' }).click();
  await expect(page.getByRole('switch', { name: 'Use kiosk' })).toBeChecked();
  const sent = api
    .sent('changeGlossary')
    .map(({ params, body }) => [params['term'], body.meaning, body.state]);
  expect(sent).toEqual([
    ['plastic', 'card', 'on'],
    ['plastic', 'card', 'off'],
    ['plastic', 'card', 'on'],
    ['dongle', 'USB adapter', 'on'],
    ['kiosk', 'terminal', 'on'],
  ]);
});

test('a dismissal is told to nobody before it stands', async ({ page }) => {
  await page.clock.install();
  await page.goto(`${api.url}/knowledge/glossary`);
  const dismiss = page.getByRole('button', { name: 'Dismiss fob' });
  await dismiss.click();
  await expect(dismiss).toBeHidden();
  await page.getByRole('status').getByRole('button', { name: 'Undo' }).click();
  await expect(dismiss).toBeVisible();
  await page.clock.runFor(10_000);
  expect(api.sent('changeGlossary')).toEqual([]);
  await dismiss.click();
  await page.clock.runFor(10_000);
  await expect(page.getByRole('switch', { name: 'Use fob' })).not.toBeChecked();
  expect(api.sent('changeGlossary')).toHaveLength(1);
});

test('agents read the glossary and change nothing', async ({ page }) => {
  api.desk.me = { ...api.desk.me, role: 'agent' };
  await page.goto(`${api.url}/knowledge/glossary`);
  await expect(page.getByText('Leads and owners change the glossary.')).toBeVisible();
  await expect(page.getByRole('switch')).toHaveCount(0);
  await expect(page.getByRole('button', { name: /Accept/ })).toHaveCount(0);
});

test('an empty and a failed glossary say so', async ({ page }) => {
  api.desk.insights = { ...NO_INSIGHTS };
  await enter(page, `${api.url}/knowledge/context`);
  api.fail('getGlossary', 100, false);
  await page.getByRole('link', { name: 'Glossary' }).click();
  await expect(page.getByText('The glossary could not be loaded')).toBeVisible();
  api.fail('getGlossary', 0);
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByText('Nothing is proposed now.')).toBeVisible();
  await expect(page.getByText('No words yet.')).toBeVisible();
});

test('the estimated risk stands beside the certificates, and says where there is none', async ({ page }) => {
  await page.goto(`${api.url}/learning`);
  const heading = page.getByRole('heading', { name: 'Wrong answers, estimated' });
  await expect(heading).toBeVisible();
  await expect(page.getByText('1.2 % to 3.4 %, from 940 answers, 141 audited')).toBeVisible();
  await heading.scrollIntoViewIfNeeded();
  await expectFit(page, 'learning', EVERY_LOOK);
  api.desk.learning = { ...api.desk.learning, estimate: EMPTY_LEARNING.estimate };
  api.emit({ type: 'learning' });
  await expect(page.getByText('Nothing to estimate from yet')).toBeVisible();
});
