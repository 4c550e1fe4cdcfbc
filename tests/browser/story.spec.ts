/** The whole story, as people live it: the product started as a user would, in a real browser, with nothing doubled. */
import { AxeBuilder } from '@axe-core/playwright';
import { type Browser, expect, type Page, test } from '@playwright/test';
import { type RealServer, startRealServer } from './real-server.ts';

const OWNER = { name: 'Ada Byron', email: 'ada@example.com', password: 'correct horse battery' };
const UNKNOWN = 'Can I dictate entries by voice through a smart speaker?';
const UNKNOWN_IN_OTHER_WORDS = 'Is it possible to log my hours by voice, say to a smart speaker at home?';
const NEW_ANSWER =
  'Yes: open Profile, choose Voice assistants and pair your smart speaker. Then say "log two hours on Website".';

test.describe.configure({ mode: 'serial' });

let server: RealServer;
let desk: Page;
const faults: string[] = [];

test.beforeAll(async ({ browser }) => {
  test.setTimeout(120_000);
  server = await startRealServer();
  desk = await open(browser);
});
test.afterAll(async () => {
  await desk?.context().close();
  await server?.stop();
});

async function open(browser: Browser): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  page.on('pageerror', (error) => faults.push(error.message));
  return page;
}

/** A customer of their own, on the demo site, with the widget open. */
async function openCustomer(browser: Browser): Promise<Page> {
  const page = await open(browser);
  await page.goto(`${server.url}/demo`);
  await page.getByRole('button', { name: 'Open support chat' }).click();
  await expect(page.getByRole('dialog', { name: 'Larkfold' })).toBeVisible();
  return page;
}

async function ask(customer: Page, text: string): Promise<void> {
  await customer.getByRole('textbox', { name: 'Your message' }).fill(text);
  await customer.keyboard.press('Enter');
}

const chat = (customer: Page) => customer.getByRole('log', { name: 'Conversation' });
const answers = (customer: Page) => customer.locator('.message.ai .bubble');
/** The box above the composer; the same words are also said to screen readers elsewhere. */
const waiting = (customer: Page) =>
  customer.locator('.standing.waiting').filter({ hasText: 'The team will reply' });
/** The greeting is the first thing that the AI agent says. */
const GREETING = 1;
const messages = () => desk.getByRole('log', { name: 'Messages' });
const draft = () => desk.getByRole('region', { name: 'Draft of the AI agent' });
const context = () => desk.getByRole('complementary', { name: 'Context' });

async function openInInbox(view: string, text: string): Promise<void> {
  await desk.goto(`${server.url}/inbox/${view}`);
  await desk.getByRole('region', { name: 'Conversations' }).getByText(text).first().click();
  await expect(messages()).toContainText(text);
}

async function reply(text: string): Promise<void> {
  await desk.keyboard.press('r');
  await expect(desk.getByRole('textbox', { name: 'Reply' })).toBeFocused();
  await desk.keyboard.insertText(text);
  await desk.keyboard.press('ControlOrMeta+Enter');
}

async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)])).toEqual([]);
}

test('set-up by the printed link, the sample desk, and the curve with its certificate', async () => {
  test.setTimeout(180_000);
  await desk.goto(server.setup_url);
  await desk.getByLabel('Your name').fill(OWNER.name);
  await desk.getByLabel('E-mail').fill(OWNER.email);
  await desk.getByLabel('Workspace').fill('Larkfold');
  await desk.getByLabel('Password').fill(OWNER.password);
  await desk.getByRole('button', { name: 'Create the workspace' }).click();
  await desk.getByRole('button', { name: /Load the sample desk/ }).click();
  await expect(desk.getByRole('progressbar').first()).toBeVisible();
  await expect(desk).toHaveURL(/\/learning/, { timeout: 150_000 });
  await expect(desk.getByRole('img', { name: /Answered alone after 1.175 conversations/ })).toBeVisible({
    timeout: 150_000,
  });
  await expect(desk.getByText(/certified at most 5 % wrong, at 90 % confidence/)).toBeVisible();
  await expect(desk.getByText('Certified', { exact: true }).or(desk.getByLabel('Certified'))).toBeVisible();
  await expectAccessible(desk);
});

for (const { question, answer } of [
  { question: 'The app crashes when I take a photo of a receipt', answer: /./ },
  { question: 'Exported CSV shows broken umlauts in Excel', answer: /Excel \(\.xlsx\)/ },
]) {
  test(`what earlier customers asked is answered with the team’s words: ${question}`, async ({ browser }) => {
    const customer = await openCustomer(browser);
    await expect(customer.getByRole('dialog', { name: 'Larkfold' })).toContainText(
      'Automated assistant — answers come from what the team',
    );
    await ask(customer, question);
    await expect(answers(customer)).toHaveCount(GREETING + 1);
    await expect(answers(customer).last()).toContainText(answer);
    await expect(customer.locator('.message.ai .author').last()).toHaveText('Automated assistant');
    await expectAccessible(customer);
    await customer
      .getByRole('group', { name: 'Did that solve it?' })
      .getByRole('button', { name: /Yes/ })
      .click();
    await expect(customer.getByText('Resolved.')).toBeVisible();
    await openInInbox('resolved', question);
    await expect(context()).toContainText('Answered alone');
    await customer.context().close();
  });
}

test('what it does not know goes to a person; the answer is a draft for the next customer within seconds', async ({
  browser,
}) => {
  const customer = await openCustomer(browser);
  await ask(customer, UNKNOWN);
  await expect(waiting(customer)).toBeVisible();
  await expect(answers(customer)).toHaveCount(GREETING);

  await openInInbox('waiting', UNKNOWN);
  await expect(context()).toContainText('The AI agent’s reasoning');
  await expect(context()).toContainText(/Handed to a person|Wrote a draft for a person/);
  await expectAccessible(desk);
  await reply(NEW_ANSWER);
  await expect(chat(customer)).toContainText('pair your smart speaker');
  await expect(chat(customer)).toContainText(OWNER.name);
  await expect(customer.getByText(`You are talking with ${OWNER.name}`)).toBeVisible();
  await desk.keyboard.press('Escape');
  await desk.keyboard.press('c');
  await expect(desk.getByRole('button', { name: /Reopen/ })).toBeVisible();
  await expect(customer.getByText('Resolved.')).toBeVisible();
  await customer.context().close();

  const next = await openCustomer(browser);
  await ask(next, UNKNOWN_IN_OTHER_WORDS);
  await openInInbox('waiting', UNKNOWN_IN_OTHER_WORDS);
  await expect(draft()).toContainText('pair your smart speaker', { timeout: 5_000 });
  await expect(context()).toContainText(UNKNOWN);
  await desk.keyboard.press('a');
  await expect(chat(next)).toContainText('pair your smart speaker');
  await next.context().close();

  await desk.goto(`${server.url}/learning`);
  const lessons = desk
    .locator('section')
    .filter({ has: desk.getByRole('heading', { name: 'Newest lessons' }) });
  await expect(lessons.getByRole('listitem').filter({ hasText: UNKNOWN }).first()).toContainText(
    `from ${OWNER.name}`,
  );
});

test('a person who takes over silences the AI agent until the conversation is handed back', async ({
  browser,
}) => {
  const question = 'Diacritics turn into gibberish once the exported CSV is opened in Excel';
  const other = 'The app crashes when I take a photo of a receipt';
  const customer = await openCustomer(browser);
  await ask(customer, question);
  await expect(answers(customer)).toHaveCount(GREETING + 1);
  await openInInbox('ai', question);
  await desk.keyboard.press('t');
  await expect(desk.getByText('The AI agent is silent.').first()).toBeVisible();
  await ask(customer, other);
  // The draft is the sign that it thought about this message, and kept silent.
  await expect(draft()).toContainText('Camera and Photos');
  await expect(answers(customer)).toHaveCount(GREETING + 1);
  await desk.getByRole('button', { name: /Hand back to AI/ }).click();
  await ask(customer, 'It crashes each time that I take a photo of a receipt');
  await expect(answers(customer)).toHaveCount(GREETING + 2);
  await customer.getByRole('button', { name: 'Talk to a person' }).click();
  await expect(waiting(customer)).toBeVisible();
  await openInInbox('waiting', question);
  await customer.context().close();
});

test('the undo of a take-over puts the conversation back where it was', async ({ browser }) => {
  const question = 'Do you sponsor hackathons of schools in Iceland?';
  const customer = await openCustomer(browser);
  await customer.getByRole('button', { name: 'Talk to a person' }).click();
  await ask(customer, question);
  await expect(waiting(customer)).toBeVisible();
  await openInInbox('waiting', question);
  await desk.keyboard.press('t');
  await expect(desk.getByText('You have the conversation.').first()).toBeVisible();
  await desk.getByRole('button', { name: 'Undo' }).click();
  await expect(desk.getByRole('region', { name: 'Conversation', exact: true })).toContainText('Waiting');
  await customer.context().close();
});

test('sign out, and in again; every page is accessible and no page had a fault', async () => {
  for (const path of ['knowledge', 'settings']) {
    await desk.goto(`${server.url}/${path}`);
    await expect(desk.getByRole('heading', { level: 1 })).toBeVisible();
    await expect(desk.locator('[aria-busy=true]')).toHaveCount(0);
    await expectAccessible(desk);
  }
  await desk.getByRole('button', { name: 'Sign out' }).click();
  await expect(desk).toHaveURL(/\/sign-in/);
  await desk.goto(`${server.url}/learning`);
  await desk.getByLabel('E-mail').fill(OWNER.email);
  await desk.getByLabel('Password').fill('not the password');
  await desk.getByRole('button', { name: 'Sign in' }).click();
  await expect(desk.getByRole('alert')).toBeVisible();
  await desk.getByLabel('Password').fill(OWNER.password);
  await desk.getByRole('button', { name: 'Sign in' }).click();
  await expect(desk.getByRole('heading', { level: 1, name: 'Learning' })).toBeVisible();
  expect(faults).toEqual([]);
});
