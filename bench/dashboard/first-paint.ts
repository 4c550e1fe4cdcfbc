/**
 * How long the first page takes to stand in a browser: the product as a user starts it, on a desk that is filled, and the
 * system's Chromium on the same machine. Times from the navigation on.
 */
/// <reference lib="dom" />
import { setTimeout } from 'node:timers/promises';
import { type Browser, type BrowserContext, chromium } from '@playwright/test';
import { startRealServer } from '../../tests/browser/real-server.ts';
import { findChromium } from '../../tools/find-chromium.ts';
import { DESK } from './fill-desk.ts';
import { quantile } from './timed.ts';

const LOADS = 15;
/** Between two loads, so that the server does not find that there are too many. */
const REST_MS = 5_000;
const LOOK_EVERY_MS = 250;
const RANGE_MS = 89 * 86_400_000;
const OWNER = {
  name: 'Ada Byron',
  email: 'ada@example.com',
  password: 'correct horse battery',
  workspace_name: 'Dashboard',
};

interface Paint {
  /** First contentful paint. */
  readonly paint_ms: number;
  /** The first figures of conversations are drawn. */
  readonly figures_ms: number;
  /** Processor time of the page's main thread by then. */
  readonly page_cpu_ms: number;
}

/** `folder`: where the filled database lies. Afterwards there is an owner in it. */
export async function measureFirstPaint(folder: string, onLoad: (done: number, total: number) => void) {
  const found = await findChromium();
  if ('missing' in found) throw new Error(found.missing);
  const server = await startRealServer({ data: folder });
  const browser = await chromium.launch({ executablePath: found.path, args: ['--no-sandbox'] });
  try {
    const cookies = await setUp(server.setup_url);
    const open = (context: BrowserContext) => openOverview(context, server.url);
    const first = await withContext(browser, cookies, open);
    const [cold, warm]: [Paint[], Paint[]] = [[], []];
    for (let n = 0; n < LOADS; n++) {
      await withContext(browser, cookies, async (context) => {
        cold.push(await open(context));
        warm.push(await open(context));
      });
      onLoad(n + 1, LOADS);
    }
    return { loads: LOADS, first, cold: summary(cold), warm: summary(warm) };
  } finally {
    await browser.close();
    await server.stop();
  }
}

/** Answers the cookies of the owner's session. */
async function setUp(setup_url: string): Promise<Cookies> {
  const { origin, searchParams } = new URL(setup_url);
  const response = await fetch(`${origin}/v1/setup`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin },
    body: JSON.stringify({ ...OWNER, token: searchParams.get('token') }),
  });
  if (!response.ok) throw new Error(`expected to be set up, found ${await response.text()}`);
  return response.headers.getSetCookie().map((cookie) => {
    const [name = '', value = ''] = cookie.split(';')[0]?.split('=') ?? [];
    return { name, value, url: origin };
  });
}

type Cookies = Parameters<BrowserContext['addCookies']>[0];

async function withContext<T>(
  browser: Browser,
  cookies: Cookies,
  work: (context: BrowserContext) => Promise<T>,
): Promise<T> {
  const context = await browser.newContext({ viewport: { width: 1_440, height: 900 } });
  try {
    await context.addCookies(cookies);
    await context.addInitScript(noteFigures);
    return await work(context);
  } finally {
    await context.close();
  }
}

async function openOverview(context: BrowserContext, url: string): Promise<Paint> {
  const from = new Date(Date.parse(DESK.to) - RANGE_MS).toISOString().slice(0, 10);
  const page = await context.newPage();
  const devtools = await context.newCDPSession(page);
  await devtools.send('Performance.enable', { timeDomain: 'threadTicks' });
  await page.goto(`${url}/overview?from=${from}&to=${DESK.to}`);
  const drawn = await page.waitForFunction(() => (window as unknown as Noted).figures_ms, null, {
    polling: LOOK_EVERY_MS,
  });
  const figures_ms = (await drawn.jsonValue()) ?? Number.NaN;
  const { metrics } = await devtools.send('Performance.getMetrics');
  const paint_ms = await page.evaluate(
    () => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Number.NaN,
  );
  await page.close();
  await setTimeout(REST_MS);
  const tasks_s = metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0;
  return { paint_ms, figures_ms, page_cpu_ms: 1_000 * tasks_s };
}

interface Noted {
  figures_ms?: number;
}

/** On the page: when the share that was answered alone stands there, and the frame with it is drawn. */
function noteFigures(): void {
  const observer = new MutationObserver(() => {
    const isThere = [...document.querySelectorAll('main button')].some(({ textContent }) =>
      /^Answered alone\d/.test(textContent ?? ''),
    );
    if (!isThere) return;
    observer.disconnect();
    const note = () => Object.assign(window, { figures_ms: performance.now() });
    requestAnimationFrame(() => window.setTimeout(note));
  });
  observer.observe(document, { childList: true, subtree: true });
}

function summary(paints: readonly Paint[]) {
  const of = (key: keyof Paint, share: number) =>
    quantile(
      paints.map((paint) => paint[key]),
      share,
    );
  return {
    paint_p50_ms: of('paint_ms', 0.5),
    paint_p95_ms: of('paint_ms', 0.95),
    figures_p50_ms: of('figures_ms', 0.5),
    figures_p95_ms: of('figures_ms', 0.95),
    page_cpu_p50_ms: of('page_cpu_ms', 0.5),
  };
}
