/**
 * A guide from beginning to end, with nothing doubled but the product that it leads through: a person records it, reviews
 * it, customers follow it by mouse and by keyboard, and hear of the rest in words where the page has lost a step.
 */
import { type Browser, type BrowserContext, expect, type Page, test } from '@playwright/test';
import { type GuidedProduct, startProduct } from './doubles/guided-product.ts';
import { expectFit, faultsOf } from './fit.ts';
import { type RealServer, startRealServer } from './real-server.ts';
import type {} from '../../packages/widget/src/sdk/commands.ts';

const QUESTION = 'How do I export my hours so that Excel can read them?';
const ANSWER = 'Open Exports, give the file a name, and choose Export as Excel. The file arrives by mail.';
const TYPED = 'hours of a secret project';
const LOOK = process.env['SCREENSHOTS'];

test.describe.configure({ mode: 'serial' });

let server: RealServer;
let product: GuidedProduct;
let team: BrowserContext;
let desk: Page;
let resolution = '';

const api = async (path: string) => (await team.request.get(`${server.url}${path}`)).json();
const guide = async () => {
  const { items } = await api(`/v1/guides?resolution_id=${resolution}`);
  return api(`/v1/guides/${items[0].id}`);
};
const card = (page: Page) => page.getByRole('dialog', { name: 'Excel export' });
const recorder = (page: Page) => page.getByRole('region', { name: 'Recording a guide' });
const showMe = (page: Page) => page.getByRole('button', { name: 'Show me' });

async function look(page: Page, name: string): Promise<void> {
  if (LOOK) await page.screenshot({ path: `${LOOK}/${name}.png` });
}

/** Clicks and keys on the page that no person made, across its loads. */
const faked = (page: Page) => page.evaluate(() => sessionStorage.getItem('faked'));

/** A customer of their own, who has asked. */
async function openCustomer(browser: Browser): Promise<Page> {
  const context = await browser.newContext({
    reducedMotion: 'reduce',
    viewport: { width: 1200, height: 800 },
  });
  const page = await context.newPage();
  await page.addInitScript(() => {
    const note = ({ isTrusted, type }: Event) => {
      if (!isTrusted) sessionStorage.setItem('faked', `${sessionStorage.getItem('faked') ?? ''}${type} `);
    };
    for (const type of ['click', 'keydown', 'submit']) addEventListener(type, note, true);
  });
  await page.goto(`${product.url}/reports`);
  await page.getByRole('button', { name: 'Open support chat' }).click();
  const field = page.getByRole('textbox', { name: 'Your message' });
  const begin = page.getByRole('button', { name: /Send us a message|Ask|Write/ });
  await expect(field.or(begin).first()).toBeVisible();
  if (!(await field.isVisible())) await begin.first().click();
  await field.fill(QUESTION);
  await page.keyboard.press('Enter');
  await answer();
  await expect(page.getByRole('log', { name: 'Conversation' })).toContainText(ANSWER, { timeout: 20_000 });
  return page;
}

const newest = async () => (await api('/v1/conversations?view=all&limit=1')).items[0];
const send = (path: string, data: object = {}) => team.request.post(`${server.url}${path}`, { data });

/** What the newest customer asked was handed over. */
async function handedOver(): Promise<string> {
  await expect.poll(async () => (await newest())?.status, { timeout: 30_000 }).toBe('waiting');
  return (await newest()).id;
}

/** The desk has learned nothing but this: a person has the AI agent say it. */
async function answer(): Promise<void> {
  const id = await handedOver();
  await send(`/v1/conversations/${id}/hand-back`);
  await send(`/v1/conversations/${id}/whispers`, { say: { resolution_id: resolution } });
}

/** One customer asks, one person answers; the id of what the desk has learned from it. */
async function teach(workspace: string): Promise<string> {
  const { token } = await (await send('/v1/widget/sessions', { workspace })).json();
  await team.request.post(`${server.url}/v1/widget/messages`, {
    headers: { authorization: `Bearer ${token}` },
    data: { client_id: 'client-000001', text: QUESTION },
  });
  const id = await handedOver();
  const said = { client_id: 'client-000002', kind: 'message', text: ANSWER };
  await send(`/v1/conversations/${id}/messages`, said);
  const known = async () => (await api('/v1/resolutions')).items;
  await expect.poll(async () => (await known()).length, { timeout: 60_000 }).toBe(1);
  return (await known())[0].id;
}

test.beforeAll(async ({ browser }) => {
  test.setTimeout(240_000);
  server = await startRealServer();
  team = await browser.newContext({ viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce' });
  const token = new URL(server.setup_url).searchParams.get('token');
  const owner = { name: 'Ada Byron', email: 'ada@example.com', password: 'correct horse battery' };
  const data = { token, ...owner, workspace_name: 'Larkfold' };
  const me = await (await team.request.post(`${server.url}/v1/setup`, { data })).json();
  product = await startProduct(server.url, me.workspace.public_key);
  const { widget } = await api('/v1/settings');
  await team.request.patch(`${server.url}/v1/settings`, {
    data: { widget: { ...widget, origins: [product.url] } },
  });
  resolution = await teach(me.workspace.public_key);
  desk = await team.newPage();
});
test.afterAll(async () => {
  await team?.close();
  await product?.close();
  await server?.stop();
});

test('a person records it by clicking through the product, across a page load', async ({ browser }) => {
  test.setTimeout(120_000);
  const customer = await openCustomer(browser);
  await expect(showMe(customer)).toHaveCount(0);
  await customer.context().close();
  await desk.goto(`${server.url}/knowledge/${resolution}`);
  await desk.getByRole('button', { name: 'Record a guide…' }).click();
  const dialog = desk.getByRole('dialog', { name: 'Record a guide' });
  await dialog.getByLabel('Page of the product to begin on').fill('https://elsewhere.example/');
  await dialog.getByRole('button', { name: 'Go on' }).click();
  await expect(desk.getByText('The widget may not be embedded at https://elsewhere.example')).toBeVisible();
  await dialog.getByLabel('Page of the product to begin on').fill(`${product.url}/reports`);
  await dialog.getByRole('button', { name: 'Go on' }).click();
  const opened = team.waitForEvent('page');
  await dialog.getByRole('link', { name: 'Open the page and record' }).click();
  const page = await opened;

  await expect(recorder(page)).toContainText('What you type is not recorded');
  expect(page.url()).toBe(`${product.url}/reports`);
  await page.getByRole('button', { name: 'Share' }).click();
  await expect(recorder(page).getByRole('textbox')).toHaveValue('Click “Share with”');
  await recorder(page).getByRole('button', { name: 'Undo last' }).click();
  await expect(recorder(page).getByRole('textbox')).toHaveCount(0);
  await page.getByRole('link', { name: 'Exports' }).click();
  await expect(page).toHaveURL(/\/reports\/exports$/);
  await expect(recorder(page).getByRole('textbox', { name: 'Step 1' })).toHaveValue('Open “Exports”');
  await page.getByLabel('File name').pressSequentially(TYPED);
  await page.getByLabel('Secret').fill('4111');
  await recorder(page).getByRole('button', { name: 'Pause' }).click();
  await recorder(page).getByRole('button', { name: 'Move out of the way' }).click();
  await page.getByRole('button', { name: 'Preview' }).click();
  await recorder(page).getByRole('button', { name: 'Go on' }).click();
  await page.getByRole('button', { name: 'Export as Excel' }).click();
  const steps = recorder(page).getByRole('textbox');
  await expect(steps).toHaveCount(3);
  await expect(steps.nth(1)).toHaveValue('Fill in “File name”');
  await steps.nth(1).fill('Give the file a name');
  await look(page, 'guide-recorder');
  expect(await faultsOf(page, 'understudy-widget')).toEqual([]);
  await recorder(page).getByRole('button', { name: 'Finish' }).click();
  await expect(recorder(page)).toContainText('The guide waits in Review');
  await recorder(page).getByRole('button', { name: 'Close' }).click();
  await expect(recorder(page)).toHaveCount(0);
  await page.reload();
  await expect(page.getByRole('button', { name: 'Open support chat' })).toBeVisible();
  await expect(recorder(page)).toHaveCount(0);
  await page.close();
  expect(JSON.stringify(await guide())).not.toMatch(new RegExp(`${TYPED}|4111`));
});

test('it waits in Review, with readable steps, and is in use once it was approved', async () => {
  test.setTimeout(90_000);
  const { proposal } = await guide();
  await desk.goto(`${server.url}/review/${proposal}?status=open&kind=guide`);
  const lesson = desk.getByRole('article', { name: 'Lesson' });
  await expect(lesson).toContainText('A guide');
  const steps = lesson.getByRole('list', { name: 'Steps of the guide' });
  await expect(steps).toContainText('link “Exports” on /reports, until it is clicked');
  await expect(steps).toContainText('textbox “File name” on /reports/exports, until it is filled in');
  await expectFit(desk, 'guide-review');
  await desk.getByRole('button', { name: 'Edit', exact: true }).click();
  await desk.getByRole('textbox', { name: 'Title' }).fill('Excel export');
  await desk.getByRole('button', { name: 'Save and approve' }).click();
  await expect.poll(async () => (await guide()).state).toBe('in-force');
});

test('a customer follows it to its end, by mouse, across a page load', async ({ browser }) => {
  test.setTimeout(90_000);
  const customer = await openCustomer(browser);
  await showMe(customer).last().click();
  await expect(card(customer)).toContainText('Step 1 of 3');
  await expect(card(customer)).toContainText('Open “Exports”');
  await expectRinged(customer, customer.getByRole('link', { name: 'Exports' }));
  await expectFit(customer, 'guide-step-1');
  await customer.getByRole('link', { name: 'Exports' }).click();
  await expect(card(customer)).toContainText('Step 2 of 3');
  await expectRinged(customer, customer.getByLabel('File name'));
  await customer.getByLabel('File name').fill('march');
  await customer.getByLabel('File name').press('Tab');
  await expect(card(customer)).toContainText('Step 3 of 3');
  const target = customer.getByRole('button', { name: 'Export as Excel' });
  await expect(target).toBeInViewport();
  await expectRinged(customer, target);
  await look(customer, 'guide-step-3');
  const before = product.exported;
  await target.click();
  await expect(card(customer)).toHaveCount(0);
  await expect(customer.getByText('Your file is on its way.')).toBeVisible();
  await expect(customer.getByRole('log', { name: 'Conversation' })).toBeVisible();
  expect(product.exported).toBe(before + 1);
  await expect.poll(async () => (await guide()).runs).toMatchObject({ started: 1, completed: 1, broken: 0 });
  await customer.context().close();
});

test('a customer follows it with the keyboard alone, and can leave it', async ({ browser }) => {
  test.setTimeout(90_000);
  const customer = await openCustomer(browser);
  await showMe(customer).last().focus();
  await customer.keyboard.press('Enter');
  await expect(card(customer)).toBeFocused();
  await expect(customer.locator('.guide [role=status]')).toHaveText('Step 1 of 3: Open “Exports”');
  await goToIt(customer);
  await expect(customer.getByRole('link', { name: 'Exports' })).toBeFocused();
  await customer.keyboard.press('Enter');
  await expect(card(customer)).toContainText('Step 2 of 3');
  await expect(card(customer)).toBeFocused();
  await goToIt(customer);
  await expect(customer.getByLabel('File name')).toBeFocused();
  await customer.keyboard.type('april');
  await customer.keyboard.press('Tab');
  await expect(card(customer)).toContainText('Step 3 of 3');
  await expect(card(customer)).toBeFocused();
  const before = product.exported;
  await goToIt(customer);
  await customer.keyboard.press('Enter');
  await expect(card(customer)).toHaveCount(0);
  await expect.poll(() => product.exported).toBe(before + 1);
  await expect.poll(async () => (await guide()).runs.completed).toBe(2);
  // It shows, and never does anything for the customer.
  expect(await faked(customer)).toBeNull();
  await customer.evaluate(() => document.body.click());
  expect(await faked(customer)).toBe('click ');

  await showMe(customer).last().click();
  await expect(card(customer)).toBeVisible();
  await customer.keyboard.press('Escape');
  await expect(card(customer)).toHaveCount(0);
  await customer.context().close();
});

test('the page starts one, hears how it ended, and a shutdown leaves nothing of it', async ({ browser }) => {
  test.setTimeout(60_000);
  const customer = await (await browser.newContext({ reducedMotion: 'reduce' })).newPage();
  await customer.goto(`${product.url}/reports`);
  const { id } = await guide();
  const begin = () =>
    customer.evaluate((guide_id) => {
      window.understudy?.('on', 'guide-ended', (detail: never) => Object.assign(window, { ended: detail }));
      window.understudy?.('guide', guide_id);
    }, id);
  await expect(customer.getByRole('button', { name: 'Open support chat' })).toBeVisible();
  await begin();
  await expect(card(customer)).toBeVisible();
  await customer.keyboard.press('Escape');
  await expect
    .poll(() => customer.evaluate(() => (window as { ended?: unknown }).ended))
    .toEqual({ id, outcome: 'left' });
  await begin();
  await expect(card(customer)).toBeVisible();
  await customer.evaluate(() => window.understudy?.('shutdown'));
  await expect(customer.locator('understudy-widget')).toHaveCount(0);
  await customer.reload();
  await expect(customer.getByRole('button', { name: 'Open support chat' })).toBeVisible();
  expect(
    await customer.evaluate(() => Object.keys(sessionStorage).filter((key) => key.includes('guide'))),
  ).toEqual([]);
  await expect(card(customer)).toHaveCount(0);
  await customer.context().close();
});

test('where the page has lost a step, the rest is told in words, and the guide is found broken', async ({
  browser,
}) => {
  test.setTimeout(180_000);
  product.hasExport = false;
  // Two visitors of so few; one alone breaks none, however often.
  for (let times = 1; times <= 2; times++) {
    const customer = await openCustomer(browser);
    await showMe(customer).last().click();
    await expect(card(customer)).toContainText('Step 1 of 3');
    await customer.getByRole('link', { name: 'Exports' }).click();
    await expect(card(customer)).toContainText('Step 2 of 3');
    await card(customer).getByRole('button', { name: 'Next' }).click();
    await expect(card(customer)).toContainText('Looking for it on this page…');
    await expect(card(customer)).toHaveCount(0, { timeout: 20_000 });
    const rest = customer.locator('.message.ai').last();
    await expect(rest).toContainText('This is how it goes on');
    await expect(rest.getByRole('listitem')).toHaveText('Click “Export as Excel”');
    await expect(rest.getByRole('listitem')).toBeInViewport();
    await look(customer, `guide-rest-${times}`);
    await expect.poll(async () => (await guide()).runs.broken).toBe(times);
    await customer.context().close();
  }
  expect((await guide()).state).toBe('broken');
  const next = await openCustomer(browser);
  await expect(showMe(next)).toHaveCount(0);
  await next.context().close();

  await desk.goto(`${server.url}/knowledge/guides`);
  await expect(desk.getByText('1 guide is broken')).toBeVisible();
  await expectFit(desk, 'guides-list');
  await desk.getByRole('list', { name: 'Guides' }).getByRole('link').click();
  const section = desk.locator('section', { has: desk.getByRole('heading', { name: 'Guide', exact: true }) });
  await expect(section).toContainText('not found 2 times');
  await expectFit(desk, 'guide-section');
  await section.getByRole('button', { name: 'It works: offer it again' }).click();
  await expect(section).toContainText('in use');
});

async function goToIt(page: Page): Promise<void> {
  await card(page).getByRole('button', { name: 'Go to it' }).focus();
  await page.keyboard.press('Enter');
}

/** The ring stands around it, and lets clicks through. */
async function expectRinged(page: Page, target: ReturnType<Page['locator']>): Promise<void> {
  await expect
    .poll(async () => {
      const [ring, box] = [await page.locator('.guide-ring').boundingBox(), await target.boundingBox()];
      if (!ring || !box) return false;
      const [dx, dy] = [
        ring.x + ring.width / 2 - box.x - box.width / 2,
        ring.y + ring.height / 2 - box.y - box.height / 2,
      ];
      return Math.abs(dx) < 2 && Math.abs(dy) < 2 && ring.width > box.width;
    })
    .toBe(true);
}
