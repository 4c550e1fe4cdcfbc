/**
 * What coincides with an incident: releases and lessons of the days around which its level changed, and pages and plans that
 * its conversations have more often than others. "Consistent with", never "caused by".
 */
import type { Incident } from '@understudy/contract';
import { coincides, countChange, type FoundBurst } from '@understudy/engine';
import { sharedMore } from './shared-more.ts';
import * as store from './store/index.ts';
import { dayNumber, dayText, type Watched } from './watched-bursts.ts';

const LOOKED_BACK_DAYS = 28;
const DAY_MS = 86_400_000;
const LEAST_POSTERIOR = 0.5;
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
  const shared = sharedMore({
    inside: recent.filter(({ id }) => own.has(id)),
    outside: recent.filter(({ id }) => !own.has(id)),
  });
  return [...dated, ...shared].toSorted((a, b) => b.posterior - a.posterior).slice(0, MOST);
}
