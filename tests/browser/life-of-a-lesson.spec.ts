/** A lesson from its capture to its end, on the real server: checks, preview, approval, effect, rollback, and back. */
import { expect, type Page, test } from '@playwright/test';
import type { Result } from '@understudy/contract';
import { expectFit } from './fit.ts';
import { type RealServer, startRealServer } from './real-server.ts';

const OWNER = { name: 'Ada Byron', email: 'ada@example.com', password: 'correct horse battery' };
const ANSWER = 'Open Reports, choose the month and press “Export as PDF”. Large months take a minute.';
/** Nobody answers it: a past question that the lesson would have helped with. */
const BEFORE = 'Is there a way to download the hours of March as a PDF?';
const ASKED = [
  'How do I get the hours of May as a PDF?',
  'Can I download the hours of a month as a PDF?',
  'I want the hours of April as a PDF, how do I get them?',
] as const;

test.describe.configure({ mode: 'serial' });
test.setTimeout(120_000);

let server: RealServer;
let page: Page;
let workspace = '';

test.beforeAll(async ({ browser }) => {
  server = await startRealServer();
  page = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage();
  const token = new URL(server.setup_url).searchParams.get('token');
  const me = await api<Result<'me'>>('POST', '/v1/setup', { token, workspace_name: 'Larkfold', ...OWNER });
  workspace = me.workspace.public_key;
});
test.afterAll(async () => {
  await page?.context().close();
  await server?.stop();
});

async function api<T>(method: string, path: string, data?: unknown, token?: string): Promise<T> {
  const headers = { origin: server.url, ...(token && { authorization: `Bearer ${token}` }) };
  const response = await page.request.fetch(server.url + path, { method, headers, data });
  expect(response.status(), `${method} ${path}: ${await response.text()}`).toBe(200);
  return (await response.json()) as T;
}

/** A customer of their own asks; answers the conversation once it waits for a person. */
async function ask(text: string): Promise<Result<'getConversation'>> {
  const { token } = await api<Result<'startVisitorSession'>>('POST', '/v1/widget/sessions', { workspace });
  const sent = { client_id: `life-${Date.now()}-${text.length}`, text };
  const { message } = await api<Result<'postVisitorMessage'>>('POST', '/v1/widget/messages', sent, token);
  const path = `/v1/conversations/${message.conversation_id}`;
  const read = () => api<Result<'getConversation'>>('GET', path);
  await expect.poll(async () => (await read()).status, { timeout: 30_000 }).toBe('waiting');
  return read();
}

async function reply(conversation: Result<'getConversation'>, text: string): Promise<void> {
  const { id, draft } = conversation;
  const body = {
    client_id: `reply-${id}`.slice(0, 60),
    kind: 'message',
    text,
    ...(draft?.text === text && { draft: { decision_id: draft.decision_id, use: 'accepted' } }),
  };
  await api('POST', `/v1/conversations/${id}/messages`, body);
  await api('POST', `/v1/conversations/${id}/resolve`, {});
}

const item = () => page.getByRole('article', { name: 'Lesson' });
const lessons = async (status: string) =>
  (await api<Result<'listLessons'>>('GET', `/v1/lessons?status=${status}`)).items;

test('captured from what a person answered, and checked before anybody sees it', async () => {
  await ask(BEFORE);
  await reply(await ask(ASKED[0]), ANSWER);
  await expect.poll(async () => (await lessons('open')).length, { timeout: 30_000 }).toBe(1);
  await page.goto(`${server.url}/review`);
  await expect(item()).toContainText(ANSWER);
  await expect(item()).toContainText(ASKED[0]);
  await expect(item()).toContainText(/All \d+ checks passed/);
  await expectFit(page, 'life-captured');
});

test('previewed on what was asked before, then approved with one key', async () => {
  await page.keyboard.press('p');
  await expect(item()).toContainText('It would have answered 1 past question', { timeout: 30_000 });
  await expect(item()).toContainText(BEFORE);
  await page.keyboard.press('a');
  await expect(page.getByRole('status').getByText('Approved.')).toBeVisible();
  await expect.poll(async () => (await lessons('approved')).length).toBe(1);
});

test('the next customer’s draft is made of it, and its effect is counted', async () => {
  const conversation = await ask(ASKED[1]);
  expect(conversation.draft?.text).toContain('Export as PDF');
  await reply(conversation, conversation.draft?.text ?? '');
  const [lesson] = await lessons('approved');
  await expect(async () => {
    await page.goto(`${server.url}/review/${lesson?.id}?status=approved`);
    const figures = item().getByRole('definition');
    await expect(item()).toContainText('Since it came');
    await expect(figures.nth(1)).toHaveText('1');
    await expect(figures.nth(2)).toHaveText('1');
  }).toPass({ timeout: 30_000 });
  await expectFit(page, 'life-effect');
});

test('taken back after a look at who was told it: nobody is told it any more', async () => {
  await page.keyboard.press('t');
  const dialog = page.getByRole('dialog', { name: 'Take this lesson back?' });
  await expect(dialog).toContainText(/\d conversations? used it/);
  await expectFit(page, 'life-take-back');
  await dialog.getByLabel('Reason').fill('The menu has moved.');
  await dialog.getByRole('button', { name: 'Take it back' }).click();
  await expect(item().getByText('Rolled back', { exact: true })).toBeVisible();
  // The draft that was sent has taught the same answer once more: that is another lesson, and goes by itself.
  const ids = [...(await lessons('open')), ...(await lessons('approved'))].map(({ id }) => id);
  expect(ids).toHaveLength(1);
  const scope = { kind: 'lessons', ids };
  await api('POST', '/v1/rollbacks', { scope, reason: 'The menu has moved.', dry_run: false });
  const conversation = await ask(ASKED[2]);
  expect(conversation.draft?.text ?? '').not.toContain('Export as PDF');
});

test('and put back with one click, as if nothing had been', async () => {
  await page.getByRole('status').getByRole('button', { name: 'Undo' }).last().click();
  await expect.poll(async () => (await lessons('approved')).length, { timeout: 30_000 }).toBeGreaterThan(0);
  const conversation = await ask('Where do I get the hours of a month as a PDF file?');
  expect(conversation.draft?.text).toContain('Export as PDF');
});
