/** The page of workflows, their steps in the inbox, and their proposals in Review. */
import { expect, type Page, test } from '@playwright/test';
import { type Double, startDouble } from './console-double/double.ts';
import { faultsOf } from './fit.ts';

let api: Double;
test.beforeEach(async () => {
  api = await startDouble();
});
test.afterEach(() => api.close());

const open = async (page: Page, path = '') => {
  await page.goto(`${api.url}/knowledge/workflows${path}`);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
};
test('lists workflows, and finds one by its words', async ({ page }) => {
  await open(page);
  const list = page.getByRole('list', { name: 'Workflows' });
  await expect(list.getByRole('listitem')).toHaveCount(2);
  await expect(list.getByText('proposed')).toBeVisible();
  expect(await faultsOf(page)).toEqual([]);
  await page.getByRole('searchbox', { name: 'Search workflows' }).fill('calendar');
  await expect(list.getByRole('listitem')).toHaveCount(1);
  await page.getByRole('searchbox', { name: 'Search workflows' }).fill('nothing like it');
  await expect(page.getByText('Nothing found for “nothing like it”')).toBeVisible();
});

test('shows the steps, and where people deviate', async ({ page }) => {
  await open(page, '/wfl_address1');
  const steps = page.getByRole('list', { name: 'Steps' }).locator('> li');
  await expect(steps).toHaveCount(5);
  await expect(steps.nth(1)).toContainText('If not the owner: Ask the owner');
  await expect(steps.nth(1)).toContainText('done in 9 of 12 conversations, by 4 people');
  await expect(steps.nth(1)).toContainText('skipped 3 × (25 %)');
  await expect(steps.nth(2)).toContainText('back to 2(Ask the owner)');
  await expect(steps.nth(3)).toContainText('out of order 4 × (6.9 %)');
  await expect(page.getByText('44 of 58 conversations follow it wholly (76 %).')).toBeVisible();
  await expect(
    steps.nth(1).getByRole('link', { name: 'example of a conversation in which it was skipped' }),
  ).toHaveAttribute('href', '/inbox/all/cnv_000001');
  const history = page.locator('section', {
    has: page.getByRole('heading', { name: 'History of its text' }),
  });
  await expect(history.locator('ins').first()).toBeVisible();
  await expect(page.getByText('Call the customer', { exact: true })).toBeVisible();
  expect(await faultsOf(page)).toEqual([]);
});

test('is edited by keyboard alone; what is wrong is told, and the text stays; the undo brings the old text', async ({
  page,
}) => {
  await open(page, '/wfl_address1');
  const before = api.desk.workflows[0]?.text;
  await page.getByRole('button', { name: 'Edit' }).press('Enter');
  await expect(page.getByLabel('Title')).toBeFocused();
  await page.keyboard.press('Tab');
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('Look up the account\nIf no: back to 9');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('Line 2 leads back to line 9, which is no step before it.')).toBeVisible();
  await expect(page.getByLabel('Steps')).toHaveValue('Look up the account\nIf no: back to 9');
  await page.getByLabel('Steps').fill('Look up the account\nIf no: back to 1');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('has a new text.')).toBeVisible();
  expect(api.sent('editWorkflow').at(-1)?.body.text).toBe('Look up the account\nIf no: back to 1');
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(() => api.desk.workflows[0]?.text).toBe(before);
  await page.getByRole('button', { name: 'Edit' }).click();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('form', { name: 'Edit the workflow' })).toBeHidden();
});

test('is retired and taken back by the undo', async ({ page }) => {
  await open(page, '/wfl_address1');
  await page.getByRole('button', { name: 'Retire' }).click();
  await expect(
    page.getByText('Retired: nobody is shown it at work any more.', { exact: true }),
  ).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByRole('button', { name: 'Retire' })).toBeVisible();
  expect(api.desk.workflows[0]?.state).toBe('in-force');
});

test('is written for a topic', async ({ page }) => {
  await open(page);
  await page.getByRole('link', { name: 'Write a workflow' }).click();
  await expect(page.getByLabel('Topic').getByRole('option')).toHaveText([
    'invoice address, old address, change invoice',
  ]);
  expect(await faultsOf(page)).toEqual([]);
  await page.getByLabel('Title').fill('A new address');
  await page.getByLabel('Steps').fill('Look up the account');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page).toHaveURL(/workflows\/wfl_written1/);
  expect(api.sent('writeWorkflow')[0]?.body).toEqual({
    topic_id: 'topic-exm_1',
    title: 'A new address',
    text: 'Look up the account',
  });
});

test('a proposed one leads to its review, where it stands as text without answers around it', async ({
  page,
}) => {
  await open(page, '/wfl_calendar');
  await expect(page.getByText('nobody is shown it at work before somebody approves it')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Edit' })).toBeHidden();
  await expect(page.getByRole('link', { name: 'Review the proposal' })).toHaveAttribute(
    'href',
    /\/review\/les_proposed1\?status=open/,
  );
  const [lesson] = api.desk.lessons;
  if (lesson === undefined) throw new Error('expected a lesson');
  const proposed = {
    title: 'Calendar, blank page',
    text: '1. Ask for the browser\n2. Allow pop-ups',
    links: [],
  };
  const of = {
    id: 'les_proposed1',
    kind: 'workflow' as const,
    title: proposed.title,
    proposed,
    replaces: null,
    change: null,
  };
  api.desk.lessons = [
    { ...lesson, ...of, locked_by: null, previewable: false, findings: [], all_findings: [], messages: [] },
  ];
  await page.getByRole('link', { name: 'Review the proposal' }).click();
  await expect(page.getByRole('heading', { name: 'A workflow: “Calendar, blank page”' })).toBeVisible();
  await expect(page.getByText('Proposed workflow')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Merge' })).toBeHidden();
  await expect(page.getByText('No answer. Once approved')).toBeVisible();
  await page.keyboard.press('a');
  await expect.poll(() => api.sent('reviewLesson').map(({ body }) => body.verdict)).toEqual(['approve']);
});

test('says what is needed where there is none, and lets an agent only look', async ({ page }) => {
  api.desk.workflows = [];
  api.desk.me = { ...api.desk.me, role: 'agent' };
  await open(page);
  await expect(page.getByText('at least 10 conversations of a topic')).toBeVisible();
  await expect(page.getByText('at least 2 people')).toBeVisible();
  await expect(page.getByRole('link', { name: 'Write a workflow' })).toBeHidden();
  expect(await faultsOf(page)).toEqual([]);
});

test('can be tried again where it fails', async ({ page }) => {
  api.fail('listWorkflows', 100, false);
  await open(page);
  await expect(page.getByRole('alert')).toContainText('Workflows could not be loaded');
  api.fail('listWorkflows', 0);
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByRole('list', { name: 'Workflows' })).toBeVisible();
});

test('the inbox tells what people usually do next, step by step, and takes a step back', async ({ page }) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.goto(`${api.url}/inbox/waiting`);
  await page.getByRole('listbox').or(page.getByRole('list')).first().waitFor();
  const id = api.desk.conversations.find(({ status }) => status === 'waiting')?.id ?? '';
  await page.goto(`${api.url}/inbox/waiting/${id}`);
  const pane = page.getByRole('complementary', { name: 'Context' });
  await expect(pane.getByText('People usually do next: Look up account')).toBeVisible();
  await expect(pane.getByText('97 % likely; so in 57 of 58 conversations')).toBeVisible();
  await pane.getByRole('button', { name: 'Done' }).click();
  await expect(pane.getByText('People usually do next: Change address')).toBeVisible();
  await pane.getByRole('button', { name: 'Done' }).click();
  await expect(pane.getByText('Done: Look up account → Change address')).toBeVisible();
  await expect(pane.getByText('No next step is common from here.')).toBeVisible();
  await pane.getByRole('button', { name: 'Undo' }).click();
  await expect(pane.getByText('People usually do next: Change address')).toBeVisible();
  await pane.getByText('Workflow: An invoice with another address').click();
  await expect(pane.getByText('2. If not the owner: Ask the owner')).toBeVisible();
  expect(await faultsOf(page, 'aside')).toEqual([]);
});

for (const scheme of ['light', 'dark'] as const) {
  test(`fits a narrow screen, in ${scheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: scheme });
    await page.setViewportSize({ width: 360, height: 740 });
    for (const path of ['', '/wfl_address1', '/new']) {
      await open(page, path);
      await expect(page.getByRole('status', { name: 'Loading' })).toBeHidden();
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect([path, overflow]).toEqual([path, 0]);
      expect([path, await faultsOf(page)]).toEqual([path, []]);
    }
  });
}
