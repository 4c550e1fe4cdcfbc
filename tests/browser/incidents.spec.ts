/** Incidents and alarms: seen, told to customers, held, taken back, and closed with a note. */
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

const undo = (page: Page) => page.getByRole('status').getByRole('button', { name: 'Undo' }).first().click();
const changes = () => api.sent('changeIncident').map(({ body }) => body);
const section = (page: Page, name: string) =>
  page.locator('section', { has: page.getByRole('heading', { name, exact: true, level: 2 }) });

test('incidents of now and of the past; one opens with its days and what coincides', async ({ page }) => {
  await page.goto(`${api.url}/incidents`);
  await expect(page.getByRole('link', { name: /Calendar connection/ })).toBeVisible();
  await expect(section(page, 'Calming down')).toContainText('Banner set');
  await expect(
    page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: /Incidents/ }),
  ).toContainText('1');
  await page.getByRole('navigation', { name: 'Incidents' }).getByRole('link', { name: 'Past' }).click();
  await expect(section(page, 'Not an incident')).toContainText('Questions about the webinar');
  await page.getByRole('navigation', { name: 'Incidents' }).getByRole('link', { name: 'Now' }).click();
  await page.getByRole('link', { name: /Calendar connection/ }).press('Enter');
  await expect(page).toHaveURL(/\/incidents\/inc_calendar1/);
  await expect(section(page, 'Consistent with')).toContainText('11.2 times as often · 74 % probable');
  await page.getByRole('button', { name: '46 conversations of 31 accounts' }).click();
  const drawer = page.getByRole('dialog', { name: 'Conversations · 46' });
  await expect(drawer.getByRole('listitem')).toHaveCount(46);
  await expect(drawer.getByRole('link', { name: 'All rows as CSV' })).toHaveAttribute(
    'href',
    /&incident_id=inc_calendar1&/,
  );
  await page.keyboard.press('Escape');
  await expect(page).toHaveURL(/\/incidents\/inc_calendar1$/);
  const chart = page.getByRole('region', { name: 'Against what was expected' });
  await expect(chart.getByRole('button', { name: /new plans page/ })).toBeVisible();
  await page.getByRole('button', { name: 'Against what was expected as table' }).click();
  await expect(page.getByRole('group', { name: /^Table of Against/ }).getByRole('row')).toHaveCount(15);
  await expect(page.getByRole('link', { name: /Blank page after signing in/ })).toHaveAttribute(
    'href',
    '/inbox/all/cnv_000007',
  );
});

test('a banner is put right, looked at as customers see it, set, and taken back', async ({ page }) => {
  await page.goto(`${api.url}/incidents/inc_calendar1`);
  const text = page.getByLabel('What customers read');
  const preview = page.getByRole('figure', { name: 'How customers see it' });
  await expect(preview).toContainText('Connecting a calendar can end on a blank page');
  await text.fill('Calendars cannot be connected right now.');
  await expect(preview).toContainText('Northwind Desk');
  await expect(preview).toContainText('Calendars cannot be connected right now.');
  expect(changes()).toEqual([]);
  await page.getByRole('button', { name: 'Show the banner' }).click();
  await expect(page.getByRole('button', { name: 'Change the banner' })).toBeDisabled();
  await expect(section(page, 'What was done')).toContainText('Banner set.');
  await undo(page);
  await expect(page.getByRole('button', { name: 'Show the banner' })).toBeVisible();
  await expect(text).toHaveValue(/Connecting a calendar/);
  await page.getByRole('button', { name: 'Show the banner' }).click();
  await page.getByRole('button', { name: 'Take it back' }).click();
  await expect(section(page, 'What was done')).toContainText('Banner taken back.');
  const suggested = api.desk.watch.incidents[0]?.suggested_banner;
  expect(changes()).toEqual([
    { banner: 'Calendars cannot be connected right now.' },
    { banner: null },
    { banner: suggested },
    { banner: null },
  ]);
});

test('an answer is held, let go, and held again by an undo', async ({ page }) => {
  await page.goto(`${api.url}/incidents/inc_calendar1`);
  const hold = page.getByRole('switch', { name: /^Hold Allow pop-ups/ });
  await hold.press('Space');
  await expect(hold).toBeChecked();
  await expect(page.getByRole('status')).toContainText('is held: people answer.');
  await hold.press('Space');
  await expect(hold).not.toBeChecked();
  await page.getByRole('status').getByRole('button', { name: 'Undo' }).last().click();
  await expect(hold).toBeChecked();
  expect(changes()).toEqual([{ hold: ['res_calendar'] }, { hold: [] }, { hold: ['res_calendar'] }]);
});

test('it is renamed, noted, closed, reopened, and called none', async ({ page }) => {
  await page.goto(`${api.url}/incidents/inc_calendar1`);
  await page.getByRole('button', { name: 'Rename the incident' }).click();
  await page.getByRole('dialog').getByLabel('Name').fill('Calendar: blank page');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Calendar: blank page');
  await page.getByLabel('Note').fill('The vendor knows of it.');
  await page.getByRole('button', { name: 'Add the note' }).click();
  await expect(section(page, 'What was done').getByRole('listitem').first()).toContainText(
    'The vendor knows of it.',
  );
  await expect(section(page, 'What was done').getByRole('listitem').first()).toContainText('Ada Byron');
  await page.getByRole('button', { name: 'Close it' }).click();
  await expect(page.getByRole('button', { name: 'Reopen' })).toBeVisible();
  await expect(page.getByRole('switch')).toHaveCount(0);
  await page.getByRole('button', { name: 'Reopen' }).click();
  await page.getByRole('button', { name: 'Not an incident' }).click();
  await expect(page.getByRole('button', { name: 'Reopen' })).toBeVisible();
  expect(changes().map(({ state }) => state)).toEqual([undefined, undefined, 'closed', 'open', 'not-one']);
});

test('what is refused stays as it was, and is said', async ({ page }) => {
  await page.goto(`${api.url}/incidents/inc_calendar1`);
  api.fail('changeIncident', 1, false);
  await page.getByRole('button', { name: 'Show the banner' }).click();
  await expect(page.getByRole('status').getByText('internal')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Show the banner' })).toBeEnabled();
  await enter(page, `${api.url}/incidents`);
  api.fail('getIncident', 100, false);
  await page.getByRole('link', { name: /Calendar connection/ }).click();
  await expect(page.getByRole('alert')).toContainText('The incident could not be loaded');
  api.fail('getIncident', 0);
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByRole('button', { name: 'Close it' })).toBeVisible();
});

test('alarms: open ones first, what was done, where to go on; settled with a note and opened again', async ({
  page,
}) => {
  await page.goto(`${api.url}/alarms`);
  const alarms = page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: /Alarms/ });
  await expect(alarms).toContainText('2');
  const harm = section(page, 'Open').getByRole('listitem').first();
  await expect(harm).toContainText('Done already: The answer is held');
  await harm.getByRole('button', { name: 'History' }).click();
  await expect(harm).toContainText('Sent to 2 webhooks');
  await harm.getByRole('button', { name: /^Settle/ }).press('Enter');
  await page.getByLabel('What came of it').fill('The answer is mended.');
  await page.getByRole('button', { name: 'Settle it' }).click();
  await expect(section(page, 'Settled')).toContainText('The answer is mended.');
  await expect(alarms).toContainText('1');
  await undo(page);
  await expect(section(page, 'Open').getByRole('heading', { name: /wrong more often/ })).toBeVisible();
  await section(page, 'Open').getByRole('link', { name: 'Look at the incident' }).click();
  await expect(page).toHaveURL(/\/incidents\/inc_calendar1/);
  expect(api.sent('settleAlarm').map(({ body }) => body)).toEqual([
    { settled: true, note: 'The answer is mended.' },
    { settled: false, note: null },
  ]);
});

test('a quiet desk says so', async ({ page }) => {
  api.desk.watch = NO_WATCH;
  await page.goto(`${api.url}/incidents`);
  await expect(page.getByText('Nothing comes more often than usual.')).toBeVisible();
  await page.goto(`${api.url}/alarms`);
  await expect(page.getByText('No alarm is open')).toBeVisible();
});

test('a waiting conversation says how soon it should be taken, and why', async ({ page }) => {
  await page.goto(`${api.url}/inbox/waiting/cnv_000000`);
  const list = page.getByRole('region', { name: 'Conversations' });
  await expect(list.getByText('Urgent')).toHaveCount(1);
  const why = section3(page, 'Priority');
  await expect(why).toContainText('86 of 100');
  await expect(why.getByRole('listitem').first()).toContainText('Has waited for 120 % of the target');
  await expect(why.getByRole('listitem').first()).toContainText('+2.6');
  await expect(why.getByRole('listitem').first()).toContainText('1.2 × weight 2.2');
  await expect(why.getByRole('listitem').last()).toContainText('30 % unsure');
  await page.goto(`${api.url}/inbox/ai/cnv_000015`);
  await expect(page.getByRole('log')).toBeVisible();
  await expect(section3(page, 'Priority')).toHaveCount(0);
});
const section3 = (page: Page, name: string) =>
  page.locator('section', { has: page.getByRole('heading', { name, exact: true, level: 3 }) });

test('is clear to everybody, in both themes, wide and narrow', async ({ page }) => {
  test.setTimeout(180_000);
  await page.goto(`${api.url}/incidents`);
  await expect(page.getByRole('link', { name: /Calendar connection/ })).toBeVisible();
  await expectFit(page, 'incidents', EVERY_LOOK);
  await page.goto(`${api.url}/incidents/inc_calendar1`);
  await expect(page.getByRole('heading', { name: 'What was done' })).toBeVisible();
  await expect(page.getByRole('status', { name: 'Drawing' })).toHaveCount(0);
  await expectFit(page, 'incident', EVERY_LOOK);
  await page.goto(`${api.url}/alarms`);
  await expect(page.getByRole('heading', { name: 'Settled' })).toBeVisible();
  await page
    .getByRole('button', { name: /^Settle/ })
    .first()
    .click();
  await expectFit(page, 'alarms', EVERY_LOOK);
});
