/** What the team sets of the widget, and reads of what visitors said there. */
import { expect, test } from '@playwright/test';
import { type Double, startDouble } from './console-double/double.ts';
import { expectFit, faultsOf } from './fit.ts';

let api: Double;
test.beforeEach(async () => {
  api = await startDouble();
});
test.afterEach(() => api.close());

test('office hours, suggested questions and language are checked before they are saved', async ({ page }) => {
  await page.goto(`${api.url}/settings`);
  const form = page.locator('section', { has: page.getByRole('heading', { name: 'Widget', exact: true }) });
  const save = form.getByRole('button', { name: 'Save' });
  await form.getByRole('checkbox', { name: 'Tell visitors when somebody is there' }).check();
  await expect(form.getByLabel('Monday')).toHaveValue('09:00–17:00');
  await form.getByLabel('Time zone').fill('Mars/Olympus');
  await expect(form.getByText('Expected a time zone such as Europe/Berlin.')).toBeVisible();
  await form.getByLabel('Time zone').fill('Europe/Berlin');
  await form.getByLabel('Monday').fill('9-12, 22:00-2:00');
  await expect(form.getByText('“22:00-2:00” ends before it begins.')).toBeVisible();
  await expect(save).toBeDisabled();
  expect(await faultsOf(page)).toEqual([]);
  await form.getByLabel('Monday').fill('9-12, 13:30-17');
  for (const day of ['Tuesday', 'Wednesday', 'Thursday', 'Friday']) await form.getByLabel(day).fill('');
  await form.getByLabel('Suggested questions').fill('One?\nTwo?');
  await form.getByLabel('Language').selectOption('ar');
  await save.click();
  await expect(page.getByText('Saved', { exact: true })).toBeVisible();
  expect(api.sent('updateSettings')[0]?.body.widget).toMatchObject({
    language: 'ar',
    suggested_questions: ['One?', 'Two?'],
    hours: {
      time_zone: 'Europe/Berlin',
      weekly: [
        { day: 1, from: '09:00', to: '12:00' },
        { day: 1, from: '13:30', to: '17:00' },
      ],
    },
  });
  await form.getByRole('checkbox', { name: 'Tell visitors when somebody is there' }).scrollIntoViewIfNeeded();
  await expectFit(page, 'widget-form');
});

test('the inbox shows what the customer said of an answer, and of the whole', async ({ page }) => {
  const open = api.desk.conversations.find(({ status }) => status === 'ai');
  const answer = open?.messages.find(({ author }) => author === 'ai');
  if (!open || !answer) throw new Error('expected a conversation with an answer');
  const at = answer.at;
  const feedback = [
    { message_id: answer.id, thumb: 'down', reason: 'outdated', score: null, comment: 'The menu moved.', at },
    { message_id: null, thumb: null, reason: null, score: 2, comment: 'Slow', at },
  ] as const;
  api.desk.conversations = api.desk.conversations.map((each) =>
    each.id === open.id ? { ...each, feedback: [...feedback] } : each,
  );
  await page.goto(`${api.url}/inbox/ai/${open.id}`);
  const log = page.getByRole('log', { name: 'Messages' });
  await expect(log.getByText('Out of date')).toBeVisible();
  await expect(log.getByText('“The menu moved.”')).toBeVisible();
  await expect(log.getByText('Rated 2 of 5')).toBeVisible();
  await expectFit(page, 'feedback');
});
