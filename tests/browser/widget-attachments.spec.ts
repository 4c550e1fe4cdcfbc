/** Files that go with messages, from the widget to the inbox and back, with the product as it is started. */
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { makePdf, makePng } from '../server/sample-files.ts';
import { expectFit, faultsOf } from './fit.ts';
import { type RealServer, startRealServer } from './real-server.ts';

const OWNER = { name: 'Ada Byron', email: 'ada@example.com', password: 'correct horse battery' };
const LOOK = process.env['SCREENSHOTS'];
const shot = { name: 'error.png', mimeType: 'image/png', buffer: makePng({ width: 640, height: 360 }) };
const pdf = { name: 'Steps for you.pdf', mimeType: 'application/pdf', buffer: makePdf() };
const svg = { name: 'logo.svg', mimeType: 'image/svg+xml', buffer: Buffer.from('<svg/>') };

test.describe.configure({ mode: 'serial' });

let server: RealServer;
let desk: Page;
let customer: Page;
const faults: string[] = [];

test.beforeAll(async ({ browser }) => {
  test.setTimeout(120_000);
  server = await startRealServer();
  const open = async () => {
    const page = await (await browser.newContext({ viewport: { width: 1_440, height: 900 } })).newPage();
    page.on('pageerror', (error) => faults.push(error.message));
    return page;
  };
  [desk, customer] = [await open(), await open()];
  const token = new URL(server.setup_url).searchParams.get('token');
  const set_up = await desk.request.post(`${server.url}/v1/setup`, {
    data: { token, workspace_name: 'Larkfold', ...OWNER },
  });
  expect(set_up.ok()).toBe(true);
  await customer.goto(`${server.url}/demo`);
  await customer.getByRole('button', { name: 'Open support chat' }).click();
  await expect(panel()).toBeVisible();
});
test.afterAll(async () => {
  for (const page of [desk, customer]) await page?.context().close();
  await server?.stop();
});
test.afterEach(() => expect(faults).toEqual([]));

const panel = () => customer.getByRole('dialog', { name: 'Larkfold' });
const field = () => panel().getByRole('textbox', { name: 'Your message' });
const chosen = () => panel().locator('.chosen li');
const mine = () => panel().locator('.message.customer');
const attach = (...files: (typeof shot)[]) => panel().locator('input[type=file]').setInputFiles(files);
const send = () => panel().getByRole('button', { name: 'Send' }).click();
const look = async (page: Page, name: string) => {
  if (LOOK) await page.screenshot({ path: join(LOOK, `attachments-${name}.png`) });
};

test('a visitor chooses files, thinks better of one, and sends a picture; the team sees it whole', async () => {
  test.setTimeout(90_000);
  const picker = customer.waitForEvent('filechooser');
  await panel().getByRole('button', { name: 'Attach a file' }).click();
  await (await picker).setFiles([shot, pdf]);
  await expect(chosen()).toHaveCount(2);
  await expect(chosen().first().locator('img')).toBeVisible();
  await panel().getByRole('button', { name: 'Remove Steps for you.pdf' }).click();
  await expect(chosen()).toHaveCount(1);
  await expect(panel().locator('progress')).toHaveCount(0);
  await look(customer, 'chosen');
  expect(await faultsOf(customer)).toEqual([]);
  await field().fill('Saving fails with this');
  await send();
  await expect(chosen()).toHaveCount(0);
  const picture = mine().last().getByRole('link', { name: 'Image: error.png' });
  await expect(picture).toHaveAttribute('target', '_blank');
  await expect(picture.locator('img')).toHaveJSProperty('naturalWidth', 640);
  await look(customer, 'sent');

  await desk.goto(`${server.url}/inbox/all`);
  await desk
    .getByRole('region', { name: 'Conversations' })
    .getByText('Saving fails with this')
    .first()
    .click();
  const small = desk.getByRole('button', { name: 'Show error.png' });
  await expect(small.getByRole('img')).toHaveJSProperty('naturalWidth', 640);
  await small.press('Enter');
  const whole = desk.getByRole('dialog', { name: 'error.png' });
  await expect(whole.getByRole('img')).toHaveJSProperty('naturalWidth', 640);
  await expect(whole.getByRole('link', { name: 'Save' })).toHaveAttribute('download', 'error.png');
  expect(await faultsOf(desk)).toEqual([]);
  await look(desk, 'dialog');
  await desk.keyboard.press('Escape');
  await expect(small).toBeFocused();
});

test('a human agent attaches a file to a reply, and the visitor saves it', async () => {
  test.setTimeout(90_000);
  const picker = desk.waitForEvent('filechooser');
  await desk.getByRole('button', { name: 'Attach files' }).click();
  await (await picker).setFiles([svg, pdf]);
  await expect(desk.getByText(/Files of this kind are not taken/)).toBeVisible();
  const files = desk.getByRole('list', { name: 'Attached files' });
  await expect(files.getByRole('listitem')).toHaveText([/Steps for you\.pdf/]);
  await expect(desk.getByText('Uploading')).toHaveCount(0);
  await look(desk, 'composer');
  // Uploaded is uploaded: also after a reload it only waits to be sent.
  await desk.reload();
  await expect(files).toContainText('Steps for you.pdf');
  await desk.getByRole('textbox', { name: 'Reply' }).fill('Please follow these steps.');
  await desk.keyboard.press('ControlOrMeta+Enter');
  await expect(files).toHaveCount(0);
  await expect(desk.getByRole('link', { name: /Steps for you\.pdf/ })).toBeVisible();
  await expectFit(desk, 'attachments-inbox');

  const file = panel().getByRole('button', { name: /^Steps for you\.pdf.*Save$/ });
  await expect(file).toBeVisible();
  const download = customer.waitForEvent('download');
  await file.click();
  expect((await download).suggestedFilename()).toBe('Steps for you.pdf');
});

test('what cannot be sent is said at once; paste and drop work like the button', async () => {
  await attach(svg);
  const alert = panel().getByRole('alert').filter({ hasText: 'logo.svg cannot be sent' });
  await expect(alert).toBeVisible();
  await expect(chosen()).toHaveCount(0);
  const give = (kind: 'paste' | 'drop') =>
    field().evaluate(
      (element, { bytes, kind: type }) => {
        const data = new DataTransfer();
        data.items.add(new File([new Uint8Array(bytes)], `${type}.png`, { type: 'image/png' }));
        const common = { bubbles: true, cancelable: true, composed: true };
        element.dispatchEvent(
          type === 'paste'
            ? new ClipboardEvent('paste', { ...common, clipboardData: data })
            : new DragEvent('drop', { ...common, dataTransfer: data }),
        );
      },
      { bytes: [...shot.buffer], kind },
    );
  await give('paste');
  await expect(chosen()).toHaveText([/paste\.png/]);
  await expect(alert).toHaveCount(0);
  await give('drop');
  await expect(chosen()).toHaveText([/paste\.png/, /drop\.png/]);
  // By keyboard: from the field back to the first file, and away with it.
  await panel().getByRole('button', { name: 'Remove paste.png' }).press('Enter');
  await panel().getByRole('button', { name: 'Remove drop.png' }).press('Enter');
  await expect(chosen()).toHaveCount(0);
});

test('without a connection files wait with their message, and go when it is back', async () => {
  await customer.context().setOffline(true);
  await attach(shot);
  await expect(chosen().getByRole('button', { name: 'Try again error.png' })).toBeVisible();
  await send();
  const waiting = mine().last();
  await expect(waiting).toContainText('Keep this page open');
  await customer.emulateMedia({ colorScheme: 'dark' });
  await look(customer, 'offline-dark');
  expect(await faultsOf(customer)).toEqual([]);
  await customer.emulateMedia({ colorScheme: 'light' });
  await customer.context().setOffline(false);
  await expect(mine().last().getByRole('link', { name: 'Image: error.png' })).toBeVisible({
    timeout: 30_000,
  });
  await expect(panel().getByText('Keep this page open')).toHaveCount(0);
});

test('what was not uploaded when the page was closed is lost, and said to be', async () => {
  await customer.context().setOffline(true);
  await attach(shot);
  await field().fill('With a picture');
  await send();
  await expect(mine().last()).toContainText('Keep this page open');
  // Back in another page of the same browser: the words are there, the file is not.
  // No upload gets through in the moment between the two.
  await customer.route(/attachments\?name=/, (route) => route.abort());
  await customer.context().setOffline(false);
  await customer.goto(`${server.url}/demo`);
  await customer.getByRole('button', { name: 'Open support chat' }).click();
  await expect(mine().last()).toContainText('A file was lost when the page was closed');
  await expect(panel().getByRole('link', { name: 'Image: error.png' })).toHaveCount(2);
  // What was sent before is loaded by and by, and pushes nothing out of sight.
  for (const picture of await panel().getByRole('link', { name: 'Image: error.png' }).all())
    await expect(picture.locator('img')).toHaveJSProperty('naturalWidth', 640);
  await expect(mine().last()).toBeInViewport({ ratio: 0.9 });
  await customer.setViewportSize({ width: 360, height: 740 });
  await look(customer, 'lost-360');
  expect(await faultsOf(customer)).toEqual([]);
  await mine().last().getByRole('button', { name: 'Discard' }).click();
  await expect(panel().getByText('A file was lost')).toHaveCount(0);
});
