/** The demo product with its own server, beside the real one: the same words on two pages, and who is who. */
import { expect, type Page, test } from '@playwright/test';
import type { Result } from '@understudy/contract';
import { serveDemo } from '../../examples/demo-product/serve.ts';
import { faultsOf } from './fit.ts';
import { type RealServer, startRealServer } from './real-server.ts';

const OWNER = { name: 'Ada Byron', email: 'ada@example.com', password: 'correct horse battery' };
const WORDS = 'It does not let me save my changes, what do I do?';
const OTHER_WORDS = 'I cannot save my changes, it does not let me. What now?';
const ON_TIMESHEETS = 'The week was signed off. Ask your supervisor to reopen it under Approvals.';
const ON_TEAM = 'Roles need the Studio plan. Choose it under Settings, Billing.';
const LOOK = process.env['SCREENSHOTS'];

test.describe.configure({ mode: 'serial' });

let server: RealServer;
let demo: Awaited<ReturnType<typeof serveDemo>>;
let desk: Page;
const faults: string[] = [];

test.beforeAll(async ({ browser }) => {
  test.setTimeout(120_000);
  server = await startRealServer();
  desk = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage();
  const token = new URL(server.setup_url).searchParams.get('token');
  const me = await api<Result<'me'>>('POST', '/v1/setup', { token, workspace_name: 'Larkfold', ...OWNER });
  const key = await api<Result<'createIdentityKey'>>('POST', '/v1/identity/keys', {});
  const { secret } = await api<Result<'createApiKey'>>('POST', '/v1/api-keys', {
    name: 'Larkfold’s backend',
    scopes: ['context:write'],
  });
  demo = await serveDemo({
    understudy_url: server.url,
    public_key: me.workspace.public_key,
    identity_key: { kid: key.id, secret: key.secret },
    api_key: secret,
    port: 0,
  });
});
test.afterAll(async () => {
  await desk?.context().close();
  await demo?.stop();
  await server?.stop();
});

async function api<T>(method: string, path: string, data?: unknown): Promise<T> {
  const headers = { origin: server.url };
  const response = await desk.request.fetch(server.url + path, { method, headers, data });
  expect(response.status(), `${method} ${path}: ${await response.text()}`).toBe(200);
  return (await response.json()) as T;
}

/** A customer of their own, with the product in a state. */
async function visit(path: string, state: Readonly<Record<string, string>>): Promise<Page> {
  const browser = desk.context().browser();
  if (!browser) throw new Error('the browser is gone');
  const page = await (await browser.newContext({ viewport: { width: 1280, height: 800 } })).newPage();
  page.on('pageerror', (error) => faults.push(error.message));
  await page.addInitScript(() => Object.assign(window, { first_fetch: window.fetch }));
  await page.goto(demo.url + path);
  await page.evaluate((kept) => sessionStorage.setItem('larkfold-state', JSON.stringify(kept)), state);
  await page.goto(demo.url + path);
  // Watched from here on: the part that looks at the page comes last, and stands around `fetch`.
  await page.waitForFunction(() => window.fetch !== Reflect.get(window, 'first_fetch'));
  return page;
}

/** Tries to save, which fails, and asks. */
async function askAfterTrying(page: Page, text: string): Promise<void> {
  await page.getByRole('button', { name: 'Save changes' }).click();
  await expect(page.getByText('That did not work.')).toBeVisible();
  await ask(page, text);
}

async function ask(page: Page, text: string): Promise<void> {
  const field = page.getByRole('textbox', { name: 'Your message' });
  if (!(await field.isVisible())) await page.getByRole('button', { name: 'Open support chat' }).click();
  await field.fill(text);
  await page.keyboard.press('Enter');
  await expect(chat(page)).toContainText(text);
}

const chat = (page: Page) => page.getByRole('log', { name: 'Conversation' });

async function waiting(text: string): Promise<Result<'listConversations'>['items'][number] | undefined> {
  const { items } = await api<Result<'listConversations'>>('GET', '/v1/conversations?view=waiting');
  return items.find(({ preview, subject }) => preview.includes(text) || subject.includes(text));
}

async function openInInbox(text: string): Promise<string> {
  await expect.poll(async () => (await waiting(text))?.id, { timeout: 30_000 }).toBeDefined();
  const id = (await waiting(text))?.id ?? '';
  await desk.goto(`${server.url}/inbox/waiting/${id}`);
  await expect(desk.getByRole('log', { name: 'Messages' })).toContainText(text);
  return id;
}

async function solve(text: string): Promise<void> {
  await desk.keyboard.press('r');
  await expect(desk.getByRole('textbox', { name: 'Reply' })).toBeFocused();
  await desk.keyboard.insertText(text);
  await desk.keyboard.press('ControlOrMeta+Enter');
  await expect(desk.getByRole('log', { name: 'Messages' })).toContainText(text);
  await desk.keyboard.press('Escape');
  await desk.keyboard.press('c');
  await expect(desk.getByRole('button', { name: /Reopen/ })).toBeVisible();
}

test('the same words on two pages, taught by people, are two questions afterwards', async () => {
  test.setTimeout(180_000);
  // Customers of both kinds, each solved by a person.
  for (const [index, words] of [WORDS, OTHER_WORDS].entries()) {
    const mara = await visit('/timesheets', { user: 'mara', week: 'signed-off' });
    await askAfterTrying(mara, words);
    await openInInbox(words);
    if (index === 0) await expectTold();
    await solve(ON_TIMESHEETS);
    await expect(chat(mara)).toContainText(ON_TIMESHEETS);
    await mara.context().close();

    const jonas = await visit('/settings/team', { user: 'jonas', week: 'open' });
    await askAfterTrying(jonas, words);
    await openInInbox(words);
    await solve(ON_TEAM);
    await jonas.context().close();
  }
  // Strangers, with words of their own: the page is all that tells them apart.
  const asked = 'Saving my changes does not work. What should I do?';
  for (const [path, expected] of [
    ['/timesheets', ON_TIMESHEETS],
    ['/settings/team', ON_TEAM],
  ] as const) {
    const stranger = await visit(path, { user: 'nobody', week: 'signed-off' });
    await askAfterTrying(stranger, asked);
    const id = await openInInbox(asked);
    await expect(desk.getByRole('region', { name: 'Draft of the AI agent' })).toContainText(expected);
    if (LOOK) await desk.screenshot({ path: `${LOOK}/demo-inbox${path.replaceAll('/', '-')}.png` });
    await solve(expected);
    expect((await api<Result<'getConversation'>>('GET', `/v1/conversations/${id}`)).status).toBe('resolved');
    await stranger.context().close();
  }
});

/** The person who answers sees what the customer saw, and what the company knows of the account. */
async function expectTold(): Promise<void> {
  const pane = desk.getByRole('complementary', { name: 'Context' });
  await expect(pane).toContainText('What the customer saw');
  await expect(pane).toContainText('/timesheets');
  await expect(pane).toContainText('409');
  await expect(pane).toContainText('Save changes');
  await expect(pane).toContainText('studio');
  await expect(pane).not.toContainText('7.5');
  expect(await faultsOf(desk)).toEqual([]);
  if (LOOK) await desk.screenshot({ path: `${LOOK}/demo-inbox.png` });
}

test('who signs in keeps what they said as a guest; who signs out takes it along', async () => {
  const question = 'Can two of us share one calendar?';
  const page = await visit('/', { user: 'nobody' });
  await ask(page, question);
  const id = await openInInbox(question);
  const customer = async () =>
    (await api<Result<'getConversation'>>('GET', `/v1/conversations/${id}`)).customer;
  expect((await customer()).email).toBeNull();

  await page.getByLabel('Signed in').selectOption('mara');
  await page.waitForLoadState();
  await expect.poll(async () => (await customer()).email).toBe('mara@atelier.example');
  await page.getByRole('button', { name: /support chat/ }).click();
  await page
    .getByRole('button', { name: new RegExp(question.slice(0, 12)) })
    .or(chat(page).getByText(question))
    .first()
    .click();
  await expect(chat(page)).toContainText(question);
  if (LOOK) await page.screenshot({ path: `${LOOK}/demo-merged.png` });

  await page.getByLabel('Signed in').selectOption('jonas');
  await page.waitForLoadState();
  await page.getByRole('button', { name: /support chat/ }).click();
  await expect(page.getByRole('textbox', { name: 'Your message' })).toBeVisible();
  await expect(page.getByText(question)).toHaveCount(0);
  await page.context().close();
});

test('what is withheld does not leave the page, and the team is told so', async () => {
  const question = 'Is there a dark theme for the printed report?';
  const page = await visit('/invoices', { user: 'nobody' });
  const sent: string[] = [];
  page.on('request', (request) => {
    if (request.url().includes('/v1/widget/messages')) sent.push(request.postData() ?? '');
  });
  await page.getByRole('button', { name: 'Open support chat' }).click();
  await page.getByRole('button', { name: /What we share/ }).click();
  await expect(page.getByRole('region', { name: 'What we share' })).toContainText('/invoices');
  if (LOOK) await page.screenshot({ path: `${LOOK}/demo-shared.png` });
  await page.getByRole('button', { name: 'Do not share' }).click();
  await ask(page, question);
  await openInInbox(question);
  await expect(desk.getByRole('complementary', { name: 'Context' })).toContainText('chose not to share');
  expect(sent.join()).toContain(question);
  expect(sent.join()).not.toContain('/invoices');
  await page.context().close();
});

test('neither the product nor the widget had a fault', () => {
  expect(faults).toEqual([]);
});
