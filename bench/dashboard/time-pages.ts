/**
 * Reads every page and list of figures as its endpoint reads it, but for HTTP and for what comes from the model's memory
 * (topic names, the estimate): for 30, 90 and 365 days, ending on different days.
 */
import type { Measure } from '@understudy/contract';
import { readOverview } from '../../packages/server/src/read-overview.ts';
import { readQuality } from '../../packages/server/src/read-quality.ts';
import { readTopicFigures } from '../../packages/server/src/read-topic-figures.ts';
import { readWorth } from '../../packages/server/src/read-worth.ts';
import * as store from '../../packages/server/src/store/index.ts';
import { DESK, TOPIC_IDS } from './fill-desk.ts';
import { type Took, timed } from './timed.ts';

const ROUNDS = 7;
const PAGE = 50;
const DAY_MS = 86_400_000;
const RANGES = [30, 90, 365];

interface Page {
  readonly page: string;
  readonly read: (round: number) => Promise<unknown>;
}
export interface TimedPage {
  readonly page: string;
  readonly times: readonly Took[];
}

const models = {
  topics: async () =>
    TOPIC_IDS.map((id, n) => {
      return {
        id,
        terms: ['topic', String(n)],
        resolutions: [`res_${String(n).padStart(6, '0')}`],
        tickets: 1,
        accounts: 1,
      };
    }),
  estimate: async () => ({
    overall: { answers: 500_000, audited: 400, risk: 0.05, low: 0.03, high: 0.07, effective_audits: 400 },
    by_stakes: [],
  }),
  certificates: async () => [],
  ask: async (_: string, call: string, { asked }: { asked?: readonly unknown[] }) =>
    call === 'topicPlaces' ? TOPIC_IDS.map((id) => ({ id, x: 0, y: 0 })) : asked?.map(() => TOPIC_IDS[0]),
};
export const now_ms = () => Date.parse(DESK.to) + DAY_MS;
const jobs = { enqueue: async () => undefined };
export const portsTo = (database: store.Database) =>
  ({ database, models, jobs, now_ms, encoder: { id: 'bench' }, log: { info: () => undefined } }) as never;

/** Every page once a round, so that a busy moment strikes none alone; the first round warms up and is not counted. */
export async function timePages(
  database: store.Database,
  onRound: (done: number, total: number) => void,
): Promise<TimedPage[]> {
  const pages = [...pagesOfAllTime(database), ...RANGES.flatMap((days) => pagesOf(database, days))];
  const times = new Map(pages.map(({ page }) => [page, [] as Took[]]));
  for (let round = 0; round <= ROUNDS; round++) {
    for (const { page, read } of pages) {
      const took = await timed(() => read(round));
      if (round > 0) times.get(page)?.push(took);
    }
    onRound(round, ROUNDS);
  }
  return pages.map(({ page }) => ({ page, times: times.get(page) ?? [] }));
}

/** What every page of the console asks for beside its own. */
function pagesOfAllTime(database: store.Database): Page[] {
  const read = (work: (tx: store.Tx) => Promise<unknown>) => () =>
    database.asWorkspace(DESK.workspace_id, work);
  const one = { limit: 1 };
  return [
    {
      page: 'counts beside every page',
      read: read(async (tx) => {
        await store.countConversations(tx, 'mem_1');
        await store.countAudits(tx);
        await store.countLessons(tx);
        await store.countOpenAlarms(tx);
        await store.countOpenIncidents(tx);
      }),
    },
    {
      page: 'lists behind these counts',
      read: read(async (tx) => {
        await store.listWaiting(tx, { ...one, now: new Date(now_ms()) });
        await store.pageAlarms(tx, one);
        await store.pageIncidents(tx, one);
      }),
    },
  ];
}

function pagesOf(database: store.Database, days: number): Page[] {
  const parts = portsTo(database);
  const { workspace_id } = DESK;
  const rangeOf = (round: number, topic_id: string | null = null): store.FiguresRange => {
    const to_ms = Date.parse(DESK.to) - round * 3 * DAY_MS;
    const dayOf = (ms: number) => new Date(ms).toISOString().slice(0, 10);
    return { from: dayOf(to_ms - (days - 1) * DAY_MS), to: dayOf(to_ms), topic_id };
  };
  const page = (name: string, read: Page['read']): Page => ({ page: `${name}, ${days} days`, read });
  const list = (name: string, measure: Measure, given: { topic?: number; deep?: true } = {}) =>
    page(`list ${name}`, async (round) => {
      const { topic, deep } = given;
      const range = rangeOf(round, topic === undefined ? null : `topic-${topic + round}`);
      const at_ms =
        Date.parse(range.from) + ((Date.parse(range.to) - Date.parse(range.from)) / 10) * (deep ? 1 : 10);
      const cursor = deep && store.encodeCursor({ at: new Date(at_ms), id: 'cnv_' });
      await database.asWorkspace(workspace_id, async (tx) => {
        await store.pageFigureRows(tx, { ...range, measure, limit: PAGE, ...(cursor && { cursor }) });
        await store.countFigureRows(tx, { ...range, measure });
      });
    });
  const ofTopic = (round: number) => rangeOf(round, `topic-${round}`);
  const twin = (range: store.FiguresRange) =>
    database.asWorkspace(workspace_id, (tx) => store.twinWeeks(tx, range));
  return [
    page('overview', (round) => readOverview(parts, workspace_id, rangeOf(round))),
    page('quality', (round) => readQuality(parts, workspace_id, rangeOf(round))),
    page('quality of a topic', (round) => readQuality(parts, workspace_id, ofTopic(round))),
    page('twin', (round) => twin(rangeOf(round))),
    page('twin of a topic', (round) => twin(ofTopic(round))),
    page('topics', (round) => readTopicFigures(parts, workspace_id, rangeOf(round))),
    page('worth', (round) => readWorth(parts, { workspace_id, ...rangeOf(round) })),
    list('frequent', 'conversations'),
    list('frequent, far back', 'answered-alone', { deep: true }),
    list('rare', 'audited-wrong'),
    list('rarest', 'novel'),
    list('frequent of a topic', 'confirmed', { topic: 20 }),
    list('rare of a topic', 'audited-wrong', { topic: 0 }),
  ];
}
