/** Figures and what the watch found, as cached: asked for again every minute, and whenever somebody looks again. */
import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { Query } from '@understudy/contract';
import { call } from './client.ts';

type Range = Query<'getQuality'>;

const REFRESH_MS = 60_000;
const RUNNING_REFRESH_MS = 1_000;
const FRESH = { refetchInterval: REFRESH_MS, refetchOnWindowFocus: true, placeholderData: keepPreviousData };

/** What all figures are cached under. */
export const figuresKey = ['figures'] as const;

export const overviewQuery = (range: Range) =>
  queryOptions({
    queryKey: [...figuresKey, 'overview', range],
    queryFn: ({ signal }) => call('getOverview', { query: range }, signal),
    ...FRESH,
  });
export const qualityQuery = (range: Range) =>
  queryOptions({
    queryKey: [...figuresKey, 'quality', range],
    queryFn: ({ signal }) => call('getQuality', { query: range }, signal),
    ...FRESH,
  });
export const twinQuery = (range: Range) =>
  queryOptions({
    queryKey: [...figuresKey, 'twin', range],
    queryFn: ({ signal }) => call('getTwin', { query: range }, signal),
    ...FRESH,
  });
export const driftQuery = queryOptions({
  queryKey: [...figuresKey, 'drift'],
  queryFn: ({ signal }) => call('getDrift', {}, signal),
  ...FRESH,
});
export const worthQuery = (range: Query<'getWorth'>) =>
  queryOptions({
    queryKey: [...figuresKey, 'worth', range],
    queryFn: ({ signal }) => call('getWorth', { query: range }, signal),
    ...FRESH,
  });
export const topicFiguresQuery = (range: Query<'listTopicFigures'>) =>
  queryOptions({
    queryKey: [...figuresKey, 'topics', range],
    queryFn: ({ signal }) => call('listTopicFigures', { query: range }, signal),
    ...FRESH,
  });
export const figureRowsQuery = (asked: Omit<Query<'listFigureRows'>, 'cursor' | 'limit'>) =>
  infiniteQueryOptions({
    queryKey: [...figuresKey, 'rows', asked],
    queryFn: ({ pageParam, signal }) =>
      call(
        'listFigureRows',
        { query: { ...asked, limit: 50, ...(pageParam ? { cursor: pageParam } : {}) } },
        signal,
      ),
    initialPageParam: '',
    getNextPageParam: (last) => last.next_cursor,
  });
/** While it runs, it is asked for every second. */
export const recomputationQuery = queryOptions({
  queryKey: [...figuresKey, 'recomputation'],
  queryFn: ({ signal }) => call('getRecomputation', {}, signal),
  refetchInterval: (query) => (query.state.data?.state === 'running' ? RUNNING_REFRESH_MS : false),
});
export const savedViewsQuery = queryOptions({
  queryKey: ['saved-views'],
  queryFn: async ({ signal }) => (await call('listSavedViews', {}, signal)).items,
});
