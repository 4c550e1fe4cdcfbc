/**
 * What the dashboard's pages cost on the embedded database, at a million conversations (or at `--limit` of them).
 *
 * Each page is read as its endpoint reads it, but for HTTP and for what comes from the model's memory (topic names, the
 * estimate): for 30, 90 and 365 days, ending on different days, in turn. Lists open a frequent and a rare measure, with and
 * without a topic, and a page far back. Then: how long it takes until what changed in 100 conversations is counted; and
 * what counting everything anew takes, for each 1,000 conversations and for comparing all sums.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import type { Measure } from '@understudy/contract';
import { sql } from 'kysely';
import { followFigures } from '../../packages/server/src/flow/follow-figures.ts';
import { readOverview } from '../../packages/server/src/read-overview.ts';
import { readQuality } from '../../packages/server/src/read-quality.ts';
import { readTopicFigures } from '../../packages/server/src/read-topic-figures.ts';
import * as store from '../../packages/server/src/store/index.ts';
import { DESK, fillDesk, TOPIC_IDS } from '../dashboard/fill-desk.ts';
import { busyness } from '../measure-apart.ts';
import type { Scenario, ScenarioOptions } from '../scenario.ts';
import { versions } from '../versions.ts';

const SIZE = 1_000_000;
const WHOLE = 20_000;
const ROUNDS = 7;
const DIRTY = 100;
const PAGE = 50;
const DAY_MS = 86_400_000;
const RANGES = [30, 90, 365];

export const dashboard: Scenario = {
  id: 'dashboard',
  about: 'what pages and lists of figures cost at a million conversations (or at --limit), embedded database',
  run: async (options) => {
    const folder = mkdtempSync(join(tmpdir(), 'understudy-dashboard-'));
    const database = await store.openDatabase({ folder });
    try {
      return { scenario: 'dashboard', ...(await measure(database, options)), command: options.command };
    } finally {
      await database.close();
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

async function measure(database: store.Database, { limit, onProgress }: ScenarioOptions) {
  const size = limit ?? SIZE;
  const whole = Math.min(WHOLE, size);
  const began_ms = performance.now();
  const onFilled = (done: number) => onProgress({ phase: 'filling', done, total: size });
  await fillDesk(database, { size, whole, onFilled });
  const filled_s = (performance.now() - began_ms) / 1_000;
  const pages = await timePages(database);
  const all = pages.flatMap(({ times }) => times);
  const paint = pages.filter(({ page }) => page.startsWith('overview')).flatMap(({ times }) => times);
  return {
    seeds: 1,
    conversations: size,
    topics: DESK.topics,
    queries: all.length,
    ...quantiles(all),
    overview_p95_ms: quantiles(paint).p95_ms,
    overview_p95_cpu_ms: quantiles(paint).p95_cpu_ms,
    pages: pages.map(({ page, times }) => ({ page, ...quantiles(times) })),
    counted_dirty: DIRTY,
    count_dirty: await timeDirty(database, size),
    recount_1000: await timeRecount(database, { size, whole }),
    ...(await timeSums(database)),
    filled_s,
    busy: busyness(),
    versions: versions(),
  };
}

interface Took {
  readonly ms: number;
  /** Of all threads of this process, the database's, too: what a busy machine does not stretch. */
  readonly cpu_ms: number;
}

async function timed(work: () => Promise<unknown>): Promise<Took> {
  const [began_ms, before] = [performance.now(), process.cpuUsage()];
  await work();
  const { user, system } = process.cpuUsage(before);
  return { ms: performance.now() - began_ms, cpu_ms: (user + system) / 1_000 };
}

function quantiles(times: readonly Took[]) {
  const [wall, cpu] = [times.map(({ ms }) => ms), times.map(({ cpu_ms }) => cpu_ms)];
  return {
    p50_ms: quantile(wall, 0.5),
    p95_ms: quantile(wall, 0.95),
    p50_cpu_ms: quantile(cpu, 0.5),
    p95_cpu_ms: quantile(cpu, 0.95),
  };
}

const models = {
  topics: async () =>
    TOPIC_IDS.map((id, n) => {
      return { id, terms: ['topic', String(n)], resolutions: [`res_${n}`], tickets: 1, accounts: 1 };
    }),
  estimate: async () => ({
    overall: { answers: 500_000, audited: 400, risk: 0.05, low: 0.03, high: 0.07, effective_audits: 400 },
    by_stakes: [],
  }),
  certificates: async () => [],
  ask: async (_: string, call: string, { asked }: { asked?: readonly unknown[] }) =>
    call === 'topicPlaces' ? TOPIC_IDS.map((id) => ({ id, x: 0, y: 0 })) : asked?.map(() => TOPIC_IDS[0]),
};
const now_ms = () => Date.parse(DESK.to) + DAY_MS;
const portsTo = (database: store.Database) =>
  ({ database, models, now_ms, encoder: { id: 'bench' }, log: { info: () => undefined } }) as never;

/** Every page once a round, so that a busy moment strikes none alone; the first round warms up and is not counted. */
async function timePages(database: store.Database) {
  const reads = RANGES.flatMap((days) => readsOf(database, days));
  const times = new Map(reads.map(({ page }) => [page, [] as Took[]]));
  for (let round = 0; round <= ROUNDS; round++)
    for (const { page, read } of reads) {
      const took = await timed(() => read(round));
      if (round > 0) times.get(page)?.push(took);
    }
  return reads.map(({ page }) => ({ page, times: times.get(page) ?? [] }));
}

function readsOf(database: store.Database, days: number) {
  const parts = portsTo(database);
  const { workspace_id } = DESK;
  const rangeOf = (round: number, topic_id: string | null = null): store.FiguresRange => {
    const to_ms = Date.parse(DESK.to) - round * 3 * DAY_MS;
    const dayOf = (ms: number) => new Date(ms).toISOString().slice(0, 10);
    return { from: dayOf(to_ms - (days - 1) * DAY_MS), to: dayOf(to_ms), topic_id };
  };
  const list = (name: string, measure: Measure, given: { topic?: number; deep?: true } = {}) => ({
    page: `list ${name}, ${days} days`,
    read: async (round: number) => {
      const { topic, deep } = given;
      const range = rangeOf(round, topic === undefined ? null : `topic-${topic + round}`);
      const at_ms =
        Date.parse(range.from) + ((Date.parse(range.to) - Date.parse(range.from)) / 10) * (deep ? 1 : 10);
      const cursor = deep && store.encodeCursor({ at: new Date(at_ms), id: 'cnv_' });
      await database.asWorkspace(workspace_id, async (tx) => {
        await store.pageFigureRows(tx, { ...range, measure, limit: PAGE, ...(cursor && { cursor }) });
        await store.countFigureRows(tx, { ...range, measure });
      });
    },
  });
  return [
    {
      page: `overview, ${days} days`,
      read: (round: number) => readOverview(parts, workspace_id, rangeOf(round)),
    },
    {
      page: `quality, ${days} days`,
      read: (round: number) => readQuality(parts, workspace_id, rangeOf(round)),
    },
    {
      page: `quality of a topic, ${days} days`,
      read: (round: number) => readQuality(parts, workspace_id, rangeOf(round, `topic-${round}`)),
    },
    {
      page: `topics, ${days} days`,
      read: (round: number) => readTopicFigures(parts, workspace_id, rangeOf(round)),
    },
    list('frequent', 'conversations'),
    list('frequent, far back', 'answered-alone', { deep: true }),
    list('rare', 'audited-wrong'),
    list('rarest', 'novel'),
    list('frequent of a topic', 'confirmed', { topic: 20 }),
    list('rare of a topic', 'audited-wrong', { topic: 0 }),
  ];
}

/** From what the conversations hear until the figures tell. */
async function timeDirty(database: store.Database, size: number): Promise<Took> {
  await database.asSystem(async (tx) => {
    await sql`delete from dirty_conversations`.execute(tx);
    await sql`
      insert into outcomes (workspace_id, id, conversation_id, kind, source_event, at)
      select ${DESK.workspace_id}, 'out_' || i, 'cnv_' || lpad((${size}::int - i * 7)::text, 8, '0'), 'confirmed', 'click', now()
      from generate_series(1, ${DIRTY}) i
    `.execute(tx);
  });
  return timed(() => followFigures(portsTo(database), { workspace_id: DESK.workspace_id }));
}

async function timeRecount(database: store.Database, given: { size: number; whole: number }): Promise<Took> {
  const after = `cnv_${String(given.size - given.whole).padStart(8, '0')}`;
  const now = new Date(now_ms());
  return timed(() =>
    database.asWorkspace(DESK.workspace_id, async (tx) => {
      const ids = await store.conversationIds(tx, { after, limit: 1_000 });
      await store.countFigures(tx, { ids, topics: new Map(), now });
    }),
  );
}

/** Whether sums are those of their rows, also after what was counted above. */
async function timeSums(database: store.Database) {
  let wrong_sums = 0;
  const compare_sums = await timed(() =>
    database.asWorkspace(DESK.workspace_id, async (tx) => {
      for (const span of await store.countedSpans(tx)) {
        wrong_sums += (await store.putSumsRight(tx, span)).length;
        wrong_sums += await store.putTopicsRight(tx, span);
      }
    }),
  );
  return { compare_sums, wrong_sums };
}

function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
}
