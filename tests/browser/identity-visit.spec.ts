/** Who a visitor is, as it is lived: the product as a user starts it, a host page that signs, and a real browser. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, type Page, test } from '@playwright/test';
import { signIdentity } from '../../packages/widget/src/sdk-server/sign-identity.ts';
import { call, type Caller, setUp } from '../server/harness.ts';
import { type RealServer, startRealServer } from './real-server.ts';

test.describe.configure({ mode: 'serial' });

let server: RealServer;
let host: Server;
let host_url: string;
let owner: Caller;
let key: { id: string; secret: string };

test.beforeAll(async () => {
  test.setTimeout(120_000);
  server = await startRealServer();
  const setup_token = new URL(server.setup_url).searchParams.get('token') ?? '';
  const done = await setUp({ url: server.url, setup_token });
  ({ owner } = done);
  key = (await call(server.url, 'createIdentityKey', owner)).value;
  const html = `<!doctype html><title>Shop</title><h1>Shop</h1><script>
    window.understudy ??= (...call) => (understudy.q ??= []).push(call);
    window.problems = [];
    understudy('on', 'identity-error', ({ problem }) => problems.push(problem));
  </script><script async src="${server.url}/widget.js" data-workspace="${done.me.workspace.public_key}"></script>`;
  host = createServer((_, response) => response.writeHead(200, { 'content-type': 'text/html' }).end(html));
  await new Promise<void>((resolve) => {
    host.listen(0, '127.0.0.1', resolve);
  });
  host_url = `http://127.0.0.1:${(host.address() as AddressInfo).port}`;
});
test.afterAll(async () => {
  host?.closeAllConnections();
  host?.close();
  await server?.stop();
});

interface HostPage {
  understudy(command: string, argument?: object): void;
  readonly problems: string[];
}
const tokenOf = (user_id: string, name: string) =>
  signIdentity({ secret: key.secret, kid: key.id, user: { user_id, name } });
const identify = (page: Page, token: string) =>
  page.evaluate((given) => (window as unknown as HostPage).understudy('identify', { token: given }), token);
const newest = async () =>
  (await call(server.url, 'listConversations', { ...owner, query: { view: 'all' } })).value.items[0];
const log = (page: Page) => page.getByRole('log', { name: 'Conversation' });

async function openWidget(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Open support chat' }).click();
  await expect(page.getByRole('dialog', { name: 'Acme' })).toBeVisible();
}

test('an anonymous conversation becomes that of the person, who alone sees it from then on', async ({
  page,
}) => {
  await page.goto(host_url);
  await openWidget(page);
  const box = page.getByRole('textbox', { name: 'Your message' });
  if (!(await box.isVisible()))
    await page
      .getByRole('button', { name: /message|question|conversation/i })
      .first()
      .click();
  await box.fill('My export has no rows in it.');
  await page.keyboard.press('Enter');
  await expect(log(page)).toContainText('My export has no rows in it.');
  await expect.poll(async () => (await newest())?.customer.name).toBeNull();

  await identify(page, await tokenOf('mara', 'Mara'));
  await expect.poll(async () => (await newest())?.customer.name).toBe('Mara');
  await expect(log(page)).toContainText('My export has no rows in it.');

  // Heard live: the stream is that of the verified customer now.
  const id = (await newest())?.id ?? '';
  const body = {
    client_id: 'agent-reply-1',
    kind: 'message' as const,
    text: 'Choose a longer period, Mara.',
  };
  await call(server.url, 'postAgentMessage', { ...owner, params: { id }, body });
  await expect(log(page)).toContainText('Choose a longer period, Mara.');

  await identify(page, await tokenOf('jonas', 'Jonas'));
  await expect(page.getByText('Choose a longer period, Mara.')).toHaveCount(0);
  await expect(page.getByText('My export has no rows in it.')).toHaveCount(0);

  await identify(page, await tokenOf('mara', 'Mara'));
  await expect(page.getByText('Choose a longer period, Mara.').first()).toBeVisible();
});

test('a token that is refused is told to the page with the reason, and nothing of the page breaks', async ({
  page,
}) => {
  await page.goto(host_url);
  await openWidget(page);
  const good = await tokenOf('mara', 'Mara');
  await identify(page, `${good.slice(0, -6)}AAAAAA`);
  await expect
    .poll(() => page.evaluate(() => (window as unknown as HostPage).problems))
    .toEqual([expect.stringContaining('The signature does not match key')]);
  await expect(page.getByRole('heading', { name: 'Shop' })).toBeVisible();
  await identify(page, good);
  await expect.poll(async () => page.evaluate(() => Object.values(localStorage))).toContain('mara');
});

test('what is forgotten at the end is forgotten on the device too', async ({ page }) => {
  await page.goto(host_url);
  await openWidget(page);
  await identify(page, await tokenOf('mara', 'Mara'));
  await expect.poll(async () => page.evaluate(() => Object.values(localStorage))).toContain('mara');
  await page.evaluate(() => (window as unknown as HostPage).understudy('shutdown'));
  await expect.poll(async () => page.evaluate(() => Object.values(localStorage))).not.toContain('mara');
  await expect(page.getByRole('button', { name: 'Open support chat' })).toHaveCount(0);
});

test('where identity is required, the widget comes with the signature', async ({ page }) => {
  const require = (required: boolean) =>
    call(server.url, 'updateSettings', { ...owner, body: { identity: { required } } });
  expect((await require(true)).status).toBe(200);
  await page.goto(host_url);
  await expect
    .poll(() => page.evaluate(() => (window as unknown as HostPage).problems))
    .toEqual([expect.stringContaining('only whom its server has signed')]);
  await expect(page.getByRole('button', { name: 'Open support chat' })).toBeHidden();
  await identify(page, await tokenOf('mara', 'Mara'));
  await openWidget(page);
  await expect(page.getByText('Choose a longer period, Mara.').first()).toBeVisible();
  expect((await require(false)).status).toBe(200);
});
