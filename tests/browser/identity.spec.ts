import { createHmac } from 'node:crypto';
import { expect, test } from '@playwright/test';
import { type Double, startDouble } from './console-double/double.ts';
import { SECRET } from './console-double/identity.ts';
import { EVERY_LOOK, expectFit } from './fit.ts';

let api: Double;
test.beforeEach(async ({ page }) => {
  api = await startDouble();
  await page.goto(`${api.url}/settings/identity`);
  await expect(page.getByRole('heading', { name: 'Signing keys' })).toBeVisible();
});
test.afterEach(() => api.close());

const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
function signed(claims: object, header: object = {}): string {
  const kid = api.desk.identityKeys[0]?.id;
  const text = `${part({ alg: 'HS256', kid, ...header })}.${part(claims)}`;
  return `${text}.${createHmac('sha256', SECRET).update(text).digest('base64url')}`;
}
const in_s = (seconds: number) => Math.floor(Date.now() / 1000) + seconds;

test('a key is created, its secret shown once; the old one is retired and taken back', async ({ page }) => {
  const list = page.locator('section', { has: page.getByRole('heading', { name: 'Signing keys' }) });
  await list.getByRole('button', { name: 'Create a key' }).click();
  await page.getByRole('button', { name: 'Create', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Your new signing key' });
  await expect(dialog).toContainText(`${SECRET}_2`);
  await dialog.getByRole('button', { name: 'I have copied it' }).click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(list.getByText('idk_0mxnew000FreshKey')).toBeVisible();
  await expect(page.locator('body')).not.toContainText(`${SECRET}_2`);
  // The examples name the newest key.
  await expect(page.getByRole('region', { name: 'the example' })).toContainText('idk_0mxnew000FreshKey');

  await list.getByRole('button', { name: 'Retire idk_0mwzi8n00aHmOUhl' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Retire' }).click();
  await expect(list.getByRole('button', { name: 'Take back into use: idk_0mwzi8n00aHmOUhl' })).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(list.getByRole('button', { name: 'Retire idk_0mwzi8n00aHmOUhl' })).toBeVisible();
  expect(api.sent('setIdentityKey').map(({ body }) => body)).toEqual([{ retired: true }, { retired: false }]);
});

test('a pasted token is judged in plain words, without a click', async ({ page }) => {
  const box = page.getByLabel('Token');
  const said = page
    .locator('section', { has: page.getByRole('heading', { name: 'Check a token' }) })
    .getByRole('status');
  await box.fill(signed({ sub: '42', email: 'ada@example.com', exp: in_s(300) }));
  await expect(said).toContainText('This token is accepted.');
  await expect(said).toContainText('ada@example.com');
  await box.fill(signed({ exp: in_s(3 * 3_600) }));
  await expect(said).toContainText('This token is refused.');
  await expect(said).toContainText('exp is 3 hours away, at most 1 hour.');
  await expect(said).toContainText('sub is missing');
  await box.fill(signed({ sub: '1', exp: in_s(60) }, { kid: 'idk_0kaa8n000Old0Key' }));
  await expect(said).toContainText('which was retired on 2026-03-03 09:00 UTC.');
  await box.fill(signed({ sub: '1', exp: in_s(60), plan: 'free' }));
  await expect(said).toContainText('Advice: Not read: plan.');
  await box.fill('<img src=x onerror=alert(1)>');
  await expect(said).toContainText('white space');
  await box.fill('');
  await expect(said).toBeEmpty();
});

test('serving verified visitors only says what it would have meant, and can be undone', async ({ page }) => {
  await expect(page.getByText('301 of 1,204 conversations of the last 30 days (25 %)')).toBeVisible();
  const choice = page.getByRole('switch', { name: 'Serve verified visitors only' });
  await choice.click();
  await expect(choice).toHaveAttribute('aria-checked', 'true');
  expect(api.desk.settings.identity).toEqual({ required: true });
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(choice).toHaveAttribute('aria-checked', 'false');
});

test('an agent finds the check and the examples, and nothing that is not theirs', async ({ page }) => {
  api.desk.me = { ...api.desk.me, role: 'agent' };
  await page.goto(`${api.url}/settings`);
  await page.getByRole('link', { name: 'Keys, enforcement and a check' }).click();
  await expect(page.getByRole('heading', { name: 'Check a token' })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Signing keys' })).toHaveCount(0);
  await page.getByRole('button', { name: 'Go', exact: true }).press('Enter');
  await expect(page.getByRole('region', { name: 'the example' })).toContainText('golang-jwt');
});

test('beside a conversation stands whether its customer was verified', async ({ page }) => {
  const [verified, other] = api.desk.conversations;
  await page.goto(`${api.url}/inbox/all/${verified?.id}`);
  const customer = page.getByRole('complementary', { name: 'Context' });
  await expect(customer.getByText('Verified', { exact: true })).toBeVisible();
  await page.goto(`${api.url}/inbox/all/${other?.id}`);
  await expect(customer.getByText('Not verified', { exact: true })).toBeVisible();
});

test('keys that do not load can be asked for again', async ({ page }) => {
  api.fail('getIdentity', 100, false);
  await page.reload();
  await expect(page.getByText('Signing keys could not be loaded')).toBeVisible();
  api.fail('getIdentity', 0);
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByRole('heading', { name: 'Signing keys' })).toBeVisible();
});

test('fits and is accessible in every look', async ({ page }) => {
  await page.getByLabel('Token').fill(signed({ exp: in_s(3 * 3_600), plan: 'free' }));
  await expect(page.getByText('This token is refused.')).toBeVisible();
  await expectFit(page, 'identity', EVERY_LOOK);
});
