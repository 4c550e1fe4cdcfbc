/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import { readFileSync } from 'node:fs';
import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import type { CommandName } from '../../packages/widget/src/sdk/commands.ts';
import { EXPECTATION, WidgetApi } from './doubles/widget-api.ts';

let api: WidgetApi;
test.beforeEach(async () => {
  api = await new WidgetApi().start();
});
test.afterEach(() => api.stop());

async function openWidget(page: Page): Promise<void> {
  await page.goto(api.origin);
  await page.getByRole('button', { name: 'Open support chat' }).click();
  await expect(page.getByRole('dialog', { name: 'Shop' })).toBeVisible();
}

async function ask(page: Page, text: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Your message' }).fill(text);
  await page.keyboard.press('Enter');
}

const log = (page: Page) => page.getByRole('log');
const bubbles = (page: Page) => page.locator('.bubble').allInnerTexts();
const streaming = () => expect.poll(() => api.visitor.streams.size).toBe(1);

test('says what it is before anything else, and offers a person', async ({ page }) => {
  await openWidget(page);
  await expect(page.getByRole('dialog')).toContainText(
    'Automated assistant — answers come from what the team has solved before.',
  );
  await expect(page.getByRole('button', { name: 'Talk to a person' })).toBeVisible();
});

test('a question is answered with sources; Yes resolves it; another one starts afresh', async ({ page }) => {
  await openWidget(page);
  await ask(page, 'How do I get a refund? 🙂');
  await expect(log(page).getByRole('listitem').filter({ hasText: 'Open the invoice' })).toBeVisible();
  await expect(log(page).locator('strong').filter({ hasText: 'Billing → Invoices' })).toBeVisible();
  const source = page.getByRole('link', { name: /Refunds/ });
  await expect(source).toHaveAttribute('rel', /noopener/);
  await expect(source).toHaveAttribute('href', 'https://help.example/refunds');
  await page.getByRole('button', { name: 'Yes, thanks' }).click();
  await expect(page.getByText('Resolved.')).toBeVisible();
  await page.getByRole('button', { name: 'Ask something else' }).click();
  await expect(log(page)).not.toContainText('refund');
  await ask(page, 'Something unknown');
  await expect(log(page)).toContainText('passed it to the team');
});

test('what it does not know goes to the team, and a human agent’s reply arrives by itself', async ({
  page,
}) => {
  await openWidget(page);
  await ask(page, 'My webhook signature fails');
  await expect(page.getByRole('status').filter({ hasText: 'The team will reply' })).toContainText(
    EXPECTATION,
  );
  await expect(page.getByText('Did that solve it?')).toBeHidden();
  await streaming();
  api.turn('human');
  const conversation_id = api.visitor.conversation?.id ?? '';
  api.publish({ type: 'typing', conversation_id, who: 'agent', on: true });
  await expect(log(page)).toContainText('Typing…');
  api.say({ author: 'agent', author_name: 'Ines', text: 'Rotate the secret, then it works.' });
  await expect(log(page)).toContainText('Rotate the secret');
  await expect(log(page)).toContainText('Ines');
  await expect(log(page)).not.toContainText('Typing…');
  await expect(page.getByText('You are talking with Ines')).toBeVisible();
  await expect(page.locator('[aria-live=polite]')).toContainText('Ines Rotate the secret, then it works.');
});

test('who reads the end goes on seeing it, also when a picture grows between a scroll and the news of it', async ({
  page,
}) => {
  await openWidget(page);
  await ask(page, 'How do I get a refund?');
  await expect(page.getByRole('button', { name: 'Yes, thanks' })).toBeVisible();
  const hidden_below = await log(page).evaluate(async (box) => {
    const [last] = [...box.querySelectorAll<HTMLElement>('.bubble')].slice(-1);
    if (!last) throw new Error('expected a message');
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    last.style.height = '900px';
    last.dispatchEvent(new Event('load')); // as the picture in it would
    last.style.height = '1500px';
    await frame();
    await frame();
    last.dispatchEvent(new Event('load'));
    return box.scrollHeight - box.scrollTop - box.clientHeight;
  });
  expect(hidden_below).toBeLessThan(2);
});

test('a person can be asked for before and after the first message', async ({ page }) => {
  await openWidget(page);
  await page.getByRole('button', { name: 'Talk to a person' }).click();
  await expect(page.getByText('Tell us what it is about.')).toBeVisible();
  await ask(page, 'A refund, please');
  await expect(page.getByText('The team will reply').last()).toBeVisible();
  expect(api.seen.filter((call) => call.endsWith('/hand-off'))).toHaveLength(1);
});

test('a clarifying question is answered by a click, or by none of its choices', async ({ page }) => {
  await openWidget(page);
  await ask(page, 'invoice');
  await page.getByRole('button', { name: 'Download an invoice' }).click();
  await expect(log(page)).toContainText('click the arrow');
  await ask(page, 'another invoice');
  await page.getByRole('button', { name: 'None of these' }).click();
  await expect(log(page)).toContainText('passed it to the team');
});

test('who is asked for their plan picks it by its name', async ({ page }) => {
  await openWidget(page);
  await ask(page, 'the invitation does nothing');
  await expect(log(page)).toContainText('Which plan are you on?');
  await expect(page.locator('.choices').getByRole('button')).toHaveText(['Free', 'Team', 'None of these']);
  await page.getByRole('button', { name: 'Team', exact: true }).click();
  await expect(log(page)).toContainText('click the arrow');
});

test('“No” hands over', async ({ page }) => {
  await openWidget(page);
  await ask(page, 'refund');
  await page.getByRole('button', { name: 'No', exact: true }).click();
  await expect(page.getByText(EXPECTATION)).toBeVisible();
});

test('a line that drops loses nothing and doubles nothing', async ({ page }) => {
  await openWidget(page);
  await ask(page, 'quiet start');
  await streaming();
  api.say({ author: 'agent', author_name: 'Ines', text: 'one' });
  await expect(log(page)).toContainText('one');
  api.down = true;
  api.dropStreams();
  for (const text of ['two', 'three', 'four']) api.say({ author: 'agent', author_name: 'Ines', text });
  await expect(page.getByText('Reconnecting…')).toBeVisible();
  api.down = false;
  await expect(log(page)).toContainText('four');
  await streaming();
  api.say({ author: 'agent', author_name: 'Ines', text: 'five' });
  await expect(log(page)).toContainText('five');
  await expect(page.getByText('Reconnecting…')).toBeHidden();
  expect((await bubbles(page)).slice(1)).toEqual(['quiet start', 'one', 'two', 'three', 'four', 'five']);
});

test('while the server is away messages are kept, also over a reload, and sent once and in order', async ({
  page,
}) => {
  await openWidget(page);
  await ask(page, 'quiet 1');
  await expect.poll(() => api.accepted).toEqual(['quiet 1']);
  api.down = true;
  api.dropStreams();
  await ask(page, 'quiet 2');
  await ask(page, 'quiet 3');
  await expect(page.getByText('Your messages are kept.')).toBeVisible();
  await page.reload();
  await page.getByRole('button', { name: 'Open support chat' }).click();
  await expect(log(page)).toContainText('quiet 3');
  api.down = false;
  await expect.poll(() => api.accepted).toEqual(['quiet 1', 'quiet 2', 'quiet 3']);
  await expect.poll(async () => (await bubbles(page)).slice(1)).toEqual(['quiet 1', 'quiet 2', 'quiet 3']);
  await expect(page.getByText('Sending…')).toBeHidden();
});

test('a lost confirmation does not double the message', async ({ page }) => {
  await openWidget(page);
  await ask(page, 'quiet first');
  await streaming();
  api.lose_next_confirmation = true;
  await ask(page, 'quiet second');
  await expect(page.getByText('Sending…')).toBeHidden();
  await expect.poll(async () => (await bubbles(page)).slice(1)).toEqual(['quiet first', 'quiet second']);
  expect(api.accepted).toEqual(['quiet first', 'quiet second']);
});

test('offline, rate limited and refused are told apart; a refused message can be sent again', async ({
  page,
  context,
}) => {
  await openWidget(page);
  api.refuse_next = 400;
  await ask(page, 'quiet refused');
  await expect(page.getByText('Not sent')).toBeVisible();
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect.poll(() => api.accepted).toEqual(['quiet refused']);
  api.refuse_next = 429;
  await ask(page, 'quiet limited');
  await expect(page.getByText('A lot of messages at once.')).toBeVisible();
  await expect.poll(() => api.accepted).toEqual(['quiet refused', 'quiet limited']);
  await expect(page.getByText('A lot of messages at once.')).toBeHidden();
  await context.setOffline(true);
  await ask(page, 'quiet offline');
  await expect(page.getByText('You are offline.')).toBeVisible();
  await expect(page.getByText('Will be sent when you are back online')).toBeVisible();
  await context.setOffline(false);
  await expect.poll(() => api.accepted.at(-1)).toBe('quiet offline');
});

test('a visitor comes back to the conversation, and two tabs stay in step', async ({ page, context }) => {
  await openWidget(page);
  const other = await context.newPage();
  await openWidget(other);
  await ask(page, 'How do I get a refund?');
  await expect(log(other)).toContainText('It takes three days.');
  await other.getByRole('button', { name: 'Yes, thanks' }).click();
  await expect(page.getByText('Resolved.')).toBeVisible();
  expect(api.visitors.size).toBe(1);
});

test('an expired token is renewed without the visitor noticing', async ({ page }) => {
  await openWidget(page);
  api.visitors.clear();
  await ask(page, 'refund');
  await expect(log(page)).toContainText('It takes three days.');
  expect(api.accepted).toEqual(['refund']);
});

test('the keyboard alone: open, ask, rate, close; the focus returns', async ({ page }) => {
  await page.goto(api.origin);
  await expect(page.getByRole('button', { name: 'Open support chat' })).toBeVisible();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: 'Open support chat' })).toBeFocused();
  await page.keyboard.press('Enter');
  const field = page.getByRole('textbox', { name: 'Your message' });
  await expect(field).toBeFocused();
  await page.keyboard.press('Enter');
  await page.keyboard.type('a refund');
  await page.keyboard.press('Shift+Enter');
  await page.keyboard.type('please');
  await expect(field).toHaveValue('a refund\nplease');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Yes, thanks' })).toBeVisible();
  expect(api.accepted).toEqual(['a refund\nplease']);
  await page.keyboard.press('Shift+Tab');
  await expect(page.getByRole('button', { name: 'Talk to a person' })).toBeFocused();
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Shift+Tab');
  await expect(page.getByRole('button', { name: 'Yes, thanks' })).toBeFocused();
  await page.keyboard.press('Space');
  await expect(page.getByText('Resolved.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Ask something else' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(page.getByRole('button', { name: 'Open support chat' })).toBeFocused();
});

test('an Enter of an input method does not send, and an overlong text cannot be sent', async ({ page }) => {
  await openWidget(page);
  const field = page.getByRole('textbox', { name: 'Your message' });
  await field.fill('にほん');
  await field.dispatchEvent('keydown', { key: 'Enter', isComposing: true });
  await expect(field).toHaveValue('にほん');
  await field.fill('x'.repeat(19_900));
  await expect(page.getByText('100 characters left')).toBeVisible();
  await field.fill('x'.repeat(20_003));
  await expect(page.getByText('3 characters too many')).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(field).toHaveValue(/x{100}/);
  expect(api.accepted).toEqual([]);
});

test('a reply that arrives while closed is counted on the launcher', async ({ page }) => {
  await openWidget(page);
  await ask(page, 'quiet');
  await streaming();
  await page.keyboard.press('Escape');
  api.say({ author: 'agent', author_name: 'Ines', text: 'Done.' });
  await expect(page.getByRole('button', { name: 'Open support chat (1 new)' })).toBeVisible();
});

test('hostile text stays text', async ({ page }) => {
  await openWidget(page);
  await ask(page, 'quiet');
  await streaming();
  const text =
    '<img src=x onerror="document.title=1"> [a](javascript:alert(1)) ![p](https://evil.example/p.png)';
  api.say({
    author: 'agent',
    author_name: '<b>x</b>',
    text,
    citations: [{ title: 'bad', url: 'javascript:alert(1)' }],
  });
  await expect(log(page)).toContainText('<img src=x');
  await expect(log(page).locator('img')).toHaveCount(0);
  await expect(log(page).locator('a')).toHaveCount(0);
  expect(await page.title()).toBe('Shop');
});

test('commands work before and after loading; shutdown leaves nothing behind', async ({ page }) => {
  await page.addInitScript(() => {
    const call = (...args: unknown[]) => (call.q ??= []).push(args);
    call.q = undefined as unknown[] | undefined;
    Object.assign(window, { understudy: call });
    call('open');
  });
  await page.goto(api.origin);
  await expect(page.getByRole('dialog', { name: 'Shop' })).toBeVisible();
  await ask(page, 'quiet');
  await streaming();
  const command = (name: CommandName) => page.evaluate((what) => window.understudy?.(what as 'close'), name);
  await command('close');
  await expect(page.getByRole('dialog')).toBeHidden();
  await command('shutdown');
  await expect(page.locator('understudy-widget')).toHaveCount(0);
  await expect.poll(() => api.visitor.streams.size).toBe(0);
  expect(await page.evaluate(() => localStorage.length)).toBe(0);
  expect(
    await page.evaluate(
      () => document.adoptedStyleSheets.length + document.head.querySelectorAll('style').length,
    ),
  ).toBe(0);
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds nothing in ${colorScheme}, whatever the brand colour`, async ({ page }) => {
    test.slow();
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    for (const color of ['#3b5bdb', '#ffe600', '#0a0a0a']) {
      api.widget.color = color;
      api.visitors.clear();
      await openWidget(page);
      await ask(page, 'refund');
      await expect(page.getByRole('button', { name: 'Yes, thanks' })).toBeVisible();
      await check(page);
      await ask(page, 'invoice');
      await expect(page.getByRole('button', { name: 'None of these' })).toBeVisible();
      api.down = true;
      api.dropStreams();
      await ask(page, 'kept');
      await expect(page.getByText('Your messages are kept.')).toBeVisible();
      await check(page);
      api.down = false;
      await page.evaluate(() => dispatchEvent(new Event('online')));
      await expect(page.getByText('The team will reply').last()).toBeVisible();
      await check(page);
      await page.evaluate(() => window.understudy?.('shutdown'));
    }
  });
}

async function check(page: Page): Promise<void> {
  const result = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'])
    .analyze();
  expect(
    result.violations.map((violation) => [violation.id, violation.nodes.map((node) => node.html)]),
  ).toEqual([]);
}

test('at 320 px, and so at 400 % zoom, nothing is cut off or needs sideways scrolling', async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 568 });
  await openWidget(page);
  await ask(page, 'refund');
  await expect(page.getByRole('button', { name: 'Yes, thanks' })).toBeVisible();
  const wide = await page.evaluate(() => {
    const root = document.querySelector('understudy-widget')?.shadowRoot;
    const all = [...(root?.querySelectorAll('.panel, .panel *:not(.hidden, .hidden *)') ?? [])];
    return all
      .filter((element) => element.getBoundingClientRect().right > innerWidth + 1)
      .map((e) => e.outerHTML);
  });
  expect(wide).toEqual([]);
  await expect(page.getByRole('button', { name: 'Close', exact: true })).toBeInViewport();
  await expect(page.getByRole('textbox', { name: 'Your message' })).toBeInViewport();
  // As much is left of a 1280 × 1024 screen at 400 %.
  await page.setViewportSize({ width: 320, height: 256 });
  await expect(page.getByRole('textbox', { name: 'Your message' })).toBeInViewport({ ratio: 1 });
  await expect(page.getByRole('button', { name: 'Talk to a person' })).toBeInViewport({ ratio: 1 });
  const small = await page.evaluate(() => {
    const root = document.querySelector('understudy-widget')?.shadowRoot;
    const targets = [...(root?.querySelectorAll('button') ?? [])].map((button) =>
      button.getBoundingClientRect(),
    );
    return targets.filter((box) => box.width > 0 && (box.width < 24 || box.height < 24)).length;
  });
  expect(small).toBe(0);
});

test('the demo page opens the widget with a question on the clipboard, loads nothing foreign, and axe finds nothing', async ({
  page,
  context,
}) => {
  test.slow();
  const file = (name: string) =>
    readFileSync(new URL(`../../packages/widget/demo/${name}`, import.meta.url), 'utf8')
      .replaceAll('{{PUBLIC_KEY}}', 'pk_test')
      .replaceAll('{{BASE_URL}}', '')
      .replaceAll('{{CONSOLE_URL}}', '/inbox');
  const demo = await new WidgetApi({
    '/demo': file('index.html'),
    '/demo/demo.css': file('demo.css'),
    '/demo/demo.js': file('demo.js'),
  }).start();
  const foreign: string[] = [];
  page.on('request', (request) => {
    if (!request.url().startsWith(demo.origin)) foreign.push(request.url());
  });
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: demo.origin });
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.goto(`${demo.origin}/demo`);
    await expect(page.getByRole('button', { name: 'Open support chat' })).toBeVisible();
    await check(page);
    await page.getByRole('button', { name: 'Can I dictate my entries' }).click();
    await expect(page.getByRole('dialog')).toBeVisible();
    await expect(page.getByText('Copied.')).toBeVisible();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(
      'Can I dictate my entries by voice through a smart speaker?',
    );
  }
  expect(foreign).toEqual([]);
  await demo.stop();
});
