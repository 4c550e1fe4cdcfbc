/**
 * What coincides with an incident: releases and lessons of the days around which its level changed, and pages and plans that
 * its conversations have more often than others. "Consistent with", never "caused by".
 */
import type { Incident } from '@understudy/contract';
import { coincides, countChange, type FoundBurst, shareAbove } from '@understudy/engine';
import * as store from './store/index.ts';
import { dayNumber, dayText, type Watched } from './watched-bursts.ts';

const LOOKED_BACK_DAYS = 28;
const DAY_MS = 86_400_000;
const LEAST_POSTERIOR = 0.5;
/** Pages and plans are many. */
const LEAST_POSTERIOR_OF_SHARE = 0.99;
const LEAST_COUNT = 3;
const LEAST_LIFT = 2;
const MOST = 6;

type Coincidence = Incident['consistent_with'][number];

export async function coincidencesOf(
  tx: store.Tx,
  {
    burst,
    watched,
    questions,
    today,
  }: {
    readonly burst: FoundBurst;
    readonly watched: Watched;
    readonly questions: readonly store.WatchedQuestion[];
    readonly today: string;
  },
): Promise<Coincidence[]> {
  const own = new Set(burst.conversations);
  const answered = await store.answersOf(tx, burst.conversations);
  const from = new Date((dayNumber(today) - LOOKED_BACK_DAYS) * DAY_MS);
  const to = new Date((dayNumber(today) + 1) * DAY_MS);
  const releases = await store.releasesBetween(tx, { from, to });
  const lessons = await store.lessonDays(tx, { from, to });
  const happened = [
    ...releases.map(({ name, at }) => ({ at, text: `release ${name}` })),
    ...lessons
      .filter(({ resolutions }) => resolutions.some((id) => answered.has(id)))
      .map(({ at, titles }) => ({ at, text: `lessons of that day: ${titles.join(', ')}` })),
  ];
  const change = countChange(watched.seriesOf(burst));
  const dated = happened.flatMap(({ at, text }): Coincidence[] => {
    const day = dayNumber(at.toISOString().slice(0, 10));
    const { posterior, prior, lift } = coincides(change, day - watched.start);
    if (posterior < LEAST_POSTERIOR || posterior < 2 * prior || lift <= 1) return [];
    return [{ text: `${text} (${dayText(day)})`, posterior, lift }];
  });
  const recent = questions.filter(({ day }) => dayNumber(day) > dayNumber(today) - burst.days);
  return [...dated, ...sharedMore(recent, own)].toSorted((a, b) => b.posterior - a.posterior).slice(0, MOST);
}

function sharedMore(recent: readonly store.WatchedQuestion[], own: ReadonlySet<string>): Coincidence[] {
  const words = { route: 'page', plan: 'plan' } as const;
  return (['route', 'plan'] as const).flatMap((field) => {
    const known = recent.filter((each) => each[field] !== null);
    const inside = known.filter(({ id }) => own.has(id));
    const outside = known.filter(({ id }) => !own.has(id));
    const values = new Set(inside.map((each) => each[field]));
    return [...values].flatMap((value): Coincidence[] => {
      const count = inside.filter((each) => each[field] === value).length;
      const others = outside.filter((each) => each[field] === value).length;
      const found = shareAbove({ count, total: inside.length }, { count: others, total: outside.length });
      if (count < LEAST_COUNT || found.lift < LEAST_LIFT || found.posterior < LEAST_POSTERIOR_OF_SHARE)
        return [];
      return [{ text: `${words[field]} ${value}`, ...found }];
    });
  });
}
