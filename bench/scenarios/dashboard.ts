/**
 * What the dashboard costs on the embedded database, at a million conversations (or at `--limit` of them).
 *
 * First every page and list of figures is read, in turn; then counted: what a message's write bears, until what changed in
 * 100 conversations is told, 1,000 counted anew, and all sums compared with their rows. Last, the product is started on this
 * very database, and a browser opens its first page.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { DESK, fillDesk, openDesk } from '../dashboard/fill-desk.ts';
import { measureFirstPaint } from '../dashboard/first-paint.ts';
import { timeDirty, timeMarks, timeRecount, timeSums } from '../dashboard/time-counting.ts';
import { timePages } from '../dashboard/time-pages.ts';
import { quantiles } from '../dashboard/timed.ts';
import { busyness } from '../measure-apart.ts';
import type { Scenario, ScenarioOptions } from '../scenario.ts';
import { versions } from '../versions.ts';

const SIZE = 1_000_000;
const WHOLE = 20_000;

export const dashboard: Scenario = {
  id: 'dashboard',
  about: 'what pages and lists of figures cost at a million conversations (or at --limit), embedded database',
  run: async (options) => {
    const folder = mkdtempSync(join(tmpdir(), 'understudy-dashboard-'));
    try {
      const figures = await measureQueries(folder, options);
      const onLoad = (done: number, total: number) =>
        options.onProgress({ phase: 'first paint', done, total });
      const first_paint = await measureFirstPaint(folder, onLoad);
      const told = { first_paint, busy: busyness(), versions: versions() };
      return { scenario: 'dashboard', ...figures, ...told, command: options.command };
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

async function measureQueries(data: string, { limit, onProgress }: ScenarioOptions) {
  const size = limit ?? SIZE;
  const whole = Math.min(WHOLE, size);
  const folder = join(data, 'database');
  const tell = (phase: string, done: number, total: number) => onProgress({ phase, done, total });
  const began_ms = performance.now();
  await fillDesk(folder, { size, whole, onProgress: tell });
  const filled_s = (performance.now() - began_ms) / 1_000;
  const database = await openDesk(folder);
  try {
    const pages = await timePages(database, (done, total) => tell('reading pages', done, total));
    const all = pages.flatMap(({ times }) => times);
    return {
      seeds: 1,
      conversations: size,
      topics: DESK.topics,
      queries: all.length,
      ...quantiles(all),
      pages: pages.map(({ page, times }) => ({ page, ...quantiles(times) })),
      ...(await timeMarks(database)),
      count_dirty: await timeDirty(database, size),
      recount_1000: await timeRecount(database, { size, whole }),
      ...(await timeSums(database)),
      filled_s,
    };
  } finally {
    await database.close();
  }
}
