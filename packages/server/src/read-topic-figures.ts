/** Topics by what became of their conversations: figures, trend, gap, decline, and their places on the map. */
import type { Counts, Measure, TopicFigures } from '@understudy/contract';
import { type NamedTopic, rateChange, type TopicPlace } from '@understudy/engine';
import type { Parts } from './parts.ts';
import { sharedMore } from './shared-more.ts';
import * as store from './store/index.ts';
import { intervalOf, shareOf } from './translate-figures.ts';

const MOST_TOPICS = 1_000;
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const WEEK_MS = 7 * DAY_MS;
/** A decline is told from this posterior on, and of as many answers at least on either side. */
const DECLINED = 0.9;
const MIN_ANSWERS = 20;
/** Of declining topics, those asked about most are looked into, each by its newest answers. */
const MOST_DECLINING = 20;
const MOST_ANSWERS = 500;

const SHARES: readonly (readonly [Measure, Measure])[] = [
  ['answered-alone', 'conversations'],
  ['confirmed', 'answered-alone'],
  ['assumed', 'answered-alone'],
  ['durable', 'answered-alone'],
  ['handed-off', 'conversations'],
];

export async function readTopicFigures(
  parts: Pick<Parts, 'database' | 'models'>,
  workspace_id: string,
  range: store.FiguresRange,
): Promise<{ items: TopicFigures[]; as_of: string | null }> {
  const known = await parts.models.topics(workspace_id);
  const topics = known.filter(({ id }) => range.topic_id === null || id === range.topic_id);
  const placed = await parts.models.ask(workspace_id, 'topicPlaces', {});
  const places = new Map(placed.map((place) => [place.id, place]));
  const read = await parts.database.asWorkspace(workspace_id, async (tx) => {
    return {
      sums: await store.sumTopics(tx, range),
      weeks: await store.topicWeeks(tx, range),
      waiting: await store.waitingLessons(tx),
      in_use: await store.resolutionsInUse(tx),
      happened: await happenedIn(tx, range),
      as_of: (await store.figuresState(tx)).as_of,
    };
  });
  const items = topics
    .map((topic) => toWire(topic, places.get(topic.id), read))
    .toSorted((a, b) => b.conversations - a.conversations || (a.id < b.id ? -1 : 1))
    .slice(0, MOST_TOPICS);
  const declining = items.filter(({ decline }) => decline !== null).slice(0, MOST_DECLINING);
  if (declining.length > 0)
    await parts.database.asWorkspace(workspace_id, async (tx) => {
      for (const { id, decline } of declining)
        decline?.consistent_with.push(
          ...(await sharedByFailed(tx, { ...range, topic_id: id }, decline.since)),
        );
    });
  return { items, as_of: read.as_of?.toISOString() ?? null };
}

/** Pages and plans that answers which failed since a topic declines have more often than its other answers. */
async function sharedByFailed(
  tx: store.Tx,
  range: store.FiguresRange & { readonly topic_id: string },
  since: string,
): Promise<string[]> {
  const answers = await store.topicAnswers(tx, { ...range, limit: MOST_ANSWERS });
  const isNewFailure = ({ failed, day }: store.TopicAnswer) => failed && day >= since;
  const inside = answers.filter(isNewFailure);
  const outside = answers.filter((each) => !isNewFailure(each));
  return sharedMore({ inside, outside }).map(({ text }) => text);
}

/** What may coincide with a decline. */
async function happenedIn(tx: store.Tx, range: store.FiguresRange) {
  const times = {
    from: new Date(Date.parse(range.from) - WEEK_MS),
    to: new Date(Date.parse(range.to) + DAY_MS),
  };
  return {
    releases: await store.releasesBetween(tx, times),
    lessons: await store.lessonDays(tx, times),
  };
}

interface Read {
  readonly sums: Awaited<ReturnType<typeof store.sumTopics>>;
  readonly weeks: Awaited<ReturnType<typeof store.topicWeeks>>;
  readonly waiting: ReadonlyMap<string, number>;
  readonly in_use: ReadonlySet<string>;
  readonly happened: Awaited<ReturnType<typeof happenedIn>>;
}

function toWire(topic: NamedTopic, place: TopicPlace | undefined, read: Read): TopicFigures {
  const sums = read.sums.get(topic.id);
  const { conversations = 0, alone = 0, audited_right = 0, audited_wrong = 0 } = sums ?? {};
  const counts: Counts = {
    conversations,
    'answered-alone': alone,
    confirmed: sums?.confirmed ?? 0,
    assumed: sums?.assumed ?? 0,
    durable: sums?.durable ?? 0,
    'handed-off': sums?.handed_off ?? 0,
  };
  const weeks = read.weeks.get(topic.id) ?? [];
  return {
    id: topic.id,
    name: topic.terms.join(', '),
    x: place?.x ?? 0,
    y: place?.y ?? 0,
    conversations,
    trend: weeks.map(({ day, ...week }) => ({ day, conversations: week.conversations, alone: week.alone })),
    shares: SHARES.map(([measure, of]) => shareOf(counts, measure, of)),
    risk: intervalOf(audited_wrong, audited_right + audited_wrong),
    resolutions: topic.resolutions.filter((id) => read.in_use.has(id)).length,
    waiting_lessons: topic.resolutions.reduce((sum, id) => sum + (read.waiting.get(id) ?? 0), 0),
    minutes: (sums?.handle_ms ?? 0) / MINUTE_MS,
    gap: conversations - alone,
    decline: declineOf(topic, weeks, read),
  };
}

/** Of the share of answers given alone that held, by weeks. */
function declineOf(
  topic: NamedTopic,
  weeks: readonly store.TopicWeek[],
  { happened }: Read,
): TopicFigures['decline'] {
  const held = weeks.map(({ alone, failed }) => alone - failed);
  const alone = weeks.map((week) => week.alone);
  const { none, day } = rateChange({ counts: held, exposure: alone });
  if (day === null || day === 0 || 1 - none < DECLINED) return null;
  const [before, after] = [levelOf(held, alone, 0, day), levelOf(held, alone, day, weeks.length)];
  if (before === null || after === null || after >= before) return null;
  const { day: since } = weeks[day];
  return { since, before, after, probability: 1 - none, consistent_with: around(topic, since, happened) };
}

/** Null where too little was answered to say. */
function levelOf(held: readonly number[], alone: readonly number[], from: number, to: number): number | null {
  const sum = (values: readonly number[]) => values.slice(from, to).reduce((total, each) => total + each, 0);
  return sum(alone) < MIN_ANSWERS ? null : sum(held) / sum(alone);
}

/** In the week in which it began, or in the one before. */
function around(topic: NamedTopic, monday: string, { releases, lessons }: Read['happened']): string[] {
  const start_ms = Date.parse(monday);
  const isNear = ({ at }: { readonly at: Date }) =>
    at.getTime() >= start_ms - WEEK_MS && at.getTime() < start_ms + WEEK_MS;
  const own = new Set(topic.resolutions);
  return [
    ...releases.filter(isNear).map(({ name }) => `release ${name}`),
    ...lessons
      .filter((each) => isNear(each) && each.resolutions.some((id) => own.has(id)))
      .map(({ at }) => `a lesson of ${at.toISOString().slice(0, 10)}`),
  ];
}
