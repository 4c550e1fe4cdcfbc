/** Which topics are listed in which order, and what the map shows, as it stands in the address. Pure. */
import type { Measure, Share, TopicFigures } from '@understudy/contract';
import { type FigureSearch, isOn, parseFigureSearch } from '../figures/range.ts';

export const SORTS = ['gap', 'name', 'volume', 'alone', 'confirmed', 'assumed', 'wrong'] as const;
export type Sort = (typeof SORTS)[number];

export interface TopicSearch extends FigureSearch {
  readonly q?: string;
  /** None: the gap, which costs most time of people. */
  readonly sort?: Sort;
  /** The other way round than one would expect of it. */
  readonly reverse?: true;
  /** What the map shows of a topic; none: the share answered alone. */
  readonly shows?: 'wrong';
}

/** What is unknown is left out, so that an address of yesterday still opens the page. */
export function parseTopicSearch(search: Record<string, unknown>): TopicSearch {
  const sort = SORTS.find((name) => name === search['sort']);
  // The router reads what looks like a number as one.
  const q = typeof search['q'] === 'number' ? String(search['q']) : search['q'];
  return {
    ...parseFigureSearch(search),
    ...(typeof q === 'string' && q !== '' && { q }),
    ...(sort && sort !== 'gap' && { sort }),
    ...(isOn(search['reverse']) && { reverse: true as const }),
    ...(search['shows'] === 'wrong' && { shows: 'wrong' as const }),
  };
}

export const shareOf = ({ shares }: Pick<TopicFigures, 'shares'>, measure: Measure): Share | undefined =>
  shares.find((share) => share.measure === measure);

/** What is sorted by; the largest comes first. Unknown is less than anything. */
const VALUE: Readonly<Record<Exclude<Sort, 'name'>, (topic: TopicFigures) => number>> = {
  gap: ({ minutes }) => minutes,
  volume: ({ conversations }) => conversations,
  alone: (topic) => shareOf(topic, 'answered-alone')?.value ?? -1,
  confirmed: (topic) => shareOf(topic, 'confirmed')?.value ?? -1,
  assumed: (topic) => shareOf(topic, 'assumed')?.value ?? -1,
  wrong: ({ risk }) => risk?.value ?? -1,
};

/** Those whose name holds every word that is sought, in order. */
export function listed(topics: readonly TopicFigures[], { q = '', sort = 'gap', reverse }: TopicSearch) {
  const words = q.toLowerCase().split(/\s+/);
  const found = topics.filter(({ name }) => words.every((word) => name.toLowerCase().includes(word)));
  const byName = (a: TopicFigures, b: TopicFigures) => a.name.localeCompare(b.name);
  const ordered =
    sort === 'name'
      ? found.toSorted(byName)
      : found.toSorted((a, b) => VALUE[sort](b) - VALUE[sort](a) || b.gap - a.gap || byName(a, b));
  return reverse ? ordered.toReversed() : ordered;
}
