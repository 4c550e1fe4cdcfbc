import { expect, test } from '@playwright/test';
import { freshDesk } from './console-double/desk.ts';
import { type Double, startDouble } from './console-double/double.ts';
import { EMPTY_LEARNING, makeImport, makeLearning } from './console-double/fixtures.ts';
import { faultsOf } from './fit.ts';

let api: Double;
test.beforeEach(async () => {
  api = await startDouble();
});
test.afterEach(() => api.close());

test('first run: owner, sample desk, live stages, then the curve fills', async ({ page }) => {
  Object.assign(api.desk, freshDesk());
  await page.goto(`${api.url}/setup?token=good-token`);
  await page.getByLabel('Your name').fill('Ada Byron');
  await page.getByLabel('E-mail').fill('ada@example.com');
  await page.getByLabel('Workspace').fill('Northwind');
  await page.getByLabel('Password').fill('short');
  await expect(page.getByRole('button', { name: 'Create the workspace' })).toBeDisabled();
  await page.getByLabel('Password').fill('correct horse battery');
  await page.getByRole('button', { name: 'Create the workspace' }).click();
  await page.getByRole('button', { name: /Load the sample desk/ }).click();
  await expect(page.getByRole('progressbar', { name: 'Reading rows' })).toBeVisible();
  expect(api.sent('setup')[0]?.body).toMatchObject({ token: 'good-token', workspace_name: 'Northwind' });

  api.desk.imports = [makeImport('mining')];
  api.emit({ type: 'import', job: makeImport('mining') });
  await expect(page.getByRole('progressbar', { name: 'Mining resolutions' })).toBeVisible();
  await expect(page.getByText('data-workspace="pk_northwind"').first()).toBeVisible();

  api.desk.imports = [makeImport('learning')];
  api.desk.learning = makeLearning(6);
  api.emit({ type: 'import', job: makeImport('learning') });
  await expect(page).toHaveURL(/\/learning/);
  await expect(page.getByRole('img', { name: /Answered alone after 1.500 conversations/ })).toBeVisible();
  api.desk.learning = makeLearning(12);
  api.emit({ type: 'learning' });
  await expect(page.getByRole('img', { name: /Answered alone after 3.000 conversations/ })).toBeVisible();
});

test('a set-up link that was used says what to do', async ({ page }) => {
  Object.assign(api.desk, freshDesk());
  await page.goto(`${api.url}/setup?token=stale-token`);
  await expect(page.getByText('This link does not work')).toBeVisible();
});

test('a CSV is turned into tickets and uploaded', async ({ page }) => {
  await page.goto(`${api.url}/setup`);
  const csv = 'id,question,answer\n7,"How, exactly?","Like\nthis"\n';
  await page
    .getByLabel(/Import a file/)
    .setInputFiles({ name: 'past.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) });
  await expect(page.getByRole('heading', { name: 'Reading past.csv' })).toBeVisible();
  const lines = String(api.sent('startImport')[0]?.body)
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(lines).toMatchObject([{ id: '7', text: 'How, exactly?', resolution: 'Like\nthis' }]);
});

test('sign-in leads back to where one wanted to go', async ({ page }) => {
  api.desk.signedIn = false;
  await page.goto(`${api.url}/learning`);
  await page.getByLabel('E-mail').fill('ada@example.com');
  await page.getByLabel('Password').fill('wrong');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('alert')).toBeVisible();
  await page.getByLabel('Password').fill('correct horse battery');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('heading', { name: 'Learning' })).toBeVisible();
});

test('a session that ends at work leads to the sign-in', async ({ page }) => {
  await page.goto(`${api.url}/learning`);
  await expect(page.getByRole('heading', { name: 'Certificates' })).toBeVisible();
  api.desk.signedIn = false;
  await page.getByRole('link', { name: 'Knowledge' }).click();
  await expect(page).toHaveURL(/sign-in\?next=/);
});

test('learning: certificates in words, measures, the table, the empty state', async ({ page }) => {
  await page.goto(`${api.url}/learning`);
  await expect(
    page.getByText('Certified ≤ 5 % wrong, at 90 % confidence, from 132 labelled answers, 3 wrong.'),
  ).toBeVisible();
  await page.getByRole('button', { name: 'Right answer in top 3' }).click();
  await expect(page.getByRole('img', { name: /^Right answer in top 3 after/ })).toBeVisible();
  await page.getByRole('button', { name: 'Show as table' }).click();
  await expect(page.getByRole('table').getByRole('row')).toHaveCount(25);
  api.desk.learning = EMPTY_LEARNING;
  await page.reload();
  await page.getByRole('link', { name: 'Import conversations' }).click();
  await expect(page.getByRole('heading', { name: 'What should it learn from?' })).toBeVisible();
});

test('learning that fails can be tried again', async ({ page }) => {
  api.fail('learning', 100, false);
  await page.goto(`${api.url}/learning`);
  await expect(page.getByRole('alert')).toContainText('The learning page could not be loaded');
  api.fail('learning', 0);
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByRole('heading', { name: 'Certificates' })).toBeVisible();
});

test('knowledge: search and detail', async ({ page }) => {
  await page.goto(`${api.url}/knowledge`);
  await page.getByRole('searchbox', { name: 'Search resolutions' }).fill('calendar');
  await expect(page.getByRole('main').getByRole('listitem')).toHaveCount(1);
  await page.getByRole('link', { name: /Allow pop-ups/ }).click();
  await expect(page.getByText('Reply of a human agent')).toBeVisible();
});

test('knowledge: what a text was, and out of use and back', async ({ page }) => {
  await page.goto(`${api.url}/knowledge/res_address1`);
  const history = page.locator('section', {
    has: page.getByRole('heading', { name: 'History of its text' }),
  });
  await expect(history.getByText('Version 2 by Jonas')).toBeVisible();
  await expect(history.locator('ins')).toHaveCount(1);
  await page.getByRole('button', { name: 'Retire…' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Retire' }).click();
  await expect(page.getByText(/Retired on/)).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByText(/Retired on/)).toBeHidden();
  await expect(page.getByRole('button', { name: 'Retire…' })).toBeVisible();
});

test('settings: what always goes to a person, tried on a sentence before it is saved', async ({ page }) => {
  await page.goto(`${api.url}/settings`);
  const card = page.locator('section', { has: page.getByRole('heading', { name: 'Always a person' }) });
  await card.getByText('Legal: 2 phrases').click();
  const phrases = card.getByRole('textbox', { name: 'Legal: phrases' });
  await phrases.fill('lawyer*\n*');
  await expect(card.getByText('At least two letters or digits a line; found “*”.')).toBeVisible();
  await expect(card.getByRole('button', { name: 'Save' })).toBeDisabled();
  await phrases.fill('lawyer*\nnotary');
  await card.getByRole('combobox', { name: 'Money out: what happens' }).selectOption('human');
  await card.getByRole('textbox', { name: 'Try a sentence' }).fill('my notary will write to you');
  await card.getByRole('button', { name: 'Try' }).click();
  await expect(card.getByRole('status')).toHaveText('Legal by “notary”; a person answers.');
  await card.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Saved', { exact: true })).toBeVisible();
  expect(api.sent('updateSettings').at(-1)?.body).toMatchObject({
    high_stakes: [
      { class: 'self-harm' },
      { class: 'legal', phrases: ['lawyer*', 'notary'] },
      { class: 'money-out', handling: 'human' },
      { class: 'vip' },
    ],
  });
});

test('settings: how many answers are checked, a person, a key shown once and revoked', async ({ page }) => {
  await page.goto(`${api.url}/settings`);
  await page.getByRole('slider', { name: 'Audit rate' }).fill('0.2');
  await expect(page.getByText('About one in 5 of the answers')).toBeVisible();
  await page
    .locator('section', { has: page.getByRole('heading', { name: 'AI agent' }) })
    .getByRole('button', { name: 'Save' })
    .click();
  await expect(page.getByText('Saved', { exact: true })).toBeVisible();
  expect(api.sent('updateSettings')[0]?.body).toEqual({
    audit_rate: 0.2,
    draft_floor: 0.3,
    languages: ['en'],
  });

  await page.getByRole('button', { name: 'Create a key' }).click();
  await page.getByRole('dialog').getByLabel('Name').fill('Nightly');
  await page.getByRole('dialog').getByRole('button', { name: 'Create' }).click();
  await expect(page.getByText('uk_new1_shown_this_once')).toBeVisible();
  await page.getByRole('button', { name: 'I have copied it' }).click();
  await page.getByRole('button', { name: 'Revoke Nightly', exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click();
  await expect(page.getByRole('dialog')).toBeHidden();
  expect(api.sent('revokeApiKey').map(({ params }) => params.id)).toEqual(['key_added01']);

  await page.getByRole('button', { name: 'Add a person' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name').fill('Alan');
  await dialog.getByLabel('E-mail').fill('alan@example.com');
  await dialog.getByLabel('First password').fill('first password');
  await dialog.getByRole('button', { name: 'Add' }).click();
  await expect(page.getByText('alan@example.com')).toBeVisible();
});

test('an agent sees neither keys nor the knobs of the AI agent', async ({ page }) => {
  api.desk.me = { ...api.desk.me, role: 'agent' };
  await page.goto(`${api.url}/settings`);
  await expect(page.getByText('grace@example.com')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'API keys' })).toHaveCount(0);
  await expect(page.getByRole('slider')).toHaveCount(0);
  expect(api.sent('listApiKeys')).toEqual([]);
});

test('the theme is remembered', async ({ page }) => {
  await page.goto(`${api.url}/settings`);
  await page.getByRole('radio', { name: 'dark' }).check();
  await page.reload();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
});

const PAGES = [
  '/inbox/waiting',
  '/inbox/waiting/cnv_000000',
  '/inbox/ai/cnv_000015',
  '/learning',
  '/knowledge',
  '/knowledge/res_address1',
  '/settings',
  '/sign-in',
  '/setup',
];

for (const colorScheme of ['light', 'dark'] as const) {
  for (const width of [1440, 360]) {
    test(`every page is accessible and fits: ${colorScheme}, ${width} px`, async ({ page }) => {
      // Axe takes its time for each page.
      test.setTimeout(180_000);
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.setViewportSize({ width, height: 800 });
      for (const path of PAGES) {
        await page.goto(api.url + path);
        await expect(page.getByRole('heading').first()).toBeAttached();
        await expect(page.getByRole('status', { name: 'Loading' })).toHaveCount(0);
        expect([path, await faultsOf(page)]).toEqual([path, []]);
        expect(
          await page.evaluate(() => document.documentElement.scrollWidth - innerWidth),
          `${path} scrolls sideways`,
        ).toBeLessThanOrEqual(0);
      }
    });
  }
}

test('dialogs are accessible too', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.goto(`${api.url}/inbox/waiting/cnv_000000`);
  await expect(page.getByRole('log')).toBeVisible();
  for (const key of ['Control+k', '?']) {
    await page.keyboard.press(key);
    await expect(page.getByRole('dialog')).toBeVisible();
    expect([key, await faultsOf(page, '[role=dialog]')]).toEqual([key, []]);
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toBeHidden();
  }
});
