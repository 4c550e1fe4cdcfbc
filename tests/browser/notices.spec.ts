/** Settings → Alarms & webhooks: who is told, by e-mail and by webhook, and what became of what was sent. */
import { expect, type Page, test } from '@playwright/test';
import { type Double, startDouble } from './console-double/double.ts';
import { NO_WATCH } from './console-double/watch.ts';
import { enter } from './enter.ts';
import { EVERY_LOOK, expectFit } from './fit.ts';

let api: Double;
test.beforeEach(async ({ page }) => {
  api = await startDouble();
  await page.goto(`${api.url}/settings/notices`);
  await expect(page.getByRole('heading', { name: 'Webhooks', level: 2 })).toBeVisible();
});
test.afterEach(() => api.close());

const webhook = (page: Page, url: RegExp) =>
  page.getByRole('list', { name: 'Webhooks' }).getByRole('listitem', { name: url });
const undo = (page: Page) => page.getByRole('status').getByRole('button', { name: 'Undo' }).last().click();

test('addresses and the summary are saved together, undone, and sent now', async ({ page }) => {
  const save = page.getByRole('button', { name: 'Save' });
  await expect(save).toBeDisabled();
  await page.getByLabel('Addresses that hear of alarms').fill('ada@example.com\nnobody');
  await expect(page.getByText('“nobody” is no e-mail address.')).toBeVisible();
  await expect(save).toBeDisabled();
  await page.getByLabel('Addresses that hear of alarms').fill('ada@example.com, grace@example.com');
  await page.getByLabel('Sent', { exact: true }).selectOption('month');
  await page.getByLabel('At (UTC)').selectOption('9');
  await expect(page.getByRole('button', { name: 'Send the summary now' })).toBeDisabled();
  await page.getByLabel('At (UTC)').press('Enter');
  await save.click();
  await expect(save).toBeDisabled();
  await undo(page);
  await expect(page.getByLabel('Sent', { exact: true })).toHaveValue('week');
  const [first, second] = api.sent('changeNotices').map(({ body }) => body);
  expect(first).toEqual({
    alarms: ['ada@example.com', 'grace@example.com'],
    summary: { every: 'month', to: ['ada@example.com', 'board@example.com'], hour: 9 },
  });
  expect(second?.summary.every).toBe('week');
  await page.getByRole('button', { name: 'Send the summary now' }).click();
  await expect(page.getByText('Sent to ada@example.com, board@example.com')).toBeVisible();
});

test('a webhook is added: a bad address is explained, and its secret is shown once', async ({
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.getByRole('button', { name: 'Add a webhook' }).click();
  const dialog = page.getByRole('dialog');
  const address = dialog.getByLabel('Address');
  await address.fill('hooks.example.com');
  await page.keyboard.press('Enter');
  await expect(dialog.getByText('That is no address.')).toBeVisible();
  expect(api.sent('createWebhook')).toEqual([]);
  await address.fill('https://ada:secret@hooks.example.com');
  await page.keyboard.press('Enter');
  await expect(dialog.getByText('Leave name and password out')).toBeVisible();
  await address.fill('http://localhost:9000/chat.example.com');
  await dialog.getByRole('checkbox', { name: 'The summary is ready' }).check();
  await dialog.getByRole('button', { name: 'Add' }).click();
  const shown = page.getByRole('dialog', { name: 'Its signing secret' });
  await expect(shown).toContainText('whsec_New1ShownThisOnce');
  await shown.getByRole('button', { name: 'Copy the secret' }).click();
  const copied = () => page.evaluate(() => navigator.clipboard.readText());
  await expect.poll(copied).toBe('whsec_New1ShownThisOnce');
  await shown.getByRole('button', { name: 'I have copied it' }).click();
  await expect(webhook(page, /chat\.example/)).toContainText('The summary is ready');
  await expect(page.locator('body')).not.toContainText('ShownThisOnce');
  await page.reload();
  await expect(webhook(page, /chat\.example/)).toContainText('whsec_New1…');
  await expect(page.locator('body')).not.toContainText('ShownThisOnce');

  await webhook(page, /chat\.example/)
    .getByRole('button', { name: 'Send a test' })
    .click();
  await expect(page.getByText('The test failed: The address is refused: it is private')).toBeVisible();
  await page.getByRole('button', { name: 'Add a webhook' }).click();
  await address.fill('https://one.too.many.example.com');
  await page.keyboard.press('Enter');
  await expect(dialog.getByText('At most 3 webhooks: delete one first.')).toBeVisible();
});

test('a webhook is switched, tested, changed, gets a new secret, and is deleted after a question', async ({
  page,
}) => {
  const oncall = webhook(page, /on-call/);
  const on = oncall.getByRole('switch', { name: 'Send to hooks.example.com' });
  await on.press('Space');
  await expect(on).not.toBeChecked();
  await expect(oncall.getByRole('button', { name: 'Send a test' })).toBeDisabled();
  await undo(page);
  await expect(on).toBeChecked();
  await oncall.getByRole('button', { name: 'Send a test' }).click();
  await expect(page.getByText('The test arrived: HTTP 204 in 63 ms')).toBeVisible();

  await oncall.getByRole('button', { name: 'Change' }).click();
  await page.getByRole('dialog').getByRole('checkbox', { name: 'An alarm is settled' }).uncheck();
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(oncall).not.toContainText('An alarm is settled');

  await oncall.getByRole('button', { name: 'New secret' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Make a new one' }).click();
  await expect(page.getByRole('dialog', { name: 'Its signing secret' })).toContainText(
    'whsec_Rot2ShownThisOnce',
  );
  await page.keyboard.press('Escape');
  await expect(oncall).toContainText('until');

  await oncall.getByRole('button', { name: 'Delete' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
  await expect(oncall).toBeVisible();
  await oncall.getByRole('button', { name: 'Delete' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await expect(oncall).toHaveCount(0);
  expect(api.sent('deleteWebhook').map(({ params }) => params['id'])).toEqual(['whk_oncall01']);
});

test('the log shows every try and the body, and sends again', async ({ page }) => {
  const oncall = webhook(page, /on-call/);
  await oncall.getByRole('button', { name: /What was sent/ }).press('Enter');
  const log = oncall.getByRole('list', { name: 'What was sent' });
  const failed = log.getByRole('listitem').filter({ hasText: 'incident.opened' }).first();
  await expect(failed).toContainText('Failed');
  await failed.getByRole('button', { name: /incident\.opened Failed/ }).click();
  await expect(failed.getByRole('list', { name: 'Tries' })).toContainText('No answer within 15 s');
  await expect(failed.getByRole('region', { name: 'Body' })).toContainText('"id": "inc_calendar1"');
  await failed.getByRole('button', { name: 'Send again: incident.opened' }).click();
  await expect(failed).toContainText('Delivered');
  await expect(failed.getByRole('list', { name: 'Tries' }).getByRole('listitem')).toHaveCount(3);
  await expect(webhook(page, /reports/)).toContainText('the address answers 410 Gone');
});

test('what cannot be loaded is asked for again; leads read; leaving asks', async ({ page }) => {
  await page.getByLabel('Addresses that hear of alarms').fill('grace@example.com');
  await page.getByRole('link', { name: 'Settings' }).last().click();
  await expect(page.getByRole('dialog', { name: 'Leave without saving?' })).toBeVisible();
  await page.getByRole('dialog').getByRole('button', { name: 'Leave' }).click();
  await expect(page).toHaveURL(/\/settings$/);
  await enter(page, `${api.url}/settings`);
  api.fail('listWebhooks', 100, false);
  await page.getByRole('main').getByRole('link', { name: 'Addresses, summaries and webhooks' }).click();
  await expect(page).toHaveURL(/\/settings\/notices$/);
  await expect(page.getByRole('alert')).toContainText('Webhooks could not be loaded');
  api.fail('listWebhooks', 0);
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(webhook(page, /on-call/)).toBeVisible();

  api.desk.watch = NO_WATCH;
  await page.reload();
  await expect(page.getByText('No webhook yet.')).toBeVisible();
  api.desk.me = { ...api.desk.me, role: 'lead' };
  await page.reload();
  await expect(page.getByLabel('Addresses that hear of alarms')).toBeDisabled();
  await expect(page.getByText('Owners see and change them.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Add a webhook' })).toHaveCount(0);
});

test('is clear to everybody, in both themes, wide and narrow', async ({ page }) => {
  test.setTimeout(150_000);
  await webhook(page, /on-call/)
    .getByRole('button', { name: /What was sent/ })
    .click();
  await page.getByRole('button', { name: /incident\.opened Failed/ }).click();
  await expectFit(page, 'notices', EVERY_LOOK);
  await page.getByRole('button', { name: 'Add a webhook' }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await expectFit(page, 'notices-add');
});
