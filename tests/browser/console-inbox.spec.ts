import { expect, type Page, test } from '@playwright/test';
import { type Double, startDouble } from './console-double/double.ts';

let api: Double;
test.beforeEach(async () => {
  api = await startDouble();
});
test.afterEach(() => api.close());

const thread = (page: Page) => page.getByRole('region', { name: 'Conversation', exact: true });
const draft = (page: Page) => page.getByRole('region', { name: 'Draft of the AI agent' });
const reply = (page: Page) => page.getByRole('textbox', { name: 'Reply' });

async function openFirst(page: Page): Promise<void> {
  await page.goto(`${api.url}/inbox/waiting/cnv_000000`);
  await expect(thread(page).getByRole('heading', { name: 'Invoice shows the old address' })).toBeVisible();
}

test('a day at the keyboard: move, open, write a note, reply, resolve, undo', async ({ page }) => {
  await page.goto(`${api.url}/inbox/waiting`);
  await expect(page.getByRole('link', { name: /Mia Chen/ }).first()).toBeVisible();
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await page.keyboard.press('k');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/cnv_000000/);
  await page.keyboard.press('j');
  await expect(page).toHaveURL(/cnv_000001/);
  await expect(thread(page).getByRole('heading', { name: 'Cannot connect the calendar' })).toBeVisible();

  await page.keyboard.press('n');
  await expect(page.getByRole('textbox', { name: 'Note' })).toBeFocused();
  await page.keyboard.type('jkc stays text');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('log')).toContainText('jkc stays text');

  await page.keyboard.press('Escape');
  await page.keyboard.press('r');
  await expect(reply(page)).toBeFocused();
  await page.keyboard.type('Please allow pop-ups.');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('log').getByText('Please allow pop-ups.')).toHaveCount(1);
  await expect
    .poll(() => api.sent('postAgentMessage').map(({ body }) => [body.kind, body.text, body.draft]))
    .toEqual([
      ['note', 'jkc stays text', null],
      ['message', 'Please allow pop-ups.', null],
    ]);

  await page.keyboard.press('Escape');
  await page.keyboard.press('c');
  await expect(page.getByRole('button', { name: /Reopen/ })).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByRole('button', { name: /Resolve/ })).toBeVisible();
  expect(api.sent('resolveConversation')).toHaveLength(1);
  expect(api.sent('reopenConversation')).toHaveLength(1);
});

test('Accept sends the draft as it is and says so', async ({ page }) => {
  await openFirst(page);
  await page.keyboard.press('a');
  await expect(draft(page)).toBeHidden();
  await expect(page.getByRole('log')).toContainText('You can change it yourself');
  // The page shows a reply before it is sent.
  await expect
    .poll(() => api.sent('postAgentMessage').map(({ body }) => body))
    .toMatchObject([
      {
        kind: 'message',
        text: expect.stringMatching(/^You can change it yourself/),
        draft: { decision_id: 'dec_000000', use: 'accepted' },
      },
    ]);
});

test('Edit puts the draft into the composer; sending says that it was edited', async ({ page }) => {
  await openFirst(page);
  await page.keyboard.press('e');
  await expect(reply(page)).toBeFocused();
  await expect(reply(page)).toHaveValue(/^You can change it yourself/);
  await page.keyboard.press('Control+End');
  await page.keyboard.type(' Best, Ada');
  await page.reload();
  await expect(reply(page)).toHaveValue(/Best, Ada$/);
  await reply(page).press('Control+Enter');
  await expect(page.getByRole('log')).toContainText('Best, Ada');
  expect(api.sent('postAgentMessage')[0]?.body.draft).toEqual({ decision_id: 'dec_000000', use: 'edited' });
});

test('Discard is told to the server', async ({ page }) => {
  await openFirst(page);
  await page.keyboard.press('d');
  await expect(draft(page)).toBeHidden();
  await expect
    .poll(() => api.sent('discardDraft').map(({ body }) => body))
    .toEqual([{ decision_id: 'dec_000000' }]);
});

test('Take over silences the AI agent; hand back and its undo', async ({ page }) => {
  await page.goto(`${api.url}/inbox/ai/cnv_000015`);
  await expect(thread(page).getByText('AI agent', { exact: true }).first()).toBeVisible();
  await page.keyboard.press('t');
  await expect(page.getByText('You have the conversation. The AI agent is silent.')).toBeVisible();
  await expect(
    page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: /Mine/ }),
  ).toContainText('7');
  expect(api.sent('takeOver')).toEqual([expect.objectContaining({ params: { id: 'cnv_000015' } })]);
  await page.getByRole('button', { name: 'Hand back to AI' }).click();
  await expect(page.getByText('The AI agent has the conversation.')).toBeVisible();
  expect(api.sent('handBack')).toHaveLength(1);
});

test('an action that the server refuses is taken back', async ({ page }) => {
  await openFirst(page);
  api.fail('resolveConversation', 1);
  await page.keyboard.press('c');
  await expect(page.getByText('The database is away for the moment.')).toBeVisible();
  await expect(thread(page).getByRole('button', { name: /Resolve/ })).toBeVisible();
});

test('a message that fails stays, and is sent again under the same id', async ({ page }) => {
  await openFirst(page);
  api.fail('postAgentMessage', 1);
  await reply(page).fill('Never lost');
  await reply(page).press('Control+Enter');
  await expect(page.getByRole('log').getByRole('alert')).toContainText('The database is away');
  await page.reload();
  await expect(page.getByRole('log')).toContainText('Never lost');
  await page.getByRole('button', { name: 'Send again' }).click();
  await expect(page.getByRole('log').getByRole('alert')).toBeHidden();
  await expect(page.getByRole('log').getByText('Never lost')).toHaveCount(1);
  const ids = api.sent('postAgentMessage').map(({ body }) => body.client_id);
  expect(ids).toHaveLength(2);
  expect(new Set(ids).size).toBe(1);
});

test('what happens elsewhere appears by itself', async ({ page }) => {
  await openFirst(page);
  const conversation = api.desk.conversations[0];
  if (!conversation) throw new Error('expected a conversation');
  const message = { ...conversation.messages[2], id: 'msg_live01', seq: 5, text: 'It works now, thank you!' };
  conversation.messages.push(message);
  api.emit({ type: 'message', message: message });
  await expect(page.getByRole('log')).toContainText('It works now, thank you!');
  const {
    messages: _m,
    decisions: _d,
    draft: _r,
    stakes_labels: _s,
    whispers: _w,
    context: _c,
    previous: _p,
    ...summary
  } = conversation;
  const fresh = { ...summary, id: 'cnv_live01', subject: 'Just came in' };
  api.desk.conversations.unshift({ ...conversation, ...fresh });
  api.emit({ type: 'conversation', conversation: fresh });
  await expect(page.getByRole('link', { name: /Just came in/ })).toBeVisible();
  await expect(
    page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: /Waiting/ }),
  ).toContainText('15');
});

test('the reasoning says how sure, against which threshold, and how to replay it', async ({ page }) => {
  await openFirst(page);
  const pane = page.getByRole('complementary', { name: 'Context' });
  await expect(
    pane.getByRole('img', {
      name: 'Confidence 83 %; of those as sure as this, 74 % to 90 % were right; answers alone from 92 %',
    }),
  ).toBeVisible();
  await expect(pane.getByRole('link', { name: 'Change the billing address' })).toBeVisible();
  await expect(pane.getByText('3 of 4 similar questions from /billing/* needed this.')).toBeVisible();
  await pane.getByText('How to replay it').click();
  await expect(pane.getByText('20260301')).toBeVisible();
  await page.getByRole('button', { name: 'Hide context' }).click();
  await expect(pane).toBeHidden();
});

test('views, search, palette and shortcut sheet', async ({ page }) => {
  await page.goto(`${api.url}/inbox/all`);
  await expect(page.getByRole('link', { name: /Mia Chen/ }).first()).toBeVisible();
  await page.keyboard.press('/');
  await expect(page.getByRole('searchbox', { name: 'Search conversations' })).toBeFocused();
  await page.keyboard.type('webhook');
  await expect(page).toHaveURL(/q=webhook/);
  await expect(
    page.getByRole('region', { name: 'Conversations' }).getByRole('link', { name: /Export stops/ }),
  ).toHaveCount(0);
  await page.keyboard.press('Escape');
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toContainText('Next conversation');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Search commands' }).fill('resol');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/inbox\/resolved/);
});

test('a list that fails says so, and Try again brings it', async ({ page }) => {
  api.fail('listConversations', 100, false);
  await page.goto(`${api.url}/inbox/waiting`);
  const list = page.getByRole('region', { name: 'Conversations' });
  await expect(list.getByRole('alert')).toContainText('Conversations could not be loaded');
  api.fail('listConversations', 0);
  await list.getByRole('button', { name: 'Try again' }).click();
  await expect(list.getByRole('link').first()).toContainText('Mia Chen');
});

test('a moment without the database passes unnoticed', async ({ page }) => {
  api.fail('listConversations', 2);
  await page.goto(`${api.url}/inbox/waiting`);
  await expect(page.getByRole('region', { name: 'Conversations' }).getByRole('link').first()).toContainText(
    'Mia Chen',
  );
  await expect(page.getByRole('alert')).toHaveCount(0);
});

test('nobody waiting is said in words', async ({ page }) => {
  api.desk.conversations = [];
  await page.goto(`${api.url}/inbox/waiting`);
  await expect(page.getByText('Nobody is waiting')).toBeVisible();
});

test('on a phone: one pane at a time, and a way back', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await page.goto(`${api.url}/inbox/waiting`);
  await expect(thread(page)).toBeHidden();
  await page
    .getByRole('link', { name: /Mia Chen/ })
    .first()
    .click();
  await expect(thread(page)).toBeVisible();
  await expect(page.getByRole('region', { name: 'Conversations' })).toBeHidden();
  await page.getByRole('button', { name: 'Show context' }).click();
  await expect(page.getByRole('complementary', { name: 'Context' })).toBeVisible();
  await page.getByRole('button', { name: 'Close context' }).click();
  await page.getByRole('link', { name: 'Back to the list' }).click();
  await expect(page.getByRole('region', { name: 'Conversations' })).toBeVisible();
});
