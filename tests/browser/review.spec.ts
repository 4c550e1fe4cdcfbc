/** The review queue: a person with a keyboard decides on lessons, two people do not collide, and anything is taken back. */
import { expect, type Page, test } from '@playwright/test';
import { type Double, startDouble } from './console-double/double.ts';
import { expectFit, LOOKS } from './fit.ts';

let api: Double;
test.beforeEach(async ({ page }) => {
  api = await startDouble();
  await page.setViewportSize({ width: 1_440, height: 900 });
});
test.afterEach(() => api.close());
test.setTimeout(90_000);

const item = (page: Page) => page.getByRole('article', { name: 'Lesson' });
const queue = (page: Page) => page.getByRole('navigation', { name: 'Lessons' });
const heading = (page: Page) => item(page).getByRole('heading', { level: 2 });
const toasts = (page: Page) => page.getByRole('status');
const lesson = (id: string) => api.desk.lessons.find((each) => each.id === id);
/** In the address, and ready for keys. */
async function shows(page: Page, id: string): Promise<void> {
  await expect(page).toHaveURL(new RegExp(`/review/${id}`));
  await expect(page.locator(`article#${id}`)).toBeVisible();
}
const bodies = () => api.sent('reviewLesson').map(({ params, body }) => [params.id, body]);

async function open(page: Page, path = ''): Promise<void> {
  await page.goto(`${api.url}/review${path}`);
  await expect(item(page)).toBeVisible();
}

test('five lessons by keyboard: approved, edited, rejected, merged, and taken back', async ({ page }) => {
  await open(page);
  await shows(page, 'les_000001');
  await expect(heading(page)).toHaveText('Another way to ask: “Change the billing address”');
  await expect(item(page)).toContainText('learned from Mara, 1 hour ago');
  await expect(page.getByText('1 of 9')).toBeVisible();
  await page.keyboard.press('a');
  await shows(page, 'les_000002');
  await expect(toasts(page).getByText('Approved.')).toBeVisible();
  await expect(page.getByText(/^1 key per lesson/)).toBeVisible();

  await expect(item(page).getByRole('deletion')).toContainText('Ask an owner if the menu is not there.');
  await page.keyboard.press('e');
  await page.getByRole('textbox', { name: 'Text' }).fill('Use “Export by e-mail”, jar of it all.');
  await page.keyboard.press('Control+Enter');
  await shows(page, 'les_000003');

  await page.keyboard.press('r');
  await expect(page.getByRole('dialog', { name: 'Why is it rejected?' })).toBeVisible();
  await page.keyboard.press('3');
  await shows(page, 'les_000004');

  await page.keyboard.press('m');
  await expect(page.getByRole('option', { selected: true })).toContainText('Allow pop-ups');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await shows(page, 'les_000005');
  await expect(toasts(page).getByText('Merged.')).toBeVisible();

  await page.keyboard.press('s');
  await shows(page, 'les_000006');
  await page.keyboard.press('a');
  await shows(page, 'les_000007');
  await page.keyboard.press('u');
  await shows(page, 'les_000006');
  await expect(item(page).getByText('Approved by')).toHaveCount(0);

  expect(bodies()).toEqual([
    ['les_000001', { verdict: 'approve' }],
    [
      'les_000002',
      {
        verdict: 'approve',
        edit: { title: 'Export more than 10 000 rows', text: 'Use “Export by e-mail”, jar of it all.' },
      },
    ],
    ['les_000003', { verdict: 'reject', reason: 'It holds only for this customer' }],
    ['les_000004', { verdict: 'merge', into: 'res_export10' }],
    ['les_000006', { verdict: 'approve' }],
  ]);
  expect(api.sent('undoReview').map(({ params }) => params.id)).toEqual(['les_000006']);
  expect(lesson('les_000006')?.status).toBe('open');
  await page.keyboard.press('k');
  await shows(page, 'les_000005');
  await page.keyboard.press('ArrowUp');
  await shows(page, 'les_000004');
  await expect(item(page)).toContainText('Approved by Ada Byron, just now');
  await page.keyboard.press('u');
  await expect.poll(() => lesson('les_000004')?.status).toBe('open');
});

test('single keys rest while one writes, and Esc leaves the editor', async ({ page }) => {
  await open(page);
  await page.keyboard.press('e');
  await page.keyboard.type('a r m s u j x ');
  await shows(page, 'les_000001');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('form', { name: 'Edit the answer' })).toHaveCount(0);
  expect(bodies()).toEqual([]);
  await page.keyboard.press('r');
  await page.getByLabel('Or in your own words').fill('As of 2 it is 3.');
  await page.keyboard.press('Enter');
  await shows(page, 'les_000002');
  expect(bodies()).toEqual([['les_000001', { verdict: 'reject', reason: 'As of 2 it is 3.' }]]);
});

test('what another has on the screen can be read and passed, not decided', async ({ page }) => {
  await open(page, '/les_000008');
  await expect(toasts(page).getByText(/^Grace Hopper has this lesson on the screen/)).toBeVisible();
  await expect(page.getByRole('button', { name: 'Approve' })).toBeDisabled();
  await page.keyboard.press('a');
  await page.keyboard.press('r');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page.keyboard.press('j');
  await shows(page, 'les_000009');
  await expect.poll(() => api.sent('lockLesson').map(({ params }) => params.id)).toContain('les_000009');
  // It is passed on the way to the next as well.
  await page.keyboard.press('k');
  await shows(page, 'les_000008');
  await page.keyboard.press('k');
  await shows(page, 'les_000007');
  await expect(page.getByRole('button', { name: 'Approve' })).toBeEnabled();
  await page.keyboard.press('a');
  await shows(page, 'les_000009');
  expect(bodies()).toEqual([['les_000007', { verdict: 'approve' }]]);
});

test('who comes second sees who was faster', async ({ page }) => {
  await open(page);
  const faster = { by: 'Grace Hopper', at: new Date().toISOString(), reason: 'Old', undo_until: null };
  api.desk.lessons = api.desk.lessons.map((each) =>
    each.id === 'les_000001' ? { ...each, status: 'rejected', reviewed: faster } : each,
  );
  await page.keyboard.press('a');
  await expect(toasts(page).getByText('Grace Hopper was faster: rejected.')).toBeVisible();
  await shows(page, 'les_000001');
  await expect(item(page)).toContainText('Rejected by Grace Hopper, just now: “Old”');
});

test('what a check blocks is approved with a reason only', async ({ page }) => {
  await open(page, '/les_000003');
  await expect(item(page)).toContainText('https://help.examp1e.com/calendar');
  await page.keyboard.press('a');
  const dialog = page.getByRole('dialog', { name: 'Approve it all the same?' });
  await expect(dialog).toContainText('Look alike links: A link looks like one of ours');
  await expect(dialog.getByRole('button', { name: 'Approve all the same' })).toBeDisabled();
  await expectFit(page, 'override');
  await dialog.getByRole('textbox').fill('The host is ours since May.');
  await page.keyboard.press('Control+Enter');
  await shows(page, 'les_000004');
  // The next one is shown before the answer is there.
  await expect
    .poll(bodies)
    .toEqual([['les_000003', { verdict: 'approve', override: { reason: 'The host is ours since May.' } }]]);
});

test('what the checks say of an edit is read before it goes, and the edit is kept meanwhile', async ({
  page,
}) => {
  const finding = 'The team has never linked that place. “https://dark-mode.example/now”';
  api.desk.editFindings['les_000001'] = [finding];
  await open(page);
  await page.keyboard.press('e');
  const text = page.getByRole('textbox', { name: 'Text' });
  await text.fill('See https://dark-mode.example/now');
  await page.keyboard.press('Control+Enter');
  const dialog = page.getByRole('dialog', { name: 'Approve it all the same?' });
  await expect(dialog).toContainText(finding);
  await shows(page, 'les_000001');
  await expectFit(page, 'edit-held');
  // Whoever thinks again goes on where they were.
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(text).toHaveValue('See https://dark-mode.example/now');
  await text.press('Control+Enter');
  await expect(dialog).toContainText(finding);
  await dialog.getByRole('textbox').fill('It is ours since May.');
  await page.keyboard.press('Control+Enter');
  await shows(page, 'les_000002');
  const edit = { title: 'Change the billing address', text: 'See https://dark-mode.example/now' };
  const override = { reason: 'It is ours since May.' };
  await expect.poll(bodies).toEqual([
    ['les_000001', { verdict: 'approve', edit }],
    ['les_000001', { verdict: 'approve', edit }],
    ['les_000001', { verdict: 'approve', edit: { ...edit, shown: [finding] }, override }],
  ]);
  await expect.poll(() => lesson('les_000001')?.status).toBe('approved');
});

test('what the replay holds back stays, with what it would break', async ({ page }) => {
  api.desk.gates['les_000001'] = {
    passed: false,
    at: new Date().toISOString(),
    tests: 214,
    source_fixed: true,
    broken: [
      {
        question: 'How do I reissue an invoice?',
        expected: 'Reissue an invoice',
        found: 'Change the billing address',
        why: 'the new question comes nearer than the known one',
      },
    ],
  };
  await open(page);
  await page.keyboard.press('a');
  await expect(toasts(page).getByText('The replay gate holds it back.')).toBeVisible();
  await shows(page, 'les_000001');
  await expect(item(page)).toContainText('1 of 214 right answers would break.');
  await expect(item(page)).toContainText('it would get “Change the billing address”');
  await page.keyboard.press('a');
  await expect(page.getByRole('dialog')).toContainText('Replay: it would break 1 right answer.');
});

test('several that say the same are approved together; what is left is told', async ({ page }) => {
  await open(page, '/les_000004');
  await page.keyboard.press('Shift+X');
  await expect(page.getByText('5 lessons picked')).toBeVisible();
  await queue(page)
    .getByRole('link', { name: /Export more than/ })
    .click();
  await shows(page, 'les_000002');
  await page.keyboard.press('x');
  await expect(page.getByText('6 lessons picked')).toBeVisible();
  await page.keyboard.press('Shift+A');
  await expect(toasts(page).getByText('5 lessons approved.')).toBeVisible();
  await expect(toasts(page).getByText('1 lesson left for a look by itself:')).toBeVisible();
  await expect(page.getByText('Another answer to such questions names another limit.').first()).toBeVisible();
  await expectFit(page, 'bulk');
  expect(api.sent('approveLessons')[0]?.body.ids).toHaveLength(6);
  await page.keyboard.press('u');
  await expect.poll(() => lesson('les_000007')?.status).toBe('open');
  expect(api.sent('undoReview')).toHaveLength(5);
});

test('a preview is counted in the background', async ({ page }) => {
  await open(page, '/les_000004');
  await page.keyboard.press('p');
  await expect(item(page).getByRole('progressbar', { name: 'Preview' })).toBeVisible();
  await expect(item(page)).toContainText(
    'It would have answered 7 past questions and changed 1 answer, which had been right.',
  );
  api.fail('previewLesson', 1, false);
  await page.keyboard.press('j');
  await shows(page, 'les_000005');
  await page.getByRole('button', { name: 'Preview' }).click();
  await expect(item(page).getByText('The preview could not be made.')).toBeVisible();
});

test('what a preview shows is judged with a key or a click, and taken back the same way', async ({
  page,
}) => {
  await open(page, '/les_000001');
  const [of] = lesson('les_000001')?.impact.cases ?? [];
  const asked = item(page).getByRole('group', { name: /right for “Where do I put our new VAT/ });
  const right = asked.getByRole('button', { name: 'Right' });
  const wrong = asked.getByRole('button', { name: 'Wrong' });
  await right.focus();
  await page.keyboard.press('Space');
  await expect(right).toHaveAttribute('aria-pressed', 'true');
  await expect(page.getByText('Noted as right.')).toBeAttached();
  await expectFit(page, 'judged');
  await wrong.click();
  await expect(wrong).toHaveAttribute('aria-pressed', 'true');
  await expect(right).toHaveAttribute('aria-pressed', 'false');
  await expect(page.getByText('Noted as wrong.')).toBeAttached();
  await wrong.click();
  await expect(page.getByText('Taken back.')).toBeAttached();
  await expect(wrong).toHaveAttribute('aria-pressed', 'false');
  const said = api.sent('judgeCase').map(({ body }) => body);
  const ids = { decision_id: of?.decision_id, resolution_id: of?.answer_id };
  expect(said).toEqual(['right', 'wrong', null].map((verdict) => ({ ...ids, verdict })));

  api.fail('judgeCase', 1, false);
  await right.click();
  await expect(toasts(page).filter({ hasText: /./ }).first()).toBeVisible();
  await expect(asked).toHaveAttribute('aria-busy', 'false');
  await expect(right).toHaveAttribute('aria-pressed', 'false');
});

test('what an approved lesson did stands beside its topic before and after', async ({ page }) => {
  await open(page, '/les_000022?status=approved');
  const table = item(page).getByRole('table');
  const rows = table.getByRole('row');
  await expect(rows.nth(0)).toContainText('28 days before');
  await expect(rows.nth(1)).toHaveText('Conversations6157');
  await expect(rows.nth(2)).toHaveText('Answered alone8 % (3 % – 17 %)70 % (59 % – 80 %)');
  // Nobody audited an answer before: no share is said.
  await expect(rows.nth(4)).toContainText(/^Wrong, of those audited–4 %/);
  await table.scrollIntoViewIfNeeded();
  await expectFit(page, 'topic-around');
  await table.getByRole('link', { name: 'billing address, invoice' }).click();
  await expect(page).toHaveURL(/\/topics\/msg_billing1/);
});

test('an approved lesson is taken back after a look at what that changes, and put back', async ({ page }) => {
  await open(page, '/les_000022?status=approved');
  await expect(item(page)).toContainText('Estimated 3 % wrong (0 % – 12 %).');
  await page.keyboard.press('t');
  const dialog = page.getByRole('dialog', { name: 'Take this lesson back?' });
  await expect(dialog).toContainText('2 conversations used it');
  await expect(dialog.getByRole('link')).toHaveCount(2);
  await expectFit(page, 'take-back');
  await dialog.getByLabel('Reason').fill('The menu has moved.');
  await dialog.getByRole('button', { name: 'Take it back' }).click();
  await expect(item(page).getByText('Rolled back', { exact: true })).toBeVisible();
  // How often it looked is nobody's business.
  const asked = api.sent('startRollback').map(({ body }) => body);
  const scope = { kind: 'lessons', ids: ['les_000022'] };
  expect(asked[0]).toEqual({ scope, reason: '', dry_run: true });
  expect(asked.filter((body) => body?.dry_run !== true)).toEqual([
    { scope, reason: 'The menu has moved.', dry_run: false },
  ]);
  await toasts(page).getByRole('button', { name: 'Undo' }).click();
  await expect.poll(() => lesson('les_000022')?.status).toBe('approved');
});

test('all that its author taught, or all since a time, is taken back after a look as well', async ({
  page,
}) => {
  await open(page, '/les_000022?status=approved');
  await page.keyboard.press('t');
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('It forgets 1 lesson,');
  await expect(dialog).toHaveAccessibleName('Take this lesson back?');
  const reach = dialog.getByLabel('What goes');
  // It came from no import.
  await expect(reach.getByRole('option')).toHaveText([
    'Only this lesson',
    'All that Mara taught',
    'Everything learned since a time',
  ]);
  await reach.selectOption('Everything learned since a time');
  await expect(dialog).toHaveAccessibleName('Take all of them back?');
  const since = dialog.getByLabel('Since');
  await since.fill('2026-01-02T03:04');
  await expect.poll(() => api.sent('startRollback').at(-1)?.body?.scope).toMatchObject({ kind: 'since' });
  await expectFit(page, 'take-back-since');
  await since.fill('');
  await expect(dialog).toContainText('Expected a date and a time.');
  await expect(dialog.getByRole('button', { name: 'Take them back' })).toBeDisabled();
  await reach.selectOption('All that Mara taught');
  await expect(dialog).toContainText(/It forgets 9 lessons/);
  await dialog.getByRole('button', { name: 'Take them back' }).click();
  await expect(item(page).getByText('Rolled back', { exact: true })).toBeVisible();
  expect(api.sent('startRollback').at(-1)?.body).toEqual({
    scope: { kind: 'author', author: 'Mara' },
    reason: '',
    dry_run: false,
  });
});

test('what was rolled back is put back from its tab, all of it together', async ({ page }) => {
  await open(page, '/les_000022?status=approved');
  await page.keyboard.press('t');
  const take = page.getByRole('dialog');
  await take.getByLabel('What goes').selectOption('All that Mara taught');
  await take.getByLabel('Reason').fill('The menu has moved.');
  await take.getByRole('button', { name: 'Take them back' }).click();
  await expect(item(page).getByText('Rolled back', { exact: true })).toBeVisible();
  // Another day, and no message with an undo any more.
  await open(page, '?status=rolled-back');
  await expect(queue(page).getByRole('listitem')).toHaveCount(9);
  await page.getByRole('button', { name: 'Put back…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Put all of them back?' });
  await expect(dialog).toContainText('Ada Byron took 9 lessons back, just now: “The menu has moved.”');
  await expect(dialog).toContainText('All 9 come back together');
  await expect(dialog).toContainText('2 conversations used it');
  await expectFit(page, 'put-back');
  await page.keyboard.press('Escape');
  expect(api.sent('undoRollback')).toEqual([]);
  await page.keyboard.press('b');
  await dialog.getByRole('button', { name: 'Put them back' }).click();
  await expect(toasts(page).getByText('Put back, and learned again.')).toBeVisible();
  await expect.poll(() => lesson('les_000022')?.status).toBe('approved');
  await expect(page.getByRole('button', { name: 'Put back…' })).toHaveCount(0);
});

test('filters are in the address, and / goes to them', async ({ page }) => {
  await open(page);
  await page.keyboard.press('/');
  await expect(page.getByLabel('Reason')).toBeFocused();
  await page.getByLabel('Reason').selectOption('Contradiction');
  await expect(page).toHaveURL(/finding=contradiction/);
  await shows(page, 'les_000002');
  await expect(queue(page).getByRole('listitem')).toHaveCount(1);
  await expectFit(page, 'filters');
  await page.getByLabel('Kind').selectOption('A new answer');
  await expect(page.getByText('No lesson fits these filters')).toBeVisible();
  await page.getByRole('button', { name: 'Clear' }).click();
  await shows(page, 'les_000001');
  await page.getByRole('link', { name: /^Quarantined/ }).click();
  await expect(item(page)).toContainText('two of its answers were judged wrong');
});

test('whoever may not review sees all and is told so', async ({ page }) => {
  api.desk.me = { ...api.desk.me, role: 'agent' };
  await open(page);
  await expect(page.getByText('Reviewing takes the role lead.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Approve' })).toBeDisabled();
  await page.keyboard.press('a');
  await page.keyboard.press('j');
  await shows(page, 'les_000002');
  expect([...bodies(), ...api.sent('lockLesson')]).toEqual([]);
});

test('nothing to review, nothing loaded, and the ways to this page', async ({ page }) => {
  await page.goto(`${api.url}/learning`);
  await page.getByRole('link', { name: /^The CSV export/ }).click();
  await shows(page, 'les_000002');
  await page.goto(`${api.url}/learning`);
  await expect(page.getByRole('link', { name: /^Review ?9$/ })).toBeVisible();
  await page.keyboard.press('ControlOrMeta+k');
  await page.getByRole('combobox', { name: 'Search commands' }).fill('review lessons');
  await page.keyboard.press('Enter');
  await expect(item(page)).toBeVisible();
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toContainText(
    'Reject with a reason',
  );
  await page.keyboard.press('Escape');
  api.desk.lessons = [];
  await page.goto(`${api.url}/review`);
  await expect(page.getByText('Nothing to review')).toBeVisible();
  await expectFit(page, 'empty');
  api.fail('listLessons', 100, false);
  await page.goto(`${api.url}/review`);
  await expect(page.getByText('Lessons could not be loaded')).toBeVisible();
  api.fail('listLessons', 0);
  await page.goto(`${api.url}/review/les_gone01`);
  await expect(page.getByText('The lesson could not be loaded')).toBeVisible();
});

test('every kind of lesson is accessible and fits', async ({ page }) => {
  test.setTimeout(180_000);
  await open(page, '/les_000002');
  await expectFit(page, 'diff', [...LOOKS, ['dark', 1_440], ['light', 800]]);
  for (const id of ['les_000003', 'les_000008']) {
    await open(page, `/${id}`);
    await expectFit(page, id);
  }
  await open(page, '/les_000022?status=approved');
  await expectFit(page, 'approved');
  await open(page);
  for (const [key, name] of [
    ['e', 'edit'],
    ['r', 'reject'],
    ['m', 'merge'],
  ] as const) {
    await page.keyboard.press(key);
    await expectFit(page, name);
    await page.keyboard.press('Escape');
  }
});
