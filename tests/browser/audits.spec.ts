/** The page of audits, on the product as a user starts it: the sample desk, every answer drawn, a person with a keyboard. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect, type Page, test } from '@playwright/test';
import type { Result } from '@understudy/contract';
import { faultsOf } from './fit.ts';
import { type RealServer, startRealServer } from './real-server.ts';

const OWNER = { name: 'Ada Byron', email: 'ada@example.com', password: 'correct horse battery' };
const WANTED = 6;
/** By people, until a new answer goes out alone. */
const MOST_RESOLUTIONS = 5;
const LOOK = process.env['SCREENSHOTS'];

test.describe.configure({ mode: 'serial' });

let server: RealServer;
let desk: Page;
const faults: string[] = [];

test.beforeAll(async ({ browser }) => {
  test.setTimeout(240_000);
  server = await startRealServer();
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  desk = await context.newPage();
  desk.on('pageerror', (error) => faults.push(error.message));
  await setUp();
  await askUntilAnswered();
});
test.afterAll(async () => {
  await desk?.context().close();
  await server?.stop();
});

async function api<T>(method: string, path: string, data?: unknown, token?: string): Promise<T> {
  const headers = { origin: server.url, ...(token && { authorization: `Bearer ${token}` }) };
  const response = await desk.request.fetch(server.url + path, {
    method,
    headers,
    ...(data !== undefined && { data }),
  });
  expect(response.status(), `${method} ${path}: ${await response.text()}`).toBe(200);
  return (await response.json()) as T;
}

const queue = (view = 'open') => api<Result<'listAudits'>>('GET', `/v1/audits?view=${view}&limit=100`);

/** The sample desk, learned, with every answer drawn for an audit. */
async function setUp(): Promise<void> {
  const token = new URL(server.setup_url).searchParams.get('token');
  await api('POST', '/v1/setup', { token, workspace_name: 'Larkfold', ...OWNER });
  const { id } = await api<Result<'startSampleImport'>>('POST', '/v1/imports/sample');
  const state = async () => (await api<Result<'getImport'>>('GET', `/v1/imports/${id}`)).state;
  await expect.poll(state, { timeout: 180_000, intervals: [1_000] }).toBe('done');
  await api('PATCH', '/v1/settings', { audit_rate: 1 });
}

/** What customers of the sample desk asked before, asked again until enough is answered alone. */
async function askUntilAnswered(): Promise<void> {
  const me = await api<Result<'me'>>('GET', '/v1/me');
  const open = async () => (await queue()).counts.open;
  for (const [n, text] of pastQuestions().entries()) {
    const workspace = me.workspace.public_key;
    const { token } = await api<Result<'startVisitorSession'>>('POST', '/v1/widget/sessions', { workspace });
    await api('POST', '/v1/widget/messages', { client_id: `audits-${1_000 + n}`, text }, token);
    if (n % WANTED === WANTED - 1 && (await open()) >= WANTED) break;
  }
  await expect.poll(open, { timeout: 60_000 }).toBeGreaterThanOrEqual(WANTED);
}

function pastQuestions(): string[] {
  const file = join(import.meta.dirname, '../../packages/server/sample-desk/tickets.jsonl.gz');
  const lines = gunzipSync(readFileSync(file)).toString().trim().split('\n');
  const tickets = lines.map((line) => JSON.parse(line) as { text: string; topic?: string });
  const byTopic = new Map(tickets.map((ticket) => [ticket.topic, ticket.text]));
  return [...byTopic.values()].slice(0, 40);
}

const card = () => desk.getByRole('article', { name: 'Answer to check' });
const shown = async () =>
  (await card().getByRole('link', { name: 'Conversation' }).getAttribute('href')) ?? '';
const progress = () => desk.getByText(/^\d+ of \d+$/);

async function open(): Promise<void> {
  await desk.goto(`${server.url}/audits`);
  await expect(card()).toBeVisible();
}

async function expectAccessible(): Promise<void> {
  expect(await faultsOf(desk)).toEqual([]);
}

test('everything to judge by is on one screen, in light and dark, wide and narrow', async () => {
  await open();
  const first = (await queue()).items[0];
  // The last customers are still being answered: the page hears of it by itself.
  test.setTimeout(90_000);
  const isUpToDate = async () => (await progress().textContent()) === `1 of ${(await queue()).counts.open}`;
  await expect.poll(isUpToDate, { timeout: 60_000 }).toBe(true);
  await expect(card()).toContainText(first?.question.slice(0, 40) ?? 'none');
  await expect(card()).toContainText('It answered alone');
  await expect(card()).toContainText('What it considered');
  await expect(desk.getByRole('link', { name: /^Audits ?\d+$/ }).first()).toBeVisible();
  const bar = desk.getByRole('group', { name: 'Verdict' });
  for (const scheme of ['light', 'dark'] as const) {
    await desk.emulateMedia({ colorScheme: scheme });
    for (const width of [1_440, 360]) {
      await desk.setViewportSize({ width, height: width === 360 ? 740 : 900 });
      await expect(bar).toBeVisible();
      await expectAccessible();
      const wider = await desk.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(wider).toBeLessThanOrEqual(0);
      if (LOOK) await desk.screenshot({ path: join(LOOK, `audits-${scheme}-${width}.png`) });
    }
  }
  await desk.emulateMedia({ colorScheme: 'light' });
  await desk.setViewportSize({ width: 1_440, height: 900 });
});

test('one key judges and goes on; u takes it back; j and k move', async () => {
  const { items, counts } = await queue();
  const [first, second] = items;
  const isShown = (id: string | undefined) => expect.poll(shown).toContain(id ?? 'none');
  await desk.keyboard.press('1');
  await isShown(second?.conversation_id);
  await expect(desk.getByText('Judged right.')).toBeVisible();
  await expect(progress()).toHaveText(`2 of ${counts.open}`);
  expect((await queue('judged')).items[0]?.judged).toMatchObject({ verdict: 'right', by: OWNER.name });

  await desk.keyboard.press('u');
  await isShown(first?.conversation_id);
  await expect.poll(async () => (await queue()).counts.open).toBe(counts.open);

  await desk.keyboard.press('j');
  await isShown(second?.conversation_id);
  await desk.keyboard.press('k');
  await isShown(first?.conversation_id);
  await desk.keyboard.press('ArrowDown');
  await isShown(second?.conversation_id);
  await desk.keyboard.press('3');
  await expect
    .poll(async () => (await queue('judged')).items.map((item) => item.judged?.verdict))
    .toEqual(['harmless']);
  await desk.keyboard.press('4');
  await expect.poll(async () => (await queue('judged')).counts.judged).toBe(2);
});

test('whoever was faster is named, and the page goes on', async () => {
  await open();
  const { items } = await queue();
  const id = items[0]?.id ?? '';
  await desk.route('**/v1/audits?*', (route) => route.abort()); // this page hears of nothing
  await api('POST', `/v1/audits/${id}/verdict`, { verdict: 'wrong' });
  await desk.keyboard.press('1');
  await expect(desk.getByText(`${OWNER.name} judged this already: wrong.`)).toBeVisible();
  await expect(card()).toContainText(`Wrong said ${OWNER.name}`);
  await desk.unroute('**/v1/audits?*');
});

test('a correction by a known answer, and one in own words, are judged wrong and taught', async () => {
  test.setTimeout(90_000);
  await open();
  const before = (await queue('judged')).counts.judged;
  await desk.keyboard.press('c');
  const dialog = desk.getByRole('dialog', { name: 'What would have been right?' });
  await expect(dialog.getByRole('radio').first()).toBeVisible();
  await expectAccessible();
  if (LOOK) await desk.screenshot({ path: join(LOOK, 'audits-correction.png') });
  await dialog.getByLabel('Choose a known answer').fill('invoice');
  await dialog.getByRole('radio').first().check();
  await dialog.getByRole('button', { name: 'Correct' }).click();
  await expect(desk.getByText('The correction becomes a lesson.')).toBeVisible();

  await desk.keyboard.press('c');
  await dialog.getByLabel('Or write it').fill('Ask the owner of the workspace: only they can see this page.');
  await dialog.getByLabel('The answer was').selectOption('harmless');
  await dialog.getByRole('button', { name: 'Correct' }).click();
  await expect(dialog).toBeHidden();
  await expect.poll(async () => (await queue('judged')).counts.judged).toBe(before + 2);
  const taught = async () =>
    (await api<Result<'listLessons'>>('GET', '/v1/lessons?limit=5')).items.filter(
      (item) => item.kind === 'correction',
    );
  await expect.poll(async () => (await taught()).length, { timeout: 25_000 }).toBe(2);
});

test('the palette leads here, shortcuts are listed, and the end of the queue says so', async () => {
  test.setTimeout(90_000);
  await desk.goto(`${server.url}/learning`);
  await expect(desk.getByRole('heading', { level: 1, name: 'Learning' })).toBeVisible();
  await desk.keyboard.press('ControlOrMeta+k');
  await desk.getByRole('combobox', { name: 'Search commands' }).fill('audits');
  await desk.keyboard.press('Enter');
  await expect(card()).toBeVisible();
  await desk.keyboard.press('?');
  await expect(desk.getByRole('dialog', { name: 'Keyboard shortcuts' })).toContainText('Wrong but harmless');
  await desk.keyboard.press('Escape');
  for (const { id } of (await queue()).items)
    await api('POST', `/v1/audits/${id}/verdict`, { verdict: 'right' });
  await desk.reload();
  await expect(desk.getByText('Nothing to check')).toBeVisible();
  await expectAccessible();
  expect(faults).toEqual([]);
});

test('what became wrong is held, told from the overview on, replaced by what people say, and settled', async () => {
  test.setTimeout(300_000);
  const judged = (await queue('judged')).items.filter((item) => item.judged?.verdict === 'right');
  const question = judged[0]?.question ?? '';
  for (const n of [1, 2]) await askAs(`drift-${n}`, question);
  await expect.poll(async () => (await queue()).counts.open, { timeout: 60_000 }).toBe(2);
  await open();
  await desk.keyboard.press('2');
  await expect(progress()).toHaveText('2 of 2');
  await desk.keyboard.press('2');
  await expect.poll(async () => (await queue()).counts.open).toBe(0);

  // Held by itself, and told: from the first page down to the lesson that a person decides about.
  const alarms = async () => (await api<Result<'listAlarms'>>('GET', '/v1/alarms?limit=20')).items;
  const harm = async () => (await alarms()).find(({ kind }) => kind === 'harm');
  await expect.poll(harm, { timeout: 60_000 }).toMatchObject({ severity: 'acts', settled: null });
  await desk.goto(`${server.url}/overview`);
  const needs = desk.getByRole('region', { name: 'What needs you?' });
  await expect(needs).toContainText('1 open alarm');
  await look('drift-overview');
  await needs.getByRole('link', { name: /alarm/ }).click();
  const alarm = desk.getByRole('listitem', { name: /^Held: / });
  await expect(alarm).toContainText('audits found it wrong twice');
  await look('drift-alarm');

  // The next customers come to people, who answer otherwise; a few resolutions later the new answer goes out alone.
  const renewed =
    'That page is gone: everything of the kind now stands in the finance portal, under Finance, Yearly.';
  const read = (id: string) => api<Result<'getConversation'>>('GET', `/v1/conversations/${id}`);
  let isAnswered = false;
  for (let n = 0; n <= MOST_RESOLUTIONS && !isAnswered; n += 1) {
    const id = await askAs(`again-${n}`, question);
    const reply = async () => {
      const { messages, status } = await read(id);
      return messages.find(({ author }) => author === 'ai')?.text ?? (status === 'waiting' ? 'none' : '');
    };
    await expect.poll(reply, { timeout: 30_000 }).not.toBe('');
    isAnswered = (await reply()).includes('finance portal');
    if (isAnswered) break;
    expect(await reply(), 'what is held is not sent').toBe('none');
    const lessons = (await api<Result<'learning'>>('GET', '/v1/learning')).totals.lessons;
    const body = { client_id: `renewed-${n}`, kind: 'message', text: renewed };
    await api('POST', `/v1/conversations/${id}/messages`, body);
    await api('POST', `/v1/conversations/${id}/resolve`, {});
    const taught = async () => (await api<Result<'learning'>>('GET', '/v1/learning')).totals.lessons;
    await expect.poll(taught, { timeout: 30_000 }).toBeGreaterThan(lessons);
  }
  expect(isAnswered).toBe(true);
  await expect.poll(async () => (await queue()).counts.open, { timeout: 30_000 }).toBe(1);

  // A person decides about what was held, and with that it is settled.
  await desk.goto(`${server.url}/alarms`);
  await alarm.getByRole('link', { name: 'See what is held' }).click();
  await expect(desk.getByRole('article', { name: 'Lesson' })).toContainText('Quarantined');
  await desk.keyboard.press('r');
  const dialog = desk.getByRole('dialog', { name: 'Why is it rejected?' });
  await dialog.getByLabel('Or in your own words').fill('The page is gone.');
  await dialog.getByRole('button', { name: 'Reject' }).click();
  await expect(dialog).toBeHidden();
  await expect.poll(async () => (await harm())?.settled, { timeout: 60_000 }).not.toBeNull();
  await desk.goto(`${server.url}/alarms`);
  await expect(alarm).toContainText(/Settled by itself on .*: A person has decided about its lesson/);
  await look('drift-settled');

  // A figure opens the conversations behind it, and each of them.
  const figure = desk.getByRole('button', { name: /^Answered alone \d+$/ });
  const behind = desk.getByRole('dialog', { name: /^Answered alone/ });
  // The last answer may be counted between the figure and the list.
  await expect(async () => {
    await desk.goto(`${server.url}/quality`);
    const shown_count = Number(/\d+$/.exec((await figure.textContent()) ?? '')?.[0]);
    await figure.click();
    await expect(behind.getByRole('listitem')).toHaveCount(shown_count);
  }).toPass({ timeout: 90_000 });
  await look('drift-behind');
  await behind.getByRole('listitem').first().getByRole('link').click();
  await expect(desk).toHaveURL(/\/inbox\/.*cnv_/);
  expect(faults).toEqual([]);
});

const look = async (name: string) => {
  if (LOOK) await desk.screenshot({ path: join(LOOK, `${name}.png`) });
};

async function askAs(client_id: string, text: string): Promise<string> {
  const { workspace } = await api<Result<'me'>>('GET', '/v1/me');
  const session = { workspace: workspace.public_key };
  const { token } = await api<Result<'startVisitorSession'>>('POST', '/v1/widget/sessions', session);
  const sent = { client_id: `${client_id}-audits`, text };
  const { message } = await api<Result<'postVisitorMessage'>>('POST', '/v1/widget/messages', sent, token);
  return message.conversation_id;
}
