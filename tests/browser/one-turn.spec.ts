/** A customer who writes in pieces, in the real product: what comes in one breath is decided on once. */
import type { Conversation, Result } from '@understudy/contract';
import { expect, test } from '@playwright/test';
import { type RealServer, startRealServer } from './real-server.ts';

let server: RealServer;
test.beforeAll(async () => {
  test.setTimeout(120_000);
  server = await startRealServer();
});
test.afterAll(() => server?.stop());

test('three messages in a row are one turn, decided on with the last of them', async ({ page, browser }) => {
  test.slow();
  await page.goto(server.setup_url);
  await page.getByLabel('Your name').fill('Ada Byron');
  await page.getByLabel('E-mail').fill('ada@example.com');
  await page.getByLabel('Workspace').fill('Larkfold');
  await page.getByLabel('Password').fill('correct horse battery');
  await page.getByRole('button', { name: 'Create the workspace' }).click();
  await expect(page.getByRole('button', { name: /Load the sample desk/ })).toBeVisible();

  const customer = await (await browser.newContext()).newPage();
  await customer.goto(`${server.url}/demo`);
  await customer.getByRole('button', { name: 'Open support chat' }).click();
  // However slowly this machine types: they leave when all are written.
  const written = Promise.withResolvers<void>();
  await customer.route('**/v1/widget/messages', async (route) => {
    await written.promise;
    await route.continue();
  });
  const said = ['Hello!', 'My smart speaker', 'does not take my hours any more'];
  for (const text of said) {
    await customer.getByRole('textbox', { name: 'Your message' }).fill(text);
    await customer.keyboard.press('Enter');
  }
  written.resolve();
  await expect(
    customer.locator('.standing.waiting').filter({ hasText: 'The team will reply' }),
  ).toBeVisible();

  const get = async <T>(path: string) => (await (await page.request.get(server.url + path)).json()) as T;
  const { items } = await get<Result<'listConversations'>>('/v1/conversations?view=all');
  expect(items).toHaveLength(1);
  const { messages, decisions } = await get<Conversation>(`/v1/conversations/${items[0]?.id}`);
  const own = messages.filter(({ author }) => author === 'customer');
  expect(own.map(({ text }) => text)).toEqual(said);
  expect(decisions.map(({ message_id }) => message_id)).toEqual([own[2]?.id]);
  await customer.context().close();
});
