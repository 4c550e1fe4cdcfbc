/** Lessons about what is known: a person makes them on the Knowledge page, takes them back, and reviews those of the night. */
import { expect, type Page, test } from '@playwright/test';
import { makeChanges } from './console-double/changes.ts';
import { type Double, startDouble } from './console-double/double.ts';
import { expectFit } from './fit.ts';

let api: Double;
test.beforeEach(async ({ page }) => {
  api = await startDouble();
  await page.setViewportSize({ width: 1_440, height: 900 });
});
test.afterEach(() => api.close());
test.setTimeout(90_000);

const section = (page: Page, name: string) =>
  page.locator('section', { has: page.getByRole('heading', { name }) });
const toasts = (page: Page) => page.getByRole('status');
const item = (page: Page) => page.getByRole('article', { name: 'Lesson' });

test('where a resolution holds: added by hand and by a click, removed, taken back', async ({ page }) => {
  await page.goto(`${api.url}/knowledge/res_address1`);
  const card = section(page, 'Where it holds');
  await expect(card.getByText('Everywhere.')).toBeVisible();
  await card.getByRole('textbox', { name: 'Add a condition' }).fill('only on billing');
  await expect(card.getByRole('button', { name: 'Add', exact: true })).toBeDisabled();
  await card.getByRole('textbox', { name: 'Add a condition' }).fill('page:/billing');
  await page.keyboard.press('Enter');
  await expect(card.getByRole('list', { name: 'Conditions' })).toHaveText('page:/billing');
  await card.getByRole('button', { name: 'plan:team' }).click();
  await expect(card.getByRole('list', { name: 'Conditions' }).getByRole('listitem')).toHaveCount(2);
  expect(api.sent('setConditions').at(-1)?.body).toEqual({ conditions: ['page:/billing', 'plan:team'] });
  await expectFit(page, 'conditions');
  await card.getByRole('button', { name: 'Remove page:/billing' }).click();
  await expect(card.getByRole('list', { name: 'Conditions' })).toHaveText('plan:team');
  await page.getByRole('button', { name: 'Undo' }).last().click();
  await expect(card.getByRole('list', { name: 'Conditions' }).getByRole('listitem')).toHaveCount(2);
  await expect(toasts(page).getByText('Taken back.')).toBeVisible();
});

test('exemplars are chosen and split off with an answer of their own', async ({ page }) => {
  await page.goto(`${api.url}/knowledge/res_address1`);
  const card = section(page, 'What it solved');
  await expect(card.getByRole('listitem')).toHaveCount(4);
  await card.getByRole('checkbox', { name: /accountant/ }).check();
  await card.getByRole('button', { name: 'Split off…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Split off 1 exemplar' });
  await dialog.getByRole('textbox', { name: 'Title' }).fill('An old address on one invoice');
  await expect(dialog.getByRole('button', { name: 'Split off' })).toBeDisabled();
  await dialog.getByRole('textbox', { name: 'Their own answer' }).fill('Write to billing@example.com.');
  await expectFit(page, 'split');
  await dialog.getByRole('button', { name: 'Split off' }).click();
  await expect(dialog).toBeHidden();
  await expect(toasts(page).getByText('is a resolution of its own.')).toBeVisible();
  expect(api.sent('splitResolution').at(-1)?.body).toEqual({
    exemplars: ['exm_000002'],
    title: 'An old address on one invoice',
    text: 'Write to billing@example.com.',
  });
  await expect(card.getByRole('checkbox', { checked: true })).toHaveCount(0);
});

test('two that say the same are merged by keyboard, and are two again', async ({ page }) => {
  await page.goto(`${api.url}/knowledge/res_address1`);
  await page.getByRole('button', { name: 'Merge into…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Merge into another resolution' });
  await dialog.getByRole('combobox').fill('Reissue');
  await expect(dialog.getByRole('option')).toHaveCount(1);
  await expectFit(page, 'merge-into');
  await dialog.getByRole('combobox').press('Enter');
  await expect(page.getByText(/Retired on/)).toContainText('Its exemplars went to “Reissue an invoice”');
  expect(api.sent('mergeResolution').at(-1)?.body).toEqual({ into: 'res_invoice2' });
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByText(/Retired on/)).toBeHidden();
  api.desk.merged['res_address1'] = 'res_invoice2';
  api.desk.retired.add('res_address1');
  await page.reload();
  await expect(page.getByText(/Retired on/)).toBeVisible();
  await expect(page.getByRole('button', { name: 'Take back into use' })).toBeHidden();
  await expectFit(page, 'merged');
});

test('a resolution is retired with a reason, and comes back', async ({ page }) => {
  await page.goto(`${api.url}/knowledge/res_calendar`);
  await page.getByRole('button', { name: 'Retire…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Retire this resolution?' });
  await dialog.getByRole('textbox', { name: /^Why/ }).fill('The pop-up is gone since June.');
  await dialog.getByRole('button', { name: 'Retire' }).click();
  await expect(page.getByText(/Retired on/)).toBeVisible();
  expect(api.sent('retireResolution').at(-1)?.body).toEqual({ reason: 'The pop-up is gone since June.' });
  await page.getByRole('button', { name: 'Take back into use' }).click();
  await expect(page.getByText(/Retired on/)).toBeHidden();
});

test('a human agent looks, and changes nothing', async ({ page }) => {
  api.desk.me = { ...api.desk.me, role: 'agent' };
  api.desk.conditions['res_address1'] = ['plan:team'];
  await page.goto(`${api.url}/knowledge/res_address1`);
  await expect(section(page, 'Where it holds').getByText('plan:team')).toBeVisible();
  await expect(section(page, 'What it solved').getByRole('listitem')).toHaveCount(4);
  for (const name of ['Merge into…', 'Retire…', 'Add', 'Remove plan:team'])
    await expect(page.getByRole('button', { name, exact: true })).toHaveCount(0);
  await expect(page.getByRole('checkbox')).toHaveCount(0);
});

test('what was found in the night is looked at, approved and rejected', async ({ page }) => {
  api.desk.lessons = makeChanges();
  await page.goto(`${api.url}/review`);
  await expect(item(page).getByRole('heading', { level: 2 })).toHaveText(
    'A merge: “Change the billing address”',
  );
  await expect(item(page)).toContainText('learned from the nightly look');
  await expect(item(page)).toContainText('84 % of the words of the two are the same');
  await expect(
    item(page).getByRole('list', { name: 'Exemplars that move' }).getByRole('listitem'),
  ).toHaveCount(2);
  await expect(item(page)).toContainText('and 12 more');
  await expect(item(page)).toContainText('No preview for a merge');
  for (const name of ['Edit', 'Merge', 'Preview'])
    await expect(page.getByRole('button', { name: new RegExp(`^${name}`) })).toHaveCount(0);
  await expectFit(page, 'review-merge');
  await page.keyboard.press('a');
  await expect(page.locator('article#les_000002')).toBeVisible();
  expect(api.sent('reviewLesson').at(-1)?.body).toEqual({ verdict: 'approve' });
  await expect(item(page)).toContainText('people rewrote 7 of its last 9 drafts');
  await expect(item(page).getByRole('button', { name: /^Preview/ })).toBeVisible();
  await expectFit(page, 'review-retirement');
  await page.keyboard.press('r');
  await page.keyboard.press('1');
  await expect.poll(() => api.sent('reviewLesson').at(-1)?.body).toMatchObject({ verdict: 'reject' });
});

test('a word says what it meant and means, leads to the glossary, and is taken back', async ({ page }) => {
  api.desk.lessons = makeChanges();
  await page.goto(`${api.url}/review?status=approved&kind=glossary`);
  await expect(page.getByRole('navigation', { name: 'Lessons' }).getByRole('listitem')).toHaveCount(1);
  await expect(item(page).getByRole('heading', { level: 2 })).toHaveText('A word: “plastic”');
  await expect(item(page).getByRole('definition')).toHaveText(['means “voucher”off', 'means “card”on']);
  await expect(item(page)).toContainText('19 questions of 7 accounts said it, and 95 % of them');
  await expect(item(page)).toContainText('No preview for a word');
  await expect(item(page).getByRole('heading', { name: 'Since it came' })).toHaveCount(0);
  await expectFit(page, 'review-word');
  await page.getByRole('button', { name: 'Take it back…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Take this lesson back?' });
  await dialog.getByRole('button', { name: 'Take it back' }).click();
  await expect(toasts(page).getByText('Taken back.')).toBeVisible();
  expect(api.sent('startRollback').at(-1)?.body).toMatchObject({
    scope: { kind: 'lessons', ids: ['les_000006'] },
  });
  await item(page).getByRole('link', { name: 'Glossary' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Glossary' })).toBeVisible();
});

test('the learning page leads from a word to the glossary', async ({ page }) => {
  const word = makeChanges().find(({ kind }) => kind === 'glossary');
  if (word === undefined) throw new Error('the double has no word');
  api.desk.learning = { ...api.desk.learning, lessons: [word, ...api.desk.learning.lessons] };
  await page.goto(`${api.url}/learning`);
  const row = section(page, 'Newest lessons').getByRole('listitem').first();
  await expect(row).toContainText('“plastic” means “card”.');
  await expect(row.getByRole('link', { name: 'Glossary' })).toHaveAttribute('href', '/knowledge/glossary');
});

test('those in force say what they changed', async ({ page }) => {
  api.desk.lessons = makeChanges();
  await page.goto(`${api.url}/review/les_000003?status=approved`);
  await expect(item(page).getByRole('list', { name: 'Conditions' })).toHaveText(
    'plan:freeremovedplan:teamnew',
  );
  await expectFit(page, 'review-condition');
  await page.goto(`${api.url}/review/les_000004?status=approved`);
  await expect(item(page).getByRole('heading', { level: 2 })).toHaveText(
    'Wrong for a question: “Change the billing address”',
  );
  await expect(item(page).getByRole('heading', { name: 'It is not answered with' })).toBeVisible();
  await expectFit(page, 'review-negative');
  await page.goto(`${api.url}/review/les_000005?status=approved`);
  await expect(item(page).getByRole('heading', { name: 'Their own answer' })).toBeVisible();
  await expect(item(page)).toContainText('which keeps its other exemplars');
  await expect(page.getByRole('button', { name: 'Take it back…' })).toBeVisible();
});
