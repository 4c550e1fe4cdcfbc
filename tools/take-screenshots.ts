/**
 * Takes the screenshots of docs/images from the running product with the sample desk:
 *
 *   node tools/run.mjs tools/take-screenshots.ts [FOLDER]
 *
 * With a FOLDER it takes every page there, light and dark, wide and narrow, to look at; without one only those that
 * are kept. Takes about a minute.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page } from '@playwright/test';
import { type RealServer, startRealServer } from '../tests/browser/real-server.ts';
import { alreadyHere } from './find-chromium.ts';

const OWNER = { name: 'Ada Byron', email: 'ada@example.com', password: 'correct horse battery' };
const ANSWERED = 'Diacritics turn into gibberish once the downloaded table is opened in Excel.';
const DRAFTED = 'The timer ran all night because I forgot to stop it. Can I trim that?';
const WAITING = [
  'Does Larkfold have an ISO 27001 certificate for our auditors?',
  'We were debited a second time for one fee',
];
const TAUGHT =
  'Yes. The certificate is valid for all data centres that we use; auditors download it under Settings, Security, Documents.';
const WIDE = { width: 1440, height: 900 };
const NARROW = { width: 360, height: 740 };
const KEPT = ['inbox-light-wide', 'learning-light-wide', 'widget-light-wide'];

interface Studio {
  readonly browser: Browser;
  readonly server: RealServer;
  readonly folder: string;
  readonly only: readonly string[] | null;
}

interface Shot {
  readonly name: string;
  readonly scheme: 'light' | 'dark';
  readonly viewport: { readonly width: number; readonly height: number };
}

async function main(): Promise<void> {
  const own = process.argv[2];
  const folder = own ?? join(import.meta.dirname, '../docs/images');
  mkdirSync(folder, { recursive: true });
  const executablePath = alreadyHere(process.env);
  const browser = await chromium.launch({
    ...(executablePath && { executablePath }),
    args: ['--no-sandbox'],
  });
  const server = await startRealServer();
  try {
    const studio = { browser, server, folder, only: own === undefined ? KEPT : null };
    const desk = await setUp(studio);
    await takeCustomers(studio);
    await teach(studio, desk);
    await takeConsole(studio, desk);
  } finally {
    await browser.close();
    await server.stop();
  }
}

/** The owner's set-up and the sample desk, up to its certificate. */
async function setUp({ browser, server }: Studio): Promise<BrowserContext> {
  const desk = await browser.newContext({ viewport: WIDE });
  const page = await desk.newPage();
  await page.goto(server.setup_url);
  await page.getByLabel('Your name').fill(OWNER.name);
  await page.getByLabel('E-mail').fill(OWNER.email);
  await page.getByLabel('Workspace').fill('Larkfold');
  await page.getByLabel('Password').fill(OWNER.password);
  await page.getByRole('button', { name: 'Create the workspace' }).click();
  await page.getByRole('button', { name: /Load the sample desk/ }).click();
  await page
    .getByText(/certified at most/)
    .first()
    .waitFor({ timeout: 120_000 });
  await page.close();
  return desk;
}

async function takeCustomers(studio: Studio): Promise<void> {
  for (const text of WAITING) await (await openCustomer(studio, text, 'light', WIDE)).context().close();
  for (const [scheme, viewport] of VIEWS) {
    const page = await openCustomer(studio, ANSWERED, scheme, viewport);
    await page.getByText('Did that solve it?').waitFor();
    await shoot(studio, page, { name: 'widget', scheme, viewport });
    await page.context().close();
  }
  await (await openCustomer(studio, DRAFTED, 'light', WIDE)).context().close();
}

async function openCustomer(
  { browser, server }: Studio,
  text: string,
  colorScheme: Shot['scheme'],
  viewport: Shot['viewport'],
): Promise<Page> {
  const context = await browser.newContext({ viewport, colorScheme });
  const page = await context.newPage();
  await page.goto(`${server.url}/demo`);
  await page.getByRole('button', { name: 'Open support chat' }).click();
  await page.getByRole('textbox', { name: 'Your message' }).fill(text);
  await page.keyboard.press('Enter');
  await page
    .getByText(/Did that solve it|We usually reply/)
    .first()
    .waitFor();
  return page;
}

const VIEWS = (['light', 'dark'] as const).flatMap((scheme) =>
  [WIDE, NARROW].map((viewport) => [scheme, viewport] as const),
);
const PAGES = [
  'overview',
  'quality',
  'topics',
  'incidents',
  'insights',
  'roi',
  'alarms',
  'review',
  'audits',
  'learning',
  'autonomy',
  'knowledge',
  'settings',
];

async function takeConsole(studio: Studio, desk: BrowserContext): Promise<void> {
  const page = await desk.newPage();
  for (const [scheme, viewport] of VIEWS) {
    await page.emulateMedia({ colorScheme: scheme });
    await page.setViewportSize(viewport);
    await openDraft(studio, page);
    await shoot(studio, page, { name: 'inbox', scheme, viewport });
    for (const name of PAGES) {
      await page.goto(`${studio.server.url}/${name}`);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await page.waitForLoadState('load');
      await page.waitForFunction(() => document.querySelector('.skeleton') === null);
      await shoot(studio, page, { name: name.replace('/', '-'), scheme, viewport });
    }
  }
}

/** A person replies; the lesson waits in Review, among others. */
async function teach({ server }: Studio, desk: BrowserContext): Promise<void> {
  const page = await desk.newPage();
  await page.goto(`${server.url}/inbox/waiting`);
  await page
    .getByRole('link', { name: new RegExp(WAITING[0].slice(0, 20)) })
    .first()
    .click();
  await page.keyboard.press('r');
  await page.getByRole('textbox', { name: 'Reply' }).fill(TAUGHT);
  const sent = page.waitForResponse((response) => response.request().method() === 'POST' && response.ok());
  await page.keyboard.press('Control+Enter');
  await sent;
  await page.close();
}

async function openDraft({ server }: Studio, page: Page): Promise<void> {
  await page.goto(`${server.url}/inbox/waiting`);
  await page
    .getByRole('link', { name: new RegExp(DRAFTED.slice(0, 20)) })
    .first()
    .click();
  await page.getByRole('region', { name: 'Draft of the AI agent' }).waitFor();
}

async function shoot({ folder, only }: Studio, page: Page, { name, scheme, viewport }: Shot): Promise<void> {
  const file = `${name}-${scheme}-${viewport === WIDE ? 'wide' : 'narrow'}`;
  if (only && !only.includes(file)) return;
  await page.screenshot({ path: join(folder, `${file}.png`), animations: 'disabled' });
}

await main();
