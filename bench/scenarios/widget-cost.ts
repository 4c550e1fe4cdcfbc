/**
 * What the widget costs the page it stands on, in a real browser: a page with it against the same page without, one after
 * the other, in processor time of the page's main thread (what other programs take of a busy machine does not count).
 *
 * `load`: until the launcher is drawn and the page has come to rest; `event`: clicks on an element that is watched.
 * `--seeds`: loads of each page.
 */
/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { type Browser, chromium } from '@playwright/test';
import { WidgetApi } from '../../tests/browser/doubles/widget-api.ts';
import { findChromium } from '../../tools/find-chromium.ts';
import { busyness } from '../measure-apart.ts';
import type { Scenario, ScenarioOptions } from '../scenario.ts';
import { versions } from '../versions.ts';

const LOADS = 15;
const CLICKS = 200;
/** Long enough for the session and the observer, and shorter than until the panel is fetched. */
const REST_MS = 1_500;
const OWN_WORK = ['ScriptDuration', 'V8CompileDuration', 'RecalcStyleDuration', 'LayoutDuration'];
const DIST = fileURLToPath(new URL('../../packages/widget/dist/', import.meta.url));

const rows = Array.from(
  { length: 200 },
  (_, n) => `<p>Row ${n} <button data-understudy="row">Open</button></p>`,
).join('');
const page_with = (script: string) =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Shop</title></head><body><h1>Shop</h1>${rows}${script}</body></html>`;

interface Cost {
  /** Script, its compilation, style and layout. */
  readonly load_ms: number;
  /** All that the main thread did, the browser’s own work on network and frames included. */
  readonly load_tasks_ms: number;
  readonly event_ms: number;
  readonly shift: number;
  readonly long_tasks: number;
}

export const widgetCost: Scenario = {
  id: 'widget-cost',
  about: 'what the widget costs the page it stands on: main-thread time at load and per event, layout shift',
  run: async (options) => {
    const found = await findChromium();
    if ('missing' in found) throw new Error(found.missing);
    const pages = {
      '/without': page_with(''),
      '/with': page_with('<script async src="/widget.js" data-workspace="pk_test"></script>'),
    };
    const api = await new WidgetApi(pages).start();
    const browser = await chromium.launch({ executablePath: found.path, args: ['--no-sandbox'] });
    try {
      return { ...(await compare(browser, api.origin, options)), command: options.command };
    } finally {
      await browser.close();
      await api.stop();
    }
  },
};

async function compare(browser: Browser, origin: string, { seeds, onProgress }: ScenarioOptions) {
  const loads = seeds ?? LOADS;
  const costs: Record<'with' | 'without', Cost[]> = { with: [], without: [] };
  for (let n = 0; n < loads; n++) {
    costs.without.push(await measure(browser, `${origin}/without`));
    costs.with.push(await measure(browser, `${origin}/with`));
    onProgress({ phase: 'pages', done: n + 1, total: loads });
  }
  const added = (key: keyof Cost) => median(costs.with, key) - median(costs.without, key);
  const gzipped = (name: string) => gzipSync(readFileSync(DIST + name)).length;
  return {
    scenario: 'widget-cost',
    seeds: loads,
    load_ms_without: median(costs.without, 'load_ms'),
    load_ms_with: median(costs.with, 'load_ms'),
    load_ms_added: added('load_ms'),
    load_tasks_ms_added: added('load_tasks_ms'),
    event_ms_added: added('event_ms'),
    layout_shift: Math.max(...costs.with.map(({ shift }) => shift)),
    long_tasks_with: median(costs.with, 'long_tasks'),
    long_tasks_without: median(costs.without, 'long_tasks'),
    loader_bytes: gzipped('widget.js'),
    first_load_bytes: gzipped('widget.js') + gzipped('widget-app.js'),
    busy: busyness(),
    versions: versions(),
  };
}

async function measure(browser: Browser, url: string): Promise<Cost> {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.addInitScript(watchShifts);
  const devtools = await context.newCDPSession(page);
  // In processor time of the thread, not of the clock on the wall.
  await devtools.send('Performance.enable', { timeDomain: 'threadTicks' });
  const spent_ms = async (parts: readonly string[]) => {
    const { metrics } = await devtools.send('Performance.getMetrics');
    return metrics.reduce((sum, { name, value }) => sum + (parts.includes(name) ? 1_000 * value : 0), 0);
  };
  // Waiting for an element would have the test's own script run on the page, so what was fetched last is waited for.
  const last = url.endsWith('/with') ? page.waitForResponse(/widget-parts\.js/) : null;
  await page.goto(url, { waitUntil: 'load' });
  await last;
  await page.waitForTimeout(REST_MS);
  const load_ms = await spent_ms(OWN_WORK);
  const load_tasks_ms = await spent_ms(['TaskDuration']);
  await page.evaluate(clickOften, CLICKS);
  const event_ms = ((await spent_ms(OWN_WORK)) - load_ms) / CLICKS;
  const seen = await page.evaluate(() => (window as unknown as { seen: Seen }).seen);
  await context.close();
  return { load_ms, load_tasks_ms, event_ms, ...seen };
}

interface Seen {
  shift: number;
  long_tasks: number;
}

function watchShifts(): void {
  const seen: Seen = { shift: 0, long_tasks: 0 };
  Object.assign(window, { seen });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries())
      seen.shift += (entry as PerformanceEntry & { value: number }).value;
  }).observe({ type: 'layout-shift', buffered: true });
  new PerformanceObserver((list) => {
    seen.long_tasks += list.getEntries().length;
  }).observe({ type: 'longtask', buffered: true });
}

/** In bursts, as a person would in minutes: a flood is passed over and would cost less. */
async function clickOften(clicks: number): Promise<void> {
  const button = document.querySelector('button');
  for (let n = 0; n < clicks; n++) {
    button?.click();
    if (n % 10 === 9) await new Promise((resolve) => setTimeout(resolve, 110));
  }
}

function median(costs: readonly Cost[], key: keyof Cost): number {
  const values = costs.map((cost) => cost[key]).toSorted((a, b) => a - b);
  return values[Math.floor(values.length / 2)] ?? 0;
}
