/** Replies by e-mail in the console: what became of each, and whether the server can send any. */
import { expect, test } from '@playwright/test';
import type { ReplyMail } from '@understudy/contract';
import { type Double, startDouble } from './console-double/double.ts';
import { expectFit, faultsOf } from './fit.ts';

let api: Double;
test.beforeEach(async () => {
  api = await startDouble();
});
test.afterEach(() => api.close());

const AT = '2026-11-22T12:03:00.000Z';
const LINES: readonly (readonly [Pick<ReplyMail, 'state' | 'error'>, RegExp])[] = [
  [{ state: 'waiting', error: null }, /Goes by e-mail if it stays unseen/],
  [{ state: 'waiting', error: '451 try again later' }, /not taken yet: 451 try again later/],
  [{ state: 'sent', error: null }, /Sent by e-mail \d+:03/],
  [{ state: 'seen', error: null }, /Seen in the widget/],
  [{ state: 'failed', error: '550 no such user' }, /E-mail failed: 550 no such user/],
];

test('the inbox says beside a reply what became of its e-mail', async ({ page }) => {
  const [conversation] = api.desk.conversations;
  const message_id = conversation?.messages[0]?.id ?? '';
  for (const [mail, line] of LINES) {
    api.desk.conversations[0] = {
      ...(conversation as object),
      mails: [{ ...mail, message_id, at: AT }],
    } as never;
    await page.goto(`${api.url}/inbox/waiting/cnv_000000`);
    await expect(page.getByRole('log', { name: 'Messages' })).toContainText(line);
  }
  expect(await faultsOf(page)).toEqual([]);
});

test('settings: from where, when, and a test e-mail to oneself', async ({ page }) => {
  await page.goto(`${api.url}/settings`);
  const card = page.locator('section', { has: page.getByRole('heading', { name: 'E-mail' }) });
  await expect(card).toContainText('From support@example.com.');
  await card.getByRole('button', { name: 'Send me a test e-mail' }).click();
  await expect(page.getByText('Sent to ada@example.com')).toBeVisible();
  await card.getByLabel('Send a reply that stays unseen for').selectOption('30 min');
  await card.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Saved', { exact: true })).toBeVisible();
  expect(api.sent('updateSettings')[0]?.body).toEqual({ mail: { delay_minutes: 30 } });
  await card.scrollIntoViewIfNeeded();
  await expectFit(page, 'settings-mail');
});

test('settings: what the mail server said, and what to do where none is set up', async ({ page }) => {
  const detail = 'The mail server did not take it: 554 no';
  const problem = { type: 'x', title: 'x', status: 409, code: 'conflict', request_id: 'x', detail };
  await page.route('**/v1/mail/test', (route) => route.fulfill({ status: 409, json: problem }));
  await page.goto(`${api.url}/settings`);
  const card = page.locator('section', { has: page.getByRole('heading', { name: 'E-mail' }) });
  await card.getByRole('button', { name: 'Send me a test e-mail' }).click();
  await expect(page.getByText(detail)).toBeVisible();
  await page.route('**/v1/mail', (route) => route.fulfill({ json: { from: null } }));
  await page.reload();
  await expect(card).toContainText('UNDERSTUDY_SMTP_URL');
  await expect(card.getByRole('button')).toHaveCount(0);
});
