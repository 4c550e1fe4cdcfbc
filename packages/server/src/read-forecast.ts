/**
 * How much will be answered alone in the next eight weeks, from the whole weeks so far; and what would speed it up.
 *
 * Levers are upper bounds, told as such: what of the last four weeks could at most have been answered alone had the thing been
 * done. They overlap, so they do not add up.
 */
import type { Forecast } from '@understudy/contract';
import { FORECAST_LEVEL, forecastCoverage, LEAST_WEEKS, usableWeeks } from '@understudy/engine';
import type { Parts } from './parts.ts';
import * as store from './store/index.ts';

type Ports = Pick<Parts, 'database' | 'models' | 'now_ms'>;
type Lever = Forecast['levers'][number];

const WEEKS_BACK = 52;
const LEVER_WEEKS = 4;
const WEEK_MS = 7 * 86_400_000;
/** Less is not worth a sentence. */
const LEAST_GAIN = 0.005;

export async function readForecast(
  parts: Ports,
  { workspace_id }: { readonly workspace_id: string },
): Promise<Forecast> {
  const topics = await parts.models.topics(workspace_id);
  const today = dayOf(parts.now_ms());
  const recent = { from: dayOf(parts.now_ms() - LEVER_WEEKS * WEEK_MS), to: today };
  const read = await parts.database.asWorkspace(workspace_id, async (tx) => ({
    weeks: await store.weekCounts(tx, { today, weeks: WEEKS_BACK }),
    sums: await store.sumTopics(tx, recent),
    handed: await store.handedOver(tx, recent),
    inReview: new Set(await store.resolutionsInReview(tx)),
  }));
  const weeks = read.weeks.map(({ alone, conversations }) => ({ alone, total: conversations }));
  const usable = usableWeeks(weeks).length;
  const waiting = new Set(
    topics.filter(({ resolutions }) => resolutions.some((id) => read.inReview.has(id))).map(({ id }) => id),
  );
  return {
    weeks: forecastCoverage(weeks).map((week, ahead) => ({
      day: dayOf(parts.now_ms() + ahead * WEEK_MS),
      coverage: { ...week, confidence: FORECAST_LEVEL },
    })),
    reason:
      usable >= LEAST_WEEKS
        ? null
        : `A forecast needs ${LEAST_WEEKS} whole weeks with answers given alone; there are ${usable}.`,
    levers: leversOf({ sums: read.sums, waiting, handed: read.handed }),
  };
}

const dayOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

function leversOf(given: {
  readonly sums: ReadonlyMap<string, store.TopicSums>;
  readonly waiting: ReadonlySet<string>;
  readonly handed: store.HandedOver;
}): Lever[] {
  const { sums, waiting, handed } = given;
  const { conversations: total, not_certified, held } = handed;
  if (total === 0) return [];
  const inReview = [...sums.values()].filter(({ topic_id }) => waiting.has(topic_id));
  const notAlone = inReview.reduce((sum, { conversations, alone }) => sum + conversations - alone, 0);
  const lever = (
    to: Lever['to'],
    { count, of, text }: { count: number; of: number; text: string },
  ): Lever => {
    const coverage = of / total;
    return { to, count, coverage, text: `${text}: up to ${points(coverage)}.` };
  };
  const ofFourWeeks = (count: number) => `${counted(count, 'conversation', 'conversations')} of four weeks`;
  return [
    lever('review', {
      count: inReview.length,
      of: notAlone,
      text: `${counted(inReview.length, 'topic waits', 'topics wait')} for review`,
    }),
    lever('audits', {
      count: not_certified,
      of: not_certified,
      text: `${ofFourWeeks(not_certified)} had an answer that is not certified yet; more checked answers certify`,
    }),
    lever('topics', {
      count: held,
      of: held,
      text: `${ofFourWeeks(held)} met a switch or a held answer`,
    }),
  ]
    .filter(({ coverage }) => coverage >= LEAST_GAIN)
    .toSorted((a, b) => b.coverage - a.coverage);
}

const counted = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;
const points = (share: number): string => `+${Math.round(1_000 * share) / 10} points of coverage`;
