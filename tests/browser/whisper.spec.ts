/** Whispering to the AI agent, at the keyboard: choose or write, see it wait, take it back, see who steered a reply. */
import { expect, type Page, test } from '@playwright/test';
import { type Double, startDouble } from './console-double/double.ts';
import { faultsOf } from './fit.ts';

let api: Double;
test.beforeEach(async () => {
  api = await startDouble();
});
test.afterEach(() => api.close());

const ID = 'cnv_000014';
const dialog = (page: Page) => page.getByRole('dialog', { name: 'Whisper to the AI agent' });
const card = (page: Page) => page.getByRole('region', { name: 'Whisper that waits' });

async function openOne(page: Page): Promise<void> {
  await page.goto(`${api.url}/inbox/ai/${ID}`);
  await expect(page.getByRole('button', { name: 'Whisper' })).toBeVisible();
}

test('a known answer is whispered with the keyboard, waits, and is taken back', async ({ page }) => {
  await openOne(page);
  await page.keyboard.press('w');
  await expect(dialog(page)).toContainText('when the customer writes next');
  await expect(dialog(page).getByRole('searchbox', { name: 'Choose a known answer' })).toBeFocused();
  await expect(dialog(page).getByRole('button', { name: 'Whisper' })).toBeDisabled();
  // Nor does a key of the page behind it do anything, beside a field either.
  await dialog(page).getByRole('button', { name: 'Cancel' }).press('t');
  await dialog(page).getByRole('searchbox', { name: 'Choose a known answer' }).focus();
  await page.keyboard.type('billing address');
  await dialog(page)
    .getByRole('radio', { name: /Change the billing address/ })
    .press('Space');
  await dialog(page)
    .getByRole('checkbox', { name: /Save it as a lesson/ })
    .press('Space');
  expect(await faultsOf(page)).toEqual([]);
  await page.keyboard.press('Enter');
  await expect(dialog(page)).toBeHidden();
  await expect(card(page)).toContainText(
    'Whispered by Ada Byron: the AI agent says this next, and it becomes a lesson',
  );
  expect(api.sent('takeOver')).toEqual([]);
  expect(api.sent('whisper')).toMatchObject([
    { params: { id: ID }, body: { say: { resolution_id: 'res_address1' }, is_lesson: true } },
  ]);
  // One waits: no second one is offered.
  await page.keyboard.press('w');
  await expect(dialog(page)).toBeHidden();
  await card(page).getByRole('button', { name: 'Take back' }).click();
  await expect(card(page)).toBeHidden();
  await expect(page.getByRole('log')).toContainText('Ada Byron · whisper, taken back');
  expect(api.sent('takeBackWhisper')).toHaveLength(1);
});

test('own words; once said, the transcript tells who whispered them', async ({ page }) => {
  await openOne(page);
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Search commands' }).fill('whisper');
  await page.keyboard.press('Enter');
  await page.getByRole('textbox', { name: 'Or write what it says' }).fill('Students pay half.');
  await page.keyboard.press('Control+Enter');
  await expect(card(page)).toContainText('Students pay half.');

  const conversation = api.desk.conversations.find(({ id }) => id === ID);
  const note = conversation?.messages.at(-1);
  const whisper = conversation?.whispers[0];
  if (!conversation || !note || !whisper) throw new Error('expected a whisper');
  const decision_id = 'dec_steered1';
  const reply = { ...note, id: 'msg_steered1', seq: note.seq + 1, author: 'ai', kind: 'message' } as const;
  const message = { ...reply, author_name: null, decision_id };
  conversation.messages.push(message);
  conversation.whispers[0] = { ...whisper, state: 'said', decision_id };
  api.emit({ type: 'message', message });
  await expect(page.getByRole('log')).toContainText('Whispered by Ada Byron');
  await expect(card(page)).toBeHidden();
});

test('what is refused is said, and people who have the word are offered no whisper', async ({ page }) => {
  await openOne(page);
  api.fail('whisper', 1, false);
  await page.getByRole('button', { name: 'Whisper' }).click();
  const words = page.getByRole('textbox', { name: 'Or write what it says' });
  await words.fill('Students pay half.');
  await dialog(page).getByRole('button', { name: 'Whisper' }).click();
  await expect(page.getByRole('status').getByRole('button', { name: 'Dismiss' })).toBeVisible();
  await expect(page.getByRole('status')).not.toContainText('Whispered');
  await expect(words).toHaveValue('Students pay half.');
  await page.keyboard.press('Escape');
  await expect(card(page)).toBeHidden();
  await page.goto(`${api.url}/inbox/waiting/cnv_000000`);
  await expect(page.getByRole('button', { name: /Take over/ })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Whisper' })).toBeHidden();
});
