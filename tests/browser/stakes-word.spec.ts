/** What a person says of the stakes of a question, beside the reasoning: a false alarm in one click, else a class. */
import { expect, type Page, test } from '@playwright/test';
import { type Double, startDouble } from './console-double/double.ts';
import { faultsOf } from './fit.ts';

let api: Double;
test.beforeEach(async () => {
  api = await startDouble();
});
test.afterEach(() => api.close());

const pane = (page: Page) => page.getByRole('complementary', { name: 'Context' });
const choice = (page: Page) => pane(page).getByRole('combobox', { name: 'What the question is a matter of' });
const said = () => api.sent('labelStakes').map(({ body }) => body.class);

test('a false alarm is said in one click, and undone', async ({ page }) => {
  const conversation = api.desk.conversations[0];
  const [decision] = conversation?.decisions ?? [];
  if (!conversation || !decision) throw new Error('expected a decision');
  const text = 'This may be about a legal matter (it reads like such messages): a person answers.';
  conversation.decisions = [{ ...decision, reasons: [{ code: 'high-stakes', text }] }];
  conversation.stakes_labels = [{ decision_id: decision.id, class: 'legal' }];
  await page.goto(`${api.url}/inbox/waiting/${conversation.id}`);
  await expect(choice(page)).toHaveValue('legal');
  await pane(page).getByRole('button', { name: 'No, this was a false alarm' }).click();
  await expect(choice(page)).toHaveValue('none');
  await expect(pane(page).getByRole('button', { name: /false alarm/ })).toBeHidden();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(choice(page)).toHaveValue('legal');
  expect(said()).toEqual([null, 'legal']);
});

test('any question can be told a matter for people; a refusal is said', async ({ page }) => {
  await page.goto(`${api.url}/inbox/waiting/cnv_000001`);
  await expect(choice(page)).toHaveValue('');
  await expect(pane(page).getByRole('button', { name: /false alarm/ })).toBeHidden();
  api.fail('labelStakes', 1, false);
  await choice(page).selectOption('Health');
  await expect(page.getByRole('status').getByRole('button', { name: 'Dismiss' })).toBeVisible();
  await expect(choice(page)).toHaveValue('');
  await choice(page).selectOption('Health');
  await expect(choice(page)).toHaveValue('health');
  expect(said()).toEqual(['health', 'health']);
  expect(await faultsOf(page)).toEqual([]);
});
